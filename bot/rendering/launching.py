"""An assessment in the making, as the facilitator sees it: four forms, one after the other, and the draft's card."""

from collections.abc import Iterator, Mapping, Sequence

from bot.fieldwork.draft import NAME, SHOWN_AT_ONCE, Draft, DraftRole, Filled, Scope, typed_in
from bot.fieldwork.forecast import Circle, forecast
from bot.prompts.mrkdwn import unescaped
from bot.prompts.texts import Markup, Plain, Texts
from bot.questionnaire.model import ACCOUNTABILITIES, Accountability, Term
from bot.questionnaire.wording_checks import DEFINITION
from bot.rendering.blocks import (
    MESSAGE_TEXT,
    Json,
    Message,
    actions,
    asked,
    button,
    channel,
    checkboxes,
    clipped,
    context,
    field,
    line,
    moment,
    option,
    people,
    radio,
    section,
    view,
    writing,
)
from bot.rendering.ids import NEW, STEPS, Action, Address, Form, encode
from bot.rendering.voice import label

Terms = Mapping[Accountability, Term]
DAY = 24 * 3600.0
OPEN_FOR = 14 * DAY + 15 * 3600.0
"""Seconds from the beginning of today, in UTC, to the deadline that is proposed."""
ROLES_TEXT = 1_500
"""Characters of the field for roles: ten of the longest names with their numbers."""


def draft_modal(
    texts: Texts, draft: Draft | None, form: Form, terms: Terms, now: float, *, typed: Filled | None = None
) -> Json:
    """One step of a draft as a form, filled with what is known; without a draft, the first. `terms` are the shipped.

    `typed` is what this form held when it was left, which may be wrong. An assessment without a deadline is proposed
    one, an afternoon about two weeks after `now`.
    """
    known = draft or Draft("", NEW, "")
    known = typed_in(known, typed) if typed is not None else known
    match form:
        case Form.DRAFT_ROLES:
            blocks = [_roles(texts, known, typed)]
        case Form.DRAFT_PEOPLE:
            blocks = list(_people(texts, known))
        case Form.DRAFT_TERMS:
            blocks = [
                each for name in ACCOUNTABILITIES for each in _term(texts, name, known.terms.get(name, terms[name]))
            ]
        case _:
            form, blocks = Form.DRAFT_ABOUT, _about(texts, known, now)
    value = encode(Address(known.id, known.revision))
    step = texts.render("draft-step", step=1 + STEPS.index(form), steps=len(STEPS))
    back = button(label(texts, "back"), Action.STEP_BACK, value)
    intro = context(step) if form is STEPS[0] else section(step, back)
    submit = label(texts, "to-draft" if form is STEPS[-1] else "next")
    return view(
        form, value, label(texts, f"title-{form}"), [intro, *blocks], close=label(texts, "cancel"), submit=submit
    )


def draft_card(texts: Texts, draft: Draft, *, replaced: bool = False, launched: int | None = None) -> Message:
    """The draft in the facilitator's direct messages: who gets what and when, what can be shown, and what is next.

    A card that is `replaced` by a newer one, or of which `launched` people were invited, has no buttons any more.
    """
    if replaced or launched is not None:
        text = texts.render("draft-replaced" if replaced else "launched", **_facts(draft) | {"invited": launched or 0})
        return Message(clipped(text, MESSAGE_TEXT), [section(text)])
    card, outlook = (
        texts.render("draft-card", **_facts(draft)),
        "\n".join(f"• {line}" for line in _outlook(texts, draft)),
    )
    edit = button(label(texts, "edit"), Action.EDIT_DRAFT, _value(draft))
    launch = button(texts.render("launch-button", **_facts(draft)), Action.LAUNCH, _value(draft), "primary")
    question = unescaped(texts.render("launch-sure", **_facts(draft)))
    launch = asked(launch, question, label(texts, "launch-yes"), label(texts, "not-yet"))
    blocks = [
        section(card),
        section(outlook),
        actions([launch, edit, discarding(texts, draft)]),
    ]
    return Message(clipped(card, MESSAGE_TEXT), blocks)


def discarding(texts: Texts, draft: Draft) -> Json:
    """The button that deletes a draft, once it has asked."""
    made = button(label(texts, "discard"), Action.DISCARD, _value(draft))
    return asked(made, unescaped(texts.render("discard-sure")), label(texts, "discard"), label(texts, "keep-draft"))


