"""The bot as a process of its own is told to stop, in the middle of something."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.people import Town
from tests.conversations.living import load, settings
from tests.conversations.stand import OFFICE, Stand, stand
from tests.fixtures.tokens import token

IN_ORDER = "stopped"
"""The last line of the log; a process that the end of the grace takes away does not come to write it."""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the office in it."""
    folder = tmp_path_factory.mktemp("prepared")
    load(settings("http://127.0.0.1:1", token(1), folder, {}), OFFICE)
    return folder / "office.db"


@pytest.fixture
async def office(tmp_path: Path, prepared: Path) -> AsyncIterator[Stand]:
    """An office with a running bot."""
    async with Town.start() as town, stand(tmp_path, town, database=prepared) as ready:
        await up(ready)
        yield ready


async def up(office: Stand, lives: int = 1) -> None:
    """Wait till the bot runs, in its first life or a later one."""
    while office.journal().count("mode=polling") < lives:  # noqa: ASYNC110 - a file tells nobody that it was written
        await asyncio.sleep(0.01)


def rows(office: Stand, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(office.folder / "office.db", timeout=10) as database:
        found = database.execute(query).fetchall()
    database.close()
    return found


def leased(office: Stand) -> list[tuple[object, ...]]:
    return rows(office, "SELECT box, lane FROM lanes WHERE leased_until IS NOT NULL")


async def hit(office: Stand) -> None:
    """Wait till a call runs into the fault."""
    while not (await office.town.faults())[-1]["hits"]:  # noqa: ASYNC110 - the sandbox tells of faults when asked
        await asyncio.sleep(0.01)


async def logged(office: Stand, words: str) -> None:
    """Wait till the bot has written this into its log."""
    while words not in office.journal():  # noqa: ASYNC110 - a file tells nobody that it was written
        await asyncio.sleep(0.01)


def test_the_end_waits_for_no_thread() -> None:
    """A thread that still works when all is closed holds the process up no more; what was said is not lost."""
    busy = "threading.Thread(target=threading.Event().wait).start()"
    code = f"import threading; from bot.stopping import leave; {busy}; print('said', end=''); leave(3)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (3, "said")


async def test_a_send_that_is_on_its_way_is_finished(office: Stand) -> None:
    """Told to stop while Telegram takes its time over a message, the bot waits for the answer: no doubt, no repeat."""
    await office.town.fault("delay", method="sendMessage", chat=1001, seconds=1, count=1)
    await office.curator.says("/help")
    await hit(office)
    assert (await office.stop(), IN_ORDER in office.journal()) == (0, True)
    assert rows(office, "SELECT status, repeated FROM outbox WHERE kind = 'reply'") == [("sent", 0)]
    assert leased(office) == []


async def test_a_send_that_takes_too_long_is_one_doubt(office: Stand) -> None:
    """A message over which Telegram takes a minute is cut; the next life says it once more, marked."""
    await office.town.fault("delay", method="sendMessage", chat=1001, seconds=60, count=1)
    await office.curator.says("/help")
    await hit(office)
    assert (await office.stop(), IN_ORDER in office.journal()) == (0, True)
    assert leased(office) == []
    await office.town.calm()
    office.start()
    await office.curator.reads("повтор")
    await up(office, 2)
    assert await office.stop() == 0
    assert rows(office, "SELECT status, repeated FROM outbox WHERE kind = 'reply'") == [("sent", 1)]


async def test_what_waits_is_dealt_with_in_the_next_life(office: Stand) -> None:
    """Told to stop while fifty messages wait, the bot ends at once; each is answered in the end, and once."""
    assert await office.stop() == 0
    for _ in range(50):
        await office.curator.says("/help")
    office.start()
    await up(office, 2)
    assert (await office.stop(), leased(office)) == (0, [])
    office.start()
    for _ in range(50):
        await office.curator.reads("/my")
    await up(office, 3)
    assert await office.stop() == 0
    assert rows(office, "SELECT status, count(*) FROM inbox WHERE lane = 'telegram:1001' GROUP BY 1") == [("done", 50)]
    told = rows(office, "SELECT status, count(*), sum(repeated) FROM outbox WHERE kind = 'reply' GROUP BY 1")
    assert told == [("sent", 50, 0)]


@pytest.mark.parametrize("second", [signal.SIGTERM, signal.SIGINT])
async def test_a_second_word_ends_it_at_once(office: Stand, second: signal.Signals) -> None:
    """Whoever does not want to wait says it again."""
    await office.town.fault("delay", method="sendMessage", chat=1001, seconds=60, count=1)
    await office.curator.says("/help")
    await hit(office)
    assert office.process is not None
    assert office.process.pid is not None
    os.kill(office.process.pid, signal.SIGTERM)
    await logged(office, "told to stop")
    os.kill(office.process.pid, second)
    await asyncio.to_thread(office.process.join)
    assert (office.process.exitcode, IN_ORDER in office.journal()) == (128 + second, False)


async def test_a_bot_that_cannot_reach_telegram_yet_stops_too(office: Stand) -> None:
    """While it still asks who it is, a word is enough."""
    assert await office.stop() == 0
    await office.town.fault("server_error", method="getMe")
    office.start()
    await logged(office, "Telegram does not answer yet")
    assert (await office.stop(), office.journal().count(IN_ORDER)) == (0, 2)
