"""The commands: each parses its words, calls one operation and says how it ended.

Exit codes: 0 done, 1 not done (the reason stands on standard error), 2 wrong use.
"""

import errno
import io
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.exceptions import TyperException

from bot import __version__
from bot.errors import BotError, NotWritten, SettingsError, UsageError
from bot.settings import SHIPPED_PROMPTS, Settings

if TYPE_CHECKING:
    from bot.fieldwork.model import Assessment

commands = typer.Typer(
    name="bot",
    help="Interviews sales stakeholders in Slack about how broad each sales role is.",
    epilog="And python3 -m bot test [--full] runs the tests.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "terminal_width": 100},
)

Data = Annotated[Path | None, typer.Option("--data", metavar="DIR", help="Keep answers here instead of in DATA.")]
Looked = Annotated[Path | None, typer.Option("--data", metavar="DIR", help="Check DIR/prompts, not that in DATA.")]
Opened = Annotated[Path | None, typer.Option("--data", metavar="DIR", help="Open it in DIR instead of in DATA.")]
Port = Annotated[int | None, typer.Option(min=0, max=65535, help="The page's port; 0: any free one.")]

_SOON_DONE = 60
"""Up to so many people an analysis takes a few seconds at most."""


def main(arguments: list[str]) -> int:
    """Runs one command; returns its exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a name the terminal cannot show stops nothing
    try:
        code = commands(arguments, standalone_mode=False)
    except typer.Exit as done:
        return done.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return 1
    except TyperException as error:
        told = error.format_message()
        what = told if told.endswith((".", "?")) else f"{told}."
        say(str(UsageError(what, mend="python3 -m bot --help says what there is.")))
        return 2
    except UsageError as error:
        say(str(error))
        return 2
    except BotError as error:
        say(str(error))
        return 1
    except PermissionError as error:
        say(str(_unseen(error)))
        return 1
    return int(code or 0)


def say(text: str) -> None:
    """Says something to the person at the terminal, on standard error: standard output is for results."""
    print(text, file=sys.stderr, flush=True)


def hand_out(result: str | bytes) -> None:
    """Writes a result to standard output, down to the last byte; raises NotWritten where it takes none."""
    try:
        if sys.stdout is None:  # it was closed before the start
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        if isinstance(result, bytes):
            sys.stdout.buffer.write(result + b"\n")
        else:
            print(result)
        sys.stdout.flush()
    except BrokenPipeError:
        raise  # the reader has seen enough, as `head` has
    except OSError as error:
        if sys.stdout is not None:  # else Python tries again at its end, and tells it once more
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        what = f"The result cannot be written to standard output: {error.strerror or error}."
        raise NotWritten(what) from error


@commands.callback(invoke_without_command=True)
def run(
    context: typer.Context,
    *,
    local: Annotated[bool, typer.Option("--local", help="Use the local workspace, even with tokens in .env.")] = False,
    workspace_only: Annotated[bool, typer.Option("--workspace-only", help="Run only the local workspace.")] = False,
    port: Port = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser; print the address.")] = False,
    data: Data = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Empty the local workspace first.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> int:
    """Runs the bot: in Slack with the tokens in .env, else in a local workspace in the browser."""
    if context.invoked_subcommand is not None:
        return 0
    if version:
        print(__version__)
        return 0
    settings = _settings(data)
    if not workspace_only:
        _refuse_if_held(settings.data)
    from bot import running

    chosen = running.Choice(local, workspace_only, port, not no_browser, fresh)
    return running.run(settings, chosen)


@commands.command()
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Rosters, questionnaires, texts, or folders of them; left out: all prompts."),
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the faults as JSON.")] = False,
    data: Looked = None,
) -> int:
    """Checks questionnaires, texts and rosters, and tells every fault with its mend."""
    from bot.prompts import checking

    try:
        own = _settings(data).prompts
        for path in paths or ():
            if not path.exists():
                raise UsageError(f"There is no file or folder {path}.", mend="Check the name.")
        if data is not None and not data.is_dir():
            raise UsageError(f"There is no folder {data}.", mend="Check the name behind --data.")
        found = checking.check(SHIPPED_PROMPTS, own, tuple(paths or ()))
    except SettingsError as error:  # 1 would say that the prompts have faults
        raise UsageError(str(error)) from error
    except OSError as error:
        raise _unseen(error) from error
    if as_json:
        hand_out(checking.faults_json(found.faults).decode())
    else:
        hand_out(checking.told(found))
    return 1 if found.faults else 0


@commands.command("open")
def open_(file: Annotated[Path, typer.Argument(help="A roster, in YAML.")], *, data: Opened = None) -> int:
    """Opens an assessment: the running bot invites its roster, or the next start does."""
    import time

    from bot.prompts.roster import load_roster
    from bot.storage import inbox

    settings = _settings(data)
    opening = load_roster(file, time.time(), SHIPPED_PROMPTS, settings.prompts)
    assessment = opening.assessment()
    if _is_there(assessment, file, settings):
        say(f"  {assessment.fielding.name} was opened from this roster already: nothing changed.")
        return 0
    inbox.lay(settings.data, assessment)
    for note in opening.notes:
        say(f"  Note: {note}")
    people = f"{len(assessment.roster)} people, {len(assessment.fielding.roles)} roles"
    say(f"  {assessment.fielding.name}: {people}. A running bot invites them now, else at its next start.")
    return 0


@commands.command()
def manifest() -> int:
    """Prints the app's manifest, to create it in Slack."""
    import json

    from bot.slack.manifest import manifest as declared

    hand_out(json.dumps(declared(), indent=2))
    return 0


