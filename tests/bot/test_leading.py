"""One of several processes leads; the others stand by."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import wall_now
from bot.leading import JOB, RENEW, Lead, LedWork
from storage import lanes, leading, marks
from storage.clocks import shared_now
from storage.errors import Fenced
from storage.work import Work
from tests.bot.fakes import Wall


async def test_one_alone_always_leads(work: Work) -> None:
    """On SQLite nobody is asked, and nothing is written for it."""
    lead = Lead(work, "otklik", alone=True)
    assert lead.mine
    assert await LedWork(work, lead).run(lambda conn: 5) == 5


@pytest.mark.fault(16)
async def test_of_two_one_leads(work: Work) -> None:
    """The second stands by till the first has ended all that it leads, and gives its leases back."""
    first, second = Lead(work, "a", alone=False), Lead(work, "b", alone=False)
    await first.once()
    await second.once()
    assert (first.mine, second.mine) == (True, False)
    stop = asyncio.Event()
    stop.set()
    await first.run(stop)
    await second.once()
    assert (first.mine, second.mine) == (True, False)  # what it leads may be under way still
    await work.run(lambda conn: lanes.forget_leases(conn, "a"))
    await second.once()
    assert second.mine


@pytest.mark.fault(15, 16)
async def test_who_lost_the_lead_without_knowing_writes_nothing(work: Work, wall: Wall, tmp_path: Path) -> None:
    """A commit of the old leader is rolled back whole."""
    first, second = Lead(work, "a", alone=False), Lead(work, "b", alone=False)
    await first.once()
    await work.run(lambda conn: conn.exec_driver_sql("UPDATE lanes SET leased_until = 0 WHERE box = 'job'"))
    await second.once()
    assert first.mine
    with pytest.raises(Fenced):
        await LedWork(work, first).run(lambda conn: marks.put(conn, "x", wall.at))
    assert await work.read(lambda conn: marks.get(conn, "x")) is None


@pytest.mark.fault(16)
async def test_a_follower_slept_over_the_end_of_a_dead_leaders_term(work: Work) -> None:
    """He who stands by asks again as soon as the term ends, and otherwise as often as one who leads."""
    first, second = Lead(work, "a", alone=False), Lead(work, "b", alone=False)
    await first.once()
    await second.once()
    assert (first.next_look, second.next_look) == (RENEW, RENEW)

    async def ends(seconds: float) -> float:
        await work.run(
            lambda conn: leading.keep(conn, JOB, 1, shared_now(conn, wall_now()) + timedelta(seconds=seconds))
        )
        await second.once()
        return second.next_look

    assert await ends(4) < 4.2
    assert await ends(-1) == RENEW
    assert second.mine


async def test_each_knows_how_many_live(work: Work) -> None:
    """Whoever says that he lives hears how many do; who has fallen silent, or has ended, is not among them."""
    heard: list[int] = []
    first, second = Lead(work, "a", alone=False, share=heard.append), Lead(work, "b", alone=False)
    await first.once()
    await second.once()
    await first.once()
    await work.run(lambda conn: lanes.forget_leases(conn, "b"))
    await first.once()
    await second.once()
    await work.run(lambda conn: conn.exec_driver_sql("UPDATE lanes SET leased_until = 0 WHERE lane = 'alive:b'"))
    await first.once()
    assert heard == [1, 2, 1, 1]


async def test_an_older_process_stops_where_a_newer_one_has_changed_the_tables(work: Work) -> None:
    """It gives up what it has, tells all of itself to stop, says that it lives no more, and names both revisions."""
    lead, stop = Lead(work, "a", alone=False), asyncio.Event()
    await lead.once()
    assert lead.mine
    assert lead.outdated is None
    await work.run(lambda conn: conn.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'"))
    await asyncio.wait_for(lead.run(stop), 20)
    assert (stop.is_set(), lead.mine) == (True, False)
    assert lead.outdated is not None
    assert "revision 9999" in str(lead.outdated)


async def test_a_job_goes_on_only_while_it_is_ours(work: Work) -> None:
    """What the job raises comes out, and a job of somebody who does not lead is not begun."""
    leads, follows = Lead(work, "a", alone=False), Lead(work, "b", alone=False)
    await leads.once()
    await follows.once()

    async def fails() -> None:
        raise ValueError("asked in vain")

    with pytest.raises(ValueError, match="in vain"):
        await leads.while_mine(asyncio.Event(), fails)
    begun = asyncio.create_task(follows.while_mine(asyncio.Event(), fails))  # noqa: TID251 - cancelled two lines below
    await asyncio.sleep(0)
    begun.cancel()
    assert not begun.done() or begun.cancelled()
