"""`doctor` on a whole installation: database, Telegram (the sandbox), offices, copies; each fault has its mend."""

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import text

from bot.clock import wall_now
from bot.doctor import examining, life
from bot.doctor.asking import looked
from bot.doctor.finding import Finding, Level
from bot.doctor.visit import Visit
from bot.leading import JOB
from bot.settings import Settings
from bot.telegram import Telegram, make_bot
from sandbox.people import Town
from storage import leading, marks, presence
from storage.alone import file_of
from storage.migrations.upgrade import newest, revision_of
from storage.work import Work
from tests.ops.conftest import TOKEN, Typed
from workflow.office import Office

GROUP = -1001000000001

one_database = pytest.mark.parametrize("backend", ["sqlite"])
"""For what is the same on both: the suite has its time."""


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    """A Telegram of our own."""
    async with Town.start() as running:
        yield running


def visit_of(database_url: str, folder: Path, town: Town | None = None, token: str = TOKEN, **more: Any) -> Visit:
    """A visit with these settings, and Telegram where there is a town."""
    server = town.url if town else "http://127.0.0.1:9"
    given = {"bot_token": token, "telegram_api_server": server, "database_url": database_url, **more}
    settings = Settings(_env_file=None, **given)  # type: ignore[call-arg]  # pydantic-settings' own argument
    visit = Visit(wall_now(), folder, {}, storage=settings, settings=settings)
    visit.telegram = Telegram(make_bot(settings)) if town else None
    return visit


async def found(visit: Visit) -> dict[str, list[Finding]]:
    """All findings by their matter."""
    findings: dict[str, list[Finding]] = {}
    for one in await looked(visit):
        findings.setdefault(one.check, []).append(one)
    return findings


def worst(findings: Mapping[str, list[Finding]], check: str) -> Finding:
    """The gravest finding of a matter."""
    order = [Level.FAULT, Level.WARNING, Level.SKIPPED, Level.OK]
    return min(findings[check], key=lambda one: order.index(one.level))


