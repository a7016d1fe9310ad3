import asyncio
import socket
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import run, starting
from bot.bootstrap import App, build, dispatcher
from bot.clock import wall_now
from bot.outcomes import Outcome, Refused, Sent, Unauthorized
from bot.poller import CannotPollError
from bot.settings import Settings
from bot.simulating import Simulation
from bot.source import Listening
from bot.starting import start
from handlers.turn import Reply
from storage import lanes, outbox
from storage.outbox import Message
from storage.work import Work
from tests.bot.fakes import Telegram, Wall, rows, send_all
from workflow.office import Office

TOKEN = "1234567890:AAEabcdefghijklmnopqrstuvwxyz_0123456"


class Silence:
    """A source that brings nothing, or a fault."""

    shared = False

    def __init__(self) -> None:
        self.fault: CannotPollError | None = None
        self.begun = asyncio.Event()

    async def run(self) -> None:
        self.begun.set()
        if self.fault:
            raise self.fault
        await asyncio.Event().wait()


class Named(Telegram):
    """A Telegram that knows the bot."""

    def __init__(self) -> None:
        super().__init__()
        self.member: Outcome = Sent(result={"status": "administrator"})
        self.bot = type("Bot", (), {"id": 42})()

    async def ask(self, name: str, params: Any, seconds: float = 0) -> Outcome:
        await super().ask(name, params)
        if name == "getChatMember":
            return self.member
        return Sent(result={"id": 42, "username": "otklik_bot"}) if name == "getMe" else Sent()

    async def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    return Settings(bot_token=TOKEN, telegram_api_server="http://127.0.0.1:1", _env_file=None)


@pytest.fixture
def source() -> Silence:
    return Silence()


@pytest.fixture
async def app(settings: Settings, work: Work, wall: Wall, source: Silence, office: Office) -> App:
    telegram: Any = Named()
    return await build(settings, work=work, clock=wall, telegram=telegram, source=source)


@pytest.mark.fault(14)
async def test_a_clock_that_was_put_back_while_the_bot_was_down(app: App) -> None:
    """A pause that a clock of tomorrow has set is over at the start."""
    tomorrow = wall_now() + timedelta(days=1)
    words = [Message(lane="telegram:1", kind="reply", body=Reply(text="x").model_dump_json())]
    await app.work.run(lambda conn: outbox.put(conn, words, tomorrow))
    await app.work.run(lambda conn: lanes.pause(conn, "out", "telegram:1", tomorrow))
    await start(app)
    assert await rows(app.work, "SELECT paused_until FROM lanes WHERE lane = 'telegram:1'") == [(None,)]


async def test_a_start_says_hello(app: App) -> None:
    """The database is brought up, procedures stored, menus of strangers and groups set in both languages."""
    await start(app)
    telegram: Any = app.telegram
    assert telegram.names() == ["setMyCommands", "setMyCommands", "setMyDescription"] * 2
    assert app.way.bot == "otklik_bot"
    assert (await rows(app.work, "SELECT name FROM procedures WHERE current"))[0] == ("sobolevo",)


