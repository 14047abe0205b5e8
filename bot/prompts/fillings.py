"""The values a template is tried with: one that prints with the longest may still fail for one person, or for none."""

from collections.abc import Iterable, Iterator, Mapping

from jinja2 import nodes

from bot.prompts.templates import Reading
from bot.prompts.texts import Plain


def fillings(read: Reading, longest: Mapping[str, Plain]) -> Iterator[tuple[str, Mapping[str, Plain]]]:
    """The longest values, then each one in turn at its other extremes and at all the template compares it with.

    Each comes with words that end a sentence on it, such as " where count is 1"; empty for the longest.
    """
    yield "", longest
    compared = dict(_compared(read.tree))
    for name in sorted(read.names & longest.keys()):
        for value in dict.fromkeys((*_extremes(longest[name]), *compared.get(name, ()))):
            if type(value) is type(longest[name]) and value != longest[name]:
                yield f" where {name} is {value or ('0' if value == 0 else 'empty')}", {**longest, name: value}


def _extremes(value: Plain) -> tuple[Plain, ...]:
    """The other ends of what a value may be: none and one of a number, nothing and a letter of a word."""
    match value:
        case int():
            return (0, 1)
        case str():
            return ("", "m")
        case _:  # a moment is no more than a moment
            return ()


def _compared(parsed: nodes.Template) -> Iterable[tuple[str, list[Plain]]]:
    """The names a template compares, each with the words and numbers it is compared with."""
    found: dict[str, list[Plain]] = {}
    for compare in parsed.find_all(nodes.Compare):
        sides = [compare.expr, *(operand.expr for operand in compare.ops)]
        values = [side.value for side in sides if isinstance(side, nodes.Const)]
        for side in sides:
            if isinstance(side, nodes.Name):
                found.setdefault(side.name, []).extend(values)
    return found.items()
