"""People who acted while the bot was away were called late: it rang before it had heard them."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import Connection, update

from bot.bells import Bells
from bot.gate import LONGEST, Gate, may_ring
from bot.outcomes import NotSent, Outcome, Sent
from bot.poller import Poller
from bot.source import Polling, storing
from bot.ticker import Ticker
from storage.inbox import Incoming, receive
from storage.tables import inbox
from storage.work import Work
from tests.bot.fakes import Telegram, Wall
from tests.bot.test_poller import Line, message
from tests.fixtures.offices import NOW

pytestmark = [pytest.mark.fault(9), pytest.mark.usefixtures("quiet_logs")]


class Seconds:
    """A clock that is never put back."""

    def __init__(self) -> None:
        self.passed = 500.0

    def __call__(self) -> float:
        return self.passed


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def gate(work: Work, seconds: Seconds) -> Gate:
    return Gate(work, seconds)


async def came(work: Work, number: int) -> None:
    await work.run(lambda conn: receive(conn, "1", [Incoming(number, "telegram:7", "{}")], NOW))


async def ends(work: Work, number: int, status: str) -> None:
    def end(conn: Connection) -> None:
        conn.execute(update(inbox).where(inbox.c.update_id == number).values(status=status))

    await work.run(end)


@pytest.mark.parametrize(
    ("all_in", "waiting", "seconds", "expected"),
    [(False, False, 0, False), (True, True, 59, False), (True, False, 0, True), (False, True, LONGEST, True)],
)
def test_what_waited_comes_first(all_in: bool, waiting: bool, seconds: float, expected: bool) -> None:
    """It rings when all that waited is in and dealt with, or when long enough was waited for that."""
    assert may_ring(all_in, waiting, seconds) is expected


@pytest.mark.parametrize("status", ["done", "dead", "asked"])
async def test_a_tap_in_time_is_dealt_with_before_it_rings(gate: Gate, work: Work, status: str) -> None:
    """Shut till Telegram has said all, and then till what it said is dealt with; later updates are not waited for."""
    await came(work, 1)
    seen = [await gate.opened()]
    gate.all_in()
    seen.append(await gate.opened())
    await came(work, 2)
    await ends(work, 1, status)
    assert [*seen, await gate.opened()] == [False, False, True]


async def test_a_silent_telegram_keeps_nothing_from_ringing_for_ever(gate: Gate, work: Work, seconds: Seconds) -> None:
    """A minute of the clock that is never put back is the most, whatever does not come or cannot be dealt with."""
    await came(work, 1)
    seen = [await gate.opened()]
    seconds.passed += LONGEST - 1
    seen.append(await gate.opened())
    seconds.passed += 1
    assert [*seen, await gate.opened()] == [False, False, True]


async def test_what_is_open_stays_open(gate: Gate, work: Work) -> None:
    """An update that comes while the bot runs keeps nothing from ringing."""
    gate.all_in()
    assert await gate.opened()
    await came(work, 1)
    assert await gate.opened()


async def test_nothing_rings_before_the_gate_opens(gate: Gate, work: Work, wall: Wall) -> None:
    """Timers, duties, digests, menus and absences wait for it; what is to be forgotten does not."""
    ticker, rung = Ticker(work, wall, Bells(), 1.0, gate=gate), list[str]()
    _noting(ticker, rung)
    for job in (*ticker.jobs, ticker.sweep):
        await ticker._if_mine(job)
    assert rung == ["sweep"]
    gate.all_in()
    for job in ticker.jobs:
        await ticker._if_mine(job)
    assert rung == ["sweep", *["tick"] * 5]


def _noting(ticker: Ticker, rung: list[str]) -> None:
    async def tick() -> None:
        rung.append("tick")

    async def sweep() -> None:
        rung.append("sweep")

    ticker.tick, ticker.sweep = tick, sweep  # type: ignore[method-assign]  # only what waits is looked at
    for part in (ticker._duties, ticker._digests, ticker._menus, ticker._absences):
        part.tick = tick  # type: ignore[method-assign]  # as above


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ([Sent(result=[])], 1),
        ([Sent(result=[message(1)])], 1),
        ([Sent(result=[message(number) for number in range(100)])], 0),
        ([NotSent("no way")], 0),
    ],
)
async def test_a_full_answer_is_not_all(answers: list[Outcome], told: int) -> None:
    """All is in when Telegram brings fewer than it may at a time; one that does not answer has said nothing."""
    line, heard = Line(*answers), list[int]()
    with pytest.raises(asyncio.CancelledError):
        await Poller(line.ask, line.store, 30, line.sleep, all_in=lambda: heard.append(len(line.stored))).run()
    assert heard == [len(line.stored)] * told


async def test_what_waits_is_asked_for_without_delay() -> None:
    """Nothing rings meanwhile, so Telegram answers at once till all is in; from then on it waits for what comes."""
    full = Sent(result=[message(number) for number in range(100)])
    line = Line(NotSent("no way"), full, Sent(result=[]), Sent(result=[]))
    await line.poll()
    assert [question["timeout"] for question in line.questions] == [0, 0, 0, 30, 30]


async def test_who_takes_the_polling_over_hears_it_out_first(gate: Gate, work: Work) -> None:
    """Nobody has polled since the last leader died: the gate is shut again when the polling of this process ends."""
    line, telegram = Line(Sent(result=[])), Telegram()
    fake: Any = telegram
    poller = Poller(line.ask, storing(work, "1", Bells()), 30, line.sleep, all_in=gate.all_in)
    opened = list[bool]()
    answer = line.ask

    async def ask(name: str, question: Any, seconds: float) -> Outcome:
        opened.append(await gate.opened())
        return await answer(name, question, seconds)

    poller._ask = ask
    with pytest.raises(asyncio.CancelledError):
        await Polling(fake, poller, gate).run()
    assert [*opened, await gate.opened()] == [False, True, False]
