"""The environment and `.env` as settings."""

import contextlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BotError, SettingsError
from bot.settings import DEFAULTS, Secret, Settings

EXAMPLE = Path(__file__).parents[1] / ".env.example"
BOT = "xoxb-1-made-up"
APP = "xapp-1-made-up"


def faults(folder: Path, environment: dict[str, str], env_file: str = "") -> list[BotError]:
    """What is wrong with an environment and a `.env`, in the order told."""
    (folder / ".env").write_text(env_file)
    with pytest.raises(SettingsError) as told:
        Settings.from_environment(environment, folder)
    return [fault for fault in told.value.faults if isinstance(fault, BotError)]


def test_nothing_set_is_the_local_workspace(tmp_path: Path) -> None:
    """Without any setting there are no tokens, and answers go to `data` in the folder."""
    settings = Settings.from_environment({}, tmp_path)

    assert (settings.bot_token, settings.app_token) == (None, None)
    assert settings.data == tmp_path / "data"
    assert settings.prompts == tmp_path / "data" / "prompts"
    assert settings.port == 8787


def test_a_full_file_is_read(tmp_path: Path) -> None:
    """Every key of `.env` arrives, quotes and comments aside, whatever the environment holds besides."""
    (tmp_path / "ours").mkdir()
    (tmp_path / ".env").write_text(
        f"export SLACK_BOT_TOKEN='{BOT}'\nSLACK_APP_TOKEN = {APP}  # the app's\nSLACK_API_URL=http://127.0.0.1:9/api/\n"
        "DATA=/srv/answers\nPROMPTS=ours\nFACILITATORS=U0123ABCD, W9\nPORT=0\nLOG_LEVEL=debug\n"
    )

    assert Settings.from_environment({"PATH": "/bin"}, tmp_path) == Settings(
        bot_token=Secret(BOT),
        app_token=Secret(APP),
        api_url="http://127.0.0.1:9/api/",
        data=Path("/srv/answers"),
        prompts=tmp_path / "ours",
        facilitators=("U0123ABCD", "W9"),
        port=0,
        log_level="DEBUG",
    )


def test_a_folder_of_prompts_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A misspelt PROMPTS is no folder without faults."""
    (tmp_path / ".env").write_text("PROMPTS=owrs\n")
    with pytest.raises(SettingsError) as told:
        Settings.from_environment({}, tmp_path)
    assert str(told.value) == (
        f"PROMPTS names {tmp_path / 'owrs'}, and there is no such folder.\nWhere: .env, line 1\n"
        "Mend: Make the folder, or correct the setting; without it, prompts in DATA is used."
    )


def test_the_environment_wins(tmp_path: Path) -> None:
    """A key of the environment replaces the one of `.env`, also when it is empty."""
    (tmp_path / ".env").write_text(f"PORT=1\nSLACK_BOT_TOKEN={BOT}\nSLACK_APP_TOKEN={APP}\n")
    environment = {"PORT": "2", "SLACK_BOT_TOKEN": "", "SLACK_APP_TOKEN": ""}

    settings = Settings.from_environment(environment, tmp_path)

    assert settings.port == 2
    assert settings.bot_token is None


def test_the_slack_cli_may_bring_the_tokens(tmp_path: Path) -> None:
    """Tokens that `slack run` passes count before `.env`, and after the environment's own."""
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=xoxb-file\nSLACK_APP_TOKEN=xapp-file\n")
    from_cli = {"SLACK_CLI_XOXB": BOT, "SLACK_CLI_XAPP": APP}

    settings = Settings.from_environment({**from_cli, "SLACK_APP_TOKEN": "xapp-2-own"}, tmp_path)

    assert (settings.bot_token, settings.app_token) == (Secret(BOT), Secret("xapp-2-own"))


def test_prompts_lie_in_the_data_folder(tmp_path: Path) -> None:
    """Moving the data folder moves an organisation's own prompts with it."""
    assert Settings.from_environment({"DATA": "/srv/answers"}, tmp_path).prompts == Path("/srv/answers/prompts")


def test_every_fault_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    """Three faults in two places are told together, each with where it is and how to mend it."""
    told = faults(tmp_path, {"LOG_LEVEL": "loud"}, "# ours\n\nPORT=many\nSLACK_BOT_TOKN=x\n")

    assert [(fault.what, fault.where) for fault in told] == [
        ("SLACK_BOT_TOKN is not a setting.", ".env, line 4"),
        ("PORT is not a port.", ".env, line 3"),
        ("LOG_LEVEL is not a level.", "the environment"),
    ]
    assert all(fault.mend for fault in told)


