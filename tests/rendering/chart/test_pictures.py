"""The pictures: what is drawn of a release, what is not, and that every machine draws the same."""

import os
import struct
import xml.etree.ElementTree as ET
import zlib
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.breadth.released import Alike, GroupPicture, NoAnswers, ReleasedRole, TooFew
from bot.rendering.chart.groups import groups_in_words, picture_b
from bot.rendering.chart.lettering import FONTS, abridged, drawable, fitted, width
from bot.rendering.chart.png import to_png
from bot.rendering.chart.summary import picture_a
from bot.rendering.chart.words import alt_text, drawn_names, finding, key, status
from tests.rendering.chart.releases import ROLES, a_release, shown
from tests.rendering.desk import shipped

GOLDEN = Path(__file__).with_name("golden")
SVG = "{http://www.w3.org/2000/svg}"
LONG = {
    "servicing": "Servicing and everything that follows an order",
    "farming": "Farming of accounts we have",
    "hunting": "Hunting for firms we want",
    "sourcing": "Sourcing (inbound enquiries)",
}
SHIPPED = {name: term.label for name, term in shipped().wording.terms.items()}
DISPUTE = "#8A1C5C"


def parts(svg, kind):
    """The elements of one kind, in order."""
    return list(ET.fromstring(svg).iter(f"{SVG}{kind}"))  # noqa: S314 - our own drawing


def texts(svg):
    """Every text in a drawing, in order."""
    return [line.text for line in parts(svg, "text")]


def one(role, **more):
    """A release of one role."""
    return replace(a_release(1), roles=(role,), **more)


def pixels(png):
    """Width, height and rows of an 8-bit RGBA picture, unfiltered as far as needed to see that it is not blank."""
    size = struct.unpack(">II", png[16:24])
    data, place = b"", 8
    while place < len(png):
        (length,), name = struct.unpack(">I", png[place : place + 4]), png[place + 4 : place + 8]
        data += png[place + 8 : place + 8 + length] if name == b"IDAT" else b""
        place += length + 12
    return size, zlib.decompress(data)


@pytest.mark.parametrize(
    ("name", "draw"),
    [
        ("summary-3-roles", lambda: picture_a(a_release(3, answered=3, invited=3))),
        ("summary-6-roles", lambda: picture_a(a_release(6), SHIPPED)),
        ("summary-10-roles", lambda: picture_a(a_release(10, answered=40, invited=40), LONG)),
        ("groups-6-roles", lambda: picture_b(a_release(6), SHIPPED)),
    ],
)
def test_the_drawing_is_stable(name, draw):
    """The same figures give the same drawing, byte for byte; after a wanted change, run once with BOT_GOLDEN=write."""
    file = GOLDEN / f"{name}.svg"
    if os.environ.get("BOT_GOLDEN") == "write":
        file.write_text(draw(), encoding="utf-8")
    assert draw() == file.read_text(encoding="utf-8")


@pytest.mark.parametrize(("roles", "height"), [(3, 874), (6, 1390), (7, 1394), (10, 1838)])
def test_the_png(roles, height):
    """The PNG is 1200 wide, as high as its roles need, under 300 KiB and not blank."""
    png = to_png(picture_a(a_release(roles)))
    size, rows = pixels(png)
    assert size == (1200, height)
    assert len(png) < 300 * 1024
    assert len(set(rows)) > 50


def test_the_groups_png():
    """The groups picture is 1600 wide and shows six roles at most."""
    size, _ = pixels(to_png(picture_b(a_release(10))))
    assert size == (1600, 1686)