@pytest.mark.parametrize(
    ("member", "told"),
    [
        (Sent(result={"status": "left"}), "the bot is not in the office's group"),
        (Refused("Bad Request: chat not found"), "the office's group cannot be seen"),
        (Sent(result={"status": "member"}), ""),
    ],
)
async def test_a_group_that_cannot_be_seen_is_told(
    app: App, member: Outcome, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever installs the bot reads in the log what it cannot see; privacy mode may stay on, and is not told."""
    lines: list[str] = []
    logger = type("Log", (), {"warning": lambda self, text, **about: lines.append(text), "info": lambda *a, **k: None})
    monkeypatch.setattr("bot.greeting.log", lambda name: logger())
    telegram: Any = app.telegram
    telegram.member = member
    await start(app)
    assert [line[: len(told)] for line in lines] == [told] * bool(told)


async def test_the_process_may_end_once_all_is_closed(
    app: App, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hard end comes after everything was let go, with the code of a stop in good order."""
    done: list[object] = []

    async def made(*args: Any, **more: Any) -> App:
        return app

    async def told(*args: Any) -> bool:
        return False

    async def closed(self: App) -> None:
        done.append("closed")

    monkeypatch.setattr(run, "build", made)
    monkeypatch.setattr(run, "started", told)
    monkeypatch.setattr(run, "heed", lambda stop: None)
    monkeypatch.setattr(App, "close", closed)
    assert await run._run(settings, Simulation(), done.append) == 0
    assert done == ["closed", 0]


async def test_all_loops_stop_when_told(app: App, source: Silence) -> None:
    """After the signal everything ends by itself."""
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        serving = group.create_task(run.serve(app, stop))
        await source.begun.wait()
        stop.set()
    assert serving.done()


async def test_what_polling_cannot_mend_ends_all_in_good_order(app: App, source: Silence) -> None:
    """A token that was taken back stops the bot with the reason, not with a crash."""
    source.fault = CannotPollError("BOT_TOKEN: Telegram does not know it")
    with pytest.raises(CannotPollError, match="BOT_TOKEN"):
        await run.serve(app, asyncio.Event())


async def test_a_wrong_token_is_told_at_the_start(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first question already shows it."""

    async def unknown(name: str, params: Any, seconds: float = 0) -> Outcome:
        return Unauthorized()

    monkeypatch.setattr(app.telegram, "ask", unknown)
    with pytest.raises(CannotPollError, match="BOT_TOKEN: Telegram does not know it"):
        await start(app)


async def test_the_way_through_from_an_update_to_a_message(app: App) -> None:
    """A command of the curator, stored as the poller stores it, is answered in his chat."""
    from bot.source import storing

    person = {"id": 101, "is_bot": False, "first_name": "X"}
    chat = {"id": 101, "type": "private"}
    message = {"message_id": 1, "date": 1772600000, "chat": chat, "from": person, "text": "/board"}
    await storing(app.work, "42", app.bells)([{"update_id": 1, "message": message}])
    async with asyncio.TaskGroup() as group:
        await app.worker.once(group, asyncio.Event())
    await send_all(app.sender)
    telegram: Any = app.telegram
    assert len(telegram.texts(101)) == 1


def test_the_dispatcher_is_made_once() -> None:
    """A router belongs to one dispatcher only."""
    assert dispatcher() is dispatcher()


async def test_a_newer_database_is_told(settings: Settings, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A database from the future stops the start with exit code 3 and words, and nothing is changed."""
    file = tmp_path / "newer.db"

    def age() -> int:
        import sqlite3

        with sqlite3.connect(file) as database:
            database.execute("CREATE TABLE alembic_version (version_num TEXT)")
            database.execute("INSERT INTO alembic_version VALUES ('9999')")
        database.close()
        return 0

    await asyncio.to_thread(age)
    code = await asyncio.to_thread(_main, f"sqlite:///{file}")
    assert (code, "written by a newer one" in capfd.readouterr().err) == (3, True)


def _main(url: str) -> int:
    import subprocess
    import sys

    environment = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_SERVER": "http://127.0.0.1:1", "DATABASE_URL": url}
    root = Path(__file__).parents[2]
    ended = subprocess.run([sys.executable, "-m", "bot", "run"], cwd=root, env=environment, check=False)
    return ended.returncode


@pytest.mark.fault(2, 3)
@pytest.mark.parametrize(
    ("database", "asked"),
    [("sqlite:///otklik.db", ["setWebhook", "deleteWebhook"]), ("postgresql://127.0.0.1/otklik", ["setWebhook"])],
)
async def test_a_webhook_is_set_and_taken_away(settings: Settings, database: str, asked: list[str]) -> None:
    """Telegram is told the address and the secret at the start, and to keep updates at the end of the only process.

    Of several each leaves it to the others.
    """
    mine = settings.model_copy(
        update={"mode": "webhook", "webhook_url": "https://bot.example.org/t", "webhook_secret": _secret()}
    )
    telegram, set_up = Named(), asyncio.Event()

    async def ask(name: str, params: Any, seconds: float = 0) -> Outcome:
        telegram.asked.append((name, params))
        set_up.set()
        return Sent()

    telegram.ask = ask  # type: ignore[method-assign]  # it also says that it was asked

    async def store(updates: Any) -> None:
        """Nothing comes."""

    more = {"webhook_port": 0, "database_url": database}
    source: Any = Listening(telegram, store, mine.model_copy(update=more))  # type: ignore[arg-type]  # a fake
    async with asyncio.TaskGroup() as group:
        task = group.create_task(source.run())
        await set_up.wait()
        task.cancel()
    assert [name for name, _ in telegram.asked] == asked
    assert telegram.asked[0][1]["secret_token"] == "hush"
    assert not any(question["drop_pending_updates"] for _, question in telegram.asked)


def _secret() -> Any:
    from pydantic import SecretStr

    return SecretStr("hush")


async def test_a_taken_port_is_told(settings: Settings) -> None:
    """Where somebody else listens already, the setting is named."""
    taken = socket.create_server(("127.0.0.1", 0))
    mine = settings.model_copy(
        update={"webhook_url": "https://x.org/t", "webhook_secret": _secret(), "webhook_port": taken.getsockname()[1]}
    )

    async def store(updates: Any) -> None:
        """Nothing comes."""

    source: Any = Listening(Named(), store, mine)  # type: ignore[arg-type]  # a fake
    with taken, pytest.raises(CannotPollError, match="WEBHOOK_HOST, WEBHOOK_PORT: cannot listen"):
        await source.run()


async def test_a_database_that_cannot_be_used_is_told(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that is down is named by its setting, without its password."""

    async def refused(work: Work, now: object) -> None:
        raise ConnectionRefusedError(111, "Connect call failed")

    monkeypatch.setattr(starting, "upgrade", refused)
    with pytest.raises(ValueError, match="DATABASE_URL: the database cannot be used"):
        await start(app)
