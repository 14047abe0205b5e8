"""Files collected elsewhere: read, or refused with everything wrong told at once."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.breadth.analysis_json import analysis_json
from bot.breadth.analysis_text import analysis_text
from bot.breadth.foreign import Faults, read
from bot.breadth.report import report


def as_json(*respondents, **more):
    """A JSON file's bytes."""
    return json.dumps({"respondents": respondents, **more}).encode()


def person(number=1, group="holder", owners=None, **splits):
    """A respondent who judges roles as is."""
    return {
        "id": number,
        "group": group,
        "splits": {role: {"as_is": split} for role, split in splits.items()},
        **({"owners": owners} if owners else {}),
    }


def analyse(file, content):
    """The analysis of a file's content, or its faults."""
    data = read(file, content)
    return data if isinstance(data, Faults) else report(data)


def faults_of(content, file="FILE"):
    """The fault lines of a file that has some."""
    told = analyse(file, content)
    assert isinstance(told, Faults)
    return list(told.lines)


def test_the_line_of_a_wrong_sum():
    """A wrong sum is told with the file, the respondent counted from 1, the role and the moment."""
    wrong = {"id": "b", "group": "holder", "splits": {"Account manager": {"as_is": [60, 20, 10, 5]}}}
    assert faults_of(as_json(person(), wrong)) == [
        "FILE: respondent 2, Account manager, as_is: these make 95, expected 100"
    ]


