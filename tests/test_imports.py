"""The core is pure: what import rules cannot see, the syntax tree can. The rest is held by import-linter."""

import ast
from pathlib import Path

BOT = Path(__file__).parents[1] / "bot"
CORE = ("questionnaire", "interview", "fieldwork", "breadth")
IMPURE = {"now", "utcnow", "today", "open", "print", "input", "eval", "exec", "read_text", "write_text"}


def test_the_core_asks_no_clock_and_touches_no_file() -> None:
    """No module of the core calls what would make its result depend on anything but its arguments."""
    wrong = [
        f"{path.relative_to(BOT.parent)}:{node.lineno} calls {name}"
        for floor in CORE
        for path in (BOT / floor).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and (name := _called(node)) in IMPURE
    ]

    assert wrong == []


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""
