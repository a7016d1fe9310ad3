"""The leader of periodic jobs dies around what it does: another does it, and nobody hears of it twice."""

import asyncio
from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection
from sqlalchemy.util import await_only

from bot.bells import Bells
from bot.digests import digest_rounds
from bot.leading import Lead, LedWork
from bot.sender import Sender
from bot.ticker import Ticker
from storage.errors import Fenced
from storage.work import Work
from tests.bot.fakes import Telegram, Wall, rows, send_all, way_of
from tests.fixtures.cards import opened
from tests.proof.counting import Tried
from workflow.office import Office

pytestmark = [pytest.mark.fault(16), pytest.mark.usefixtures("quiet_logs")]

MORNING = datetime(2026, 3, 5, 9, 0, tzinfo=ZoneInfo("Asia/Kamchatka"))
_DIGESTS = "SELECT lane, count(*) FROM outbox WHERE kind = 'digest' GROUP BY lane"
_PINGS = "SELECT lane, body, count(*) FROM outbox WHERE kind = 'ping' GROUP BY lane, body"


class Leader:
    """The part of a process that looks at the clock."""

    def __init__(self, work: Work, name: str, wall: Wall) -> None:
        self.lead = Lead(work, name, alone=False)
        led = LedWork(work, self.lead)
        self.digests = digest_rounds(led, wall, Bells())
        self.ticker = Ticker(led, wall, Bells(), 1.0, mine=lambda: self.lead.mine)

    async def looks(self) -> None:
        """Stand for the lead, and do what is to be done by who has it."""
        await self.lead.once()
        if self.lead.mine:
            await self.digests.tick()
            await self.ticker.tick()


@pytest.fixture
def morning() -> Wall:
    """The day after the card came, at nine: digests are due, and so are pings."""
    wall = Wall()
    wall.at = MORNING
    return wall


async def term_ends(work: Work) -> None:
    await work.run(lambda conn: conn.exec_driver_sql("UPDATE lanes SET leased_until = 0 WHERE box = 'job'"))


@pytest.mark.parametrize("dies", ["before the commit", "after the commit", "after the send"])
async def test_one_digest_a_period_and_no_ping_twice(
    work: Work, office: Office, morning: Wall, tried: Tried, dies: str
) -> None:
    """Whatever the dead leader had done of it, the next one does the rest, and the rest only."""
    await opened(work, office)
    first, second, telegram = Leader(work, "a", morning), Leader(work, "b", morning), Telegram()
    await (first.lead.once() if dies == "before the commit" else first.looks())
    if dies == "after the send":
        await send_all(Sender(way_of(work, telegram, morning)))
    await term_ends(work)
    await second.looks()
    await second.looks()
    await send_all(Sender(way_of(work, telegram, morning)))
    digests, pings = await rows(work, _DIGESTS), await rows(work, _PINGS)
    tried.count(lost=len(digests) == 0)
    assert digests
    assert {count for _, count in digests} == {1}
    assert pings
    assert {count for *_, count in pings} == {1}
    said = Counter(
        getattr(call, "chat_id", 0) for call in telegram.said if "Сегодня, 5 марта" in str(getattr(call, "text", ""))
    )
    assert set(said.values()) == {1}


@pytest.mark.fault(15)
async def test_a_frozen_leader_puts_out_no_digest(work: Work, office: Office, morning: Wall) -> None:
    """It believes that it leads still; the database knows better."""
    await opened(work, office)
    frozen, other = Leader(work, "a", morning), Leader(work, "b", morning)
    await frozen.lead.once()
    await term_ends(work)
    await other.lead.once()
    assert frozen.lead.mine
    for loop in (frozen.digests, frozen.ticker):
        with pytest.raises(Fenced):
            await loop.tick()
    assert await rows(work, "SELECT count(*) FROM outbox WHERE kind IN ('digest', 'ping')") == [(0,)]
    await other.looks()
    assert {count for _, count in await rows(work, _DIGESTS)} == {1}


@pytest.mark.fault(15)
@pytest.mark.parametrize("backend", ["postgresql"])
async def test_nobody_waits_for_a_leader_frozen_in_mid_commit(work: Work, database_url: str, morning: Wall) -> None:
    """While he locks the lead and his lanes it is his; the others go on, and free what they can."""
    frozen, other = Leader(work, "a", morning), Leader(work, "b", morning)
    await frozen.lead.once()
    await work.run(lambda conn: conn.exec_driver_sql("UPDATE lanes SET leased_until = 0"))
    async with await Work.open(database_url) as his, asyncio.TaskGroup() as group:
        locked, gate = asyncio.Event(), asyncio.Event()
        group.create_task(his.run(lambda conn: _locks(conn, locked, gate)))
        await locked.wait()
        async with asyncio.timeout(10):
            await other.lead.once()
        assert not other.lead.mine
        gate.set()
    await other.lead.once()
    assert other.lead.mine


def _locks(conn: Connection, locked: asyncio.Event, gate: asyncio.Event) -> None:
    conn.exec_driver_sql("SELECT * FROM lanes FOR UPDATE")
    locked.set()
    await_only(gate.wait())
