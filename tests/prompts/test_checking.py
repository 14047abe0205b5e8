"""Everything looked through in one go, however it is pointed at."""

import json
import os
import shutil
from pathlib import Path

import pytest

from bot.prompts.checking import Checked, check, faults_json, told
from bot.prompts.faults import Fault, dotted, shown
from tests.prompts.places import PROJECT, SHIPPED, Write

NOW = 1_800_000_000.0
WORDING = "questionnaires/role-breadth/en.yaml"
ROSTER = "rosters/spring.yaml"


def names(checked: Checked) -> list[str]:
    """The files that have faults, one a fault."""
    return [Path(fault.file).name for fault in checked.faults]


def test_everything_shipped_is_right() -> None:
    """The shipped prompts, the example organisation and the rosters have no fault."""
    assert check(SHIPPED, None, now=NOW) == Checked(())


def test_a_firms_own_folder_is_looked_through(own: Path, write: Write) -> None:
    """Questionnaire, texts and rosters of a firm's own are all checked, and told together."""
    write(WORDING, "titel: Ours")
    write("texts/en/kepd.j2", "")
    write(ROSTER, "format: 1\n")
    write("questionnaires/half/questionnaire.yaml", "format: 1\nid: half\nsections: []\n")
    found = check(SHIPPED, own, now=NOW)
    assert set(names(found)) == {"en.yaml", "kepd.j2", "spring.yaml", "questionnaire.yaml"}


def test_a_folder_that_is_not_there_is_no_fault(own: Path) -> None:
    """Most firms have none of their own."""
    assert check(SHIPPED, own, now=NOW) == Checked(())


@pytest.mark.parametrize(
    "path",
    [
        "prompts",
        "prompts/questionnaires/role-breadth",
        "prompts/questionnaires/role-breadth/en.yaml",
        "prompts/texts/en/help.j2",
        "prompts/rosters/field-sales-2027.yaml",
        "prompts/workspace/people.yaml",
        "prompts/organisations/example",
        "prompts/organisations/example/questionnaires/role-breadth",
        "prompts/organisations/example/texts/en/reminder.j2",
    ],
)
def test_whatever_is_named_is_checked(path: str) -> None:
    """A file, a questionnaire or a folder may be named; what is shipped is right."""
    assert check(SHIPPED, None, (PROJECT / path,), NOW).faults == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (WORDING, "titel: Ours"),
        ("questionnaires/role-breadth/questionnaire.yaml", "sections: [{id: pulls, queestions: []}]"),
        ("texts/en/kept.j2", "{{ nothing }}"),
        (ROSTER, "format: 1"),
        ("workspace/people.yaml", "channels: []"),
        ("anywhere.yaml", "sections: [{id: a}]"),
        ("whole.yaml", "format: 1\nid: whole\nsections: []"),
        ("words.yaml", "questions: {reach: {aks: x}}"),
        ("anything.yaml", "- a"),
        ("broken.yaml", "a: ["),
    ],
)
def test_whatever_is_named_is_told(own: Path, write: Write, name: str, text: str) -> None:
    """A fault in a named file is told, of the file itself and of the folder it lies in."""
    path = write(name, text)
    assert path.name in names(check(SHIPPED, None, (path,), NOW))
    if "/" in name:
        assert path.name in names(check(SHIPPED, None, (own,), NOW))


def test_a_copy_of_everything_stands_alone(tmp_path: Path) -> None:
    """A copy of the shipped folder is checked as such: what is missing in it is not taken from the original."""
    copy = tmp_path / "prompts"
    shutil.copytree(SHIPPED, copy)
    (copy / "texts/en/kept.j2").unlink()
    wording = copy / WORDING
    wording.write_text(wording.read_text("utf-8").replace("      wrong: No, not quite\n", ""), "utf-8")
    assert [fault.fault for fault in check(SHIPPED, None, (copy,), NOW).faults] == [
        "Question own-role has no words for its option wrong.",
        "The text kept is missing.",
    ]


def test_a_path_that_is_not_there_is_told() -> None:
    """A misspelt path is no clean bill."""
    assert [fault.fault for fault in check(SHIPPED, None, (Path("nope"),), NOW).faults] == [
        "There is no such file or folder."
    ]


