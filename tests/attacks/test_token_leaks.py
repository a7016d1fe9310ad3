"""The token and every other secret: in errors of libraries, addresses, dumps of settings, traces, and the doctor."""

import asyncio
import io
import logging
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import structlog
from sqlalchemy import text
from typer.testing import CliRunner

from bot.__main__ import app
from bot.doctor.asking import looked
from bot.doctor.finding import Finding, warning
from bot.doctor.telling import cleaned
from bot.doctor.visit import Visit
from bot.logs import Scrub, log, set_up
from bot.settings import BadSettingsError, Settings, load_settings
from bot.telegram import Telegram, make_bot
from storage.work import Work
from tests.proof.counting import Tried

ROOT = Path(__file__).parents[2]
TOKEN = "1234567890:AAEabcdefghijklmnopqrstuvwxyz_0123456"
SECRETS = {
    "bot_token": TOKEN,
    "webhook_secret": "webhook-word-0001",
    "intake_token": "intake-word-0002-long",
    "smtp_password": "mail-word-0003",
}
ADDRESSES = {
    "database_url": "postgresql://otklik:base%23word-0004@127.0.0.1:9/otklik",
    "telegram_proxy": "socks5://user:proxy-word-0005@127.0.0.1:9",
}
OTHERS = {"smtp_user": "me", "smtp_host": "127.0.0.1", "smtp_port": "9", "smtp_from": "bot@example.org"}
HIDDEN = [*SECRETS.values(), TOKEN.partition(":")[2], "base%23word-0004", "base#word-0004", "proxy-word-0005"]

pytestmark = pytest.mark.attack(17)


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    handlers, level = logging.root.handlers[:], logging.root.level
    loggers = {
        name: one.level for name, one in logging.root.manager.loggerDict.items() if isinstance(one, logging.Logger)
    }
    yield
    logging.root.handlers, logging.root.level = handlers, level
    for name, before in loggers.items():
        logging.getLogger(name).setLevel(before)
    structlog.reset_defaults()


def settings(**more: str) -> Settings:
    given: dict[str, Any] = {**SECRETS, **ADDRESSES, **OTHERS, **more, "_env_file": None}
    return Settings(**given)


def secrets_in(text: str) -> list[str]:
    return [secret for secret in HIDDEN if secret in text]


async def unreachable(proxy: str) -> None:
    """What aiohttp raises holds the address, and the address the token."""
    telegram = Telegram(make_bot(settings(telegram_proxy=proxy, telegram_api_server="http://127.0.0.1:9")))
    try:
        outcome = await telegram.ask("getMe", {}, 5.0)
        log("bot.test").warning("not sent", outcome=str(outcome), whole=outcome, telegram=telegram, bot=telegram.bot)
        async with aiohttp.ClientSession() as client:
            await client.get(f"http://127.0.0.1:9/bot{TOKEN}/getMe")
    finally:
        await telegram.close()


async def no_address() -> None:
    async with aiohttp.ClientSession() as client:
        await client.get(f"http://[bot{TOKEN}/getMe")


async def no_database() -> None:
    async with await Work.open(settings().database_url) as work:
        await work.read(lambda conn: conn.execute(text("SELECT 1")).close())


async def nested() -> None:
    try:
        raise OSError(f"bot{TOKEN}")
    except OSError as error:
        raise ExceptionGroup(f"of {TOKEN}", [ValueError(SECRETS["intake_token"]), error]) from error


async def crash_with_locals() -> None:
    token, held = TOKEN, settings()
    raise RuntimeError(f"{token} {held!r} {ADDRESSES}")


async def retrieved_by_nobody() -> None:
    loop = asyncio.get_running_loop()
    fault = RuntimeError(f"https://api/bot{TOKEN}/getMe")
    loop.call_exception_handler({"message": f"of {TOKEN}", "exception": fault, "address": ADDRESSES["telegram_proxy"]})
    raise fault


LEAKS: list[tuple[str, Callable[[], Awaitable[None]]]] = [
    ("aiohttp", lambda: unreachable("")),
    ("aiohttp over a proxy", lambda: unreachable(ADDRESSES["telegram_proxy"])),
    ("a bad address", no_address),
    ("asyncpg and SQLAlchemy", no_database),
    ("errors in errors", nested),
    ("locals", crash_with_locals),
    ("asyncio's own handler", retrieved_by_nobody),
]


