"""What can be wrong with a text."""

from pathlib import Path

import pytest

from bot.prompts.stand_ins import stand_ins
from bot.prompts.text_checks import NOTICES, text_faults
from tests.prompts.places import SHIPPED, Write


def told(own: Path | None, shipped: Path = SHIPPED) -> list[tuple[str, int, str, str]]:
    """The faults: the file's name, the line, what is wrong and the mend."""
    return [(Path(one.file).name, one.line, one.fault, one.mend) for one in text_faults(shipped, own)]


def test_the_shipped_texts_are_right() -> None:
    """Every notice has its text, and every text prints."""
    assert told(None) == []


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("kepd", "x", (1, "The bot has no text called kepd.", "did you mean kept?")),
        (
            "split-over",
            "{{ sum }}\n{{ ovr }}",
            (2, "The text split-over prints {{ ovr }}, which is no placeholder here.", "did you mean over?"),
        ),
        (
            "kept",
            "{# later #}\n",
            (1, "The text kept says nothing.", "Write it, or remove the file: then the shipped text is said."),
        ),
        (
            "kept",
            "Hello {{ name }}",
            (1, "The text kept prints {{ name }}, which is no placeholder here.", "Take it out."),
        ),
        (
            "paused",
            "Saved.\nUntil {{ until }}",
            (
                2,
                "The text paused prints {{ until }}, which people would read as 1804953600.0.",
                "Write {{ until | date }}.",
            ),
        ),
        (
            "split-over",
            "You gave {{ sum }},\n{over} too many",
            (2, "The text split-over holds {over}, which is printed as it stands.", "Write {{ over }}."),
        ),
        (
            "kept",
            "one\n{% if %}",
            (
                2,
                "The text kept is no template: Expected an expression, got 'end of statement block'.",
                "Compare it with the examples in prompts/README.md.",
            ),
        ),
        *(
            (
                "kept",
                text,
                (
                    1,
                    "The text kept is no template: it is too deep, or holds too large a number.",
                    "Compare it with the examples in prompts/README.md.",
                ),
            )
            for text in (f"{{{{ {'(' * 500}1{')' * 500} }}}}", "{% if 1 %}" * 99 + "{% endif %}" * 99, "{{ 9**9999 }}")
        ),
        (
            "split-over",
            "{{ 1 / 0 }}",
            (
                1,
                "The text split-over cannot be printed: division by zero.",
                "Compare it with the shipped one in prompts/texts.",
            ),
        ),
        (
            "kept",
            "x" * 3001,
            (1, "The text kept has 3,001 characters, and Slack shows 3,000.", "Shorten it to 3,000 or fewer."),
        ),
    ],
)
def test_a_firms_own_text_that_is_wrong(
    own: Path, write: Write, name: str, text: str, expected: tuple[int, str, str]
) -> None:
    """A name nobody says, a placeholder nobody fills, a template that is none, a text too long."""
    write(f"texts/en/{name}.j2", text)
    assert told(own) == [(f"{name}.j2", *expected)]