def test_what_the_report_will_lack_is_noted(own: Path, write: Write) -> None:
    """A questionnaire without a measure is right, and what that means is said."""
    write(
        "questionnaires/role-breadth/questionnaire.yaml",
        "sections: [{id: reach, questions: [{id: reach, measure: null}]}]",
    )
    found = check(SHIPPED, own, now=NOW)
    assert found.faults == ()
    assert len(found.notes) == 1
    assert found.notes[0].endswith("questionnaire.yaml: nothing measures reach; the report will lack that part.")
    assert told(found) == f"Nothing is wrong.\n\nNote: {found.notes[0]}"


def test_faults_as_people_read_them() -> None:
    """Three lines each, a blank line between two, notes last."""
    fault = Fault("a.yaml", 41, 9, "x", "Something is wrong.", "did you mean y?")
    lines = "Something is wrong.\nWhere: a.yaml, line 41, column 9\nMend: did you mean y?"
    assert told(Checked((fault, fault), ("By the way.",))) == f"{lines}\n\n{lines}\n\nNote: By the way."


def test_faults_as_machines_read_them(own: Path, write: Write) -> None:
    """A JSON list of the six keys, empty when nothing is wrong."""
    path = write(WORDING, "questions: {reach: {aks: x}}")
    (given,) = json.loads(faults_json(check(SHIPPED, None, (path,), NOW).faults))
    assert given == {
        "file": path.as_posix(),
        "line": 1,
        "column": 21,
        "path": "questions.reach.aks",
        "fault": "`reach` knows no key `aks`.",
        "mend": "did you mean ask?",
    }
    assert json.loads(faults_json(())) == []


def test_a_file_whose_name_is_no_utf_8_is_told(own: Path, write: Write) -> None:
    """Its name is spelled out, in JSON too."""
    write("kept.md", "")
    path = own / os.fsdecode(b"r\xf6ster.yaml")
    path.write_text("- a", "utf-8")
    (given,) = json.loads(faults_json(check(SHIPPED, None, (path,), NOW).faults))
    assert Path(given["file"]).name == "r\\udcf6ster.yaml"


def test_whatever_is_quoted_a_fault_has_three_lines(own: Path, write: Write) -> None:
    """A key or a file's name of several lines cannot pass for a line of ours."""
    write("kept.md", "")
    path = own / "a\nWhere: b.yaml"
    path.write_text('"x\\nWhere: y, line 1, column 1": 1\nsections: []', "utf-8")
    found = check(SHIPPED, None, (path,), NOW)
    assert [line.partition(" ")[0] for line in told(found).splitlines()] == ["This", "Where:", "Mend:"]


