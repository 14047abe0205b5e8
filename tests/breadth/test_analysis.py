"""What `analyse` prints of an analysis, for machines and for people."""

import json
from random import Random

import pytest
from hypothesis import given

from bot.breadth.analysis_json import analysis_json
from bot.breadth.analysis_text import analysis_text
from bot.breadth.answers import Data, Judgement, Respondent, Role
from bot.breadth.gap import Chance, gap_between, gap_chance
from bot.breadth.report import report
from tests.breadth.strategies import data

CELL = {
    "n",
    "mean",
    "shown",
    "tension",
    "tension_band",
    "tension_evidence",
    "breadth",
    "breadth_band",
    "disagreement",
    "disagreement_band",
    "disagreement_evidence",
    "all_four_votes",
    "camps",
    "gaps",
}
CHANGE = {"n", "wanted", "mean", "pulling_together", "directions", "tension_change"}
OWNERS = {"votes", "n", "named", "clarity", "label", "leader", "flags", "evidence"}
ROW = {"rank", "range", "kind", "of", "axis", "groups", "value", "ratio", "evidence", "listed"}


def printed(collected):
    """The analysis as a program reads it."""
    return json.loads(analysis_json(report(collected)))


@given(data())
def test_the_names_are_fixed(collected):
    """Whatever the answers, every part of the document has exactly its fields, undefined values being null."""
    document = printed(collected)
    assert set(document) == {"roles", "owners", "ranking"}
    for role in document["roles"].values():
        assert set(role) == {"as_is", "to_be", "change"}
        assert set(role["as_is"]) == set(role["to_be"]) == CELL
        assert set(role["change"]) == CHANGE
        assert set(role["as_is"]["tension"]) == {"existing", "prospects", "new_v_existing"}
    assert all(set(owners) == OWNERS for owners in document["owners"].values())
    assert all(set(row) == ROW for row in document["ranking"])


def test_example_3(example_3):
    """The values of a role's five answers, in full precision."""
    people = tuple(Respondent(str(n), {"AM": Judgement("holder", as_is=answer)}) for n, answer in enumerate(example_3))
    as_is = printed(Data((Role("AM"),), people))["roles"]["AM"]["as_is"]
    assert as_is.pop("breadth") == pytest.approx(2.8061, abs=5e-5)
    assert as_is == {
        "n": 5,
        "mean": [45, 31, 14, 10],
        "shown": [45, 31, 14, 10],
        "tension": {"existing": 50, "prospects": 20, "new_v_existing": 48},
        "tension_band": {"existing": "strong", "prospects": "some", "new_v_existing": "strong"},
        "tension_evidence": {"existing": "firm", "prospects": "firm", "new_v_existing": "firm"},
        "breadth_band": "broad",
        "disagreement": 19,
        "disagreement_band": "broad agreement",
        "disagreement_evidence": "firm",
        "all_four_votes": 5,
        "camps": None,
        "gaps": [],
    }


def test_what_is_undefined_is_null():
    """A role nobody answered about, and one answer alone, leave null where nothing can be said."""
    one = Respondent("ana", {"AM": Judgement("holder", as_is=(60, 20, 10, 10))}, {"farming": None})
    document = printed(Data((Role("AM"), Role("IS")), (one,)))
    alone, nobody = document["roles"]["AM"]["as_is"], document["roles"]["IS"]["as_is"]
    assert (alone["n"], alone["mean"], alone["disagreement"]) == (1, [60, 20, 10, 10], None)
    assert (alone["disagreement_band"], alone["disagreement_evidence"]) == (None, None)
    assert alone["tension_evidence"] == {"existing": None, "prospects": None, "new_v_existing": None}
    assert (nobody["n"], nobody["mean"], nobody["tension"]["existing"], nobody["gaps"]) == (0, None, None, [])
    assert document["roles"]["AM"]["change"]["wanted"] is None
    assert document["owners"]["farming"] == {
        "votes": {"don't know": 1},
        "n": 0,
        "named": 0,
        "clarity": None,
        "label": None,
        "leader": None,
        "flags": [],
        "evidence": None,
    }
    assert document["ranking"] == []


def test_ranking_rows(example_11):
    """A ranking row carries what it is about, its value, how sure it is and whether it is worth raising."""
    first, *_, last = printed(example_11)["ranking"]
    assert first == {
        "rank": 1,
        "range": [1, 2],
        "kind": "ownership",
        "of": "hunting",
        "axis": None,
        "groups": None,
        "value": 40,
        "ratio": 2.4,
        "evidence": "firm",
        "listed": True,
    }
    assert (last["of"], last["ratio"], last["listed"]) == ("farming", 0, False)


def test_a_sampled_chance():
    """Past 20 000 deals the chance is sampled the same way every time, and may stop early without changing its word."""
    one = [(60 - n, 20 + n, 10, 10) for n in range(9)]
    far = [(30 - n, 50 + n, 10, 10) for n in range(9)]
    near = [(59 - n, 21 + n, 10, 10) for n in range(9)]
    assert gap_chance(one, far) == gap_chance(one[::-1], far[::-1])
    assert gap_chance(one, far).arrangements == 10_000
    assert gap_chance(one, far).slight
    stopped, full = gap_chance(one, near, to_the_end=False), gap_chance(one, near)
    assert (stopped.hits, stopped.slight) == (501, full.slight)
    assert full.hits > 501


