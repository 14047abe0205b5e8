"""Whether every question is asked of somebody: the script is walked once for each group and form."""

from collections.abc import Iterator
from itertools import product

from bot.questionnaire.findings import Finding
from bot.questionnaire.model import GROUPS, Condition, Form, Group, Route
from bot.questionnaire.script import Placed, Script

_FORMS: tuple[Form, ...] = ("full", "short")


def unreachable(script: Script) -> Iterator[Finding]:
    """One finding for each question nobody can be asked, whatever they answer."""
    asked: set[str] = set()
    for group, form in product(GROUPS, _FORMS):
        asked |= _Walk(script, group, form).asked()
    for placed in script.placed:
        if placed.question.id not in asked:
            mend = "Change its conditions, its section's `repeat`, or the routes that lead past it."
            yield Finding(placed.at("id"), f"{placed.name} is never asked of anybody.", mend)


class _Walk:
    """One pass through the script, gathering what somebody of this group could come to in this form."""

    def __init__(self, script: Script, group: Group, form: Form) -> None:
        self.script = script
        self.group = group
        self.form = form
        self.met: set[str] = set()

    def asked(self) -> set[str]:
        reached = {0}
        for placed in self.script.placed:
            if placed.order not in reached:
                continue
            possibly = self.repeated(placed) and all(self.may_hold(one, placed) for one in placed.question.when)
            if possibly:
                self.met.add(placed.question.id)
                reached |= {self.script.by_id[leg.to].order for leg in self.forward(placed)}
            if not (possibly and self.leads_everybody_away(placed)):
                reached.add(placed.order + 1)
        return self.met

    def forward(self, placed: Placed) -> list[Route]:
        """The question's routes, without those that lead nowhere or back: they are told of elsewhere."""
        later = self.script.after(placed)
        return [leg for leg in placed.question.routes if leg.to in later]

    def leads_everybody_away(self, placed: Placed) -> bool:
        """Whether no answer goes on to the next question."""
        question = placed.question
        led = {option for leg in self.forward(placed) for option in leg.any_of}
        conditional = placed.section.repeat is not None or question.when or question.optional
        return bool(led) and not conditional and bool(question.options) and set(question.options) <= led

    def repeated(self, placed: Placed) -> bool:
        """Whether the question's section is asked even once."""
        sees = any(self.script.by_id[name].question.sets == "roles-seen" for name in self.met)
        match placed.section.repeat:
            case None | "accountabilities":
                return True
            case "own-role":
                return self.group == "holder"
            case "other-roles":
                return sees
            case "judged-roles":
                return self.group == "holder" or sees
            case "main-role":
                return self.group == "holder" or (self.group == "manager" and sees)

    def may_hold(self, condition: Condition, placed: Placed) -> bool:
        if condition.group and self.group not in condition.group:
            return False
        if condition.form is not None and condition.form != self.form:
            return False
        target = self.script.by_id.get(condition.question) if condition.question is not None else None
        if target is None or target.order >= placed.order or condition.given is False:
            return True
        options = condition.any_of
        return target.question.id in self.met and (
            not options or not all(self.script.leads_past(target.question, option, placed) for option in options)
        )
