"""Faults 13 and 14: the wall's clock jumps a day ahead or a day back, while the bot runs or while it is down."""

import asyncio
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import apscheduler.schedulers.base
import apscheduler.triggers.interval
import pytest
from sqlalchemy import Connection, select

from bot.bells import Bells
from bot.clock import SystemClock, wall_now
from bot.setbacks import Setbacks
from bot.ticker import Ticker
from storage import inbox, journal, leading, outbox, timers
from storage.offices import all_offices
from storage.tables import events
from storage.tables import outbox as rows
from storage.work import Work
from tests.months.offices import load
from tests.months.standing import Standing, stand
from tests.months.times import dated
from tests.proof.counting import Tried
from workflow.events import Rang
from workflow.events import load as event_of
from workflow.words import CardId

DAY = timedelta(days=1)
MORNING = "2026-03-04T10:00:00+12:00"
CHAT = "telegram:1001"


@pytest.fixture(scope="session")
def office_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with two offices."""
    folder = tmp_path_factory.mktemp("clocks")
    for key in ("district", "town"):
        load(f"sqlite:///{folder / 'office.db'}", folder, key)
    return folder / "office.db"


@pytest.fixture
def url(office_database: Path, tmp_path: Path) -> str:
    """A copy of it."""
    shutil.copy(office_database, tmp_path / "office.db")
    return f"sqlite:///{tmp_path / 'office.db'}"


def _rang(conn: Connection) -> list[str]:
    bodies = conn.scalars(select(events.c.body).where(events.c.kind == "rang").order_by(events.c.id))
    return [event.ping for event in map(event_of, bodies) if isinstance(event, Rang)]


def _due(conn: Connection) -> dict[str, object]:
    return {one.ping: one.at for one in timers.of_card(conn, CardId(1)) if one.fired_at is None}


def _chains(conn: Connection) -> list[object]:
    return [journal.verify(conn, one.office.id) for one in all_offices(conn)]


def _keys(kind: str) -> Callable[[Connection], list[str]]:
    return lambda conn: [str(key) for key in conn.scalars(select(rows.c.key).where(rows.c.kind == kind))]


@pytest.mark.fault(13)
def test_a_day_ahead_rings_everything_once(url: str, tried: Tried) -> None:
    """All that is due by the new time rings, each ping once, also when the clock is put right and the day is lived."""

    async def story(office: Standing) -> None:
        await office.routed()
        office.times.jump(DAY)
        await office.lives(0.01)
        rang = await office.life.work.read(_rang)
        called = len(office.group())
        office.times.jump(-DAY)
        await office.lives(1)
        again = await office.life.work.read(_rang)
        told_again = len(office.group()) - called
        await office.lives(30)
        every = await office.life.work.read(_rang)
        tried.count(lost=0 if rang else 1, repeated=len(every) - len(set(every)))
        assert rang, "nothing rang although the deadlines were over"
        assert called, "the group did not hear of it"
        assert again == rang, "the same hours rang again"
        assert told_again == 0
        assert len(every) == len(set(every))

    stand(url, MORNING, story)


@pytest.mark.fault(13)
def test_what_is_being_sent_is_not_sent_again(url: str, tried: Tried) -> None:
    """A clock that jumps ahead ends the leases of all chats: what is on its way all the same goes once."""

    async def story(office: Standing) -> None:
        await office.routed()
        life, stop = office.life, asyncio.Event()
        through, begun = life.wire.call, asyncio.Event()

        async def slow(method: object, seconds: float = 30.0) -> object:
            begun.set()
            await asyncio.sleep(20)
            return await through(method, seconds)  # type: ignore[arg-type]  # whatever the sender calls

        life.app.way.call = slow  # type: ignore[assignment]  # as above
        message = outbox.Message(CHAT, "reply", '{"text": "Один раз"}')
        await life.work.run(lambda conn: outbox.put(conn, [message], wall_now()))
        async with asyncio.TaskGroup() as group:
            assert await life.app.sender.once(group, stop) == 1
            await begun.wait()
            office.times.jump(DAY)
            again = await life.app.sender.once(group, stop)
        life.app.way.call = through
        await office.lives(0.2)
        said = [text for text in office.reads(1001) if "Один раз" in text]
        tried.count(lost=0 if said else 1, repeated=max(0, len(said) - 1))
        assert again == 0
        assert said == ["Один раз"]

    stand(url, MORNING, story)


@pytest.mark.fault(14)
@pytest.mark.parametrize("down", [False, True], ids=["running", "while it was down"])
def test_no_chat_waits_for_a_time_that_was_put_back(url: str, down: bool, tried: Tried) -> None:
    """A pause after too many messages, or a failure, is over when the clock is put back, however it is noticed."""

    async def story(office: Standing) -> None:
        await office.routed()
        life, later = office.life, wall_now() + timedelta(minutes=5)
        message = outbox.Message(CHAT, "reply", '{"text": "После паузы"}', not_before=later)

        def pause(conn: Connection) -> None:
            outbox.put(conn, [message], wall_now())
            outbox.lane_pause(conn, CHAT, later)
            inbox.receive(conn, "4242", [inbox.Incoming(1, "telegram:1002", "{}")], wall_now())

        await life.work.run(pause)
        if down:
            await life.ends()
        office.times.jump(-DAY)
        if down:
            await life.begins()
        await office.lives(0.02, timedelta(minutes=1))
        arrived = any("После паузы" in text for text in office.reads(1001))
        tried.count(lost=0 if arrived else 1)
        assert arrived

    stand(url, MORNING, story)


async def _stands_for_the_lead(work: Work, who: str) -> int | None:
    now = wall_now()
    return await work.run(lambda conn: leading.lead(conn, "leader", who, now, now + timedelta(seconds=15)))


@pytest.mark.fault(14)
def test_the_lead_and_the_lanes_of_the_dead_are_free_soon(url: str, tried: Tried) -> None:
    """What a process held that died before the clock was put back is another's within its longest lease."""

    async def story(office: Standing) -> None:
        work, now = office.life.work, wall_now()
        back = Setbacks(work, seconds=office.times.monotonic)
        await work.run(lambda conn: leading.lead(conn, "leader", "dead", now, now + timedelta(seconds=15)))
        await work.run(lambda conn: inbox.receive(conn, "42", [inbox.Incoming(1, CHAT, "{}")], now))
        await work.run(lambda conn: inbox.claim(conn, "dead", now, timedelta(seconds=60), 5))
        office.times.jump(-DAY)
        assert await back.look()
        assert not await back.look(), "the same jump is noticed once"
        office.times.sleep(105)
        await _stands_for_the_lead(work, "heir")
        office.times.sleep(16)
        fence, now = await _stands_for_the_lead(work, "heir"), wall_now()
        claimed = await work.run(lambda conn: inbox.claim(conn, "heir", now, timedelta(seconds=60), 5))
        tried.count(lost=int(fence is None) + int(not claimed))
        assert fence is not None
        assert [lane.lane for lane in claimed] == [CHAT]

    stand(url, MORNING, story)


