"""The command line: what a wrong word, a taken folder or a wrong file is answered with, and how the process ends."""

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.cli import main
from bot.settings import DEFAULTS, SHIPPED_PROMPTS
from bot.storage import inbox
from bot.storage.folder import hold
from bot.storage.tinydb_store import open_store
from tests.storage.samples import at_once

PROJECT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    "words",
    [
        ["--nope"],
        ["nope"],
        ["--port", "x"],
        ["--port", "65536"],
        ["--data"],
        ["open"],
        ["open", "one.yaml", "two.yaml"],
        ["check", "--yaml"],
        ["manifest", "now"],
        ["bench", "--jsno"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_told_in_one_clear_line(words, capsys):
    """Words the command line does not know end it with 2 and a sentence; standard output stays empty."""
    assert main(words) == 2

    said = capsys.readouterr()
    fault, mend = said.err.splitlines()
    assert fault.endswith("?" if "Did you mean" in fault else ".")
    assert mend == "Mend: python3 -m bot --help says what there is."
    assert said.out == ""


@pytest.mark.parametrize(
    "words",
    [
        ["check", "--json"],
        ["check", "nosuch.yaml"],
        ["check", "--json", "nosuch.yaml"],
        ["check", "--data", "nosuch"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_checked_is_wrong_use(words, capsys, monkeypatch):
    """1 says that there are faults, which a wrong setting or a file that is not there does not."""
    if words[-1] == "--json":
        monkeypatch.setenv("LOG_LEVEL", "loud")
    assert main(words) == 2
    said = capsys.readouterr()
    assert said.err.startswith(
        ("LOG_LEVEL is not a level.", "There is no file or folder nosuch.yaml.", "There is no folder nosuch.")
    )
    assert said.out == ""


@pytest.fixture
def powerless(tmp_path):
    """How a command is begun as somebody who may read only what they are let to, even where the tests run as root."""
    if os.geteuid() != 0:
        return []
    command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]
    if shutil.which("setpriv") is None or subprocess.run([*command, "true"]).returncode != 0:
        pytest.skip("needs setpriv to be let less than root")
    return command


@pytest.mark.parametrize(
    ("closed", "words", "code"),
    [
        ("data/prompts/rosters", ["check"], 1),
        ("data/prompts", ["check", "--json"], 1),
        ("data", ["check"], 2),
        ("data", ["open", "roster.yaml"], 1),
        ("shut", ["check", "shut/roster.yaml"], 2),
        ("shut", ["check", "x" * 300], 2),
    ],
)
@pytest.mark.usefixtures("roster")
def test_what_may_not_be_looked_into_is_told(powerless, closed, words, code):
    """A folder one may not enter is neither passed over nor ends a command raw."""
    Path("data/prompts/rosters").mkdir(parents=True)
    Path("shut").mkdir()
    Path(closed).chmod(0)
    command = [*powerless, sys.executable, "-m", "bot", *words]
    told = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(PROJECT)})
    Path(closed).chmod(0o700)
    assert told.returncode == code
    assert " cannot be looked into" in (told.stdout if closed.startswith("data/prompts") else told.stderr)
    assert "Traceback" not in told.stderr


def test_check_looks_where_the_bot_would_read(tmp_path, capsys):
    """With --data DIR, the prompts in DIR are checked."""
    rosters = tmp_path / "prompts" / "rosters"
    rosters.mkdir(parents=True)
    (rosters / "spring.yaml").write_text("- a")
    assert main(["check", "--data", str(tmp_path)]) == 1
    assert "spring.yaml" in capsys.readouterr().out


def test_the_help_names_every_command_whole(capsys):
    """No line of it is cut, and the tests are not left out."""
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert "..." not in said.partition("Commands")[2]
    assert "python3 -m bot test" in said


def test_a_misspelt_command_is_asked_about(capsys):
    """The question ends as one."""
    assert main(["chek"]) == 2
    assert capsys.readouterr().err.splitlines()[0].endswith("Did you mean 'check'?")


def test_a_second_bot_is_refused_before_anything_else(tmp_path, capsys, monkeypatch):
    """A folder in use is told with the process that holds it, before the bot's own packages are even imported."""
    monkeypatch.setitem(sys.modules, "bot.running", None)
    with hold(tmp_path):
        assert main(["--local", "--port", "0", "--no-browser", "--data", str(tmp_path)]) == 1

    said = capsys.readouterr()
    assert f"process {os.getpid()}" in said.err
    assert said.out == ""


@pytest.fixture
def roster(tmp_path, monkeypatch):
    """A roster beside an empty data folder, in the folder where commands are given."""
    monkeypatch.chdir(tmp_path)
    for key in DEFAULTS:
        monkeypatch.delenv(key, raising=False)
    sample = SHIPPED_PROMPTS / "rosters" / "field-sales-2027.yaml"
    file = tmp_path / "roster.yaml"
    file.write_text(sample.read_text("utf-8"), "utf-8")
    return file


def taken_up(folder, team):
    """Opens what lies in the inbox, as a running bot would."""
    with open_store(folder) as store:
        for path in inbox.waiting(folder):
            at_once(store.create_assessment(replace(inbox.read(path), team=team)))
            inbox.take_away(path)


@pytest.fixture(params=[True, False], ids=["waiting", "open"])
def waits(request, roster, capsys):
    """The roster was opened, and whether it still waits for a bot to take it up."""
    assert main(["open", str(roster)]) == 0
    if not request.param:
        taken_up(Path("data"), "T0LOCAL")
    capsys.readouterr()
    return request.param


def test_a_roster_opened_again_changes_nothing(roster, capsys, waits):
    """The same file twice is one assessment, and the second time says so."""
    assert main(["open", "roster.yaml"]) == 0
    assert capsys.readouterr().err == "  Field sales 2027 was opened from this roster already: nothing changed.\n"
    assert len(inbox.waiting(Path("data"))) == waits


def test_an_edited_roster_opens_no_second_assessment_of_the_name(roster, capsys, waits):
    """Nobody is invited twice by a correction; another name opens a second one."""
    roster.write_text(roster.read_text("utf-8").replace("headcount: 12", "headcount: 13"), "utf-8")
    assert main(["open", "roster.yaml"]) == 1
    assert capsys.readouterr().err.startswith("Another assessment called Field sales 2027 is open,")
    assert len(inbox.waiting(Path("data"))) == waits

    roster.write_text(roster.read_text("utf-8").replace("name: Field sales 2027", "name: Inside"), "utf-8")
    assert main(["open", "roster.yaml"]) == 0


def test_a_copy_of_a_roster_changes_nothing(roster, capsys, waits):
    """What counts is what the roster says, not what its file is called or how it is laid out."""
    Path("copy.yaml").write_text("# A copy.\n" + roster.read_text("utf-8"), "utf-8")
    assert main(["open", "copy.yaml"]) == 0
    assert capsys.readouterr().err == "  Field sales 2027 was opened from this roster already: nothing changed.\n"
    assert len(inbox.waiting(Path("data"))) == waits


def test_a_name_is_taken_however_it_is_written(roster, capsys):
    """Capitals and spaces make no other assessment, as they make no other role."""
    assert main(["open", "roster.yaml"]) == 0
    capsys.readouterr()
    roster.write_text(roster.read_text("utf-8").replace("name: Field sales 2027", "name: field  Sales 2027"), "utf-8")
    assert main(["open", "roster.yaml"]) == 1
    assert capsys.readouterr().err.startswith("Another assessment called Field sales 2027 is open,")


def test_a_roster_made_from_the_sample_opens_beside_it(roster):
    """Who copies the example need not rename it while the made-up assessment is open."""
    assert main(["open", "roster.yaml"]) == 0
    text = roster.read_text("utf-8").replace("sample: true\n", "")
    roster.write_text(text.replace("deadline: in 14 days", "deadline: 2099-01-01 17:00"), "utf-8")
    assert main(["open", "roster.yaml"]) == 0
    assert len(inbox.waiting(Path("data"))) == 2


def test_what_was_tried_in_the_local_workspace_keeps_nothing_from_slack(roster, capsys, monkeypatch):
    """A roster opened without tokens is opened anew with them."""
    assert main(["open", "roster.yaml"]) == 0
    taken_up(Path("data"), "T0LOCAL")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    assert main(["open", "roster.yaml"]) == 0
    assert len(inbox.waiting(Path("data"))) == 1


def analysed(*words):
    """What `analyse` answers in a terminal that can show ASCII alone."""
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    return subprocess.run([sys.executable, "-m", "bot", "analyse", *words], capture_output=True, env=environment)


def test_a_name_that_the_terminal_cannot_show_stops_no_analysis(tmp_path):
    """The figures are told with the name spelled out; as JSON they are UTF-8 whatever the terminal."""
    file = tmp_path / "answers.csv"
    header = "respondent,group,role,moment,servicing,farming,hunting,sourcing"
    file.write_text(f"{header}\na,holder,K\xe4ufer \u2603,as_is,60,20,10,10\n", encoding="utf-8")
    told, as_json = analysed(str(file)), analysed(str(file), "--json")
    assert (told.returncode, as_json.returncode) == (0, 0)
    assert b"K\\xe4ufer \\u2603" in told.stdout
    assert list(json.loads(as_json.stdout)["roles"]) == ["K\xe4ufer \u2603"]


def test_a_long_analysis_tells_a_terminal_how_far_it_has_come(tmp_path):
    """Whoever waits sees a bar on standard error; the result is the same, and nothing but a terminal is told."""
    file = tmp_path / "answers.json"
    splits = {"AM": {"as_is": [60, 20, 10, 10]}}
    file.write_text(
        json.dumps({"respondents": [{"id": f"p{n}", "group": "holder", "splits": splits} for n in range(61)]})
    )
    ours, terminal = pty.openpty()
    command = [sys.executable, "-m", "bot", "analyse", str(file), "--json"]
    watched = subprocess.run(command, stdout=subprocess.PIPE, stderr=terminal, env={**os.environ, "TERM": "xterm"})
    assert b"Comparing groups" in os.read(ours, 4096)
    piped = subprocess.run(command, capture_output=True)
    assert (piped.stdout, piped.stderr) == (watched.stdout, b"")
    assert json.loads(piped.stdout)["roles"]["AM"]["as_is"]["n"] == 61


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's full device")
@pytest.mark.parametrize("more", ["", " --json"])
@pytest.mark.parametrize("to", [">&-", "> /dev/full"])
def test_a_result_that_cannot_be_written_is_told_in_one_line(tmp_path, to, more):
    """A closed or full standard output ends the command with 1 and one line, never with success or a traceback."""
    file = tmp_path / "answers.json"
    file.write_text('{"respondents": []}')
    command = f'"{sys.executable}" -m bot analyse "{file}"{more} {to}'
    told = subprocess.run(["sh", "-c", command], capture_output=True, text=True)
    assert told.returncode == 1
    assert told.stderr.startswith("The result cannot be written to standard output: ")
    assert told.stderr.count("\n") == 1


def test_a_reader_that_has_seen_enough_is_no_fault(tmp_path):
    """A pipe closed by its reader says nothing."""
    file = tmp_path / "answers.json"
    file.write_text('{"respondents": []}')
    command = f'"{sys.executable}" -m bot analyse "{file}" | true'
    assert subprocess.run(["sh", "-c", command], capture_output=True).stderr == b""


def test_a_file_that_is_not_there_is_told_in_one_line(capsys):
    """Whatever its name is."""
    assert main(["analyse", "no\nsuch.csv"]) == 2
    assert capsys.readouterr().err == "no\\nsuch.csv: cannot be read: No such file or directory\n"
