"""The analysis for machines: full precision, fixed names, null for what is undefined."""

from typing import Any

import msgspec

from bot.breadth.camps import Camps
from bot.breadth.change import Change
from bot.breadth.disagreement import disagreement_band
from bot.breadth.gap import GroupGap
from bot.breadth.measures import Measures
from bot.breadth.ownership import Ownership
from bot.breadth.ranking import Ranked
from bot.breadth.report import Picture, Report
from bot.breadth.split import whole_points
from bot.breadth.tension import AXES, breadth_band, tension_band
from bot.questionnaire.model import ACCOUNTABILITIES

Document = dict[str, Any]


def analysis_json(report: Report) -> bytes:
    """The report as one JSON document."""
    document = {
        "roles": {
            name: {"as_is": _picture(role.as_is), "to_be": _picture(role.to_be), "change": _change(role.change)}
            for name, role in report.roles.items()
        },
        "owners": {name: _ownership(owners) for name, owners in report.owners.items()},
        "ranking": [_ranked(ranked) for ranked in report.ranking],
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2)


def _picture(picture: Picture) -> Document:
    return {
        **(_measures(picture.measures) if picture.measures else _NO_ANSWERS),
        "camps": _camps(picture.camps),
        "gaps": [_gap(gap) for gap in picture.gaps],
    }


_EACH_AXIS = dict.fromkeys(AXES)
_NO_ANSWERS: Document = {
    "n": 0,
    "mean": None,
    "shown": None,
    "tension": _EACH_AXIS,
    "tension_band": _EACH_AXIS,
    "tension_evidence": _EACH_AXIS,
    "breadth": None,
    "breadth_band": None,
    "disagreement": None,
    "disagreement_band": None,
    "disagreement_evidence": None,
    "all_four_votes": 0,
}


def _measures(measures: Measures) -> Document:
    tension, disagreement = measures.tension, measures.disagreement
    return {
        "n": measures.n,
        "mean": measures.mean,
        "shown": whole_points(measures.mean),
        "tension": tension,
        "tension_band": {axis: tension_band(tension.on(axis)) for axis in AXES},
        "tension_evidence": measures.tension_evidence,
        "breadth": measures.breadth,
        "breadth_band": breadth_band(measures.breadth),
        "disagreement": disagreement,
        "disagreement_band": None if disagreement is None else disagreement_band(disagreement),
        "disagreement_evidence": measures.disagreement_evidence,
        "all_four_votes": measures.all_four,
    }


def _camps(camps: Camps | None) -> Document | None:
    if camps is None:
        return None
    sizes = [len(side) for side in camps.sides]
    return {"found": camps.found, "sizes": sizes, "between": camps.between, "within": camps.within}


def _gap(gap: GroupGap) -> Document:
    return {
        "groups": gap.groups,
        "gap": gap.gap,
        "hits": gap.chance and gap.chance.hits,
        "arrangements": gap.chance and gap.chance.arrangements,
        "label": gap.label,
        "evidence": gap.evidence,
    }


def _change(change: Change | None) -> Document:
    if change is None:
        return {
            "n": 0,
            "wanted": None,
            "mean": None,
            "pulling_together": None,
            "directions": {name: {"way": None, "agreed": None} for name in ACCOUNTABILITIES},
            "tension_change": _EACH_AXIS,
        }
    document: Document = msgspec.structs.asdict(change)
    return document


def _ownership(owners: Ownership) -> Document:
    document: Document = msgspec.structs.asdict(owners)
    return document


def _ranked(ranked: Ranked) -> Document:
    item = ranked.item
    return {
        "rank": ranked.rank,
        "range": ranked.range,
        "kind": item.kind,
        "of": item.of,
        "axis": item.axis,
        "groups": item.groups,
        "value": item.value,
        "ratio": item.ratio,
        "evidence": item.evidence,
        "listed": ranked.listed,
    }
