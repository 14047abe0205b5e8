"""The shipped texts, and one person to show things to."""

import pytest

from bot.prompts.texts import Texts
from tests.rendering.desk import SHIPPED, Desk, fielded, seated


@pytest.fixture(scope="session")
def texts() -> Texts:
    """The shipped texts."""
    return Texts(SHIPPED)


@pytest.fixture(scope="session")
def maya(texts: Texts) -> Desk:
    """A holder among three roles."""
    return seated(texts, fielded(("Account manager", "Inside sales", "Hunter")))
