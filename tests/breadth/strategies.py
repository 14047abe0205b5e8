"""Made-up answers for property tests."""

from hypothesis import strategies as st

from bot.breadth.answers import Data, Judgement, Respondent, Role
from bot.questionnaire.model import ACCOUNTABILITIES, GROUPS

ROLES = ("AM", "IS", "CS")


def _divided(cuts):
    first, second, third = sorted(cuts)
    return first, second - first, third - second, 100 - third


points = st.tuples(*[st.integers(0, 100)] * 3).map(_divided)
"""Splits in whole points."""
grid = st.tuples(*[st.integers(0, 20).map(lambda steps: 5 * steps)] * 3).map(_divided)
"""Splits in steps of 5, as most people give them."""
fractions = st.tuples(*[st.floats(0, 100)] * 3).map(_divided)
"""Splits with any fractions, as foreign data may have."""
splits = points | grid | fractions
votes = st.sampled_from([*ROLES, "nobody", "several", None])
judgements = st.builds(Judgement, st.sampled_from(GROUPS), as_is=st.none() | points, to_be=st.none() | points)


@st.composite
def data(draw, most=9):
    """A few people's answers about three roles; crowded: everyone in one of two groups judges the first role as is."""
    crowded = draw(st.booleans())
    people = []
    for number in range(draw(st.integers(6 if crowded else 0, most))):
        judged = draw(st.dictionaries(st.sampled_from(ROLES), judgements, max_size=2))
        if crowded:
            judged["AM"] = Judgement(GROUPS[number % 2], as_is=draw(grid))
        owners = draw(st.dictionaries(st.sampled_from(ACCOUNTABILITIES), votes))
        people.append(Respondent(f"p{number}", judged, owners))
    return Data(tuple(Role(name, 10) for name in ROLES), tuple(people))