def test_a_place_is_shown_from_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file below the folder one stands in is shown from there, any other in full."""
    monkeypatch.chdir(tmp_path)
    assert shown(tmp_path / "a" / "b.yaml") == "a/b.yaml"
    assert shown(Path("/elsewhere/b.yaml")) == "/elsewhere/b.yaml"
    assert dotted(()) == ""


@pytest.mark.parametrize(
    ("name", "file", "mend"),
    [
        ("questionaires/role-breadth/en.yaml", "questionaires", "did you mean questionnaires?"),
        ("text/en/help.j2", "text", "did you mean texts?"),
        ("questionnaires/role-breadth/en.yml", "en.yml", "did you mean en.yaml?"),
        ("questionnaires/role-breadth/questionaire.yaml", "questionaire.yaml", "did you mean questionnaire.yaml?"),
        ("rosters/spring.yml", "spring.yml", "did you mean spring.yaml?"),
        ("texts/en/help.txt", "help.txt", "did you mean help.j2?"),
        (
            "texts/help.j2",
            "help.j2",
            "Move it into a folder of its own, such as questionnaires/role-breadth or texts/en.",
        ),
        ("texts/en/more/help.j2", "more", "Move its files one level up, or take it out."),
        ("texts/en/reminder.j2.bak", "reminder.j2.bak", "Take it out, or keep it elsewhere."),
        ("texts/english/help.j2", "english", "did you mean en?"),
        ("texts/EN/help.j2", "EN", "did you mean en?"),
        ("texts/nl/help.j2", "nl", "No questionnaire has words in nl: write its nl.yaml, or take this out."),
        ("texts/more/help.j2", "more", "Call it after its language, such as en or nl."),
        ("questionnaires/role_breadth/en.yaml", "role_breadth", "did you mean role-breadth?"),
        ("questionnaires/role-breath/questionnaire.yaml", "role-breath", "did you mean role-breadth?"),
        ("questionnaires/role-breadth/EN.yaml", "EN.yaml", "did you mean en.yaml?"),
        ("questionnaires/role-breadth/en copy.yaml", "en copy.yaml", "did you mean en.yaml?"),
        ("questionnaires/role-breadth/en-old.yaml", "en-old.yaml", "did you mean en.yaml?"),
        (
            "questionnaires/role-breadth/words.yaml",
            "words.yaml",
            "Call it after its language, such as en.yaml or nl.yaml.",
        ),
    ],
)
def test_what_nothing_reads_is_told(own: Path, write: Write, name: str, file: str, mend: str) -> None:
    """A misspelt folder, a wrong ending or a file at another level is no part of a clean folder."""
    write(name, "x")
    (found,) = check(SHIPPED, own, now=NOW).faults
    assert (Path(found.file).name, found.mend) == (file, mend)
    assert found.fault.startswith("Nothing is read from this ")


def test_notes_and_hidden_files_may_lie_in_the_folder(own: Path, write: Write) -> None:
    """What no editor or system should be blamed for is passed over."""
    left = ("README.md", ".DS_Store", "texts/en/.kept.j2.swp", "texts/en/kept.j2~", "Thumbs.db", "texts/desktop.ini")
    for name in left:
        write(name, "x")
    assert check(SHIPPED, own, now=NOW) == Checked(())


@pytest.mark.parametrize("folder", ["rosters", "texts", "texts/en", "questionnaires"])
def test_a_part_of_a_folder_is_looked_through(own: Path, write: Write, folder: str) -> None:
    """A folder inside one laid out like prompts is checked, and only what lies there is told."""
    write(ROSTER, "format: 1")
    write("texts/en/kept.j2", "{{ nothing }}")
    write(WORDING, "titel: Ours")
    found = check(SHIPPED, None, (own / folder,), NOW).faults
    assert found
    assert all(Path(one.file).is_relative_to(own / folder) for one in found)


def test_files_in_any_folder_are_looked_at(own: Path, write: Write) -> None:
    """A folder that is not laid out like prompts is checked file by file."""
    write("one.yaml", "format: 1")
    write("two.yaml", "- a")
    assert set(names(check(SHIPPED, None, (own,), NOW))) == {"one.yaml", "two.yaml"}


def test_a_folder_without_anything_to_check_is_told(own: Path, write: Write) -> None:
    """Nothing is said to be right that was not looked at."""
    write("notes/a.txt", "x")
    assert [one.fault for one in check(SHIPPED, None, (own,), NOW).faults] == [
        "There is nothing to check in this folder."
    ]


def test_a_questionnaire_is_called_as_its_folder_and_its_language_as_its_file(own: Path) -> None:
    """A copy whose id or language was left as it was is told, each in its place."""
    copy = own / "questionnaires" / "ours"
    shutil.copytree(SHIPPED / "questionnaires" / "role-breadth", copy)
    (copy / "en.yaml").rename(copy / "nl.yaml")
    found = check(SHIPPED, own, now=NOW).faults
    assert [(Path(one.file).name, one.path, one.fault, one.mend) for one in found] == [
        ("nl.yaml", "language", "The language is en, and the file is called nl.yaml.", NL_MEND),
        ("questionnaire.yaml", "id", ID_FAULT, "Write id: ours, or rename the folder."),
    ]


def test_a_folder_that_no_id_can_be_called_is_to_be_renamed(own: Path) -> None:
    """Its name is no advice."""
    shutil.copytree(SHIPPED / "questionnaires" / "role-breadth", own / "questionnaires" / "Our Own")
    (found,) = check(SHIPPED, own, now=NOW).faults
    assert found.mend.startswith("Rename the folder. Use small letters, digits and hyphens")


NL_MEND = "Write language: nl, or rename the file."
ID_FAULT = "The questionnaire's id is role-breadth, and its folder is called ours."


def test_a_questionnaire_without_words_is_told_where_to_begin(own: Path, write: Write) -> None:
    """A folder of one's own that has no wording yet names the file to copy."""
    structure = SHIPPED / "questionnaires" / "role-breadth" / "questionnaire.yaml"
    write(
        "questionnaires/ours/questionnaire.yaml", structure.read_text("utf-8").replace("id: role-breadth", "id: ours")
    )
    (found,) = check(SHIPPED, own, now=NOW).faults
    assert (Path(found.file).name, found.fault) == ("en.yaml", "The questionnaire has no words.")
    assert found.mend.startswith("Write it: copy questionnaires/role-breadth/en.yaml there")


NEW_QUESTION = "sections: [{id: not-miss, questions: [{id: more, kind: text, optional: true}]}]"
STRUCTURE = "questionnaires/role-breadth/questionnaire.yaml"


