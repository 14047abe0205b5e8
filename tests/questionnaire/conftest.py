"""The shipped questionnaire, and people to ask."""

from pathlib import Path

import pytest

from bot.prompts.loading import load_questionnaire
from bot.questionnaire.model import Questionnaire

SHIPPED = Path(__file__).parents[2] / "prompts"


@pytest.fixture(scope="session")
def shipped() -> Questionnaire:
    """The shipped questionnaire."""
    return load_questionnaire(SHIPPED)
