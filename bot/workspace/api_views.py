"""Web API: modals and Home; also what the app's answer to a submitted modal does to the stack of modals."""

import secrets
from typing import Any

import msgspec

from bot.workspace import rules
from bot.workspace.api_chat import refuse, refuse_files, with_ids
from bot.workspace.elements import initial_values, spots
from bot.workspace.hub import Hub, Refusal
from bot.workspace.methods import Method, decoded, string
from bot.workspace.payloads import view_body
from bot.workspace.setup import Json
from bot.workspace.state import View, fresh_id

MOST_VIEWS = 3


def open_view(hub: Hub, arguments: Json) -> Json:
    """Opens a modal for whoever clicked, in place of any open one."""
    body = checked(hub, arguments["view"], "modal")
    trigger = hub.redeem(string(arguments, "trigger_id"))
    view = new_view(hub, trigger.user, body)
    hub.state.open_view(view, on_top=False)
    return _answer(hub, view)


def push_view(hub: Hub, arguments: Json) -> Json:
    """Opens a modal on top of the open one; three at most."""
    body = checked(hub, arguments["view"], "modal")
    trigger = hub.redeem(string(arguments, "trigger_id"))
    view = push(hub, trigger.user, body)
    if view is None:
        raise Refusal("push_limit_reached")
    return _answer(hub, view)


def update_view(hub: Hub, arguments: Json) -> Json:
    """Replaces what an open modal shows."""
    view = _named(hub, arguments)
    body = checked(hub, arguments["view"], view.body["type"])
    _same_hash(arguments, view)
    return _answer(hub, replace(hub, view, body))


def publish_view(hub: Hub, arguments: Json) -> Json:
    """Shows a person the app's Home."""
    person = hub.directory.people.get(string(arguments, "user_id"))
    if person is None:
        raise Refusal("user_not_found")
    body = checked(hub, arguments["view"], "home")
    home = hub.state.home(person.id)
    if home is not None:
        _same_hash(arguments, home)
        return _answer(hub, replace(hub, home, body))
    view = new_view(hub, person.id, body)
    hub.state.views[view.id] = view
    hub.state.homes[person.id] = view.id
    return _answer(hub, view)


def checked(hub: Hub, value: Any, kind: str) -> Json:
    """The view with its ids filled in, or Slack's refusal of it."""
    body = decoded(value, "view")
    refuse(rules.view_faults(body))
    if body["type"] != kind:
        raise Refusal("invalid_arguments")
    refuse_files(hub, body["blocks"], root="/view/blocks")
    return {**body, "blocks": with_ids(body["blocks"])}


def new_view(hub: Hub, user: str, body: Json, previous: View | None = None) -> View:
    """A view not shown before."""
    view_id = fresh_id("V")
    return View(
        id=view_id,
        user=user,
        body=body,
        hash=_new_hash(hub),
        root_id=previous.root_id if previous else view_id,
        previous_id=previous.id if previous else None,
        values=initial_values(body["blocks"], {}),
    )


def push(hub: Hub, user: str, body: Json) -> View | None:
    """Puts a modal on top of the open ones; nothing when the stack is full."""
    stack = hub.state.stacks.get(user, [])
    if len(stack) >= MOST_VIEWS:
        return None
    view = new_view(hub, user, body, hub.state.top_view(user))
    hub.state.open_view(view, on_top=True)
    hub.changed()
    return view


def replace(hub: Hub, view: View, body: Json) -> View:
    """Gives a view new content; what was typed stays where block and action ids stay."""
    values = initial_values(body["blocks"], view.values)
    new = msgspec.structs.replace(view, body=body, hash=_new_hash(hub), values=values, errors={})
    hub.state.views[view.id] = new
    hub.changed()
    return new


def settle(hub: Hub, view: View, response: Json) -> dict[str, str] | None:
    """Does what the app answered to a submitted modal; gives the errors to show, if it sent any."""
    if view.id not in hub.state.views:
        return None
    match response.get("response_action"):
        case "errors":
            return _shown_errors(hub, view, response.get("errors"))
        case "update":
            replace(hub, view, checked(hub, response.get("view"), "modal"))
        case "push":
            if push(hub, view.user, checked(hub, response.get("view"), "modal")) is None:
                raise Refusal("push_limit_reached")
        case "clear":
            hub.state.close_all(view.user)
        case None:
            _close(hub, view)
        case _:
            raise Refusal("invalid_response_action")
    hub.changed()
    return None


def _shown_errors(hub: Hub, view: View, errors: Any) -> dict[str, str]:
    inputs = {spot.block["block_id"] for spot in spots(view.body["blocks"]) if spot.block["type"] == "input"}
    fits = isinstance(errors, dict) and errors and all(isinstance(text, str) for text in errors.values())
    if not fits or not set(errors) <= inputs:
        raise Refusal("invalid_errors", mend="Name block ids of input blocks in the view, each with a text.")
    hub.state.views[view.id] = msgspec.structs.replace(hub.state.views[view.id], errors=dict(errors))
    hub.changed()
    return dict(errors)


def _close(hub: Hub, view: View) -> None:
    stack = hub.state.stacks.get(view.user, [])
    if view.id in stack:
        stack.remove(view.id)
        hub.state.views.pop(view.id, None)


def _named(hub: Hub, arguments: Json) -> View:
    view_id, external = string(arguments, "view_id"), string(arguments, "external_id")
    for view in hub.state.views.values():
        if view.id == view_id or (external and view.body.get("external_id") == external):
            return view
    raise Refusal("not_found")


def _same_hash(arguments: Json, view: View) -> None:
    wanted = string(arguments, "hash")
    if wanted and wanted != view.hash:
        raise Refusal("hash_conflict")


def _new_hash(hub: Hub) -> str:
    return f"{int(hub.now())}.{secrets.token_hex(4)}"


def _answer(hub: Hub, view: View) -> Json:
    hub.changed()
    return {"view": view_body(hub, view)}


METHODS = {
    "views.open": Method(open_view, required=("trigger_id", "view")),
    "views.push": Method(push_view, required=("trigger_id", "view")),
    "views.update": Method(update_view, required=("view",)),
    "views.publish": Method(publish_view, required=("user_id", "view")),
}
