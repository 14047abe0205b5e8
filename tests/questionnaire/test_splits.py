"""The three ways to give a split: what is read from boxes, from taps and from typed words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.questionnaire.answers import Rejection
from bot.questionnaire.model import ACCOUNTABILITIES
from bot.questionnaire.splits import TAP_STEPS, Typed, from_boxes, from_taps, from_typed, largest_remainder, next_tap

ORDER = ACCOUNTABILITIES
LABELS = {"servicing": "Care", "farming": "Farm", "hunting": "Hunt", "sourcing": "Sourcing (inbound enquiries)"}


@pytest.mark.parametrize(
    "text",
    [
        "60/20/10/10",
        "60 20 10 10",
        "60, 20, 10, 10.",
        "60%/20%/10%/10%",
        "60 - 20 - 10 - 10",
        "60.20.10.10",
        "`60/20/10/10`",
        "I think it's about 60/20/10/10, please",
        "60/20/10/rest",
        "servicing 60, farming 20, rest hunting, sourcing 10",
        "10 sourcing 10 hunting 20 farming 60 servicing",
        "serv 60 farm 20 hunt 10 trapping 10",
        "servicing60 farming20 hunting10 sourcing10",
        "Care 60, farm 20, HUNT 10, sourcing (inbound enquiries) 10",
        "60Care 20Farm 10hunting 10sourcing",
        "٦٠/٢٠/١٠/١٠",
    ],
)
def test_a_split_is_read_however_it_is_typed(text: str) -> None:
    """Separators, per cent signs, small words, our names and the firm's: all of it is understood."""
    assert from_typed(text, ORDER, LABELS) == Typed((60, 20, 10, 10), 100)


def test_a_firms_name_that_is_part_of_another_name_is_that_name_alone() -> None:
    """A label inside a longer word or label is not taken for its own: each is replaced once, whole."""
    swapped = {"hunting": "New hunting", "farming": "Hunting"}

    assert from_typed("new hunting 30, hunting 70, rest servicing", ORDER, swapped) == Typed((0, 70, 30, 0), 100)
    assert from_typed("farming 70, rest servicing", ORDER, {"farming": "Farm"}) == Typed((30, 70, 0, 0), 100)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0/0/0/0", "split-zeros"),
        ("-10/60/30/20", "split-negative"),
        ("−10/60/30/20", "split-negative"),
        ("60.5/19.5/10/10", "split-number"),
        ("²/3/1/1", "split-number"),
        ("999999999/0/0/0", "split-too-big"),
        ("50/20/10/9", "split-far"),
        ("40/40/20/11", "split-far"),
        ("60/20/10", "split-count"),
        ("60/20/10/10/0", "split-count"),
        ("60/20/rest/rest", "split-unclear"),
        ("servicing 60 servicing 20", "split-unclear"),
        ("servicing 60", "split-unnamed"),
        ("farming 30, servicing 70", "split-unnamed"),
        ("servicing 110 rest farming", "split-over"),
        ("outside 60", "split-word"),
        ("", "split-unclear"),
    ],
)
def test_what_is_no_split_is_told_why(text: str, reason: str) -> None:
    """What cannot count comes back with the reason, never as a guess."""
    read = from_typed(text, ORDER, LABELS)
    assert isinstance(read, Rejection)
    assert read.reason == reason


def test_a_reason_names_what_is_amiss() -> None:
    """How many numbers there were and in which order four are needed; which word is unknown, not the whole line."""
    order = ", ".join(LABELS.values())
    assert from_typed("60/20/rest", ORDER, LABELS) == Rejection("split-count", {"count": 3, "order": order})
    assert from_typed("60", ORDER, LABELS) == Rejection("split-count", {"count": 1, "order": order})
    assert from_typed("servicing 60, Flarming 20", ORDER, LABELS) == Rejection("split-word", {"word": "flarming"})


@given(st.lists(st.integers(0, 60), min_size=4, max_size=4).filter(lambda numbers: 90 <= sum(numbers) <= 110))
def test_a_sum_near_100_is_offered_scaled(numbers: list[int]) -> None:
    """Sums of 90 to 110 come back as points that make 100, each within two of its share, with the sum typed."""
    read = from_typed("/".join(map(str, numbers)), ORDER, {})

    assert isinstance(read, Typed)
    assert read.sum == sum(numbers)
    assert sum(read.points) == 100
    assert all(abs(point - number * 100 / read.sum) < 1 for point, number in zip(read.points, numbers, strict=True))


@given(st.text(max_size=60), st.dictionaries(st.sampled_from(ORDER), st.text(min_size=1, max_size=12)))
def test_whatever_is_typed_is_a_split_or_a_reason(text: str, labels: dict[str, str]) -> None:
    """No text and no label makes the reading fail."""
    read = from_typed(text, ORDER, labels)  # type: ignore[arg-type]  # the keys are drawn from the four
    assert isinstance(read, Rejection) or sum(read.points) == 100


@given(st.lists(st.sampled_from(["", "-1", "x", "7.5", "0", "20", "100", "1000", "9999999"]), min_size=4, max_size=4))
def test_boxes_make_100_or_say_why_not(boxes: list[str]) -> None:
    """Four boxes are four points that make 100, or every reason they are not."""
    read = from_boxes(boxes)
    assert sum(read.points) == 100 if isinstance(read, Typed) else read


@given(st.lists(st.sampled_from(TAP_STEPS), min_size=3, max_size=3))
def test_taps_end_in_points(percentages: list[int]) -> None:
    """One, two or three taps are enough, and what they give makes 100; 0 or 100 skips what cannot be asked."""
    given_taps: list[int] = []
    while next_tap(given_taps) is not None:
        given_taps.append(percentages[len(given_taps)])

    assert len(given_taps) == (2 if percentages[0] in (0, 100) else 3)
    assert sum(from_taps(given_taps)) == 100


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=8).filter(lambda parts: sum(parts) > 1e-6))
def test_no_part_is_a_whole_point_off(parts: list[float]) -> None:
    """Scaled parts make the total, and none is a whole point away from its exact share."""
    whole = largest_remainder(parts)

    assert sum(whole) == 100
    assert all(abs(point - 100 * part / sum(parts)) < 1 + 1e-6 for point, part in zip(whole, parts, strict=True))
