"""Releases to draw: every state a role can be in, and as many roles as there can be."""

from bot.breadth.released import (
    Alike,
    GroupPicture,
    NoAnswers,
    Release,
    ReleasedRole,
    Shown,
    TooFew,
)

AXES = ("existing", "prospects", "new_v_existing")


def shown(split, points=None, *, early=False, most_apart=None, groups=(), apart=None):
    """One role at one moment; `points` of disagreement set its band."""
    band = "contested" if (points or 0) >= 30 else "mixed views" if (points or 0) >= 20 else "broad agreement"
    return Shown(
        split=split,
        early=early,
        tension=dict.fromkeys(AXES, "low"),
        headline=None,
        headline_points=None,
        headline_evidence=None,
        breadth="paired",
        all_four=False,
        disagreement=band,
        disagreement_points=None if early else points,
        disagreement_evidence="early signal" if early else "firm",
        most_apart=most_apart,
        camps=None,
        groups=groups,
        gaps=(),
        apart=apart or {},
        leans=False,
    )


def three_groups(*splits):
    """What holders, managers and colleagues say, as far as given."""
    names = ("holder", "manager", "colleague")
    return tuple(GroupPicture(group, split, early=False) for group, split in zip(names, splits, strict=False))


ROLES = (
    ReleasedRole(
        "Account manager",
        shown((35, 40, 20, 5), groups=three_groups((30, 40, 20, 10), (40, 40, 15, 5), (30, 45, 20, 5))),
        shown(
            (20, 50, 20, 10),
            35,
            most_apart="hunting",
            groups=three_groups((5, 35, 50, 10), (35, 55, 0, 10), (15, 60, 20, 5)),
            apart={"servicing": 30, "farming": 20, "hunting": 45},
        ),
        None,
    ),
    ReleasedRole("Customer success manager", shown((60, 25, 10, 5)), shown((40, 40, 10, 10), 30, early=True), None),
    ReleasedRole(
        "Service engineer",
        shown((90, 10, 0, 0)),
        shown((70, 25, 0, 5), 20, groups=three_groups((70, 25, 0, 5), (70, 25, 0, 5), (70, 20, 5, 5))),
        None,
    ),
    ReleasedRole("Field sales representative", shown((15, 30, 40, 15)), shown((100, 0, 0, 0)), None),
    ReleasedRole("Inside sales", Alike(), Alike(), None),
    ReleasedRole("Order desk", TooFew(3), NoAnswers(), None),
    ReleasedRole("Sales development <rep> & co", shown((0, 0, 25, 75)), TooFew(3), None),
    ReleasedRole(
        "Key account director for international retail chains and wholesale",
        NoAnswers(),
        shown((25, 25, 25, 25), 45, most_apart="servicing"),
        None,
    ),
    ReleasedRole("営業", shown((50, 0, 0, 50)), shown((0, 50, 50, 0), 20, early=True), None),
    ReleasedRole("Technical consultant", shown((30, 30, 20, 20)), shown((25, 25, 25, 25), early=True), None),
)


def a_release(roles=6, answered=19, invited=24):
    """A release of so many roles."""
    return Release(
        number=1,
        answered=answered,
        invited=invited,
        roles=ROLES[:roles],
        left_out=(),
        owners={},
        today={},
        disputes={},
        comments={},
        conflicts=(),
        comparisons=0,
    )
