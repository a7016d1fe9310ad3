import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from bot.bells import Bells
from bot.clock import wall_now
from bot.ticker import Ticker
from storage import held, outbox, timers
from storage.work import Work
from tests.bot.fakes import Wall, rows
from tests.fixtures.cards import opened
from tests.fixtures.offices import NOW
from workflow import desk
from workflow.office import Office
from workflow.ports import HeldPost
from workflow.post import Part, Post
from workflow.words import CardId, PersonId

PINGS = "SELECT kind, urgency FROM outbox WHERE kind = 'ping'"


@pytest.fixture
def ticker(work: Work, wall: Wall) -> Ticker:
    return Ticker(work, wall, Bells(), 1.0)


async def test_what_is_due_by_the_office_s_clock_rings_once(
    ticker: Ticker, work: Work, office: Office, wall: Wall
) -> None:
    """Nothing rings early; at its moment a deadline rings, and the next tick says it no second time."""
    await opened(work, office)
    await ticker.tick()
    assert await rows(work, PINGS) == []
    wall.at = NOW + timedelta(minutes=21)
    await ticker.tick()
    first = await rows(work, PINGS)
    await ticker.tick()
    assert (len(first), await rows(work, PINGS)) == (1, first)


async def test_a_hundred_cards_ring_in_one_tick(ticker: Ticker, work: Work, office: Office, wall: Wall) -> None:
    """More cards than one commit takes are all woken, and each commit's pings come to a hearer as one message."""
    for number in range(120):
        await opened(work, office, f"Пост {number}")
    wall.at = NOW + timedelta(minutes=21)
    await ticker.tick()
    told = [json.loads(body)["pings"] for (body,) in await rows(work, "SELECT body FROM outbox WHERE kind = 'pings'")]
    assert [len(pings) for pings in told] == [50, 50, 20]
    assert len({ping["card"] for pings in told for ping in pings}) == 120
    assert await work.read(lambda conn: timers.due(conn, wall.at, 10)) == []


