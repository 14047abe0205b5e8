"""The words a summary is told in: the texts, the assessment's names and its release, in one value."""

from msgspec import Struct

from bot.breadth.released import ReleasedVotes
from bot.breadth.tension import Axis
from bot.fieldwork.model import Assessment
from bot.prompts.texts import Markup, Plain, Texts
from bot.questionnaire.model import ACCOUNTABILITIES, Accountability, Group
from bot.rendering.blocks import clipped
from bot.rendering.voice import MEANING, NAME, labels

SIDES: dict[Axis, tuple[Accountability, Accountability]] = {
    "existing": ("servicing", "farming"),
    "prospects": ("hunting", "sourcing"),
}
"""What is matched against what on the axes between two accountabilities."""


class SummaryVoice(Struct, frozen=True):
    """What the parts of a summary are worded with."""

    texts: Texts
    assessment: Assessment

    def say(self, text: str, /, **values: Plain) -> Markup:
        """A text by name, ready to stand in another one."""
        return Markup(self.texts.render(text, **values).strip())

    def label(self, name: str) -> str:
        """A short label of the bot's own; its name where the labels have none."""
        return labels(self.texts).get(name, name)

    def term(self, name: Accountability) -> str:
        """An accountability's label, as a line begins with it."""
        return clipped(self.assessment.fielding.terms[name].label, NAME)

    def inline(self, name: Accountability) -> str:
        """An accountability's label inside a sentence: without a bracket, or the capital it only has as a heading."""
        return inline(self.term(name))

    def meaning(self, name: Accountability) -> str:
        """An accountability's definition."""
        return clipped(self.assessment.fielding.terms[name].definition, MEANING)

    def what(self, of: str) -> str:
        """A role's name, or an accountability inside a sentence."""
        return next((self.inline(name) for name in ACCOUNTABILITIES if name == of), clipped(of, NAME))

    def group(self, group: Group) -> str:
        """What the people of a group are called."""
        return self.label(f"group-{group}")

    def sides(self, axis: Axis) -> tuple[str, str]:
        """What a role is caught between on an axis."""
        if axis in SIDES:
            one, other = SIDES[axis]
            return self.inline(one), self.inline(other)
        return self.label("axis-existing"), self.label("axis-prospects")

    def votes(self, votes: ReleasedVotes | None, most: int = NAME) -> Markup:
        """How the votes on one question fall, what is named in at most so many characters."""
        if votes is None:
            return self.say("summary-votes", word="few", named="", gap=0, overlap=0)
        named = clipped(labels(self.texts).get(f"vote-{votes.named}", votes.named or ""), most)
        flags = {flag: int(flag in votes.flags) for flag in ("gap", "overlap")}
        return self.say("summary-votes", word=votes.word, named=named, **flags)


def unbracketed(label: str) -> str:
    """An accountability's label without what it adds in brackets.

    >>> unbracketed("Sourcing (inbound enquiries)")
    'Sourcing'
    """
    return label.partition(" (")[0]


def inline(label: str) -> str:
    """An accountability's label as it stands inside a sentence.

    >>> inline("Sourcing (inbound enquiries)"), inline("B2B")
    ('sourcing', 'B2B')
    """
    bare = unbracketed(label)
    return bare[:1].lower() + bare[1:] if bare[1:].islower() else bare


def headcounts(assessment: Assessment) -> dict[str, int]:
    """How many hold each role in scope, by its name."""
    return {role.name: role.headcount for role in assessment.fielding.roles}


def capital(text: str) -> Markup:
    """A sentence's first letter made a capital.

    >>> capital("views on it differ")
    'Views on it differ'
    """
    return Markup(text[:1].upper() + text[1:])


def small(text: str) -> str:
    """A sentence's first letter made small, unless it begins a word of capitals or numerals.

    >>> small("A firm sends an enquiry"), small("B2B orders")
    ('a firm sends an enquiry', 'B2B orders')
    """
    return text if text[1:2].isupper() or text[1:2].isdigit() else text[:1].lower() + text[1:]


def joined(pieces: list[Markup], between: str) -> Markup:
    """Texts that were escaped already, one after the other."""
    return Markup(between.join(pieces))
