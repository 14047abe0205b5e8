"""A template as it was read, once for all that is asked of it, and what keeps it from being printed."""

import re
from collections.abc import Collection, Iterator

from jinja2 import Environment, Template, TemplateError, meta, nodes
from msgspec import Struct

from bot.questionnaire.findings import listed, meant

COMPARE = "Compare it with the examples in prompts/README.md."
MOMENTS = frozenset({"deadline", "until", "remind_at"})
"""The placeholders that are a moment, in unix seconds, wherever they stand."""
A_MOMENT = 1_804_953_600.0
"""What stands in for one."""
_SINGLE_BRACES = re.compile(r"(?<!\{)\{\s*(\w+)\s*\}(?!\})")

Flaw = tuple[int, str, str]
"""A line, the rest of a sentence on what is wrong there, and the mend."""


class Reading(Struct):
    """A template, the placeholders it prints, and its flaws; one that cannot be read has flaws alone, and no words."""

    tree: nodes.Template
    template: Template
    names: frozenset[str]
    faults: tuple[Flaw, ...] = ()


def reading(templates: Environment, text: str, known: Collection[str]) -> Reading:
    """A text read as a template that may print the placeholders `known`."""
    try:
        tree, template = templates.parse(text), templates.from_string(text)
    except TemplateError as error:
        said = str(error.message or "it cannot be read").rstrip(".")
        return _none(templates, getattr(error, "lineno", None) or 1, said)
    except Exception:  # noqa: BLE001 - Python's own limits: too many brackets or blocks in one another, too large a number
        return _none(templates, 1, "it is too deep, or holds too large a number")
    names = frozenset(meta.find_undeclared_variables(tree))
    return Reading(tree, template, names, tuple(_faults(text, tree, names, known)))


def _none(templates: Environment, line: int, why: str) -> Reading:
    flaw = (line, f"is no template: {why}", COMPARE)
    return Reading(templates.parse(""), templates.from_string(""), frozenset(), (flaw,))


def _faults(text: str, tree: nodes.Template, names: frozenset[str], known: Collection[str]) -> Iterator[Flaw]:
    for name in sorted(names - set(known)):
        mend = meant(name, known, f"The placeholders here are {listed(sorted(known))}." if known else "Take it out.")
        yield _line_of(text, name), f"prints {{{{ {name} }}}}, which is no placeholder here", mend
    for printed in (part for output in tree.find_all(nodes.Output) for part in output.nodes):
        if isinstance(printed, nodes.Name) and printed.name in MOMENTS.intersection(known):
            what = f"prints {{{{ {printed.name} }}}}, which people would read as {A_MOMENT}"
            yield printed.lineno, what, f"Write {{{{ {printed.name} | date }}}}."
    for single in _SINGLE_BRACES.finditer(text):
        if single[1] in known:
            what = f"holds {single[0]}, which is printed as it stands"
            yield text.count("\n", 0, single.start()) + 1, what, f"Write {{{{ {single[1]} }}}}."


def _line_of(text: str, name: str) -> int:
    before, found, _ = text.partition(name)
    return before.count("\n") + 1 if found else 1
