"""Telegram asks for a pause in one chat, and the bot is killed while it lasts."""

from pathlib import Path
from time import time

import pytest

from sandbox.people import Town
from tests.conversations.stand import Stand
from tests.conversations.steps import forwarded, routed
from tests.faults.behind import REPEAT, change, rows, said, until
from tests.faults.homes import Housed, everywhere
from tests.proof.counting import Tried

HOUR = 3600
_OF_ROADS = "FROM lanes WHERE box = 'out' AND lane = 'telegram:1002'"
_UNTIL = f"SELECT max(paused_until) {_OF_ROADS}"
_PAUSED = f"SELECT count(*) {_OF_ROADS} AND paused_until IS NOT NULL"


@pytest.mark.fault(7)
@everywhere()
@pytest.mark.parametrize("killed", [True, False], ids=["killed", "stopped"])
async def test_a_pause_outlives_the_process(tmp_path: Path, housed: Housed, killed: bool, tried: Tried) -> None:
    """After a restart the chat is left alone for the rest of its hour, others are not; then its turn comes."""
    async with Town.start() as town, housed(tmp_path, town) as office:
        await routed(office, await forwarded(office))
        await until(office, "SELECT count(*) FROM outbox WHERE status IN ('new', 'sending')", 0)
        flood = await town.fault("flood", chat=1002, method="sendMessage", retry_after=HOUR)
        office.set_clock("2026-03-04T14:01")
        await until(office, _PAUSED, 1)
        await town.calm(flood)
        await restarted(office, killed)
        office.set_clock("2026-03-04T15:01")
        await office.group.reads("❗ № 1 · проект")
        await office.curator.reads("❗ № 1 · проект")
        assert await said(office.roads, "№ 1 · проект") == []
        assert HOUR - 200 < (await rows(office, _UNTIL))[0][0] / 1_000_000 - time() <= HOUR
        await change(office, "UPDATE lanes SET paused_until = NULL")  # the hour is over
        await change(office, "UPDATE outbox SET not_before = NULL")
        await office.roads.reads("❗ № 1 · проект")
        told = await said(office.roads, "№ 1 · проект")
        tried.count(lost=not told, repeated=len(told) - 1)
        assert (len(told), told[0].startswith(REPEAT)) == (1, False)


async def restarted(office: Stand, killed: bool) -> None:
    """Another process goes on with the database."""
    if killed:
        office.kill()
    else:
        await office.stop()
    office.start()