def test_the_png_needs_no_system_font():
    """The three Lato files and their licence lie beside the code."""
    assert all(path.exists() for path in FONTS.values())
    assert "SIL OPEN FONT LICENSE" in (FONTS[400].parent / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(("draw", "smallest"), [(picture_a, 24), (picture_b, 25)])
def test_no_text_is_too_small_for_a_phone(draw, smallest):
    """No text is smaller than a phone can show."""
    assert min(int(line.get("font-size")) for line in parts(draw(a_release(10)), "text")) >= smallest


def test_a_shown_role():
    """A role's bars print its splits, each making 100, under its name and status."""
    told = texts(picture_a(one(ROLES[0])))
    start = told.index("Account manager")
    assert told[start : start + 12] == [
        "Account manager",
        "To be contested: 35 points apart",
        "As is",
        "To be",
        *["35", "40", "20", "5"],
        *["20", "50", "20", "10"],
    ]


def test_segments_fill_the_bar():
    """A bar's segments stand side by side from 150 to 1160, each as wide as its share, a gap of 2 between them."""
    bars = [box for box in parts(picture_a(one(ROLES[0])), "rect") if box.get("height") == "46"]
    edges = [(float(box.get("x")), float(box.get("x")) + float(box.get("width"))) for box in bars]
    assert edges[0][0] == 150
    assert edges[-1][1] == pytest.approx(1160, abs=0.1)
    assert all(after[0] - before[1] == pytest.approx(2, abs=0.11) for before, after in pairwise(edges))
    assert edges[0][1] - edges[0][0] == pytest.approx(20 * 10.1, abs=0.1)


def test_only_a_contested_role_has_an_outline():
    """The accountability views differ most on is outlined where the release names one, and nowhere else."""
    outlines = [box for box in parts(picture_a(one(ROLES[0])), "rect") if box.get("stroke") == DISPUTE]
    assert [(box.get("x"), box.get("width"), box.get("fill")) for box in outlines] == [("856.0", "206.0", "none")]
    quiet = picture_a(one(ROLES[3]))
    assert DISPUTE not in quiet


def test_a_withheld_bar():
    """A bar whose split is withheld is an empty frame with the reason, and there is no ribbon."""
    for cell, reason in ((Alike(), "nearly everyone sees it alike"), (TooFew(3), "shown from 3 answers")):
        svg = picture_a(one(ReleasedRole("AM", shown((50, 50, 0, 0)), cell, None)))
        assert reason in texts(svg)
        assert not [path for path in parts(svg, "path") if path.get("fill") in {"#C9D4DF", "#DBE9F6"}]


def test_a_role_with_too_few_answers():
    """A role with nothing to show has grey words and no bars."""
    told = texts(picture_a(one(ReleasedRole("AM", TooFew(3), TooFew(3), None))))
    assert told[-3:] == ["AM", "shown from 3 answers", told[-1]]
    assert "As is" not in told


@pytest.mark.parametrize(
    ("to_be", "text"),
    [
        (shown((25, 25, 25, 25), 30), "To be contested: 30 points apart"),
        (shown((25, 25, 25, 25), 20), "To be, mixed views: 20 points apart"),
        (shown((25, 25, 25, 25)), "Broad agreement"),
        (shown((25, 25, 25, 25), 45, early=True), "To be contested, early signal"),
        (shown((25, 25, 25, 25), early=True), "Broad agreement, early signal"),
        (Alike(), "Nearly everyone sees it alike"),
        (TooFew(4), "shown from 4 answers"),
    ],
)
def test_every_state_has_its_words(to_be, text):
    """A role's status is told in words, with points only where the release has them."""
    assert status(ReleasedRole("AM", to_be, to_be, None)).text == text
    assert text in texts(picture_a(one(ReleasedRole("AM", to_be, to_be, None))))


@pytest.mark.parametrize(
    ("states", "title"),
    [
        ((0, 3, 4), "What 1 of 3 roles should be is contested"),
        ((2, 3, 5), "Mixed views on what 1 of 3 roles should be"),
        ((3, 4, 9), "Broad agreement on all 3 roles"),
        ((3, 5), "Broad agreement on 1 of 2 roles"),
        ((5,), "Too few answers to show what roles should be"),
    ],
)
def test_the_title_is_a_finding(states, title):
    """The title says what the picture shows."""
    assert finding(replace(a_release(), roles=tuple(ROLES[state] for state in states))) == title


def test_names_keep_clear_of_the_status():
    """However long a role's name, it ends before its status begins."""
    long = ReleasedRole("W" * 75, ROLES[0].as_is, ROLES[0].to_be, None)
    svg = picture_a(one(long))
    name = next(line for line in parts(svg, "text") if line.text.startswith("WW"))
    pill = next(box for box in parts(svg, "rect") if box.get("height") == "44")
    assert name.text.strip("W") == "…"
    assert 40 + width(name.text, 34, 700) < float(pill.get("x"))


def test_long_labels_keep_within_the_picture():
    """However long a firm's labels, the legend ends before the margin."""
    legend = [line for line in parts(picture_a(a_release(), LONG), "text") if line.get("y") == "188"]
    assert max(float(line.get("x")) + width(line.text, 28) for line in legend) <= 1160


def test_a_name_lato_cannot_write():
    """A name in a script Lato lacks is drawn as the role's number; the words beside the picture have the name."""
    release = a_release(10)
    assert drawn_names(release)["営業"] == "Role 9"
    assert "Role 9" in texts(picture_a(release))
    assert "営業: as is 50/0/0/50" in alt_text(release)


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "A & B", '"><g>', "]]>", "\x00\x1b[31m", "\ud800", "{{ 7 * 7 }}"]
)
@pytest.mark.parametrize("draw", [picture_a, picture_b])
def test_hostile_names_stay_text(name, draw):
    """Whatever a role is called, the drawing stays well-formed and its name inert."""
    svg = draw(one(ReleasedRole(name, ROLES[0].as_is, ROLES[0].to_be, None)))
    assert "49" not in texts(svg)
    assert not parts(svg, "script")
    assert to_png(svg)


