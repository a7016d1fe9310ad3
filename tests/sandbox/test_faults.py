"""Faults and the flood limiter."""

import asyncio
from typing import Any

import aiohttp
import pytest

from sandbox.people import Person, Town
from tests.sandbox.robot import Robot

TEXT = {"chat_id": 1001, "text": "важное"}
ANSWERS = [
    ("flood", {"retry_after": 7}, 429, "Too Many Requests: retry after 7"),
    ("server_error", {"status": 500}, 500, "Internal Server Error"),
    ("server_error", {}, 502, "Bad Gateway"),
    ("blocked", {}, 403, "Forbidden: bot was blocked by the user"),
    ("unauthorized", {}, 401, "Unauthorized"),
]


@pytest.mark.parametrize(("kind", "scope", "code", "text"), ANSWERS)
async def test_refusing_faults(
    kind: str, scope: dict[str, Any], code: int, text: str, town: Town, robot: Robot, anna: Person
) -> None:
    """A fault answers as the server would and hits as often as told; then all is well."""
    await town.fault(kind, method="sendMessage", count=1, **scope)
    answer = await robot.call("sendMessage", **TEXT)
    assert (answer["error_code"], answer["description"]) == (code, text)
    assert await anna.history() == []
    await robot.ok("sendMessage", **TEXT)


@pytest.mark.parametrize(("kind", "performed"), [("lost_reply", True), ("refused", False)])
async def test_cut_connections(kind: str, performed: bool, town: Town, robot: Robot, anna: Person) -> None:
    """A lost reply leaves the message in the chat, a refused connection does not."""
    await town.fault(kind, method="sendMessage", count=1)
    with pytest.raises(aiohttp.ClientError):
        await robot.call("sendMessage", **TEXT)
    assert [one.text for one in await anna.history()] == (["важное"] if performed else [])
    assert [one["performed"] for one in await town.calls("sendMessage")] == [performed]


@pytest.mark.parametrize(("kind", "performed"), [("html", False), ("truncated", True)])
async def test_bodies_which_are_no_json(kind: str, performed: bool, town: Town, robot: Robot, anna: Person) -> None:
    """The body is HTML, or JSON cut in half."""
    await town.fault(kind, method="sendMessage", count=1)
    with pytest.raises((aiohttp.ContentTypeError, ValueError)):
        await robot.call("sendMessage", **TEXT)
    assert len(await anna.history()) == int(performed)


async def test_scope(town: Town, robot: Robot, anna: Person) -> None:
    """A fault keeps to its method and chat, and lets the first calls pass."""
    await town.person(1002, "Борис", bot=robot.id)
    number = await town.fault("blocked", method=["sendMessage", "sendPhoto"], chat=1001, skip=1)
    await robot.ok("sendMessage", **TEXT)
    await robot.fails("sendMessage", **TEXT)
    await robot.ok("sendMessage", chat_id=1002, text="а")
    await robot.ok("getMe")
    assert [one["hits"] for one in await town.faults()] == [1]
    await town.calm(number)
    await robot.ok("sendMessage", **TEXT)
    assert anna.id == 1001


async def test_chance_is_repeatable(town: Town, robot: Robot, anna: Person) -> None:
    """With the same seed the same calls are hit."""
    runs = []
    for _ in range(2):
        number = await town.fault("server_error", probability=0.5, seed=3)
        runs.append([(await robot.call("sendMessage", **TEXT))["ok"] for _ in range(12)])
        await town.calm(number)
    assert runs[0] == runs[1]
    assert len(set(runs[0])) == 2
    assert anna.id == 1001


async def test_delay_comes_before_the_rest(town: Town, robot: Robot, anna: Person) -> None:
    """A delay can go together with another fault."""
    await town.fault("delay", seconds=0.01, count=1)
    await town.fault("server_error", count=1)
    assert (await robot.call("sendMessage", **TEXT))["error_code"] == 502
    assert anna.id == 1001


async def test_flood_limits_of_groups(town: Town, robot: Robot, anna: Person) -> None:
    """A group takes as many messages a minute as the setting says."""
    await town.supergroup(-1_001_000_000_001, "Группа", members=[anna], bot=robot.id)
    await town.settings(flood=True, flood_chat_burst=100, flood_group_per_minute=2)
    answers = [await robot.call("sendMessage", chat_id=-1_001_000_000_001, text="а") for _ in range(3)]
    assert [one["ok"] for one in answers] == [True, True, False]
    assert answers[2]["parameters"]["retry_after"] in (29, 30)


async def test_late_reply(town: Town, robot: Robot, anna: Person) -> None:
    """With `perform` a delayed call takes effect at once, though the bot gives up waiting for its reply."""
    await town.fault("delay", seconds=30, perform=True, method="sendMessage", count=1)
    async with asyncio.TaskGroup() as group:
        call = group.create_task(robot.call("sendMessage", **TEXT))
        await anna.reads("важное")
        call.cancel()
