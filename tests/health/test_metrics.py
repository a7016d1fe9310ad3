import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.clock import wall_now
from bot.outcomes import NotModified, Retry, Sent
from storage import inbox, marks, outbox
from storage.vitals import BACKUP, CHAT_ALERT
from storage.work import Work
from tests.bot.fakes import Wall, rows
from tests.fixtures.cards import carried_out, opened, routing
from tests.health.houses import House, house
from workflow.office import Office

_NAME = re.compile(r"(otklik|process|python)_[a-z0-9_]+")
_PERSONAL = ("101", "Куратор", "telegram:")


@pytest.fixture
def backend(request: pytest.FixtureRequest) -> str:
    return str(getattr(request, "param", "sqlite"))


both = pytest.mark.parametrize("backend", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
async def at(work: Work, wall: Wall, tmp_path: Path) -> AsyncIterator[House]:
    async with house(work, wall, tmp_path) as made:
        yield made


def message(lane: str, kind: str = "reply", **more: str) -> outbox.Message:
    return outbox.Message(lane, kind, "{}", **more)


@both
async def test_how_the_work_stands_is_told(at: House, work: Work, wall: Wall, office: Office) -> None:
    """Late timers, what waits and since when, what is stuck, the age of the copy, and open cards by step."""
    long_ago = wall_now() - timedelta(seconds=700)
    first = await opened(work, office, key="1")
    await opened(work, office, key="2")
    await carried_out(work, routing(first, office))

    def furnish(conn: Connection) -> None:
        conn.exec_driver_sql("DELETE FROM outbox")
        outbox.put(conn, [message("telegram:101"), message("mail:x@example.org")], long_ago)
        outbox.put(conn, [message("telegram:102", status="dead")], long_ago)
        outbox.put(conn, [message("telegram:103", kind=CHAT_ALERT, status="dead")], long_ago)
        inbox.receive(conn, "42", [inbox.Incoming(1, "telegram:101", "{}")], long_ago)
        marks.put(conn, BACKUP, long_ago, file="x")

    await work.run(furnish)
    wall.at = datetime.fromtimestamp((await rows(work, "SELECT min(at) FROM timers"))[0][0] / 1e6 + 42, UTC)
    told = await at.figures()
    assert told["otklik_timer_lateness_seconds"] == pytest.approx(42, abs=0.01)
    assert told['otklik_outbox_rows{channel="telegram",state="new"}'] == 1
    assert told['otklik_outbox_rows{channel="mail",state="new"}'] == 1
    assert told['otklik_outbox_rows{channel="telegram",state="dead"}'] == 1
    assert told['otklik_outbox_rows{channel="telegram",state="doubt"}'] == 0
    assert told['otklik_outbox_rows{channel="alerts",state="dead"}'] == 1
    assert told['otklik_inbox_rows{state="new"}'] == 1
    ages = [told[f"otklik_{name}"] for name in ('outbox_age_seconds{channel="mail"}', "inbox_age_seconds")]
    assert all(700 <= age < 7000 for age in [*ages, told["otklik_backup_age_seconds"]])
    steps = {name: value for name, value in told.items() if name.startswith("otklik_cards_open")}
    key = office.key
    assert steps == {f'otklik_cards_open{{office="{key}",step="{step}"}}': 1 for step in ("draft", "route")}


async def test_calls_are_counted_by_what_came_of_them(at: House) -> None:
    """A 429 is counted besides, since it is the one to be watched."""
    for outcome in (Sent(), Sent(), NotModified(), Retry(3)):
        at.calls.heard("sendMessage", outcome)
    told = await at.figures()
    assert told['otklik_telegram_calls_total{method="sendMessage",outcome="sent"}'] == 2
    assert told['otklik_telegram_calls_total{method="sendMessage",outcome="not_modified"}'] == 1
    assert told["otklik_telegram_floods_total"] == 1


async def test_the_process_and_the_build_are_told(at: House) -> None:
    """Version, revision of the database, who leads, room on the disk, and what the process uses."""
    told = await at.figures()
    names = {name.partition("{")[0] for name in told}
    wanted = {"otklik_build_info", "otklik_schema_info", "otklik_leader", "otklik_running", "otklik_disk_free_bytes"}
    assert wanted | {"process_resident_memory_bytes", "process_open_fds"} <= names
    assert told["otklik_leader"] == told["otklik_database_up"] == 1


async def test_no_copy_was_made_yet(at: House) -> None:
    """Without a copy there is no age of one; a rule can ask for `absent`."""
    assert "otklik_backup_age_seconds" not in await at.figures()


async def test_names_follow_the_conventions_and_name_nobody(at: House, work: Work, office: Office) -> None:
    """Small letters, units at the end, and no label from which a person or a chat is known."""
    await opened(work, office, "Иванов Иван, ул. Лесная")
    at.calls.heard("sendMessage", Sent())
    told = await at.figures()
    assert [name for name in told if not _NAME.fullmatch(name.partition("{")[0])] == []
    labels = " ".join(name.partition("{")[2] for name in told)
    assert [word for word in (*_PERSONAL, "Иванов", "Лесная") if word in labels] == []