@pytest.mark.parametrize(
    ("environment", "what"),
    [
        ({"SLACK_BOT_TOKEN": APP, "SLACK_APP_TOKEN": BOT}, "are swapped"),
        ({"SLACK_BOT_TOKEN": BOT}, "SLACK_APP_TOKEN is missing"),
        ({"SLACK_APP_TOKEN": APP}, "SLACK_BOT_TOKEN is missing"),
        ({"SLACK_BOT_TOKEN": "xoxp-1-2", "SLACK_APP_TOKEN": APP}, "SLACK_BOT_TOKEN is not a token"),
        ({"SLACK_BOT_TOKEN": "xoxb-...", "SLACK_APP_TOKEN": APP}, "SLACK_BOT_TOKEN is not a token"),
        ({"SLACK_API_URL": "slack.com/api/"}, "is not a web address"),
        ({"SLACK_API_URL": "http://[::1/api/"}, "is not a web address"),
        ({"SLACK_API_URL": "http://slack.com/api/"}, "unencrypted"),
        ({"SLACK_API_URL": "https://slack.com/api"}, "does not end in a slash"),
        ({"FACILITATORS": "U0123ABCD, Ana"}, "not a user id"),
        ({"PORT": "65536"}, "is not a port"),
        ({"PORT": "-1"}, "is not a port"),
        ({"PORT": "²"}, "is not a port"),
    ],
)
def test_what_does_not_fit_is_one_fault(tmp_path: Path, environment: dict[str, str], what: str) -> None:
    """Each thing an administrator gets wrong is told as one fault of its own."""
    (fault,) = faults(tmp_path, environment)

    assert what in fault.what
    assert fault.mend


@pytest.mark.parametrize("host", ["127.0.0.1:8787", "localhost", "[::1]:1", "127.9.9.9"])
def test_a_workspace_on_this_computer_needs_no_encryption(tmp_path: Path, host: str) -> None:
    """Plain http is taken where the bytes never leave the computer."""
    assert Settings.from_environment({"SLACK_API_URL": f"http://{host}/api/"}, tmp_path).api_url.startswith("http://")


@pytest.mark.parametrize(("line", "where"), [("PORT", ".env, line 3"), ("'PORT=1", ".env, line 3")])
def test_a_line_that_is_no_setting_is_told(tmp_path: Path, line: str, where: str) -> None:
    """A line that would be passed over in silence is a fault, blank lines before it counted."""
    (fault,) = faults(tmp_path, {}, f"# ours\n\n{line}\n")

    assert (fault.what, fault.where) == ("A line of .env cannot be understood.", where)


def test_other_programs_keys_are_left_alone(tmp_path: Path) -> None:
    """A key that resembles none of ours is somebody else's."""
    (tmp_path / ".env").write_text("COMPOSE_PROJECT_NAME=breadth\n")

    assert Settings.from_environment({}, tmp_path).port == 8787


@pytest.mark.parametrize("content", [b"PORT=\xff\xfe", None])
def test_an_unreadable_file_is_told(tmp_path: Path, content: bytes | None) -> None:
    """A `.env` that is no text, or no file, is a fault, not a traceback."""
    if content is None:
        (tmp_path / ".env").mkdir()
    else:
        (tmp_path / ".env").write_bytes(content)

    with pytest.raises(SettingsError, match="cannot be read"):
        Settings.from_environment({}, tmp_path)


def test_a_byte_order_mark_is_no_part_of_a_key(tmp_path: Path) -> None:
    """A `.env` saved by a Windows editor is read like any other."""
    (tmp_path / ".env").write_text("PORT=1\n", encoding="utf-8-sig")

    assert Settings.from_environment({}, tmp_path).port == 1


def test_no_token_is_ever_shown(tmp_path: Path) -> None:
    """Neither settings that fit nor the faults of those that do not show a token."""
    settings = Settings.from_environment({"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP}, tmp_path)
    swapped = faults(tmp_path, {"SLACK_BOT_TOKEN": APP, "SLACK_APP_TOKEN": BOT})
    wrong = faults(tmp_path, {"SLACK_BOT_TOKEN": APP, "SLACK_APP_TOKEN": APP})

    assert "made-up" not in f"{settings} {settings!r} {swapped} {wrong} {[str(fault) for fault in swapped + wrong]}"


def test_the_example_holds_every_key_with_its_default(tmp_path: Path) -> None:
    """`.env.example` lists exactly the keys the bot reads; with every one opened it changes nothing."""
    opened = re.sub(r"(?m)^# (?=[A-Z_]+=)", "", EXAMPLE.read_text())
    bare = Settings.from_environment({}, tmp_path)
    (tmp_path / ".env").write_text(opened)

    assert re.findall(r"(?m)^([A-Z_]+)=", opened) == list(DEFAULTS)
    assert Settings.from_environment({}, tmp_path) == bare


@given(
    st.dictionaries(st.sampled_from(list(DEFAULTS)), st.text(st.characters(exclude_characters="\0"), max_size=30)),
    st.text(max_size=80),
)
def test_whatever_is_set_ends_in_settings_or_in_faults(
    tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str], env_file: str
) -> None:
    """No environment and no `.env` makes reading them fail in any other way."""
    folder = tmp_path_factory.mktemp("any")
    (folder / ".env").write_bytes(env_file.encode("utf-8", "surrogatepass"))
    with contextlib.suppress(SettingsError):
        Settings.from_environment(environment, folder)
