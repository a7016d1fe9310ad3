"""Updates put by till their sender says for which office: seen, asked about again, forgotten with the talk."""

import json
from datetime import datetime, timedelta

import pytest

from bot.clock import wall_now
from storage import inbox
from storage.erasing_overdue import forget_talks
from storage.inbox.asked import MARK
from storage.vitals import look
from storage.work import Work
from tests.bot.fakes import Telegram, Wall, rows
from tests.health.houses import house
from tests.health.test_watch import Guard
from tests.ops.boxes import LONG
from tests.ops.conftest import Typed

WORDS = "Во дворе не чистят снег"
BODY = json.dumps({"update_id": 7, "message": {"chat": {"id": 5}, "text": WORDS}}, ensure_ascii=False)
DAY = timedelta(days=1)

one_database = pytest.mark.parametrize("backend", ["sqlite"])
"""For what is the same on both: the suite has its time."""


async def put_by(work: Work, at: datetime, update_id: int = 7) -> int:
    """An update that came at this moment of real time, and about which its sender was asked."""
    lane = f"telegram:{update_id}"
    await work.run(lambda conn: inbox.receive(conn, "bot", [inbox.Incoming(update_id, lane, BODY)], at))
    [turn] = await work.run(lambda conn: inbox.claim(conn, "test", at, LONG, 1))
    row = turn.updates[0].id
    await work.run(lambda conn: inbox.put_by(conn, turn.lane, turn.fence, row, at))
    await work.run(lambda conn: inbox.release(conn, turn.lane, turn.fence))
    return row


async def test_what_was_put_by_is_forgotten_with_the_talk(work: Work) -> None:
    """Nobody's words stay for ever because he never answered; what is younger waits on."""
    now = wall_now()
    await put_by(work, now - 31 * DAY, 7)
    young = await put_by(work, now - DAY, 8)
    assert await work.run(lambda conn: forget_talks(conn, now - 30 * DAY)) == 1
    assert await rows(work, "SELECT id FROM inbox") == [(young,)]


async def test_what_waits_for_over_a_day_is_counted_among_the_stuck(work: Work, telegram: Telegram, wall: Wall) -> None:
    """The watch counts it once an hour; what was put by just now is nobody's trouble yet."""
    guard = Guard(work, telegram, wall)
    await put_by(work, guard.real, 8)
    await guard.looks()
    assert (await work.read(look)).inbox_asked == 0
    await put_by(work, guard.real - 2 * DAY)
    await guard.looks()
    assert (await work.read(look)).inbox_asked == 0
    await guard.looks(60)
    assert (await work.read(look)).inbox_asked == 1


@one_database
async def test_metrics_tell_of_it(work: Work, wall: Wall, tmp_path_factory: pytest.TempPathFactory) -> None:
    """As a state of its own among the updates that are not done."""
    await put_by(work, wall_now() - 2 * DAY)
    await Guard(work, Telegram(), wall).looks()
    async with house(work, wall, tmp_path_factory.mktemp("house")) as at:
        assert (await at.figures())['otklik_inbox_rows{state="asked"}'] == 1
    assert await rows(work, f"SELECT count(*) FROM marks WHERE name = '{MARK}'") == [(1,)]  # noqa: S608 - our own name


async def test_it_is_listed_without_anybodys_words_and_asked_about_again(work: Work, typed: Typed) -> None:
    """Kind, chat and age; the text with --full only; requeued, the bot's next look takes it."""
    row = await put_by(work, wall_now() - 2 * DAY)
    assert (await typed("inbox", "asked")).output == f"{row}  message in chat telegram:7 · 2 d · 0 tries\n"
    assert WORDS not in (await typed("inbox", "asked", "--json")).output
    assert WORDS in (await typed("inbox", "asked", "--full")).output
    assert (await typed("inbox", "dead")).output == "No update was given up.\n"
    assert (await typed("inbox", "requeue", str(row))).output == f"{row}: is dealt with anew\n"
    assert (await typed("inbox", "asked")).output == "No update waits for its sender's answer.\n"
    [turn] = await work.run(lambda conn: inbox.claim(conn, "bot", wall_now(), LONG, 5))
    assert [one.id for one in turn.updates] == [row]
