from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace.setup import DEFAULT_SCOPES


async def refused(call: Any) -> str:
    """The error code a call is refused with."""
    with pytest.raises(SlackApiError) as error:
        await call
    return str(error.value.response["error"])


async def test_the_bot_learns_who_it_is(api: Any) -> None:
    """auth.test names team, bot and user, and bots.info knows the bot."""
    me = await api.auth_test()
    assert (me["team_id"], me["user_id"], me["bot_id"]) == ("T0LOCAL", "U0LOCALBOT", "B0LOCALBOT")
    assert (await api.bots_info(bot=me["bot_id"]))["bot"]["user_id"] == me["user_id"]
    assert await refused(api.bots_info(bot="B1")) == "bot_not_found"


async def test_a_person_is_described_with_zone_and_standing(api: Any) -> None:
    """users.info gives the time zone, the locale when asked for, and tells guests, bots and strangers apart."""
    maya = (await api.users_info(user="U0MAYA", include_locale=True))["user"]
    assert (maya["tz"], maya["locale"], maya["is_restricted"]) == ("Europe/Stockholm", "en-GB", False)
    assert maya["tz_offset"] in (3600, 7200)
    assert "locale" not in (await api.users_info(user="U0MAYA"))["user"]
    assert (await api.users_info(user="U0GUS"))["user"]["is_restricted"] is True
    assert (await api.users_info(user="U0ROBOT"))["user"]["is_bot"] is True
    assert (await api.users_info(user="U0OLD"))["user"]["deleted"] is True
    assert (await api.users_info(user="U0FAR"))["user"]["team_id"] == "T0OTHER"
    assert await refused(api.users_info(user="U0NONE")) == "user_not_found"


async def test_people_come_in_pages(api: Any) -> None:
    """Pages of users.list together hold everyone once, Slackbot included, who is no bot to Slack."""
    everyone = (await api.users_list())["members"]
    paged, cursor = [], ""
    while True:
        answer = await api.users_list(limit=3, cursor=cursor)
        paged += answer["members"]
        cursor = answer["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert paged == everyone
    assert len({member["id"] for member in everyone}) == len(everyone) == 8
    assert await refused(api.users_list(cursor="what")) == "invalid_cursor"
    assert await refused(api.users_list(limit=1001)) == "invalid_limit"


async def test_a_group_lists_its_active_people(api: Any) -> None:
    """A user group leaves out the deactivated, and an unknown one is refused."""
    assert (await api.usergroups_users_list(usergroup="S0FIELD"))["users"] == ["U0MAYA"]
    assert await refused(api.usergroups_users_list(usergroup="S0NONE")) == "no_such_subteam"


async def test_channels_are_described_as_the_bot_may_see_them(api: Any) -> None:
    """A channel tells whether the bot is in it; a private one without it is not there."""
    inside = (await api.conversations_info(channel="C0TASK", include_num_members=True))["channel"]
    assert (inside["is_member"], inside["num_members"], inside["name"]) == (True, 3, "taskforce")
    assert (await api.conversations_info(channel="C0ELSE"))["channel"]["is_member"] is False
    assert (await api.conversations_members(channel="C0TASK"))["members"] == ["U0ANA", "U0MAYA", "U0LOCALBOT"]
    assert await refused(api.conversations_info(channel="C0SECRET")) == "channel_not_found"
    assert await refused(api.conversations_info(channel="D0MAYA")) == "missing_scope"
    assert await refused(api.conversations_history(channel="C0TASK")) == "missing_scope"


async def test_direct_messages_can_be_opened_with_the_scope(start: Any) -> None:
    """conversations.open gives the direct messages with one person, and refuses bots, strangers to it and crowds."""
    workspace = await start(scopes=(*DEFAULT_SCOPES, "im:read"))
    api = AsyncWebClient(token="xoxb-local-1", base_url=workspace.api_url)
    assert (await api.conversations_open(users="U0MAYA"))["channel"]["id"] == "D0MAYA"
    assert (await api.conversations_info(channel="D0MAYA"))["channel"]["user"] == "U0MAYA"
    assert await refused(api.conversations_open(users="U0ROBOT")) == "cannot_dm_bot"
    assert await refused(api.conversations_open(users="U0NONE")) == "user_not_found"
    assert await refused(api.conversations_open(users="U0MAYA,U0ANA")) == "not_enough_users"


async def test_history_is_cut_by_time(api: Any, maya: Any) -> None:
    """Oldest and latest bound the history, exclusive unless asked otherwise."""
    ts = [(await maya("say", channel="D0MAYA", text=str(n)))["ts"] for n in range(3)]

    async def texts(**more: Any) -> list[str]:
        found = await api.conversations_history(channel="D0MAYA", **more)
        return [message["text"] for message in found["messages"]]

    assert await texts() == ["2", "1", "0"]
    assert await texts(oldest=ts[0]) == ["2", "1"]
    assert await texts(oldest=ts[0], latest=ts[1], inclusive=True) == ["1", "0"]
    first = await api.conversations_history(channel="D0MAYA", limit=2)
    assert first["has_more"] is True
    cursor = first["response_metadata"]["next_cursor"]
    assert await texts(limit=2, cursor=cursor) == ["0"]
