"""The privacy gate on votes, words and verbatims."""

import pytest

from bot.breadth.answers import Comment, Data, Respondent
from bot.breadth.release import release
from bot.breadth.released import (
    Dispute,
    ReleasedVotes,
)
from tests.breadth.made import TERMS, voting


class TestVotes:
    """Votes leave as words."""

    @pytest.mark.parametrize(
        ("votes", "word", "named"),
        [
            ("IS IS IS IS IS", "nearly everyone", "IS"),
            ("IS IS IS IS AM", "nearly everyone", "IS"),
            ("nobody nobody nobody nobody IS ?", "nearly everyone", "nobody"),
            ("IS IS IS IS IS IS AM CS", "most", "IS"),
            ("IS IS IS AM CS", "about half or more", "IS"),
            ("IS IS IS AM AM AM", "disputed", None),
            ("nobody nobody nobody IS IS CS", "nobody, say most", "nobody"),
            ("IS IS AM CS several", "disputed", None),
        ],
    )
    def test_words(self, votes, word, named):
        """Each share of the votes has its word; all but one alike is nearly everyone, never a count."""
        told = release(voting(*[None if vote == "?" else vote for vote in votes.split()]), TERMS).owners["farming"]
        assert (told.word, told.named) == (word, named)

    def test_five_votes_at_least(self):
        """Four votes tell nothing, and make no conflict; don't know is no vote."""
        told = release(voting("nobody", "IS", "AM", "CS", None, None), TERMS)
        assert told.owners["farming"] is None
        assert told.conflicts == ()

    def test_flags_are_named(self):
        """Nobody and overlap are flagged from a quarter of the votes."""
        told = release(voting("IS", "IS", "AM", "nobody", "nobody", "AM"), TERMS).owners["farming"]
        assert told.flags == ("gap", "overlap")

    def test_no_flag_beside_a_leader(self):
        """Beside "most name IS" a flag would tell what everyone else said."""
        told = release(voting(*["IS"] * 6, "nobody", "nobody"), TERMS).owners["farming"]
        assert told == ReleasedVotes("most", "IS", (), "hangs on one answer")

    @pytest.mark.parametrize(
        ("different", "others", "told"),
        [
            (1, 9, None),
            (2, 8, Dispute("some")),
            (5, 14, Dispute("at least", 5)),
            (9, 10, Dispute("at least", 5)),
            (10, 9, Dispute("at least", 10)),
            (9, 1, Dispute("nearly everyone")),
            (3, 1, None),
        ],
    )
    def test_definitions_in_dispute(self, different, others, told):
        """Who uses a word differently is told in fives, else as some; a single dissenter is not told."""
        uses = ["different"] * different + ["same"] * others
        people = tuple(Respondent(f"p{number}", definitions={"sourcing": use}) for number, use in enumerate(uses))
        assert release(Data((), people), TERMS).disputes.get("sourcing") == told

    @pytest.mark.parametrize("n", [4, 5])
    def test_verbatims(self, n):
        """Comments are told from 5 authors up, in an order that does not follow theirs."""
        texts = ["delta", "alpha", "echo", "bravo", "charlie"][:n]
        people = tuple(Respondent(text, comments=(Comment("must-not-miss", text),)) for text in texts)
        told = release(Data((), people), TERMS).comments
        assert told == ({"must-not-miss": ("alpha", "bravo", "charlie", "delta", "echo")} if n == 5 else {})
