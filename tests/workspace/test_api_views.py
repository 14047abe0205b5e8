from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

DIVIDER = {"type": "divider"}


def modal(title: str = "Title", **more: Any) -> dict[str, Any]:
    """A modal with a text input that may stay empty."""
    asked = {
        "type": "input",
        "block_id": "b",
        "optional": True,
        "label": {"type": "plain_text", "text": "Label"},
        "element": {"type": "plain_text_input", "action_id": "a"},
    }
    texts = {"title": {"type": "plain_text", "text": title}, "submit": {"type": "plain_text", "text": "Save"}}
    return {"type": "modal", **texts, "blocks": [asked], **more}


async def refused(call: Any) -> str:
    """The error code a call is refused with."""
    with pytest.raises(SlackApiError) as error:
        await call
    return str(error.value.response["error"])


@pytest.fixture
def trigger(workspace: Any) -> Any:
    """A fresh trigger of Maya's, as a click or a command would give."""
    return lambda: workspace.hub.new_trigger("U0MAYA")


async def test_a_trigger_opens_one_modal(api: Any, maya: Any, trigger: Any) -> None:
    """A trigger is good once; a used and an unknown one have different refusals."""
    key = trigger()
    opened = await api.views_open(trigger_id=key, view=modal())
    assert (await maya.seen())["view"]["id"] == opened["view"]["id"]
    assert await refused(api.views_open(trigger_id=key, view=modal())) == "exchanged_trigger_id"
    assert await refused(api.views_open(trigger_id="1.2.3", view=modal())) == "invalid_trigger_id"


async def test_a_faulty_view_leaves_the_trigger_unused(api: Any, trigger: Any) -> None:
    """A view Slack refuses does not use the trigger up, and the refusal names the place."""
    key = trigger()
    with pytest.raises(SlackApiError) as error:
        await api.views_open(trigger_id=key, view=modal("x" * 25))
    line = "must be less than 25 characters [json-pointer:/view/title/text]"
    assert line in error.value.response["errors"]
    assert error.value.response["error"] == "invalid_arguments"
    await api.views_open(trigger_id=key, view=modal())


async def test_a_trigger_lasts_three_seconds(start: Any) -> None:
    """Within three seconds a trigger opens a modal, after that it has expired."""
    clock = [1_800_000_000.0]
    workspace = await start(now=lambda: clock[0])
    api = AsyncWebClient(token="xoxb-local-1", base_url=workspace.api_url)
    early, late = workspace.hub.new_trigger("U0MAYA"), workspace.hub.new_trigger("U0MAYA")
    clock[0] += 2.9
    await api.views_open(trigger_id=early, view=modal())
    clock[0] += 0.2
    assert await refused(api.views_open(trigger_id=late, view=modal())) == "expired_trigger_id"


async def test_three_modals_stack_and_uncover_one_another(api: Any, maya: Any, trigger: Any) -> None:
    """A fourth modal is refused; closing the top one shows the one beneath."""
    first = await api.views_open(trigger_id=trigger(), view=modal("1"))
    second = await api.views_push(trigger_id=trigger(), view=modal("2"))
    third = await api.views_push(trigger_id=trigger(), view=modal("3"))
    assert await refused(api.views_push(trigger_id=trigger(), view=modal("4"))) == "push_limit_reached"
    assert third["view"]["previous_view_id"] == second["view"]["id"]
    assert third["view"]["root_view_id"] == first["view"]["id"]
    await maya("close", view_id=third["view"]["id"])
    assert (await maya.seen())["view"]["id"] == second["view"]["id"]
    assert "No such modal" in await maya.refused("close", view_id=first["view"]["id"])
    await maya("close", view_id=second["view"]["id"], all=True)
    assert (await maya.seen())["view"] is None


async def test_an_update_keeps_what_was_typed_where_ids_stay(api: Any, maya: Any, trigger: Any) -> None:
    """An updated modal keeps typed values under the same ids and changes its hash."""
    opened = (await api.views_open(trigger_id=trigger(), view=modal()))["view"]
    await maya("click", view_id=opened["id"], action_id="a", value="half a thou")
    updated = await api.views_update(view_id=opened["id"], hash=opened["hash"], view=modal("New"))
    assert updated["view"]["state"]["values"]["b"]["a"]["value"] == "half a thou"
    assert updated["view"]["hash"] != opened["hash"]
    stale = api.views_update(view_id=opened["id"], hash=opened["hash"], view=modal("Newer"))
    assert await refused(stale) == "hash_conflict"


async def test_a_modal_is_found_by_the_apps_own_id(api: Any, maya: Any, trigger: Any) -> None:
    """A view can be updated under its external id, and one that is gone cannot."""
    opened = (await api.views_open(trigger_id=trigger(), view=modal(external_id="mine")))["view"]
    await api.views_update(external_id="mine", view=modal("Found", external_id="mine"))
    assert (await maya.seen())["view"]["title"]["text"] == "Found"
    await maya("close", view_id=opened["id"])
    assert await refused(api.views_update(view_id=opened["id"], view=modal())) == "not_found"


async def test_home_is_published_for_one_person(api: Any, maya: Any) -> None:
    """A published Home is seen by its person, keeps its id, and its hash is guarded."""
    home = {"type": "home", "blocks": [DIVIDER]}
    first = await api.views_publish(user_id="U0MAYA", view=home)
    again = await api.views_publish(user_id="U0MAYA", view=home, hash=first["view"]["hash"])
    assert first["view"]["id"] == again["view"]["id"] == (await maya.seen())["home"]["id"]
    assert (await maya.as_user("U0ANA").seen())["home"] is None
    stale = api.views_publish(user_id="U0MAYA", view=home, hash=first["view"]["hash"])
    assert await refused(stale) == "hash_conflict"
    assert await refused(api.views_publish(user_id="U0NONE", view=home)) == "user_not_found"
    assert await refused(api.views_publish(user_id="U0MAYA", view=modal())) == "invalid_arguments"
