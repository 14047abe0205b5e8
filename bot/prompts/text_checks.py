"""Whether every text the bot says is there, is known and can be printed."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, TemplateError, meta

from bot.interview.notices import FACILITATOR, LEADS, REPROMPTS, TOLD
from bot.prompts.faults import Fault, Mark, fault, shown
from bot.prompts.fillings import fillings
from bot.prompts.label_checks import LABELS, label_faults
from bot.prompts.nodes import read_text
from bot.prompts.stand_ins import stand_ins
from bot.prompts.templates import Reading, reading
from bot.prompts.texts import ENGLISH, environment, folders
from bot.prompts.wordings import SECTION
from bot.questionnaire.findings import meant

NOTICES: Mapping[str, tuple[str, ...]] = LEADS | TOLD | REPROMPTS | FACILITATOR


def text_faults(
    shipped: Path, own: Path | None = None, language: str = ENGLISH, *, shipped_too: bool = True
) -> Iterator[Fault]:
    """Every fault in the texts of a language: those a firm says otherwise, and the shipped ones unless left out."""
    english = shipped / "texts" / ENGLISH
    known = _known(english)
    for name in sorted(NOTICES.keys() - known.keys()):
        what = f"The text {name} is missing."
        yield fault(Mark(shown(english / f"{name}.j2")), what, "Write it; prompts/README.md says what it may print.")
    looked_in = folders(shipped, own, language)
    templates = environment(FileSystemLoader(looked_in))
    for folder in looked_in if shipped_too else looked_in[:1]:
        for path in sorted(folder.glob("*.j2")):
            yield from _checked(path, known, templates, english)


def text_file_faults(path: Path, shipped: Path) -> Iterator[Fault]:
    """Every fault in one text, wherever it lies: its name says which one it is."""
    english = shipped / "texts" / ENGLISH
    yield from _checked(path, _known(english), environment(FileSystemLoader((path.parent, english))), english)


def _known(english: Path) -> Mapping[str, Collection[str]]:
    """What each text may print, by its name."""
    templates = environment()
    return {name: _placeholders(templates, name, text) for name, text in _texts(english).items()}


def _texts(folder: Path) -> dict[str, str | Fault]:
    """The texts of a folder by name; in place of one that cannot be read, why."""
    return {path.stem: read_text(path, "text") for path in sorted(folder.glob("*.j2"))}


def _placeholders(templates: Environment, name: str, text: str | Fault) -> Collection[str]:
    """What a text may print: what its notice gives, else what the shipped text prints itself."""
    if name in NOTICES or isinstance(text, Fault):
        return NOTICES.get(name, ())
    try:
        return meta.find_undeclared_variables(templates.parse(text))
    except TemplateError:
        return ()


def _checked(
    path: Path, known: Mapping[str, Collection[str]], templates: Environment, english: Path
) -> Iterator[Fault]:
    name, file, text = path.stem, shown(path), read_text(path, "text")
    if isinstance(text, Fault):
        yield text
    elif name not in known:
        mend = meant(name, known, "Take it out, or give it the name of a text in prompts/texts.")
        yield fault(Mark(file), f"The bot has no text called {name}.", mend)
    else:
        read = reading(templates, text, known[name])
        yield from (fault(Mark(file, line), f"The text {name} {what}.", mend) for line, what, mend in read.faults)
        yield from () if read.faults else _printed(read, name, file, known[name])
        yield from _labels(text, file, english) if name == LABELS else ()


def _labels(given: str, file: str, english: Path) -> Iterator[Fault]:
    shipped = read_text(english / f"{LABELS}.j2", "text")
    yield from label_faults(given, file, shipped) if isinstance(shipped, str) else ()


def _printed(read: Reading, name: str, file: str, known: Collection[str]) -> Iterator[Fault]:
    """The first fault there is in what a text prints, whatever is filled in."""
    for where, values in fillings(read, stand_ins(name, known)):
        try:
            printed = read.template.render(values)
        except Exception as error:  # noqa: BLE001 - a template may fail in any way a program can
            what = f"The text {name} cannot be printed{where}: {str(error).rstrip('.')}."
            yield fault(Mark(file), what, "Compare it with the shipped one in prompts/texts.")
            return
        # Other texts are parts, which may be left out; and no notice is given of nothing.
        if not printed.strip() and (not where or (name in NOTICES and not where.endswith((" is empty", " is 0")))):
            mend = (
                "Let it print something." if where else "Write it, or remove the file: then the shipped text is said."
            )
            yield fault(Mark(file), f"The text {name} says nothing{where}.", mend)
            return
        if len(printed) > SECTION and name != LABELS:  # its lines are held to their own limits
            what = f"The text {name} has {len(printed):,} characters{where}, and Slack shows {SECTION:,}."
            yield fault(Mark(file), what, f"Shorten it to {SECTION:,} or fewer.")
            return
