"""Six hours without Telegram for a whole office: the bot as a process, its people, the office's clock."""

from pathlib import Path

import pytest

from sandbox.people import Seat
from tests.conversations.stand import Stand
from tests.conversations.steps import forwarded, routed
from tests.faults.behind import behind, said, until
from tests.faults.homes import Housed, by_one, everywhere
from tests.proof.counting import Tried

LATE = "❗ № 1 · проект опаздывает"
RUNG = {"14:01": 2, "14:46": 3, "15:01": 6, "16:01": 8}
"""How many reminders of the draft there are by then: executor and group; executor; executor, curator, group; head,
coordinator."""
_PINGS = "SELECT count(*) FROM outbox WHERE kind = 'ping' AND body LIKE '%\"about\":\"draft\"%'"


def hearers(office: Stand) -> dict[str, Seat]:
    """Everybody who is to hear that a draft is late."""
    return {
        "executor": office.roads,
        "curator": office.curator,
        "group": office.group,
        "head": office.head,
        "coordinator": office.coordinator,
    }


async def heard(office: Stand, tried: Tried) -> None:
    """Each level was told of the late draft, once, by one message."""
    for name, seat in hearers(office).items():
        await seat.reads(LATE, seconds=40)
        texts = await said(seat, "№ 1 · проект")
        tried.count(lost=not texts, repeated=max(len(texts) - 1, 0))
        assert len(texts) == 1, f"{name}: {texts}"


@pytest.mark.fault(9)
@everywhere()
async def test_an_outage_of_six_hours(tmp_path: Path, housed: Housed, tried: Tried) -> None:
    """What rang while Telegram was away reaches every level, each once, with how late it is by then."""
    async with behind(tmp_path, housed) as line:
        office = line.office
        await routed(office, await forwarded(office))
        await line.all_sent()
        line.proxy.refuse()
        for moment, count in RUNG.items():
            office.set_clock(f"2026-03-04T{moment}")
            await line.until(_PINGS, count)
        await line.proxy.clear()
        await heard(office, tried)
        await line.all_sent()


@pytest.mark.fault(9)
@by_one()
async def test_a_bot_that_was_off_for_six_hours(tmp_path: Path, housed: Housed, tried: Tried) -> None:
    """The process itself was away: at its start the same people hear the same."""
    async with behind(tmp_path, housed) as line:
        office = line.office
        await routed(office, await forwarded(office))
        await line.all_sent()
        office.kill()
        office.set_clock("2026-03-04T16:01")
        office.start()
        await heard(office, tried)
        await until(office, _PINGS, 5)