def mention(users: Sequence[str]) -> Markup:
    """People as Slack shows them to each reader, by name, which costs no call and stores none."""
    return Markup(", ".join(f"<@{user}>" for user in users))


def _about(texts: Texts, draft: Draft, now: float) -> list[Json]:
    forms = [option(label(texts, "form-full"), "full"), option(label(texts, "form-short"), "short")]
    deadline = int(draft.deadline or now // DAY * DAY + OPEN_FOR)
    return [
        field("name", label(texts, "draft-name"), line(NAME, draft.name)),
        field(
            "channel",
            label(texts, "draft-channel"),
            channel(label(texts, "pick-channel"), draft.channel),
            hint=label(texts, "invite-me"),
        ),
        field("deadline", label(texts, "draft-deadline"), moment(deadline)),
        field("form", label(texts, "draft-form"), radio(forms, draft.form)),
    ]


def _roles(texts: Texts, draft: Draft, typed: Filled | None) -> Json:
    listed = "\n".join(f"{role.name}, {role.headcount}" for role in draft.roles)
    known = typed.text if isinstance(typed, Scope) else listed
    return field(
        "roles", label(texts, "draft-roles"), writing(ROLES_TEXT, known), hint=label(texts, "draft-roles-hint")
    )


def _people(texts: Texts, draft: Draft) -> Iterator[Json]:
    for place, role in enumerate(draft.roles):
        named = unescaped(texts.render("draft-holders", role=role.name))
        yield _list(texts, f"holders-{place}", named, role.holders)
        if role.small:
            yield _agreement(texts, place, role)
    yield _list(texts, "managers", label(texts, "draft-managers"), draft.managers)
    yield _list(texts, "colleagues", label(texts, "draft-colleagues"), draft.colleagues)


def _agreement(texts: Texts, place: int, role: DraftRole) -> Json:
    tick = option(label(texts, "holders-agree"), "yes")
    named = unescaped(texts.render("draft-agreed", role=role.name, count=role.headcount))
    ticks = checkboxes([tick], ("yes",) if role.agreed else ())
    return field(f"agreed-{place}", named, ticks, hint=label(texts, "holders-agree-hint"), optional=True)


def _list(texts: Texts, block: str, named: str, users: tuple[str, ...]) -> Json:
    """A list of people; one too long to be shown in a form stays as it is while the field is left empty."""
    long = len(users) > SHOWN_AT_ONCE
    hint = unescaped(texts.render("draft-long-list", count=len(users))) if long else ""
    picker = people(label(texts, "pick-people"), () if long else users)
    return field(block, named, picker, hint=hint, optional=True)


def _term(texts: Texts, name: Accountability, term: Term) -> list[Json]:
    return [
        field(f"label-{name}", unescaped(texts.render("draft-label", name=name.title())), line(NAME, term.label)),
        field(f"meaning-{name}", label(texts, "draft-meaning"), writing(DEFINITION, term.definition)),
    ]


def _facts(draft: Draft) -> dict[str, Plain]:
    """Everything a text about a draft may print."""
    invited = set(draft.invited())
    holders = sum(user in invited for role in draft.roles for user in role.holders)
    return {
        "assessment": draft.name,
        "form": draft.form,
        "deadline": draft.deadline,
        "channel": Markup(f"<#{draft.channel}>"),
        "roles": ", ".join(f"{role.name} ({role.headcount})" for role in draft.roles if role.kept),
        "people": len(invited),
        "holders": holders,
        "managers": sum(user in invited for user in draft.managers),
        "colleagues": sum(user in invited for user in draft.colleagues),
        "left_out": len(draft.left_out),
    }


def _outlook(texts: Texts, draft: Draft) -> Iterator[str]:
    """Small groups, settled or foretold, a line each."""
    seen = forecast(draft)
    agreed = tuple(Circle(role.name, "holder", role.headcount) for role in draft.roles if role.small and role.agreed)
    kinds = {"left-out": seen.left_out, "agreed": agreed, "never": seen.never, "tight": seen.tight}
    for kind, circles in kinds.items():
        for each in circles:
            yield texts.render("outlook", kind=kind, role=each.role, count=each.invited).strip()
    yield texts.render("outlook-share", steady=seen.steady, roles=seen.roles)


def _value(draft: Draft) -> str:
    return encode(Address(draft.id, draft.revision))
