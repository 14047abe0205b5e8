"""The page's own files, read without a browser."""

import re
from pathlib import Path

PAGE = Path(__file__).parents[3] / "bot" / "workspace" / "page"


def test_the_page_is_plain_modules_that_never_parse_text_as_markup():
    """No module builds markup from text or reaches another host; none is longer than 300 lines."""
    modules = sorted(PAGE.glob("*.js"))
    assert len(modules) > 10
    for module in modules:
        text = module.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", text), (
            module.name
        )
        assert set(re.findall(r"https?://[\w.]+", text)) <= {"http://www.w3.org"}, module.name
        assert text.count("\n") <= 300, module.name