def test_groups_that_are_shown():
    """A group that is shown has a mark as is and to be in each cell; a cell 20 apart says so."""
    svg = picture_b(one(ROLES[0]))
    assert len(parts(svg, "circle")) == 1 + 2 * 4
    assert [text for text in texts(svg) if text.endswith(" apart") and text[0].isdigit()] == [
        "30 apart",
        "20 apart",
        "45 apart",
    ]


def test_marks_that_would_overlap_are_stacked():
    """Marks at one place stand one below the other."""
    svg = picture_b(one(ROLES[2]))
    circle, square = parts(svg, "circle")[1], [box for box in parts(svg, "rect") if box.get("width") == "19.8"][1]
    assert float(square.get("y")) + 9.9 == pytest.approx(float(circle.get("cy")) + 19, abs=0.1)


def test_no_group_to_show():
    """A role without a group to show says so across its row."""
    svg = picture_b(one(ROLES[1]))
    assert "groups too small to show" in texts(svg)
    assert len(parts(svg, "circle")) == 1
    assert groups_in_words(one(ROLES[1])) == "Customer success manager: groups too small to show"


def test_a_group_of_few_is_an_early_signal_in_words():
    """The words of picture B mark a group of 3 or 4."""
    groups = (
        GroupPicture("holder", (20, 60, 20, 0), early=False),
        GroupPicture("manager", (40, 40, 20, 0), early=True),
    )
    role = ReleasedRole("Account manager", NoAnswers(), shown((30, 50, 20, 0), groups=groups), None)
    assert groups_in_words(one(role)) == (
        "Account manager: as is: no answers, to be: role holders 20/60/20/0, managers 40/40/20/0 (early signal)"
    )


