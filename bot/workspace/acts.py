"""What people do: say, click, submit, close, command, open Home. Each act gives the answer of the door."""

import html
import re
from typing import Any

import msgspec

from bot.workspace import api_views, payloads
from bot.workspace.api_chat import announce, answer_in_channel
from bot.workspace.elements import Spot, Wrong, action, chosen, find, form_errors, initial_values
from bot.workspace.hub import Hub, Refusal
from bot.workspace.setup import Channel, Directory, Json, Person, dm_id
from bot.workspace.socket_mode import Ack, Unanswered
from bot.workspace.state import Message, Values, View, fresh_id

MENTION = re.compile(r"&lt;([@#][A-Z0-9]+)(\|[^&]*)?&gt;")
TYPED_MENTION = re.compile(r"(?<![\w<|])([@#])([\w.-]*\w)")
MOST_TYPED = 12_000


class Click(msgspec.Struct, frozen=True):
    """A touch of an element in a message (`channel`, `ts`) or a view; `values` is what was typed in the view so far."""

    action_id: str
    channel: str = ""
    ts: str = ""
    view_id: str = ""
    block_id: str | None = None
    value: Any = None
    values: Any = None


class Misuse(Exception):
    """An act nobody could do by hand: what is wrong, and how to mend the call."""

    def __init__(self, error: str, mend: str, status: int = 400) -> None:
        super().__init__(error)
        self.error, self.mend, self.status = error, mend, status


def say(hub: Hub, person: Person, channel_id: str, text: str, thread_ts: str | None) -> Json:
    """Posts what a person typed."""
    channel = own_channel(hub, person, channel_id)
    if channel.is_archived:
        raise Misuse(f"{channel_id} is archived.", "Nothing can be said there.")
    if not text.strip() or len(text) > MOST_TYPED:
        raise Misuse("The text is empty or too long.", f"Give 1 to {MOST_TYPED} characters.")
    if thread_ts is not None and hub.state.find(channel_id, thread_ts) is None:
        raise Misuse("No message has that thread_ts.", "Name the ts of a message in this channel.", 404)
    message = Message(
        ts=hub.next_ts(),
        channel=channel_id,
        user=person.id,
        text=escaped(text, hub.directory, with_names=False),
        thread_ts=thread_ts,
        client_msg_id=fresh_id("m").lower(),
    )
    announce(hub, message)
    return {"ok": True, "ts": message.ts}


async def click(hub: Hub, person: Person, source: Message | View, touch: Click) -> Json:
    """Touches one element; only what is really there can be touched."""
    blocks = source.body["blocks"] if isinstance(source, View) else source.blocks
    spot = find(blocks, touch.block_id, touch.action_id)
    if spot is None:
        raise Misuse(f"No element {touch.action_id[:40]} is there.", "See /seen for the blocks as they are now.", 404)
    held = chosen(spot.element, touch.value, hub.directory)
    if isinstance(held, Wrong):
        raise Misuse(held.text, f"Give a value that fits {spot.element['type']}.")
    if isinstance(source, View):
        source = _typed(hub, source, spot, held, touch.values)
    else:
        source = _picked(hub, person, source, spot, held)
    hub.changed()
    if spot.block["type"] == "input" and not spot.block.get("dispatch_action"):
        return {"ok": True}
    told = action(spot, held, hub.next_ts())
    payload = payloads.block_actions(hub, person, [told], source)
    return _acked(await hub.sockets.ask("interactive", payload))


async def submit(hub: Hub, person: Person, view: View, typed: Any) -> Json:
    """Submits a modal: first Slack's own checks, then the app's answer."""
    values = merged(hub, view, typed)
    errors = form_errors(view.body["blocks"], values)
    view = msgspec.structs.replace(view, values=values, errors=errors)
    hub.state.views[view.id] = view
    hub.changed()
    if errors:
        return {"errors": errors}
    answer = await hub.sockets.ask("interactive", payloads.view_submission(hub, person, view))
    if isinstance(answer, Unanswered):
        return _acked(answer)
    try:
        shown = api_views.settle(hub, view, answer.payload)
    except Refusal as refusal:
        return {"ok": False, "error": "We had some trouble connecting. Try again?", "refusal": refusal.answer}
    return {"errors": shown} if shown else {"ok": True}


async def close(hub: Hub, person: Person, view: View, *, everything: bool) -> Json:
    """Closes the modal in front, or all of them; the app hears of it only if it asked to."""
    everything = everything or bool(view.body.get("clear_on_close"))
    stack = [hub.state.views[key] for key in hub.state.stacks[person.id]]
    closed = stack[::-1] if everything else [view]
    for _ in closed:
        hub.state.close_top(person.id)
    hub.changed()
    for one in closed:
        if one.body.get("notify_on_close"):
            told = payloads.view_closed(hub, person, one, cleared=everything)
            await hub.sockets.ask("interactive", told)
    return {"ok": True}


async def command(hub: Hub, person: Person, channel_id: str, text: str) -> Json:
    """Runs a slash command; the app's answer is shown to this person unless it says otherwise."""
    channel = own_channel(hub, person, channel_id)
    name, _, rest = text.strip().partition(" ")
    known = hub.directory.command(name)
    if known is None:
        names = ", ".join(one.command for one in hub.setup.commands) or "none"
        raise Misuse(f"{name[:40]} is not a valid command.", f"The app has: {names}.", 404)
    rest = escaped(rest.strip(), hub.directory, with_names=True) if known.should_escape else rest.strip()
    answer = await hub.sockets.ask("slash_commands", payloads.slash_command(hub, person, channel, known, rest))
    if isinstance(answer, Ack) and answer.payload:
        try:
            answer_in_channel(hub, person.id, channel.id, answer.payload)
        except Refusal as refusal:
            return {"ok": False, "error": f"{name} failed with the error: {refusal.error}", "refusal": refusal.answer}
    hub.changed()
    return _acked(answer)