@commands.command()
def analyse(
    file: Annotated[Path, typer.Argument(help="Answers collected elsewhere, as JSON or CSV.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> int:
    """Analyses answers you already hold: every figure in full, nothing hidden. README.md explains the two formats."""
    from bot.breadth.analysis_json import analysis_json
    from bot.breadth.analysis_text import analysis_text
    from bot.breadth.foreign import Faults, read
    from bot.breadth.foreign_values import one_line
    from bot.breadth.report import report

    try:
        content = file.read_bytes()
    except OSError as error:
        say(f"{one_line(str(file), 0)}: cannot be read: {error.strerror or error}")
        return 2
    data = read(str(file), content)
    if isinstance(data, Faults):
        say("\n".join(data.lines))
        return 2
    analysis = report(data, _with_a_bar if len(data.respondents) > _SOON_DONE else iter)
    hand_out(analysis_json(analysis) if as_json else analysis_text(analysis))
    return 0


@commands.command()
def bench(*, as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False) -> int:
    """Measures the bot against the work that cannot be avoided; takes some minutes."""
    from bot.bench import figures
    from bot.bench.measuring import measured

    taken = measured()
    hand_out(figures.as_json(taken) if as_json else figures.as_text(taken))
    return 0


def _is_there(assessment: "Assessment", file: Path, settings: Settings) -> bool:
    """Whether this roster was opened before, from any file. Raises BotError where another one of its name is open."""
    from bot.fieldwork.scope import same_name
    from bot.slack.calls import is_local
    from bot.storage.opened import opened
    from bot.workspace.setup import Team

    at_home = settings.bot_token is None or is_local(settings.api_url)
    earlier = tuple(opened(settings.data, lambda team: (team == Team().id) is at_home))
    if any(one.id == assessment.id or one.opens_as(assessment) for one in earlier):
        return True
    name, sample = same_name(assessment.fielding.name), assessment.sample
    # A roster made from a copy of the sample is no correction of the made-up one.
    alike = [one for one in earlier if (same_name(one.fielding.name), one.sample, one.life) == (name, sample, "open")]
    if alike:
        mend = (
            "Give it another `name` if a second one is meant; the one that is open keeps the roster it was opened with."
        )
        raise BotError(
            f"Another assessment called {alike[0].fielding.name} is open, and everybody would be invited again.",
            str(file),
            mend,
        )
    return False


def _with_a_bar(roles: Sequence[str]) -> Iterable[str]:
    """The roles in turn, and on a terminal how far they have come: hundreds of people take a minute."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return track(roles, "Comparing groups", console=console, transient=True, disable=not sys.stderr.isatty())


def _unseen(error: OSError) -> UsageError:
    """What cannot be looked into, as the person at the terminal is told."""
    where = "" if error.filename is None else os.fsdecode(error.filename)
    what = f"This cannot be looked into: {error.strerror}."
    return UsageError(what, where, "Check the name, and the right to read it.")


def _refuse_if_held(data: Path) -> None:
    """Raises FolderLocked at once where another bot is at work, not only after all that a bot needs is imported."""
    from bot.storage.folder import hold

    with hold(data):
        pass


def _settings(data: Path | None) -> Settings:
    """The settings of the folder the command was given in; `--data` beats DATA."""
    chosen = {} if data is None else {"DATA": str(data.absolute())}
    return Settings.from_environment({**os.environ, **chosen}, Path.cwd())