def test_a_group_of_few_is_marked():
    """A mark from 3 or 4 answers has a dot in it, and only where there is one does the legend say so."""
    groups = (
        GroupPicture("holder", (20, 60, 20, 0), early=True),
        GroupPicture("manager", (40, 40, 20, 0), early=False),
    )
    role = replace(ROLES[0], as_is=shown((30, 50, 20, 0), groups=groups), to_be=TooFew(3))
    svg = picture_b(one(role))
    assert len([disc for disc in parts(svg, "circle") if disc.get("r") == "4"]) == 1 + 4
    assert "early signal: 3 or 4 answers" in texts(svg)
    assert "early signal: 3 or 4 answers" not in texts(picture_b(one(ROLES[0])))


def test_both_moments_are_in_the_words():
    """What is drawn of today is told too, and a group that is all alike in words."""
    today = (GroupPicture("holder", (20, 60, 20, 0), early=False), GroupPicture("manager", None, early=False))
    role = ReleasedRole("Account manager", shown((30, 50, 20, 0), groups=today), shown((20, 60, 20, 0)), None)
    assert groups_in_words(one(role)) == (
        "Account manager: as is: role holders 20/60/20/0, managers nearly everyone sees it alike, "
        "to be: groups too small to show"
    )


def test_a_group_that_is_all_alike_is_said_beside_the_others_marks():
    """What the words of the picture tell of it stands in the picture too, on lines that have another group's mark."""
    alike, some = GroupPicture("holder", None, early=False), GroupPicture("manager", (20, 60, 20, 0), early=False)
    cell = shown((30, 50, 20, 0), groups=(alike, some))
    for role, said in (
        (replace(ROLES[0], as_is=cell), "nearly everyone sees it alike: role holders (as is)"),
        (
            replace(ROLES[0], as_is=cell, to_be=cell),
            "nearly everyone sees it alike: role holders (as is), role holders (to be)",
        ),
        (
            replace(ROLES[0], as_is=shown((30, 50, 20, 0), groups=(alike,))),
            "role holders: nearly everyone sees it alike",
        ),
    ):
        assert [text for text in texts(picture_b(one(role))) if "alike:" in text or "sees it alike" in text] == [said]


def test_what_is_all_alike_is_said_clear_of_every_mark():
    """However many groups it names, the note is large enough, below its own cells and above the next row."""
    alike = (GroupPicture("holder", None, early=True), GroupPicture("manager", None, early=True))
    cell = shown((30, 50, 20, 0), groups=(*alike, GroupPicture("colleague", (20, 60, 20, 0), early=False)))
    svg = picture_b(replace(a_release(), roles=(replace(ROLES[0], as_is=cell, to_be=cell), ROLES[0])))
    note = next(line for line in parts(svg, "text") if "alike" in line.text)
    cells = [box for box in parts(svg, "rect") if box.get("height") == "190"]
    above, below = cells[0], cells[-1]
    assert int(note.get("font-size")) >= 25
    assert width(note.text, 25) <= 1188
    assert float(above.get("y")) + 190 <= float(note.get("y")) - 25
    assert float(note.get("y")) + 8 < float(below.get("y"))


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (shown((50, 50, 0, 0)), "groups too small to show"),
        (NoAnswers(), "no answers"),
        (Alike(), "nearly everyone sees it alike"),
        (
            shown((50, 50, 0, 0), groups=(GroupPicture("manager", None, early=False),)),
            "managers: nearly everyone sees it alike",
        ),
    ],
)
def test_an_empty_line_says_why(cell, reason):
    """A line without a mark beside one that has some says why it is empty."""
    assert texts(picture_b(one(replace(ROLES[0], as_is=cell)))).count(reason) == 1
    assert texts(picture_b(one(replace(ROLES[0], to_be=cell)))).count(reason) == 1
    assert reason not in texts(picture_b(one(ROLES[0])))


def test_the_groups_footer_claims_no_agreement():
    """A row of one group is tight without anybody having agreed; the line below the rows says so and fits."""
    footer = texts(picture_b(one(ROLES[0])))[-1]
    assert "agreed" not in footer
    assert "One mark alone shows no gap." in footer
    assert 40 + width(footer, 27) <= 1560


