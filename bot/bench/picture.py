"""Picture A of ten roles, from figures to PNG, against rendering the ready SVG alone."""

import time

from bot.bench.figures import Figure, ratio
from bot.breadth.answers import Data, Judgement, Respondent, Role
from bot.breadth.release import Terms, release
from bot.breadth.released import Release
from bot.questionnaire.model import GROUPS
from bot.rendering.chart.png import to_png
from bot.rendering.chart.summary import picture_a

ROLES = 10
PEOPLE = 24
ROUNDS = 12


def measured() -> Figure:
    """Figure (e)."""
    figures = ten_roles()
    svg = picture_a(figures)
    drawn, rendered = [], []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        to_png(picture_a(figures))
        between = time.perf_counter()
        to_png(svg)
        drawn.append(between - start)
        rendered.append(time.perf_counter() - between)
    what = f"picture A of {ROLES} roles, from figures to PNG, against rendering the ready SVG alone"
    return Figure("e", what, ratio(drawn[1:], rendered[1:]), 1.5)


def ten_roles() -> Release:
    """A release that shows ten roles, as is and to be."""
    names = [f"Account manager {at}" for at in range(ROLES)]
    people = tuple(
        Respondent(
            f"p{at}",
            {
                name: Judgement(GROUPS[at % 3], _split(at + place), _split(3 * at + 2 * place))
                for place, name in enumerate(names)
            },
        )
        for at in range(PEOPLE)
    )
    return release(Data(tuple(Role(name, PEOPLE) for name in names), people), Terms(PEOPLE))


def _split(at: int) -> tuple[int, int, int, int]:
    servicing, farming, hunting = at * 5 % 45, at * 15 % 30, at * 10 % 25
    return servicing, farming, hunting, 100 - servicing - farming - hunting
