"""What a reopening and an erasure may change of what was released."""

import pytest

from bot.breadth.answers import Data, Judgement, Respondent, Role
from bot.breadth.release import Past, release
from tests.breadth.made import SPREAD, TERMS, one_role


class TestReopening:
    """After a reopening a cell is refreshed only where five of its answers are new or changed."""

    def reopened(self, before, *later):
        """The releases made of the answers before and at each later close."""
        past, told = (), []
        for collected in (before, *later):
            told.append(release(collected, TERMS, past))
            if told[-1].number > len(past):
                past = (*past, Past(told[-1], collected))
        return told

    def test_asked_again(self):
        """The same answers give the same release, under the same number."""
        first, second = self.reopened(one_role(*SPREAD), one_role(*SPREAD))
        assert second == first

    @pytest.mark.parametrize("more", [1, 4])
    def test_a_few_new_answers_change_nothing(self, more):
        """One to four new answers leave every figure as it was: what they add is nobody's to know."""
        first, second = self.reopened(one_role(*SPREAD), one_role(*SPREAD, *[(0, 0, n, 100 - n) for n in range(more)]))
        assert second == first

    def test_five_new_answers(self):
        """Five new answers refresh the cell, and make the next release."""
        first, second = self.reopened(one_role(*SPREAD), one_role(*SPREAD, *[(0, 0, n, 100 - n) for n in range(5)]))
        assert (first.number, second.number) == (1, 2)
        assert second.roles[0].as_is.split == (20, 15, 10, 55)

    def test_changed_answers_count(self):
        """Five changed answers refresh the cell, four do not."""
        after = [tuple(reversed(answer)) for answer in SPREAD]
        assert self.reopened(one_role(*SPREAD), one_role(*after))[1].number == 2
        assert self.reopened(one_role(*SPREAD), one_role(*after[:4], SPREAD[4]))[1].number == 1

    def test_news_add_up_over_closes(self):
        """News are counted since a cell's figures were made, not since the last close."""
        extra = [(0, 0, n, 100 - n) for n in range(6)]
        closes = [one_role(*SPREAD, *extra[:n]) for n in (3, 6)]
        assert [told.number for told in self.reopened(one_role(*SPREAD), *closes)] == [1, 1, 2]

    def test_cells_are_refreshed_one_by_one(self):
        """A cell with too few news keeps its figures beside one that is refreshed, down to its place in the order."""

        def close(am, votes):
            people = [
                Respondent(
                    f"p{number}",
                    {"AM": Judgement("holder", as_is=answer)} if answer else {},
                    {"farming": vote} if vote else {},
                )
                for number, (answer, vote) in enumerate(zip(am, votes, strict=True))
            ]
            return Data((Role("AM", 9), Role("IS", 9)), tuple(people))

        before = close([*SPREAD, *[None] * 5], ["AM", "AM", "AM", "IS", "IS", *[None] * 5])
        after = close([*SPREAD, (0, 0, 0, 100), *[None] * 4], ["AM", "AM", "AM", "IS", "IS", *["IS"] * 5])
        first, second = self.reopened(before, after)
        assert second.number == 2
        assert second.roles == first.roles
        assert (first.owners["farming"].named, second.owners["farming"].named) == ("AM", "IS")

    def test_a_group_waits_for_the_others(self):
        """Five new holders are not shown apart while two new managers could be worked out beside them."""
        old = [("holder", (50 + 2 * n, 50 - 2 * n, 0, 0)) for n in range(4)]
        old += [("manager", (20 + 2 * n, 80 - 2 * n, 0, 0)) for n in range(4)]
        new = [("holder", (0, 0, 100 - n, n)) for n in range(5)] + [("manager", (0, 0, n, 100 - n)) for n in range(2)]

        def close(people):
            return one_role(*[answer for _, answer in people], groups=[group for group, _ in people])

        first, second = self.reopened(close(old), close([*old, *new]))
        assert second.number == 2
        assert second.roles[0].as_is.split != first.roles[0].as_is.split
        assert second.roles[0].as_is.groups == first.roles[0].as_is.groups
        _, alone = self.reopened(close(old), close([*old, *new[:5]]))
        assert alone.roles[0].as_is.groups != first.roles[0].as_is.groups

    def test_after_an_erasure(self):
        """When someone's answers are gone no release is made, whatever else is new; the old one stands."""
        before = one_role(*SPREAD)
        extra = one_role(*SPREAD, *[(0, 0, n, 100 - n) for n in range(9)])
        told = release(before, TERMS)
        smaller = Data(before.roles, before.respondents[1:])
        assert release(smaller, TERMS, (Past(told, before),)) == told
        assert release(Data(extra.roles, extra.respondents[1:]), TERMS, (Past(told, before),)) == told
        assert release(extra, TERMS, (Past(told, smaller),)) == told