def test_a_label_stands_without_its_bracket_over_the_groups():
    """The shipped label of sourcing is not cut."""
    assert "Sourcing" in texts(picture_b(one(ROLES[0]), SHIPPED))


def test_labels_keep_their_capitals_in_words():
    """A firm's label is no lower-case word because it stands in a sentence."""
    assert alt_text(one(ROLES[0]), {**SHIPPED, "hunting": "B2B"}).endswith("most on B2B")


def test_as_is_can_be_an_early_signal_alone():
    """An early as-is beside a full to-be is tagged in the drawing and in the words."""
    role = replace(ROLES[0], as_is=shown((35, 40, 20, 5), early=True))
    assert "as is: early signal" in texts(picture_a(one(role)))
    assert "as is 35/40/20/5 (early signal), to be 20/50/20/10, contested" in alt_text(one(role))
    assert "as is: early signal" not in texts(picture_a(one(ROLES[0])))


def test_long_names_can_be_told_apart():
    """Names with a common beginning keep their ends, beside a pill as in the two lines of the groups."""
    names = [f"Key account director for international retail chains {number}" for number in range(10)]
    roles = tuple(replace(ROLES[0], name=name) for name in names)
    for draw, most in ((picture_a, 10), (picture_b, 6)):
        told = texts(draw(replace(a_release(), roles=roles)))
        assert len({text for text in told if text.endswith(tuple(f"chains {at}" for at in range(10)))}) == most


def test_the_outline_is_explained_where_there_is_one():
    """Without an outline the footer is about the order alone."""
    assert texts(picture_a(one(ROLES[0])))[-1].startswith("Outlined = ")
    assert texts(picture_a(one(ROLES[3])))[-1] == "Order: most contested first."


def test_a_mark_that_shows_nothing_is_no_letter():
    """A direction mark in a name does not make it a number."""
    marked = one(replace(ROLES[0], name="\u200eAccount manager\u200f"))
    assert list(drawn_names(marked).values()) == ["Account manager"]
    assert "Account manager" in texts(picture_a(marked))
    assert key(marked) == {}


def test_a_number_has_its_key():
    """Where the pictures say a role's number, the words beside them say whose it is."""
    role = replace(ROLES[0], name="営業")
    assert key(one(role)) == {"Role 1": "営業"}
    assert "Role 1 = 営業: as is" in alt_text(one(role))
    assert groups_in_words(one(role)).startswith("Role 1 = 営業: as is")


def test_the_picture_in_words():
    """The alternative text has the finding and each role's figures, and is the drawing's own description."""
    told = alt_text(one(ROLES[0]))
    assert told == (
        "What 1 of 1 role should be is contested. Account manager: as is 35/40/20/5, to be 20/50/20/10, contested, "
        "35 points apart, most on hunting"
    )
    assert parts(picture_a(one(ROLES[0])), "desc")[0].text == told


@pytest.mark.parametrize("most", [2000, 1000, 400, 60, 10])
def test_the_words_fit_where_they_go(most):
    """Too long a text shortens agreed roles first, then ends at a whole role."""
    names = [replace(role, name=f"{role.name} {'and more ' * 12}") for role in ROLES]
    told = alt_text(replace(a_release(), roles=tuple(names)), most=most)
    assert len(told) <= most
    if most >= 400:
        assert told.startswith("What 3 of 10 roles should be is contested. Account manager")
        assert told.count(": ") == len(told.split("; "))


def test_cut_texts_are_as_long_as_they_can_be():
    """A text that is too wide is cut to fit, and no shorter than need be; even nothing fits somewhere."""
    assert width(fitted("Customer success manager", 200, 28), 28) <= 200
    assert fitted("Account", 500, 28) == "Account"
    assert fitted("Account", 1, 28) == "…"
    assert width(abridged("Customer success manager", 200, 28), 28) <= 200
    assert abridged("Account", 1, 28) == "…"
    assert drawable("Žluťoučký Ωмега")