def test_all_faults_at_once():
    """Every fault of a file is told, each with its place, not only the first."""
    lines = faults_of(
        b"""{"respondents": [
            {"id": 1, "group": "boss", "splits": {"AM": {"as_is": [60, 20, 10, 5], "to_be": [NaN, 1e999, true, "4"]}}},
            {"id": 1, "group": "holder", "owners": {"servicing": 4, "leading": null}, "mood": "good"},
            {"group": "holder", "splits": {"AM": {"as_is": [120, -20, 0, 0], "group": "chief"}, "AM": {}}},
            7]}"""
    )
    assert lines == [
        'FILE: respondent 1, group: expected holder, manager or colleague, not "boss"',
        "FILE: respondent 1, AM, as_is: these make 95, expected 100",
        "FILE: respondent 1, AM, to_be: NaN is not a finite number",
        "FILE: respondent 1, AM, to_be: Infinity is not a finite number",
        "FILE: respondent 1, AM, to_be: expected four numbers",
        'FILE: respondent 1, AM, to_be: "4" is not a number',
        'FILE: respondent 2: unknown key "mood"',
        'FILE: respondent 2, owners: unknown key "leading"',
        "FILE: respondent 2, owners, servicing: expected a role's name, nobody, several, or null for don't know",
        "FILE: respondent 3, id: missing",
        'FILE: respondent 3, splits: the key "AM" is given twice',
        'FILE: respondent 3, AM, group: expected holder, manager or colleague, not "chief"',
        "FILE: respondent 3, AM, as_is: 120 is not from 0 to 100",
        "FILE: respondent 3, AM, as_is: -20 is not from 0 to 100",
        "FILE: respondent 4: expected an object",
        'FILE: respondent 2, id: "1" is respondent 1\'s already',
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "the file is empty"),
        (b" \n\t", "the file is empty"),
        (b'{"respondents": "\xff"}', "not UTF-8 text (byte 18)"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"respondents": [' + b'{"id": [' * 50_000, "nested too deeply"),
        (b"{", "not JSON: Expecting property name enclosed in double quotes (line 1, column 2)"),
        (b'{"respondents": []} x', "not JSON: Extra data (line 1, column 21)"),
        (b"[]", "expected an object"),
        (b"NaN", "expected an object"),
        (b"{}", "respondents: missing"),
        (b'{"respondents": {}}', "respondents: expected a list"),
        (b'{"respondents": [], "respondents": []}', 'the key "respondents" is given twice'),
        (b'{"respondents": [], "colour": 1}', 'unknown key "colour"'),
        (b'{"respondents": ' + b"9" * 5000 + b"}", "not JSON: a number has too many digits"),
    ],
)
def test_files_that_cannot_be_read(content, fault):
    """A file that is no list of respondents is refused with one line saying why."""
    assert faults_of(content, "answers.json") == [f"answers.json: {fault}"]


@pytest.mark.parametrize(
    ("roles", "fault"),
    [
        ([{"name": "AM", "headcount": 0}], "role 1, headcount: expected a number above 0, or null"),
        ([{"name": "AM", "headcount": float("inf")}], "role 1, headcount: expected a number below 1000000000, or null"),
        ([{"name": "AM", "headcount": 10**400}], "role 1, headcount: expected a number below 1000000000, or null"),
        ([{"name": " "}], "role 1, name: a name cannot be empty"),
        ([{"name": "nobody"}], 'role 1, name: "nobody" cannot be a role\'s name: it stands for an answer'),
        ([{"headcount": 3}], "role 1, name: missing"),
        ([{"name": "AM"}, {"name": "AM"}], 'role 2, name: "AM" is role 1\'s already'),
        ({"name": "AM"}, "roles: expected a list"),
    ],
)
def test_roles_that_cannot_be(roles, fault):
    """A role needs a name of its own and a headcount above 0, if any."""
    assert faults_of(as_json(roles=roles)) == [f"FILE: {fault}"]


def test_a_role_that_is_not_listed():
    """With roles given, one not among them is refused, judged or named as an owner; its splits are checked too."""
    other = {
        "id": 1,
        "group": "holder",
        "splits": {"Acount manager": {"as_is": [1, 2, 3, 4]}},
        "owners": {"farming": "IS"},
    }
    assert faults_of(as_json(other, roles=[{"name": "Account manager"}])) == [
        'FILE: respondent 1, splits: "Acount manager" is not among the roles',
        "FILE: respondent 1, Acount manager, as_is: these make 10, expected 100",
        'FILE: respondent 1, owners, farming: "IS" is not among the roles',
    ]


@pytest.mark.parametrize("split", [[50.0000004, 49.9999999, 0, 0], [33.4, 33.3, 33.3, 0], [100, 0, 0, 0.000001]])
def test_fractions_are_taken(split):
    """A split may have fractions, and be off 100 by a millionth."""
    told = analyse("FILE", as_json(person(AM=split)))
    assert not isinstance(told, Faults)
    assert told.roles["AM"].as_is.measures.mean == tuple(split)


@pytest.mark.parametrize("split", [[100, 0, 0, 0.000002], [99.99, 0, 0, 0]])
def test_other_sums_are_never_scaled(split):
    """A split off 100 by more than a millionth is refused."""
    assert "expected 100" in faults_of(as_json(person(AM=split)))[0]


def test_a_split_has_a_group_of_its_own():
    """A split's own group beats the respondent's; without either the group is missing."""
    own = {"id": 1, "group": "holder", "splits": {"AM": {"as_is": [100, 0, 0, 0]}, "IS": {"group": "colleague"}}}
    [respondent] = read("FILE", as_json(own)).respondents
    assert {role: judged.group for role, judged in respondent.judgements.items()} == {"AM": "holder", "IS": "colleague"}
    del own["group"]
    assert faults_of(as_json(own)) == ["FILE: respondent 1, group: missing"]


def test_roles_default_to_those_seen():
    """Without roles, those judged and those named as owners come in the order of the file."""
    data = read("FILE", as_json(person(1, B=[100, 0, 0, 0], owners={"farming": "C"}), person(2, A=[0, 100, 0, 0])))
    assert [role.name for role in data.roles] == ["B", "C", "A"]
    owners_first = {"id": 1, "owners": {"hunting": "C", "farming": "D"}, "group": "holder", "splits": {"A": {}}}
    assert [role.name for role in read("FILE", as_json(owners_first)).roles] == ["C", "D", "A"]


def test_owners_not_asked_and_not_known():
    """A missing owner was not asked; null is don't know, and counted as such."""
    told = analyse("FILE", as_json(person(1, owners={"farming": None}), person(2, owners={"farming": "AM"})))
    assert list(told.owners) == ["farming"]
    assert told.owners["farming"].votes == {"AM": 1, "don't know": 1}


HEADER = "respondent,group,role,moment,servicing,farming,hunting,sourcing"


def as_csv(*lines, header=HEADER, end="\n"):
    """A CSV file's bytes."""
    return end.join((header, *lines)).encode()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_csv_is_read(end, mark):
    """A CSV file with any line ends, with or without a byte order mark, gives the same answers as JSON."""
    rows = (
        "ana,holder,AM,as_is,60,20,10,10",
        "ana,holder,AM,to_be,20,60,10,10",
        "",
        'bo,colleague,AM,as_is,"50.5",29.5,1e1,10',
    )
    data = read("answers.csv", mark + as_csv(*rows, end=end))
    ana, bo = data.respondents
    assert (ana.judgements["AM"].as_is, ana.judgements["AM"].to_be) == ((60, 20, 10, 10), (20, 60, 10, 10))
    assert (bo.judgements["AM"].group, bo.judgements["AM"].as_is) == ("colleague", (50.5, 29.5, 10, 10))


def test_csv_faults_name_the_line():
    """Every fault of a CSV file is told with the line its row starts on."""
    rows = (
        "ana,holder,AM,as_is,60,20,10,5",
        "ana,holder,AM,to_be,60,20,10,10",
        "ana,manager,AM,to_be,60,20,10,10",
        'bo,boss,"A',
        'M",later,x,nan,1,2',
        "cy,holder,AM,as_is,1,2",
        ",holder,AM,as_is,100,0,0,0",
    )
    assert faults_of(as_csv(*rows), "a.csv") == [
        "a.csv: line 2, AM, as_is: these make 95, expected 100",
        "a.csv: line 4, AM, group: manager here, holder on an earlier line",
        "a.csv: line 4, AM, to_be: given on an earlier line already",
        "a.csv: line 5, role: a name cannot hold line breaks or control characters",
        'a.csv: line 5, moment: expected as_is or to_be, not "later"',
        'a.csv: line 5, later: "x" is not a number',
        'a.csv: line 5, later: "nan" is not a number',
        'a.csv: line 5, group: expected holder, manager or colleague, not "boss"',
        "a.csv: line 7: expected 8 fields, not 6",
        "a.csv: line 8, AM, respondent: cannot be empty",
    ]


def test_a_faulty_line_is_still_one_of_the_lines():
    """What a line with a fault is about counts for the lines after it: all their faults are told at once."""
    rows = (
        "ana,holder,AM,as_is,60,20,10,5",
        "ana,holder,AM,as_is,60,20,10,10",
        "ana,manager,AM,to_be,60,20,10,5",
        "bo,boss,AM,as_is,60,20,10,10",
        "bo,holder,AM,as_is,60,20,10,10",
    )
    assert faults_of(as_csv(*rows), "a.csv") == [
        "a.csv: line 2, AM, as_is: these make 95, expected 100",
        "a.csv: line 3, AM, as_is: given on an earlier line already",
        "a.csv: line 4, AM, to_be: these make 95, expected 100",
        "a.csv: line 4, AM, group: manager here, holder on an earlier line",
        'a.csv: line 5, AM, group: expected holder, manager or colleague, not "boss"',
        "a.csv: line 6, AM, as_is: given on an earlier line already",
    ]


@pytest.mark.parametrize("header", ["respondent,group", HEADER.replace(",", ";"), HEADER + ",more"])
def test_another_header(header):
    """A CSV file with another header is refused, and told which one is expected."""
    assert faults_of(as_csv(header=header), "a.csv") == [f"a.csv: line 1: expected the header {HEADER}"]


def test_a_quote_left_open():
    """CSV that ends inside a quote is refused with the line the quote starts on."""
    assert faults_of(as_csv('ana,holder,"AM'), "a.csv") == ["a.csv: line 2: a quote opened here is never closed"]


def test_a_malformed_row_does_not_hide_the_lines_after_it():
    """Rows that are not CSV are told, and so is what is wrong with later ones, up to a quote never closed."""
    rows = (
        'bo,holder,"AM"x,as_is,60,20,10,10',
        f"bo,holder,{'A' * 140_000},as_is,60,20,10,10",
        "bo,holder,AM,as_is,60,20,10,5",
        'bo,holder,"AM,to_be,60,20,10,5',
    )
    assert faults_of(as_csv(*rows), "a.csv") == [
        "a.csv: line 2: not CSV: ',' expected after '\"'",
        "a.csv: line 3: not CSV: field larger than field limit (131072)",
        "a.csv: line 4, AM, as_is: these make 95, expected 100",
        "a.csv: line 5: a quote opened here is never closed",
    ]
    assert faults_of(as_csv("ana,holder", header='"a"b'), "a.csv") == [
        "a.csv: line 1: not CSV: ',' expected after '\"'",
        f"a.csv: line 1: expected the header {HEADER}",
    ]


def test_json_named_as_csv():
    """JSON in a file whose name ends in .csv is told so."""
    [fault] = faults_of(as_json(person()), "a.csv")
    assert fault.endswith("; this looks like JSON: end the file's name in .json")


def test_every_fault_of_a_role():
    """A role's name and its headcount are both looked into."""
    assert faults_of(as_json(roles=[{"name": 5, "headcount": "x"}])) == [
        "FILE: role 1, name: expected a text",
        "FILE: role 1, headcount: expected a number above 0, or null",
    ]


def test_every_fault_of_a_split():
    """A split of the wrong length has its members looked into all the same."""
    assert faults_of(as_json(person(AM=[60, "x", float("nan")]))) == [
        "FILE: respondent 1, AM, as_is: expected four numbers, not 3",
        'FILE: respondent 1, AM, as_is: "x" is not a number',
        "FILE: respondent 1, AM, as_is: NaN is not a finite number",
    ]


def test_a_second_value_is_looked_into():
    """What a key given twice says the second time is checked too."""
    split = b'{"as_is": [100, 0, 0, 0]}, "AM": {"as_is": [60, 20, 10, 5]}'
    owners = b'{"farming": "AM", "farming": 4}'
    told = faults_of(
        b'{"respondents": [{"id": 1, "group": "holder", "splits": {"AM": ' + split + b'}, "owners": ' + owners + b"}]}"
    )
    assert told == [
        'FILE: respondent 1, splits: the key "AM" is given twice',
        "FILE: respondent 1, AM, as_is: these make 95, expected 100",
        'FILE: respondent 1, owners: the key "farming" is given twice',
        "FILE: respondent 1, owners, farming: expected a role's name, nobody, several, or null for don't know",
    ]


@pytest.mark.parametrize(
    ("word", "mend"),
    [
        ("Nobody", "nobody"),
        (" nobody", "nobody"),
        ("SEVERAL", "several"),
        ("several / unclear", "several"),
        ("Don\u2019t know", "null"),
        ("None", "nobody, or null for don't know"),
    ],
)
def test_words_that_stand_for_an_answer(word, mend):
    """However such a word is spelt, it becomes no role: as an owner it is refused with what to write."""
    assert faults_of(as_json(person(owners={"farming": word}))) == [
        f'FILE: respondent 1, owners, farming: "{word}" is no role: write {mend}'
    ]
    assert isinstance(analyse("a.csv", as_csv(f"ana,holder,{word},as_is,60,20,10,10")), Faults)


@pytest.mark.parametrize("blank", [" ", "\u00a0"])
def test_names_with_blanks_around_them(blank):
    """A name is never two roles by a blank nobody sees."""
    fault = f'"AM{blank}" cannot begin or end with a blank'
    given = as_json(person(1, **{f"AM{blank}": [100, 0, 0, 0]}, owners={"farming": f"AM{blank}"}))
    assert faults_of(given) == [
        f"FILE: respondent 1, splits: {fault}",
        f"FILE: respondent 1, owners, farming: {fault}",
    ]


def test_a_faulty_role_is_told_once():
    """Where a role's own entry is at fault, nobody who speaks of it is told that it is not listed."""
    given = as_json(person(AM=[100, 0, 0, 0]), roles=[{"name": "AM "}])
    assert faults_of(given) == ['FILE: role 1, name: "AM " cannot begin or end with a blank']
    assert faults_of(as_json(person(AM=[100, 0, 0, 0]), roles={})) == ["FILE: roles: expected a list"]


@pytest.mark.parametrize("mark", ["\u202e", "\u200b", "\u2066"])
def test_marks_that_turn_or_hide_text(mark):
    """A mark that turns the writing round or is not seen stands in no name and reaches no terminal."""
    told = faults_of(as_json(person(**{f"A{mark}M": [1, 2, 3, 4]})), f"F{mark}")
    assert len(told) == 2
    assert not any(mark in line for line in told)


def test_faults_stay_on_one_line():
    """Whatever a file holds, each fault is one line, and short."""
    name = "A\nB\u2028" + "x" * 500
    told = faults_of(json.dumps({"respondents": [person(**{name: [1, 2, 3, 4]})]}).encode())
    assert len(told) == 2
    assert all(len(line.splitlines()) == 1 and len(line) < 300 for line in told)


junk = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text() | st.sampled_from(["holder", "AM", "nobody"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["roles", "respondents", "id", "group", "splits", "owners", "name", "AM", "as_is", "farming"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(junk)
def test_any_json_is_analysed_or_refused(document):
    """No JSON document, however odd, makes the analysis fall over; what is taken can be shown and printed."""
    told = analyse("FILE", json.dumps(document).encode())
    if not isinstance(told, Faults):
        analysis_json(told)
        analysis_text(told).encode()


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: f"{HEADER}\n{text}".encode("utf-8", "replace")))
def test_any_bytes_are_analysed_or_refused(content):
    """No file, however damaged, makes the analysis fall over; a refusal says at least one thing."""
    told = analyse("FILE.csv", content)
    assert not isinstance(told, Faults) or told.lines