@pytest.mark.parametrize(
    ("structure", "wording", "told"),
    [
        (NEW_QUESTION, "", ("en.yaml", 1, "Write this file. Add more: with its `ask` and `short` to `questions`.")),
        (NEW_QUESTION, "title: Ours", ("en.yaml", 1, "Add more: with its `ask` and `short` to `questions`.")),
        (
            NEW_QUESTION,
            "title: Ours\nquestions: {}",
            ("en.yaml", 2, "Add more: with its `ask` and `short` to `questions`."),
        ),
        (
            "sections: [{id: reach, questions: [{id: reach, measure: null, options: [one, five]}]}]",
            "title: Ours",
            ("en.yaml", 1, "Add five: and what it says to `options`."),
        ),
        (
            "sections: [{id: pulls, questions: [{id: pulls, rows: [desk-or-field, new-crowded-out, else]}]}]",
            "questions: {pulls: {rows: {else: Else}}}",
            ("questionnaire.yaml", 1, "Tag the row with one of existing, prospects, new-v-existing, breadth."),
        ),
        (
            "sections: [{id: pulls, questions: [{id: pulls, options: [never, once-or-twice]}]}]",
            "",
            ("questionnaire.yaml", 1, "The options of pulls are never, once-or-twice."),
        ),
        (
            "sections:\n  - id: ours\n    questions:\n      - {id: reach, kind: text}",
            "",
            ("questionnaire.yaml", 4, "Give one of them another id."),
        ),
    ],
)
def test_what_a_firm_adds_is_mended_in_its_own_files(
    own: Path, write: Write, structure: str, wording: str, told: tuple[str, int, str]
) -> None:
    """The shipped files are left alone: the place is the firm's, also where the file is still to be written."""
    write(STRUCTURE, structure)
    if wording:
        write(WORDING, wording)
    found = check(SHIPPED, own, now=NOW).faults
    assert {Path(one.file).parents[2] for one in found} == {own}
    assert told in [(Path(one.file).name, one.line, one.mend) for one in found]


def test_what_only_the_shipped_prompts_hold_is_told_in_a_firms_own(own: Path, write: Write) -> None:
    """The bot reads neither people nor other organisations there, which would pass unnoticed."""
    write("workspace/people.yaml", (SHIPPED / "workspace" / "people.yaml").read_text("utf-8"))
    reminder = write("organisations/north/texts/en/reminder.j2", "Hello")
    for found in (check(SHIPPED, own, now=NOW), check(SHIPPED, None, (own,), NOW)):
        assert [(one.file, one.fault, one.mend) for one in found.faults] == [
            (
                shown(reminder.parents[2]),
                "Nothing is read from this folder.",
                f"Set PROMPTS to {shown(own)}/organisations/north, or move its files up into {shown(own)}.",
            ),
            (
                f"{shown(own)}/workspace",
                "Nothing is read from this folder.",
                "Take it out: only the shipped prompts/workspace is read.",
            ),
        ]


def test_a_whole_copy_may_hold_all_that_is_shipped(tmp_path: Path) -> None:
    """Who begins with a copy of everything is not told to take parts of it out."""
    copy = tmp_path / "prompts"
    shutil.copytree(SHIPPED, copy)
    assert check(SHIPPED, copy, now=NOW) == Checked(())


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("texts/english/help.j2", "Nothing is read from this folder."),
        ("texts/help.j2", "Nothing is read from this file."),
        ("text/en/help.j2", None),
        ("kepd.j2", "The bot has no text called kepd."),
        ("help.j2", None),
    ],
)
def test_a_text_named_by_itself_is_checked_wherever_it_lies(
    own: Path, write: Write, name: str, fault: str | None
) -> None:
    """Its words are tried, and a folder of prompts tells if it is read from there."""
    path = write(name, "Help")
    write("texts/en/kept.j2", "{{ not_this_one }}")
    assert [one.fault for one in check(SHIPPED, None, (path,), NOW).faults] == ([] if fault is None else [fault])
    path.write_text("{{ nothing }}", "utf-8")
    assert path.name in names(check(SHIPPED, None, (path,), NOW))


def test_a_folder_named_that_nothing_reads_is_told(own: Path, write: Write) -> None:
    """Pointed at by itself, it is no clean bill either."""
    write("texts/english/help.j2", "Help")
    write("questionnaires/role_breadth/en.yaml", "title: Ours")
    for folder in ("texts/english", "questionnaires/role_breadth"):
        assert [one.fault for one in check(SHIPPED, None, (own / folder,), NOW).faults] == [
            "Nothing is read from this folder."
        ]