@pytest.mark.parametrize("form", ["json", "console"])
@pytest.mark.parametrize(("name", "leak"), LEAKS, ids=[name for name, _ in LEAKS])
async def test_errors_are_logged_without_secrets(
    name: str, leak: Callable[[], Awaitable[None]], form: str, tried: Tried
) -> None:
    """At DEBUG, with the libraries' own records: the error is told, in one line, and no secret with it."""
    out = io.StringIO()
    set_up("DEBUG", form, settings().secrets, out)
    try:
        await leak()
    except Exception as error:
        log("bot.test").error("failed", exc_info=error)
        logging.getLogger("library").exception("%s", error)
    whole = out.getvalue()
    tried.count(lost=len(secrets_in(whole)))
    assert "failed" in whole
    assert secrets_in(whole) == []


def test_settings_do_not_show_what_they_hold() -> None:
    """repr, str and a dump of the settings hold no secret, and no password of an address."""
    held = settings()
    whole = f"{held!r} {held} {held.model_dump_json()} {held.model_dump()}"
    assert secrets_in(whole) == []
    assert set(SECRETS.values()) <= set(held.secrets)
    assert "base#word-0004" in held.secrets


@pytest.mark.parametrize(
    "bad",
    [
        {"bot_token": f"{TOKEN}!"},
        {"bot_token": TOKEN, "intake_token": "intake word 0002"},
        {"bot_token": TOKEN, "webhook_secret": "webhook word 0001 ю"},
        {"bot_token": TOKEN, "telegram_proxy": "ftp://user:proxy-word-0005@127.0.0.1"},
        {"bot_token": TOKEN, "database_url": "mysql://otklik:base#word-0004@127.0.0.1/x"},
    ],
)
def test_bad_settings_are_told_without_their_values(bad: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault names the setting; pydantic's own error, which holds the value, is not behind it."""
    with pytest.raises(BadSettingsError) as caught:
        load_settings(Settings, _env_file=None, **bad)
    whole = f"{caught.value} {caught.value!r} {caught.getrepr(showlocals=False)!s}"
    assert not [value for name, value in bad.items() if value in str(caught.value)]
    assert caught.value.__context__ is None
    assert "input_value" not in whole


async def test_the_doctor_shows_no_secret(tmp_path: Path) -> None:
    """With a proxy, a database and a mail server that all fail, and a finding that would repeat every secret."""
    held = settings()
    visit = Visit(_moment(), tmp_path, {}, storage=held, settings=held, telegram=Telegram(make_bot(held)))
    found = await looked(visit)
    assert secrets_in(repr(found)) == []
    leaky: list[Finding] = [warning("x", " ".join([*HIDDEN[:4], *ADDRESSES.values()]), TOKEN)]
    assert secrets_in(repr(cleaned(leaky, Scrub(held.secrets).clean))) == []


def _moment() -> Any:
    from bot.clock import wall_now

    return wall_now()


def test_commands_show_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command that opens the database, while it cannot be reached: in words, without the password."""
    monkeypatch.chdir(tmp_path)
    for name, value in {**SECRETS, **ADDRESSES, **OTHERS}.items():
        monkeypatch.setenv(name.upper(), value)
    for words in (
        ["outbox", "list"],
        ["inbox", "dead"],
        ["audit", "verify"],
        ["doctor", "--offline"],
        ["office", "list"],
    ):
        result = CliRunner().invoke(app, words)
        said = f"{result.output} {result.exception!r}" if words[0] != "office" else result.output
        assert secrets_in(said) == [], words


CRASH = """
import threading
from bot.logs import catch_crashes, set_up

set_up("INFO", "json", ["intake-word-0002-long"])
catch_crashes()

def die():
    raise RuntimeError("in a thread: " + TOKEN)

thread = threading.Thread(target=die)
thread.start()
thread.join()
held = {"token": TOKEN}
raise RuntimeError("https://api/bot" + TOKEN + "/getMe intake-word-0002-long postgresql://u:pass@host/x")
"""


def test_a_crash_is_one_line_without_secrets() -> None:
    """What nobody caught, in the main thread and in another, ends in the log like any fault."""
    done = subprocess.run(
        [sys.executable, "-c", f"TOKEN = {TOKEN!r}\n{CRASH}"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert secrets_in(done.stderr + done.stdout) == []
    assert "u:pass" not in done.stderr
    lines = done.stderr.splitlines()
    assert len(lines) == 2
    assert all('"event": "something unforeseen"' in line and "RuntimeError" in line for line in lines)


def test_a_crash_before_the_log_is_set_up_is_one_line_too() -> None:
    """Without settings there is no log yet: the words of the error, cleaned, and nothing that variables held."""
    crash = f"from bot.logs import catch_crashes\ncatch_crashes()\nheld = {TOKEN!r}\nraise OSError('bot' + held)"
    done = subprocess.run([sys.executable, "-c", crash], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "something unforeseen: OSError: bot<token>\n")