def open_home(hub: Hub, person: Person) -> Json:
    """Opens the app's Home; the app hears of it and may publish a new one."""
    if "app_home_opened" in hub.setup.events:
        event = payloads.home_opened(hub, person.id, dm_id(person.id))
        hub.sockets.tell(payloads.event_callback(hub, event))
    hub.changed()
    return {"ok": True}


def mark_read(hub: Hub, person: Person, channel_id: str, through: str = "") -> Json:
    """Counts a channel's messages as read, those up to `through` if it is given: what came later was not seen yet."""
    own_channel(hub, person, channel_id)
    read = hub.state.read.setdefault(person.id, {})
    there = (message.ts for message in hub.state.in_channel(channel_id) if not through or message.ts <= through)
    last = max(there, default="0")
    if last > read.get(channel_id, "0"):
        read[channel_id] = last
        hub.changed()
    return {"ok": True}


def own_channel(hub: Hub, person: Person, channel_id: str) -> Channel:
    """The channel, which the person must be in."""
    channel = hub.directory.channels.get(channel_id)
    if channel is None or person.id not in channel.members:
        raise Misuse(f"{person.id} is in no channel {channel_id[:40]}.", "See /seen for this person's channels.", 404)
    return channel


def own_message(hub: Hub, person: Person, channel_id: str, ts: str) -> Message:
    """The message, which the person must see."""
    own_channel(hub, person, channel_id)
    message = hub.state.find(channel_id, ts)
    if message is None or not message.visible_to(person.id):
        raise Misuse("No such message is there.", "Name the channel and ts of a message in /seen.", 404)
    return message


def own_view(hub: Hub, person: Person, view_id: str) -> View:
    """The person's modal in front, or their Home."""
    for view in (hub.state.top_view(person.id), hub.state.home(person.id)):
        if view is not None and view.id == view_id:
            return view
    raise Misuse("No such view is open.", "Name the id of the view or the home in /seen.", 404)


def own_modal(hub: Hub, person: Person, view_id: str) -> View:
    """The person's modal in front."""
    view = hub.state.top_view(person.id)
    if view is None or view.id != view_id:
        raise Misuse("No such modal is open in front.", "Name the id of the view in /seen.", 404)
    return view


def merged(hub: Hub, view: View, typed: Any) -> Values:
    """The view's values with what was typed since; refuses values of elements that are not there."""
    values = {block: dict(actions) for block, actions in view.values.items()}
    if not isinstance(typed, dict) or not all(isinstance(actions, dict) for actions in typed.values()):
        raise Misuse("The values have the wrong form.", "Give {block_id: {action_id: value}}.")
    for block_id, actions in typed.items():
        for action_id, value in actions.items():
            spot = find(view.body["blocks"], block_id, action_id)
            if spot is None or action_id not in values.get(block_id, {}):
                raise Misuse("No such input is in the view.", "See /seen for its block and action ids.")
            held = chosen(spot.element, value, hub.directory)
            if isinstance(held, Wrong):
                raise Misuse(held.text, f"Give a value that fits {spot.element['type']} in {block_id}.")
            values[block_id][action_id] = held
    return values


def escaped(text: str, directory: Directory, *, with_names: bool) -> str:
    """What Slack makes of typed text: & < > as entities, @names and #channels as ids.

    >>> from bot.workspace.setup import Person, Setup
    >>> escaped("a < b, @ana", Directory(Setup(people=(Person(id="U1", name="Ana"),))), with_names=True)
    'a &lt; b, <@U1|ana>'
    """
    ids = {f"@{person.handle}": f"@{person.id}" for person in directory.people.values()}
    ids |= {f"#{one.name}": f"#{one.id}" for one in directory.channels.values() if one.kind == "channel"}
    names = {value: key[1:] for key, value in ids.items()}

    def link(key: str) -> str:
        return f"<{key}|{names[key]}>" if with_names or key.startswith("#") else f"<{key}>"

    text = MENTION.sub(lambda m: link(m[1]) if m[1] in names else m[0], html.escape(text, quote=False))
    return TYPED_MENTION.sub(lambda m: link(ids[m[0].lower()]) if m[0].lower() in ids else m[0], text)


def _typed(hub: Hub, view: View, spot: Spot, held: Json, typed: Any) -> View:
    """The view with what was typed and chosen in it."""
    view = msgspec.structs.replace(view, values=_with(merged(hub, view, typed or {}), spot, held))
    hub.state.views[view.id] = view
    return view


def _picked(hub: Hub, person: Person, message: Message, spot: Spot, held: Json) -> Message:
    """The message with what the person picked in it; Slack keeps that apart for each of them."""
    values = initial_values(message.blocks, message.selections.get(person.id, {}))
    selections = {**message.selections, person.id: _with(values, spot, held)}
    message = msgspec.structs.replace(message, selections=selections)
    hub.state.put(message)
    return message


def _with(values: Values, spot: Spot, held: Json) -> Values:
    block_id, action_id = spot.block["block_id"], spot.element["action_id"]
    if action_id in values.get(block_id, {}):
        values[block_id][action_id] = held
    return values


def _acked(answer: Ack | Unanswered) -> Json:
    if isinstance(answer, Ack):
        return {"ok": True}
    mend = {
        "not_connected": "Start the bot; it is not connected.",
        "lost": "The bot went away before it answered; try again.",
        "timeout": "The bot did not answer in 3 seconds; try again.",
    }
    return {"ok": False, "error": "operation_timeout", "mend": mend[answer.why]}
