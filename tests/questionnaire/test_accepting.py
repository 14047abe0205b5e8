"""What a raw reply counts as."""

from bot.questionnaire.accepting import accept
from bot.questionnaire.answers import Rows, Skipped
from bot.questionnaire.model import Questionnaire
from bot.questionnaire.routing import Profile


def test_an_optional_matrix_left_empty_is_skipped(shipped: Questionnaire) -> None:
    """Nothing picked in a matrix that may stay open is no answer: it is shown and counted as skipped."""
    questions = (question for section in shipped.sections for question in section.questions)
    matrix = next(question for question in questions if question.kind == "matrix" and question.optional)

    assert accept(matrix, Rows({}), Profile(None, "colleague", "full", ("am",)), {}, None) == Skipped()