@pytest.mark.parametrize("sizes", [(9, 9), (3, 61), (40, 24)])
def test_the_shuffles_are_those_of_the_method(sizes):
    """A sampled chance counts the hits that one `Random(0)` gives by shuffling the joined list 9 999 times."""
    chance = Random(7)
    cards = [(40.5 + n, 29.5 - n, 20, 10) for n in (chance.randrange(29) for _ in range(sum(sizes)))]
    one, other = cards[: sizes[0]], cards[sizes[0] :]
    deck, shuffler, hits = sorted(one) + sorted(other), Random(0), 1
    for _ in range(9_999):
        shuffler.shuffle(deck)
        hits += gap_between(deck[: sizes[0]], deck[sizes[0] :]) >= gap_between(one, other) - 1e-9
    assert gap_chance(one, other) == Chance(hits, 10_000)


def test_the_text(example_11):
    """People read the same figures rounded, most pressing first, with how sure they are."""
    text = analysis_text(report(example_11))
    assert text.startswith(
        "5 people, 2 roles. Figures are points; breadth and counts are not.\n\nWhat to discuss first\n"
    )
    assert "   1 (1–2)     who should own hunting: nobody owns it, 2 of 5 name a role (firm)\n" in text
    assert "   3 (2–4)     IS: views on today differ by 38, contested (firm)\n" in text
    assert "\n\nAM\n  As is, 5 answers\n    average split" in text
    assert "servicing 45 · farming 31 · hunting 14 · sourcing 10\n" in text
    assert "existing customers 50 strong (firm) · prospects 20 some (firm) · new v existing 48 strong (firm)\n" in text
    assert "    all four       5 of 5 give each 10 or more: rarely right in one role\n" in text
    assert "  hunting     nobody owns it, 2 of 5 name a role (firm)" in text
    assert "   5 (3–6)     IS, new v existing: tension 40 strong (hangs on one answer)" in text
    assert "leaning, 3 of 5 name IS, more than one role is named by a quarter or more (hangs on one answer)" in text
    assert "if two ranges overlap, neither is bigger than the other" in text


def test_the_sides_of_a_gap_and_of_camps():
    """Beside a gap and two camps stands the average split of each side; few comparisons are told as chances."""
    farming, servicing = (0, 100, 0, 0), (100, 0, 0, 0)
    people = tuple(
        Respondent(str(n), {"AM": Judgement("holder" if n < 4 else "manager", as_is=farming if n < 4 else servicing)})
        for n in range(7)
    )
    lines = analysis_text(report(Data((Role("AM"),), people))).splitlines()
    camps, gap = (
        next(n for n, line in enumerate(lines) if line.startswith(f"    {row}")) for row in ("two camps", "gap")
    )
    for line, name in ((camps + 1, "larger"), (gap + 1, "holder")):
        assert lines[line].split() == f"{name} servicing 0 · farming 100 · hunting 0 · sourcing 0".split()
    for line, name in ((camps + 2, "smaller"), (gap + 2, "manager")):
        assert lines[line].split() == f"{name} servicing 100 · farming 0 · hunting 0 · sourcing 0".split()
    assert any("AM: holder and manager are 100 apart, notable, " in line for line in lines)
    assert "1 role-by-group comparison; each has 1 chance in 20 to look clear by luck." in lines


@pytest.mark.parametrize(
    ("votes", "told"),
    [
        ("AM AM IS IS several", "disputed, 2 of 5 name AM, 2 of 5 name IS, more than one role is named by a quarter"),
        ("AM AM nobody nobody several", "disputed, 2 of 5 name AM, a quarter or more say nobody"),
        ("several several several", "disputed, 0 of 3 name a role, a quarter or more say several"),
    ],
)
def test_votes_in_words(votes, told):
    """Roles that are level are named with their counts, and flags are told in words."""
    people = tuple(Respondent(str(n), owners={"farming": vote}) for n, vote in enumerate(votes.split()))
    assert f"  farming     {told}" in analysis_text(report(Data((Role("AM"), Role("IS")), people)))


def test_the_text_of_nothing():
    """That there is nothing to raise is said in words, and that there are no answers."""
    text = analysis_text(report(Data((Role("AM"),), ())))
    assert "  As is: no answers yet\n" in text
    assert "No answers in this file." in text
    agreed = Respondent("ana", {"AM": Judgement("holder", as_is=(100, 0, 0, 0))})
    assert "Nothing reaches the level we would raise." in analysis_text(report(Data((Role("AM"),), (agreed,))))


def test_no_time_with_a_pair():
    """A pair nobody gives time to is worded so instead of a tension of 0."""
    hunters = tuple(Respondent(str(n), {"AM": Judgement("holder", as_is=(0, 0, 60 + n, 40 - n))}) for n in range(3))
    assert "no time with existing customers · prospects 78 strong" in analysis_text(
        report(Data((Role("AM"),), hunters))
    )


@given(data())
def test_any_analysis_has_a_text(collected):
    """Whatever the answers, the text names every role."""
    text = analysis_text(report(collected))
    assert all(f"\n{role.name}\n" in text for role in collected.roles)