@asynccontextmanager
async def a_bot(work: Work, database_url: str) -> AsyncIterator[None]:
    """Somebody holds the database as a bot does; on PostgreSQL from another machine."""
    if (file := file_of(database_url)) is None:
        now = wall_now()
        await work.run(lambda conn: leading.lead(conn, JOB, "host:1", now, now + timedelta(minutes=1)))
        yield
        return
    lock = os.open(f"{file}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


async def group_of(work: Work, topic: int | None = None) -> None:
    """The office's deadlines are called out in the group."""
    given = {"group": str(GROUP), "topic": topic, "stamp": token_hex(8)}
    change = text("UPDATE offices SET group_address = :group, group_topic = :topic, stamp = :stamp")
    await work.run(lambda conn: conn.execute(change, given).close())


async def test_a_whole_installation_has_no_fault(
    work: Work, office: Office, database_url: str, town: Town, tmp_path: Path
) -> None:
    """Where all is well nothing is called a fault, and every matter was looked at."""
    account = await town.bot(username="otklik_test_bot")
    await town.supergroup(GROUP, "Сроки", members=[], bot=account)
    await group_of(work)
    (tmp_path / "copy.db").write_text("a copy")
    await work.run(lambda conn: marks.put(conn, "backup", wall_now(), file=str(tmp_path / "copy.db"), bytes=6))
    async with a_bot(work, database_url):
        findings = await found(visit_of(database_url, tmp_path, town, account.token))
    assert [one for some in findings.values() for one in some if one.level is Level.FAULT] == []
    looked_at = {check for check, some in findings.items() if all(one.level is Level.OK for one in some)}
    wanted = {
        "settings",
        "database",
        "migrations",
        "clock",
        "token",
        "webhook",
        "backup",
        "boxes",
        "timers",
        "calendar",
    }
    assert wanted <= looked_at
    assert worst(findings, "offices").words.endswith("nobody is administrator")


@one_database
async def test_a_token_that_telegram_does_not_know(database_url: str, town: Town, tmp_path: Path) -> None:
    """The mend is to copy it anew; what needs the bot's name is left out, and said to be."""
    await town.settings(any_token=False)
    findings = await found(visit_of(database_url, tmp_path, town))
    assert (worst(findings, "token").level, worst(findings, "token").words) == (
        Level.FAULT,
        "Telegram does not know it",
    )
    assert "telegram" not in findings
    assert worst(findings, "clock").level is Level.OK
    assert "@BotFather" in worst(findings, "token").mend
    assert worst(findings, "group").level is Level.SKIPPED


@one_database
async def test_without_a_way_to_telegram_that_alone_is_told(database_url: str, tmp_path: Path) -> None:
    """Nothing is said of token, clock and groups but that nobody could look: none of them is to blame."""
    visit = visit_of(database_url, tmp_path)
    assert visit.settings is not None
    visit.telegram = Telegram(make_bot(visit.settings))
    findings = await found(visit)
    assert worst(findings, "telegram").level is Level.FAULT
    assert worst(findings, "telegram").words.startswith("cannot be reached")
    for check in ("token", "clock", "webhook", "group"):
        [one] = findings[check]
        assert (one.level, one.words) == (Level.SKIPPED, "not looked at: Telegram cannot be reached")


@one_database
@pytest.mark.parametrize(
    ("member", "topic", "level", "words"),
    [
        ("nobody", None, Level.FAULT, "cannot be seen"),
        ("private", None, Level.OK, "privacy mode is on, which is enough"),
        ("member", None, Level.OK, "is there and may write"),
        ("member", 77, Level.WARNING, "topic is gone"),
    ],
)
async def test_the_group_of_an_office(
    work: Work, office: Office, database_url: str, town: Town, tmp_path: Path,
    member: str, topic: int | None, level: Level, words: str,
) -> None:  # fmt: skip
    """Not in the group, its topic gone: each is told with the office's key. Privacy mode is nothing to mend."""
    account = await town.bot(username="otklik_test_bot", can_read_all_group_messages=member != "private")
    if member != "nobody":
        await town.supergroup(GROUP, "Сроки", members=[], bot=account)
    await group_of(work, topic)
    one = worst(await found(visit_of(database_url, tmp_path, town, account.token)), "group")
    assert (one.level, one.words.partition(":")[0]) == (level, office.key)
    assert words in one.words


@one_database
async def test_a_webhook_that_keeps_updates_away(database_url: str, town: Town, tmp_path: Path) -> None:
    """One that is set while the bot asks is a fault; and one that leads elsewhere, while Telegram calls."""
    account = await town.bot(username="otklik_test_bot")
    visit = visit_of(database_url, tmp_path, town, account.token)
    assert visit.telegram is not None
    await visit.telegram.ask("setWebhook", {"url": "http://127.0.0.1:1/other", "secret_token": "x"})
    assert worst(await found(visit), "webhook").level is Level.FAULT
    ours = {"mode": "webhook", "webhook_url": "http://127.0.0.1:1/ours", "webhook_secret": "y"}
    one = worst(await found(visit_of(database_url, tmp_path, town, account.token, **ours)), "webhook")
    assert (one.level, "another address" in one.words) == (Level.FAULT, True)


async def test_no_database_is_made_by_looking(tmp_path: Path) -> None:
    """Where there is no file it is told, and there is none afterwards."""
    findings = await found(visit_of(f"sqlite:///{tmp_path / 'none.db'}", tmp_path))
    assert worst(findings, "database").level is Level.FAULT
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - a glance is no blocking work


async def test_the_folder_of_the_database_is_not_there(tmp_path: Path) -> None:
    """It is told in plain words, and no check fails over it."""
    findings = await found(visit_of(f"sqlite:///{tmp_path / 'none' / 'x.db'}", tmp_path))
    assert worst(findings, "disk").words.startswith("there is no folder")
    assert not [one for some in findings.values() for one in some if "could not be looked at" in one.words]


async def test_a_server_that_does_not_answer(tmp_path: Path) -> None:
    """A PostgreSQL that cannot be reached is a fault with a mend, and the rest is looked at all the same."""
    findings = await found(visit_of("postgresql://u:hunter2hunter2@127.0.0.1:9/x", tmp_path))
    assert worst(findings, "database").level is Level.FAULT
    assert "hunter2" not in repr(findings)
    assert worst(findings, "calendar").level is Level.OK


async def test_a_damaged_file(sqlite_template: Path, tmp_path: Path) -> None:
    """Whether it cannot be opened, cannot be read, or is broken somewhere inside: a fault, and no trace of Python."""
    whole = sqlite_template.read_bytes()  # noqa: ASYNC240 - a small file
    halves = whole[: len(whole) // 2], whole[:4096] + bytes(len(whole) - 4096), b"no database at all" * 500
    torn = bytearray(whole)
    torn[8192:20000] = b"\xff" * (20000 - 8192)
    for number, content in enumerate((*halves, bytes(torn))):
        file = tmp_path / f"{number}.db"
        file.write_bytes(content)
        findings = await found(visit_of(f"sqlite:///{file}", tmp_path))
        faults = {one.check for some in findings.values() for one in some if one.level is Level.FAULT}
        assert faults & {"database", "integrity"}, number


@pytest.mark.parametrize(("at", "word"), [("0001", "make a copy"), ("9999", "start the newer version")])
async def test_a_database_of_another_version(work: Work, database_url: str, tmp_path: Path, at: str, word: str) -> None:
    """Behind: a copy, then a start. Newer: that version, or a copy. Nothing is migrated by looking."""
    change = text("UPDATE alembic_version SET version_num = :at")
    await work.run(lambda conn: conn.execute(change, {"at": at}).close())
    try:
        findings = await found(visit_of(database_url, tmp_path))
        assert await work.read(revision_of) == at
    finally:
        await work.run(lambda conn: conn.execute(change, {"at": newest()}).close())
    assert worst(findings, "migrations").level is Level.FAULT
    assert word in worst(findings, "migrations").mend


async def test_whether_a_bot_runs(work: Work, database_url: str, tmp_path: Path) -> None:
    """On SQLite by the lock, on PostgreSQL by the leader's lease; without either it is a fault."""
    assert worst(await found(visit_of(database_url, tmp_path)), "bot").level is Level.FAULT
    async with a_bot(work, database_url):
        one = worst(await found(visit_of(database_url, tmp_path)), "bot")
    assert (one.level, "it runs" in one.words) == (Level.OK, False)


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_while_nobody_led_it_was_said_that_none_runs(work: Work, database_url: str, tmp_path: Path) -> None:
    """Between the death of a leader and the next one, those who live are named; who has fallen silent is not."""
    now = wall_now()
    await work.run(lambda conn: presence.here(conn, "42/host:1:aa", now + timedelta(minutes=1)))
    await work.run(lambda conn: presence.here(conn, "42/host:2:bb", now - timedelta(seconds=1)))
    one = worst(await found(visit_of(database_url, tmp_path)), "bot")
    assert (one.level, "42/host:1:aa: nobody leads at present" in one.words) == (Level.OK, True)
    assert "host:2" not in one.words


@one_database
@pytest.mark.parametrize(
    ("said", "level", "words"),
    [
        ({"live": True, "silent": []}, Level.OK, "its loops turn"),
        ({"live": False, "silent": ["sender"]}, Level.FAULT, "hangs: nothing is heard of sender"),
        (None, Level.FAULT, "does not answer"),
    ],
)
async def test_a_bot_that_hangs_is_not_said_to_run(
    work: Work, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    said: dict[str, Any] | None, level: Level, words: str,
) -> None:  # fmt: skip
    """Where it has health pages it is asked itself: who holds the database and says nothing hangs."""
    monkeypatch.setattr(life, "SECONDS", 0.2 if said is None else 5.0)

    async def live(request: web.Request) -> web.Response:
        if said is None:
            await asyncio.Event().wait()
        return web.json_response(said, status=503 if said and said["silent"] else 200)

    app = web.Application()
    app.router.add_get("/livez", live)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with a_bot(work, database_url):
            one = worst(await found(visit_of(database_url, tmp_path, health_port=runner.addresses[0][1])), "bot")
    finally:
        await runner.cleanup()
    assert (one.level, words in one.words) == (level, True)


@one_database
async def test_the_age_of_the_last_copy(work: Work, database_url: str, tmp_path: Path) -> None:
    """None after a week of cards, and one older than 26 hours, is a fault; one that went elsewhere is worth a look."""
    assert "never" in worst(await found(visit_of(database_url, tmp_path)), "backup").words
    for hours, level in ((25, Level.OK), (27, Level.FAULT)):
        at = wall_now() - timedelta(hours=hours)
        await work.run(lambda conn, at=at: marks.put(conn, "backup", at))  # type: ignore[misc]  # bound in the loop
        assert worst(await found(visit_of(database_url, tmp_path)), "backup").level is level
    await work.run(lambda conn: marks.put(conn, "backup", wall_now(), file=str(tmp_path / "gone" / "a.db")))
    assert "not where it was made" in worst(await found(visit_of(database_url, tmp_path)), "backup").words


@one_database
async def test_a_check_that_fails_itself_is_a_finding(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Something unforeseen in one check is told as a fault, and every other check is made."""

    def broken(visit: Visit) -> Any:
        raise RuntimeError("unforeseen")

    monkeypatch.setattr(examining, "_FILE", (broken,))
    monkeypatch.setattr(examining, "_SETTINGS", (broken,))
    findings = await found(visit_of(database_url, tmp_path))
    assert "unforeseen" in worst(findings, "broken").words
    assert worst(findings, "database").level is Level.OK


async def test_the_command(
    work: Work, office: Office, typed: Typed, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """0 with warnings only, 1 with a fault, as when no bot runs; the table has a line a finding, the mend beneath."""
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    assert (await typed("doctor", "--offline")).exit_code == 1
    async with a_bot(work, database_url):
        good = await typed("doctor", "--offline")
    assert good.exit_code == 0, good.output
    lines = good.output.splitlines()
    backup = next(number for number, line in enumerate(lines) if line.startswith("warning  backup"))
    assert lines[backup + 1].strip().startswith("-> python -m bot backup")
    assert lines[-1].endswith("warnings.")
    monkeypatch.setenv("BOT_TOKEN", "nonsense")
    assert (await typed("doctor", "--offline")).exit_code == 1
    assert '"good": false' in (await typed("doctor", "--offline", "--json")).output
