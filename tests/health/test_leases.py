"""What a bot leaves behind when it is told to stop while something hangs, on both databases."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

from bot import run, stopping
from bot.bootstrap import App, build
from bot.leading import JOB
from bot.outcomes import Outcome
from bot.poller import CannotPollError
from bot.settings import Settings
from storage import leading, outbox
from storage.work import Work
from tests.bot.fakes import Wall, rows
from tests.bot.test_run import TOKEN, Named, Silence
from workflow.office import Office

MESSAGE = outbox.Message("telegram:5", "reply", '{"text": "x"}')


class Stuck(Named):
    """A Telegram that takes a message and never says what became of it."""

    def __init__(self) -> None:
        super().__init__()
        self.taken = asyncio.Event()

    async def call(self, method: Any, seconds: float = 0) -> Outcome:
        if method.__api_method__ == "sendMessage":
            self.taken.set()
            await asyncio.Event().wait()
        return await super().call(method)


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def stuck() -> Stuck:
    return Stuck()


@pytest.fixture
async def app(
    work: Work, wall: Wall, office: Office, database_url: str, stuck: Stuck, monkeypatch: pytest.MonkeyPatch
) -> App:
    monkeypatch.chdir(Path(__file__).parent)
    settings = Settings(bot_token=TOKEN, database_url=database_url, tick_seconds=60, _env_file=None)
    telegram: Any = stuck
    assert office.people
    return await build(settings, work=work, clock=wall, telegram=telegram, source=Silence())


async def test_what_is_cut_short_leaves_no_lease(
    app: App, work: Work, stuck: Stuck, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A send that hangs is cut; its lane and the lead are free at once, and whoever comes next sends it as a repeat."""
    monkeypatch.setattr(stopping, "FINISH", 0.05)
    await work.run(lambda conn: outbox.put(conn, [MESSAGE], datetime.now(UTC)))  # real time, as the sender's
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        serving = group.create_task(run.serve(app, stop))
        await stuck.taken.wait()
        stop.set()
    assert serving.done()
    assert await rows(work, "SELECT box, lane FROM lanes WHERE leased_until IS NOT NULL") == []
    now, minute = datetime.now(UTC), timedelta(minutes=1)
    taken = await work.run(lambda conn: outbox.claim(conn, "another", now, minute, 10))
    assert [(one.lane, one.repeated) for one in taken if one.kind == "reply"] == [("telegram:5", True)]
    assert await work.run(lambda conn: leading.lead(conn, JOB, "another", now, now + minute)) is not None


async def test_every_loop_says_that_it_turns(app: App) -> None:
    """A loop without a pulse could hang unseen."""
    stop = asyncio.Event()
    silent = app.health.life.pulse._till
    async with asyncio.TaskGroup() as group:
        group.create_task(run.serve(app, stop))
        while not {"worker", "sender", "refresher", "ticker", "watch"} <= set(silent):  # noqa: ASYNC110 - they tell nobody else
            await asyncio.sleep(0)
        stop.set()
    assert "mailer" not in silent


@pytest.mark.fault(11)
async def test_an_end_from_within_was_not_bounded(app: App) -> None:
    """Where the bot itself finds that it must stop, its end has the same bound as after a signal, and its own code."""
    codes: list[int] = []
    source: Any = app.source
    source.fault = CannotPollError("BOT_TOKEN: Telegram does not know it")
    with pytest.raises(CannotPollError):
        await run.serve(app, asyncio.Event(), codes.append)
    app.fault, stop = "", asyncio.Event()
    stop.set()
    await run.serve(app, stop, codes.append)
    assert codes == [run.REFUSED, run.STOPPED]


async def test_the_bound_ends_the_process_with_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the grace is over the process ends, whatever its loop does."""
    monkeypatch.setattr(stopping, "_LAST_MOMENT", 0.01)
    ended: Queue[int] = Queue()
    stopping.bound(4, ended.put)
    assert await asyncio.to_thread(ended.get, timeout=30) == 4


def test_the_whole_stop_fits_into_the_grace() -> None:
    """What is finished, given back and closed takes less than ten seconds, however slow all of it is."""
    closed = 4 * stopping.RELEASE
    assert stopping.GRACE == 10
    assert stopping.FINISH + stopping.RELEASE < stopping._LAST_MOMENT < stopping.GRACE
    assert closed <= stopping.FINISH