async def test_a_card_that_cannot_be_woken_keeps_no_other_waiting(
    ticker: Ticker, work: Work, office: Office, wall: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of one card is told, nothing of it stays, and the others of its batch ring."""
    await opened(work, office, "bad")
    await opened(work, office, "good")
    do = desk.do

    def failing(command: object, *rest: object) -> object:
        outcome = do(command, *rest)  # type: ignore[arg-type]  # passed on as it came
        if getattr(command, "card", None) == 1:
            raise RuntimeError("oops")
        return outcome

    monkeypatch.setattr("bot.ticker.desk.do", failing)
    wall.at = NOW + timedelta(minutes=21)
    await ticker.tick()
    assert await rows(work, "SELECT card FROM outbox WHERE kind = 'ping'") == [(2,)]


async def test_cards_that_cannot_be_woken_neither_starve_others_nor_flood_the_log(
    ticker: Ticker, work: Work, office: Office, wall: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A whole batch of bad cards is tried once in five minutes, and the good one behind them rings."""
    for number in range(4):
        await opened(work, office, f"Пост {number}")
    tried, do = [], desk.do

    def failing(command: object, *rest: object) -> object:
        tried.append(getattr(command, "card", None))
        if tried[-1] != 4:
            raise RuntimeError("oops")
        return do(command, *rest)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr("bot.ticker.AT_ONCE", 2)
    monkeypatch.setattr("bot.ticker.desk.do", failing)
    wall.at = NOW + timedelta(minutes=21)
    for _ in range(3):
        await ticker.tick()
    assert (sorted(tried), await rows(work, "SELECT card FROM outbox WHERE kind = 'ping'")) == ([1, 2, 3, 4], [(4,)])
    wall.at += timedelta(minutes=5)
    await ticker.tick()
    assert sorted(tried) == [1, 1, 2, 2, 3, 3, 4]


async def test_what_was_sent_of_closed_cards_is_forgotten(ticker: Ticker, work: Work, office: Office) -> None:
    """After thirty days rows of closed cards and of none go; those of open cards and those in doubt stay."""
    for text in ("open", "closed"):
        await opened(work, office, text)
    old = [outbox.Message("x", "reply", str(card), card=card, status="sent") for card in (1, 2, None)]
    doubt = outbox.Message("x", "reply", "doubt", status="doubt")

    def fill(conn: Connection) -> None:
        outbox.put(conn, [*old, doubt], wall_now())
        conn.exec_driver_sql("UPDATE outbox SET settled_at = 1 WHERE kind = 'reply'")
        conn.exec_driver_sql("UPDATE cards SET open = 0 WHERE id = 2")

    await work.run(fill)
    await ticker.sweep()
    assert await rows(work, "SELECT body FROM outbox WHERE kind = 'reply' ORDER BY id") == [("1",), ("doubt",)]


async def test_a_post_nobody_decided_on_becomes_a_card(ticker: Ticker, work: Work, office: Office) -> None:
    """A held post is opened by itself when its time is over, with the moment at which it came."""
    card = await opened(work, office)
    came = datetime(2026, 3, 3, 23, 55, tzinfo=UTC)
    post = HeldPost("k", CardId(card.id), Post(parts=(Part(text="Ещё"),)), came)
    waiting = held.Held("telegram:101", office.id, office.people[0].id, post)
    real = wall_now()
    await work.run(lambda conn: held.put(conn, waiting, real, real + timedelta(hours=1)))
    await ticker.tick()
    assert await rows(work, "SELECT count(*) FROM cards") == [(1,)]
    await work.run(lambda conn: conn.exec_driver_sql("UPDATE held SET due_at = 0"))
    await ticker.tick()
    assert await rows(work, "SELECT count(*) FROM held") == [(0,)]
    ((body,),) = await rows(work, "SELECT body FROM cards WHERE number = 2")
    assert "2026-03-03T23:55:00Z" in body


async def test_an_album_nobody_decided_on_becomes_one_card(ticker: Ticker, work: Work, office: Office) -> None:
    """Parts of a held album open one card, even where its sender may not open cards any more."""
    card = await opened(work, office)
    real = wall_now()
    for number in range(3):
        post = HeldPost(f"7:album:1|7:{number}", CardId(card.id), Post(parts=(Part(key=f"7:{number}"),)), real)
        waiting = held.Held("telegram:101", office.id, None if number else PersonId(99), post)
        await work.run(lambda conn, waiting=waiting: held.put(conn, waiting, real, real))
    await ticker.tick()
    assert await rows(work, "SELECT count(*) FROM held") == [(0,)]
    assert await rows(work, "SELECT json_array_length(body, '$.post.parts') FROM cards WHERE number > 1") == [(3,)]


async def test_old_updates_are_forgotten(ticker: Ticker, work: Work) -> None:
    """Updates done more than a week ago go; dead ones and fresh ones stay."""

    def fill(conn: Connection) -> None:
        for number, status, done in ((1, "done", 1), (2, "dead", 1), (3, "done", 4_000_000_000_000_000)):
            conn.exec_driver_sql(
                "INSERT INTO inbox (bot, update_id, lane, body, status, attempts, received_at, done_at) "
                "VALUES ('1', ?, 'x', '', ?, 0, 1, ?)",
                (number, status, done),
            )

    await work.run(fill)
    await ticker.sweep()
    assert await rows(work, "SELECT update_id FROM inbox ORDER BY id") == [(2,), (3,)]


async def test_apscheduler_knocks_till_it_is_stopped(work: Work, office: Office, wall: Wall) -> None:
    """The first tick comes at once, and the loop ends when it is told to."""
    ticker, stop, knocked = Ticker(work, wall, Bells(), 0.05), asyncio.Event(), asyncio.Event()

    async def tick() -> None:
        knocked.set()

    ticker.tick = tick  # type: ignore[method-assign]  # only the knocking is looked at
    async with asyncio.TaskGroup() as group:
        group.create_task(ticker.run(stop))
        await asyncio.wait_for(knocked.wait(), 20)
        stop.set()