def test_a_text_that_counts_is_right(own: Path, write: Write) -> None:
    """Texts may compare numbers and turn them into dates."""
    write("texts/en/still-missing.j2", "{% if count > 1 %}{{ count }} are{% else %}One is{% endif %} missing.")
    write("texts/en/submitted.j2", "{{ deadline | date }}, {{ deadline | date('Asia/Tokyo') }}")
    assert told(own) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("paused", "Until {{ until.upper() }}"),
        ("split-sum", "{{ sum + '' }}"),
        ("not-an-option", "{{ typed + 1 }}"),
        ("not-an-option", "{{ typed | date }}"),
        ("people-done", "{{ people + 1 }}"),
    ],
)
def test_a_text_that_takes_a_word_for_a_number_is_told(own: Path, write: Write, name: str, text: str) -> None:
    """Each placeholder is tried as what the bot gives, and never as anything else."""
    write(f"texts/en/{name}.j2", text)
    ((_, _, what, _),) = told(own)
    assert what.startswith(f"The text {name} cannot be printed: ")


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("still-missing", "{% if count == 1 %}{{ 1 / 0 }}{% endif %}x", "printed where count is 1: division by zero"),
        ("still-missing", "{{ 1 / count }}", "printed where count is 0: division by zero"),
        ("split-sum", "{{ 1 / (sum - 77) }}{% if sum > 77 %}x{% endif %}", "printed where sum is 77: division by zero"),
        ("role-missing", "{% if not role %}{{ 1 / 0 }}{% endif %}x", "printed where role is empty: division by zero"),
        ("draft-label", "{% if name == 'Farming' %}{{ 1 / 0 }}{% endif %}x", "printed where name is Farming: division"),
        ("still-missing", "{% if count > 1 %}x{% endif %}", "says nothing where count is 1"),
        ("not-an-option", "{{ typed * 40 }}", "has 3,200 characters, and Slack shows 3,000"),
        ("definition", "{{ definition * 4 }}{{ label * 3 }}", "has 3,025 characters, and Slack shows 3,000"),
        ("still-missing", "{{ 'x' * (3100 - count) }}", "has 3,001 characters, and Slack shows 3,000"),
        ("still-missing", "{{ 'x' * (3099 - count) }}", "has 3,099 characters where count is 0, and Slack shows 3,000"),
    ],
)
def test_a_text_is_tried_with_none_with_one_and_with_the_longest(
    own: Path, write: Write, name: str, text: str, what: str
) -> None:
    """What fails for one value only is told with that value: an end of what it may be, or what it is compared with."""
    write(f"texts/en/{name}.j2", text)
    ((_, _, told_of, _),) = told(own)
    assert what in told_of


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("still-missing", "{% if count == 1 %}1{% elif count > 1 %}{{ count }}{% endif %}"),
        ("about", "{{ assessment }}"),
    ],
)
def test_no_notice_is_blamed_for_saying_nothing_of_nothing(own: Path, write: Write, name: str, text: str) -> None:
    """That nothing is missing, or a name empty, is never said."""
    write(f"texts/en/{name}.j2", text)
    assert told(own) == []


@pytest.mark.parametrize("name", ["split-over", "no-such-line", "submitted", "status"])
def test_numbers_stand_in_for_what_the_bot_counts(name: str) -> None:
    """What a notice gives as a number is tried as one."""
    assert all(isinstance(value, int | float) for value in stand_ins(name, NOTICES[name]).values())


def test_labels_are_held_against_the_shipped_ones(own: Path, write: Write) -> None:
    """A label that is missing, unknown, empty or too long is told in its line."""
    shipped = (SHIPPED / "texts/en/labels.j2").read_text("utf-8")
    kept = [line for line in shipped.splitlines() if not line.startswith(("back:", "skip:", "title-later:", "answer:"))]
    path = write("texts/en/labels.j2", "")
    path.write_text(
        "\n".join(
            [
                f"answer: {'x' * 76}",
                "title-later: " + "x" * 25,
                "skip:",
                "bck: Back",
                "",
                "{# A",
                "note #}",
                "go",
                *kept,
            ]
        ),
        "utf-8",
    )
    assert sorted((line, fault, mend) for _, line, fault, mend in told(own)) == [
        (1, "The label answer has 76 characters, and Slack shows 75.", "Shorten it to 75 or fewer."),
        (1, "The label back is missing.", "Add the line back: Back"),
        (2, "The label title-later has 25 characters, and Slack shows 24.", "Shorten it to 24 or fewer."),
        (3, "The label skip is empty.", "Write it behind the colon."),
        (4, "The bot has no label called bck.", "did you mean back?"),
        (8, "This line is no label.", "Write the label's name, a colon and its words."),
    ]


def test_a_label_that_stands_twice_is_told(own: Path, write: Write) -> None:
    """Of two lines for one label only the last would be shown."""
    shipped = (SHIPPED / "texts/en/labels.j2").read_text("utf-8")
    write("texts/en/labels.j2", f"back: Return\n{shipped}")
    ((_, line, fault, mend),) = told(own)
    assert (line, fault) == (1, "The label back stands here twice.")
    assert mend.startswith("Keep one of them; the other is in line ")


def test_bytes_that_are_no_text_are_told(own: Path, write: Write) -> None:
    """A text saved in another encoding is told, and hides no other."""
    write("texts/en/kept.j2", "").write_bytes(b"Stra\xdfe")
    write("texts/en/nope.j2", "")
    assert [fault for _, _, fault, _ in told(own)] == ["This is not UTF-8 text.", "The bot has no text called nope."]


def test_a_text_that_is_gone_is_missed(tmp_path: Path) -> None:
    """Each notice without a text is named."""
    (tmp_path / "texts" / "en").mkdir(parents=True)
    assert [fault for _, _, fault, _ in told(None, tmp_path)] == [
        f"The text {name} is missing." for name in sorted(NOTICES)
    ]
