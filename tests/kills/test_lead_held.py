"""A leader that takes long over one transaction lives all the same: nobody takes its place, or what it has in hand."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.util import await_only

from bot import leading
from bot.clock import wall_now
from bot.leading import Lead, LedWork
from storage import marks
from storage.leading import lead, leader
from storage.work import Work
from tests.kills.ground import Ground

pytestmark = [pytest.mark.parametrize("backend", ["postgresql"]), pytest.mark.fault(15, 16)]


@pytest.fixture
async def work(ground: Ground, tmp_path: Path) -> AsyncIterator[Work]:
    """The database that both processes share."""
    with ground(tmp_path) as url:
        async with await Work.open(url) as opened:
            yield opened


@asynccontextmanager
async def writing(led: LedWork) -> AsyncIterator[Callable[[], None]]:
    """Meanwhile the leader has written something and not committed it; with what is given it gets to its end."""
    begun, goes_on = asyncio.Event(), asyncio.Event()

    def long(conn: Connection) -> None:
        marks.put(conn, "written", wall_now())
        begun.set()
        await_only(goes_on.wait())

    async with asyncio.TaskGroup() as group:
        group.create_task(led.run(long))
        await begun.wait()
        yield goes_on.set


async def _ends_its_term(work: Work) -> None:
    """The term of whoever leads is over, and so is its presence, as after so much time without a renewal."""
    await work.run(lambda conn: conn.exec_driver_sql("UPDATE lanes SET leased_until = 1 WHERE lane LIKE 'alive:a'"))


async def _known(work: Work) -> tuple[str | None, datetime | None]:
    return await work.read(lambda conn: leader(conn, leading.JOB))


async def test_it_still_says_that_it_lives_and_leads(work: Work) -> None:
    """Nobody waits for the transaction: the leader renews its presence beside it, and another takes it for living."""
    first, second = Lead(work, "a", alone=False), Lead(work, "b", alone=False)
    await first.once()
    async with writing(LedWork(work, first)) as goes_on:
        await _ends_its_term(work)
        async with asyncio.timeout(5):
            await first.once()
            await second.once()
        assert (first.mine, second.mine) == (True, False)
        goes_on()
    assert await work.read(lambda conn: marks.get(conn, "written"))
    await second.once()
    assert (second.mine, (await _known(work))[0]) == (False, "a")


async def test_anothers_question_takes_the_lead_from_nobody(work: Work) -> None:
    """Who asks at the moment that another does finds the lead held, and has it as before, for the rest of its term."""
    first, second = Lead(work, "a", alone=False), Lead(work, "b", alone=False)
    await first.once()
    await second.once()
    asked, answered = asyncio.Event(), asyncio.Event()

    def asks(conn: Connection) -> None:
        lead(conn, leading.JOB, "c", wall_now(), wall_now() + leading.TERM)
        asked.set()
        await_only(answered.wait())

    async with asyncio.TaskGroup() as group:
        group.create_task(work.run(asks))
        await asked.wait()
        await first.once()
        await second.once()
        assert (first.mine, second.mine) == (True, False)
        answered.set()


async def test_what_took_longer_than_its_term_keeps_the_lead(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """The transaction itself renews the term at its end, since nobody could meanwhile."""
    first = Lead(work, "a", alone=False)
    await first.once()
    before = (await _known(work))[1]
    monkeypatch.setattr(leading, "RENEW", -1.0)  # whatever it took is long
    await LedWork(work, first).run(lambda conn: marks.put(conn, "written", wall_now()))
    _, after = await _known(work)
    assert before
    assert after
    assert after > before
