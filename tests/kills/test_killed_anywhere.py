"""The bot is killed at every commit and every send of a whole walk, and comes back on the same database."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from sandbox.people import Town
from tests.conversations.living import load, settings
from tests.conversations.stand import OFFICE, Stand, stand
from tests.conversations.steps import POST
from tests.kills.ledger import Ledger, ledger_of, points_of

SLICES = 8
"""The kills are dealt out over so many tests, so that they can run side by side."""

EVERY = 1 if os.environ.get("OTKLIK_CASES") == "explore" else 12
"""At each point it is killed by `make explore`; the everyday suite takes every twelfth point of the walk."""

WALK = [
    "route",
    "accept",
    "submit",
    "send_back",
    "submit",
    "approve",
    "hand_over",
    "publish",
]


@pytest.mark.timeout(400)
@pytest.mark.parametrize("slice_", range(SLICES))
async def test_nothing_is_lost_and_nothing_done_twice(tmp_path: Path, slice_: int) -> None:
    """Whatever the point of the kill, every step is in the journal once, and a chat gets at most one repeat, marked."""
    database = _prepared(_folder(tmp_path, "prepared"))
    points = await _count(_folder(tmp_path, "count"), database)
    assert len(points) > len(WALK) * 4, "a walk passes a commit and a send at every step"
    for number in range(1 + slice_ * EVERY, len(points) + 1, SLICES * EVERY):
        ledger = await _killed_at(number, _folder(tmp_path, f"kill-{number}"), database)
        _nothing_lost(ledger, f"killed at point {number} ({points[number - 1]})")


def _folder(parent: Path, name: str) -> Path:
    (parent / name).mkdir()
    return parent / name


def _prepared(folder: Path) -> Path:
    """A database with the office in it."""
    load(settings("http://127.0.0.1:1", "1:none", folder, {}), OFFICE)
    return folder / "office.db"


async def _count(folder: Path, database: Path) -> list[str]:
    """Walk without a kill and note every point that is passed."""
    listing = str(folder / "points")
    async with Town.start() as town, stand(folder, town, database=database, OTKLIK_COUNT_POINTS=listing) as office:
        await _walk(office)
        await _settled(office)
    return points_of(folder / "points")


async def _killed_at(number: int, folder: Path, database: Path) -> Ledger:
    async with (
        Town.start() as town,
        stand(folder, town, database=database, OTKLIK_KILL_AT=str(number)) as office,
        _brought_back(office),
    ):
        await _walk(office)
        await _settled(office)
        return await ledger_of(office)


@asynccontextmanager
async def _brought_back(office: Stand) -> AsyncIterator[None]:
    """Start the bot again as soon as it has died, as systemd would, with no more kills to come."""

    async def watch() -> None:
        process = office.process
        assert process is not None
        await asyncio.to_thread(process.join)
        office.start(OTKLIK_KILL_AT="")

    async with asyncio.TaskGroup() as group:
        watcher = group.create_task(watch())
        yield
        watcher.cancel()


async def _walk(office: Stand) -> None:
    """The whole way, by what people see alone: the answers to taps are best effort and may be lost with the process."""
    await office.curator.forwards(POST)
    card = await office.curator.reads("кому направить?")
    await card.tap("→ Дорожное хозяйство")
    work = await office.roads.reads("вам: подготовить ответ")
    await work.tap("Принять в работу")
    await work.reply("Включим сегодня.", photo=True)
    await (await office.roads.reads("Проект к № 1")).tap("На согласование")
    asked = await office.head.reads("согласовать ответ")
    await asked.tap("На доработку")
    await (await office.head.reads("что доработать?")).reply("Когда?")
    back = await office.roads.reads("вам: доработать ответ")
    await back.reply("Включим сегодня до 18:00.")
    await (await office.roads.reads("18:00")).tap("На согласование")
    asked = await office.head.reads("Изменено:")
    await asked.tap("Согласовать")
    agreed = await office.roads.reads("передайте куратору")
    await agreed.tap("Передать куратору")
    to_publish = await office.curator.reads("опубликуйте")
    await to_publish.tap("Опубликовано")
    await (await office.curator.reads("пришлите ссылку")).reply("https://vk.com/wall-1_205?reply=206")
    await office.curator.reads("опубликовано")


async def _settled(office: Stand) -> None:
    """Wait till nothing is left to be sent."""
    async with asyncio.timeout(30):
        while (await ledger_of(office)).unsent:  # noqa: ASYNC110 - another process's database has no event to wait for
            await asyncio.sleep(0.05)


def _nothing_lost(ledger: Ledger, where: str) -> None:
    assert [action for action in ledger.actions if action != "open"] == WALK, where
    assert ledger.unhandled == 0, where
    assert ledger.stuck == 0, where
    assert all(count == 1 for count in ledger.repeated), where
    assert ledger.unmarked == [], where
