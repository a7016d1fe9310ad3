"""The queue of updates."""

import asyncio
from collections.abc import Awaitable

import pytest

from sandbox.chats.queue import UpdateQueue
from sandbox.people import Person, Town
from sandbox.words import ApiError
from tests.sandbox.robot import Robot

DAY = 24 * 3600


async def test_offset_confirms_what_lies_below(robot: Robot, anna: Person) -> None:
    """Updates come again until an offset above them is asked for."""
    for text in "абв":
        await anna.says(text)
    first = await robot.ok("getUpdates", limit=2)
    assert [one["message"]["text"] for one in first] == ["а", "б"]
    assert await robot.ok("getUpdates", limit=2) == first
    rest = await robot.ok("getUpdates", offset=first[-1]["update_id"] + 1)
    assert [one["message"]["text"] for one in rest] == ["в"]


async def test_negative_offset_leaves_the_newest(robot: Robot, anna: Person) -> None:
    """A negative offset forgets all but that many of the newest."""
    for text in "абв":
        await anna.says(text)
    assert [one["message"]["text"] for one in await robot.ok("getUpdates", offset=-1)] == ["в"]
    assert len(await robot.ok("getUpdates")) == 1


async def test_long_poll_returns_when_something_comes(robot: Robot, anna: Person) -> None:
    """A poll with a timeout waits and returns with the first update."""
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(robot.ok("getUpdates", timeout=30))
        group.create_task(anna.says("привет"))
    assert poll.result()[0]["message"]["text"] == "привет"


async def test_second_poller_ends_the_first() -> None:
    """Of two polls the older one gets the conflict, the newer one the updates."""
    queue = UpdateQueue()
    async with asyncio.TaskGroup() as group:
        older = group.create_task(_refusal(queue.poll(100, 30)))
        newer = group.create_task(queue.poll(100, 30))
        refusal = await older
        queue.put(1.0, "message", {"text": "кому?"}, DAY)
    assert (refusal.code, refusal.description) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    assert newer.result()[0]["message"] == {"text": "кому?"}


async def _refusal(poll: Awaitable[object]) -> ApiError:
    with pytest.raises(ApiError) as caught:
        await poll
    return caught.value


async def test_allowed_updates_are_remembered(robot: Robot, anna: Person) -> None:
    """What the bot once allowed holds for later polls, and an empty list brings back the default."""
    await robot.ok("getUpdates", allowed_updates=["edited_message"])
    said = await anna.says("а")
    await said.edit("б")
    assert [set(one) - {"update_id"} for one in await robot.updates()] == [{"edited_message"}]
    await robot.ok("getUpdates", allowed_updates=[])
    await anna.says("в")
    assert len(await robot.updates()) == 1


async def test_reactions_come_only_when_asked_for(robot: Robot, anna: Person) -> None:
    """By default no message_reaction is delivered."""
    await robot.ok("sendMessage", chat_id=1001, text="как вам?")
    asked = await anna.reads("как вам?")
    await asked.react("👍")
    assert await robot.updates() == []
    await robot.ok("getUpdates", allowed_updates=["message_reaction"])
    await asked.react("🔥")
    body = (await robot.updates())[0]["message_reaction"]
    assert [one[0]["emoji"] for one in (body["old_reaction"], body["new_reaction"])] == ["👍", "🔥"]


async def test_updates_live_for_a_day(robot: Robot, anna: Person, town: Town) -> None:
    """An update not fetched within 24 hours of the sandbox's clock is gone."""
    await anna.says("вчера")
    await town.clock((await town.clock())["now"] + DAY + 60)
    await anna.says("сегодня")
    assert [one["message"]["text"] for one in await robot.ok("getUpdates")] == ["сегодня"]


async def test_update_id_jumps_after_a_silent_week(robot: Robot, anna: Person, town: Town) -> None:
    """After a week without updates the next number is another one altogether."""
    await anna.says("а")
    before = (await robot.updates())[0]["update_id"]
    await town.clock((await town.clock())["now"] + 8 * DAY)
    await anna.says("б")
    assert abs((await robot.updates())[0]["update_id"] - before) > 1


async def test_bot_never_receives_its_own_messages(robot: Robot, other: Robot, anna: Person, town: Town) -> None:
    """Neither in private nor in groups, and not those of other bots."""
    group = await town.supergroup(-1_001_000_000_001, "Группа", members=[anna], bot=robot.id, admin=True)
    await group.member(other.id)
    await robot.updates()
    await robot.ok("sendMessage", chat_id=1001, text="а")
    await robot.ok("sendMessage", chat_id=group.id, text="б")
    await other.ok("sendMessage", chat_id=group.id, text="в")
    assert await robot.updates() == []


async def test_message_ids(robot: Robot, anna: Person, town: Town) -> None:
    """Private chats and basic groups share one sequence; a supergroup has its own."""
    basic = await town.group(-500, "Малая", members=[anna], bot=robot.id)
    large = await town.supergroup(-1_001_000_000_001, "Большая", members=[anna], bot=robot.id)
    start = (await robot.ok("sendMessage", chat_id=1001, text="а"))["message_id"]
    own = (await robot.ok("sendMessage", chat_id=large.id, text="б"))["message_id"]
    assert (await robot.ok("sendMessage", chat_id=basic.id, text="в"))["message_id"] == start + 1
    assert (await robot.ok("sendMessage", chat_id=large.id, text="г"))["message_id"] == own + 1