@pytest.mark.fault(14)
def test_a_day_back_changes_no_deadline_and_tells_nothing_again(url: str, tried: Tried) -> None:
    """Deadlines stay where they are, no ping or digest comes twice, and the chain holds though its times go back."""

    async def story(office: Standing) -> None:
        await office.routed()
        await office.lives(26)
        read = office.life.work.read
        due, digests = await read(_due), await read(_keys("digest"))
        office.times.jump(-DAY)
        await office.life.settles()
        assert await read(_due) == due
        office.taps(1002, "Принять")
        await office.life.settles()
        assert await read(_chains) == [None, None]
        await office.lives(24)
        rang, told = await read(_rang), await read(_keys("digest"))
        tried.count(repeated=len(rang) - len(set(rang)) + len(told) - len(digests))
        assert len(rang) == len(set(rang))
        assert told == digests, "a digest of a day that was over was told again"

    stand(url, MORNING, story)


@pytest.mark.fault(14)
def test_ticks_go_on_when_the_clock_is_put_back(url: str, monkeypatch: pytest.MonkeyPatch, tried: Tried) -> None:
    """The scheduler does not wait for the time that it had planned the next tick for."""

    async def story(office: Standing) -> None:
        for module in (apscheduler.schedulers.base, apscheduler.triggers.interval):
            monkeypatch.setattr(module, "datetime", dated(office.times))
        work, stop, ticks = office.life.work, asyncio.Event(), 0

        class Clock(SystemClock):
            def now(self):  # type: ignore[no-untyped-def]  # as SystemClock's
                nonlocal ticks
                ticks += 1
                return super().now()

        back = Setbacks(work, seconds=office.times.monotonic)
        ticker = Ticker(work, Clock(), Bells(), 1.0, setbacks=back)
        async with asyncio.TaskGroup() as group:
            group.create_task(ticker.run(stop))
            await asyncio.sleep(10)
            before = ticks
            office.times.jump(-DAY)
            await asyncio.sleep(60)
            stop.set()
        tried.count(lost=0 if ticks > before + 20 else 1)
        assert before > 0
        assert ticks > before + 20

    stand(url, MORNING, story)
