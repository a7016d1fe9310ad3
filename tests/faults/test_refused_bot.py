"""Telegram refuses the bot itself: its token was replaced while it runs, or another program reads its updates."""

import asyncio
from pathlib import Path

import pytest

from bot.outcomes import Unauthorized
from bot.run import REFUSED
from bot.sender import Sender
from handlers.turn import Reply
from sandbox.people import Town
from storage import outbox
from storage.outbox import Message
from storage.work import Work
from tests.bot.fakes import Telegram, Wall, rows, send_all, way_of
from tests.conversations.stand import Stand
from tests.conversations.steps import forwarded, routed
from tests.faults.behind import REPEAT, said, until
from tests.faults.behind import rows as rows_of
from tests.faults.homes import Housed, by_one
from tests.proof.counting import Tried

MOST_CALLS = 40
"""One for each message that was under way already, and a few questions."""

LATE = "❗ № 1 · проект"


REFUSALS = {
    "unauthorized": "BOT_TOKEN: Telegram does not know it",
    "conflict": "another program reads this bot's updates; stop it",
}
"""What the bot says of it when it ends."""


@pytest.mark.fault(11)
@by_one()
@pytest.mark.parametrize("kind", REFUSALS)
async def test_a_bot_that_is_refused_ends_and_costs_no_message(
    tmp_path: Path, housed: Housed, kind: str, tried: Tried
) -> None:
    """It says what to mend, ends with code 4 and asks no more; what was to be sent goes out unmarked, once."""
    async with Town.start() as town, housed(tmp_path, town, OTKLIK_TEST_CONFLICT="0.05") as office:
        await routed(office, await forwarded(office))
        await until(office, "SELECT count(*) FROM outbox WHERE status IN ('new', 'sending')", 0)
        number = await town.fault(kind)
        office.set_clock("2026-03-04T15:01")
        await office.stranger.says("?")  # so that the question that is under way has its answer at once
        assert await ended(office) == REFUSED
        (fault,) = [one for one in await town.faults() if one["number"] == number]
        assert fault["hits"] <= MOST_CALLS
        assert REFUSALS[kind] in office.journal()
        assert await rows_of(office, "SELECT count(*) FROM outbox WHERE status IN ('dead', 'doubt')") == [(0,)]
        await town.calm()
        office.start()
        for seat in (office.roads, office.curator, office.group):
            await seat.reads(LATE, seconds=40)
            told = [text for text in await said(seat, "№ 1 · проект") if text.startswith((REPEAT, "❗"))]
            tried.count(lost=not told, repeated=len(told) - 1)
            assert (len(told), told[0].startswith(REPEAT)) == (1, False)


async def ended(office: Stand) -> int | None:
    """The exit code of the bot, when it has ended by itself."""
    process = office.process
    assert process is not None
    await asyncio.to_thread(process.join, 60)
    return process.exitcode


@pytest.mark.fault(11)
async def test_a_token_refused_while_sending_burns_no_attempt(work: Work, tried: Tried) -> None:
    """Where nothing polls (a webhook) the sender itself stops all: each row stays as if it had never been tried."""
    telegram = Telegram()
    telegram.down = Unauthorized()
    way = way_of(work, telegram, Wall())
    sender, stop = Sender(way), asyncio.Event()
    messages = [Message(f"telegram:{chat}", "reply", Reply(text="текст").model_dump_json()) for chat in range(1, 200)]
    await work.run(lambda conn: outbox.put(conn, messages, way.real()))
    async with asyncio.timeout(30):
        await sender.run(stop)
    left = await rows(work, "SELECT count(*) FROM outbox WHERE status = 'new' AND attempts = 0 AND NOT repeated")
    tried.count(lost=199 - left[0][0])
    assert (left, stop.is_set(), len(telegram.calls) <= 32) == ([(199,)], True, True)
    assert way.fault.startswith("BOT_TOKEN")
    telegram.down, way.fault = None, ""
    await send_all(sender)
    assert await rows(work, "SELECT status, count(*) FROM outbox GROUP BY status") == [("sent", 199)]
