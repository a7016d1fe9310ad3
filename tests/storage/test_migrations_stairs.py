"""Every migration up and down, with an office at work; one that fails halfway; two that begin at once."""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from storage import journal, outbox
from storage.copying_files import CopyError
from storage.migrations import check, steps, upgrade
from storage.migrations.steps import config
from storage.migrations.upgrade import newest, revision_of
from storage.outbox import Message
from storage.tables import metadata
from storage.work import Work
from tests.fixtures.cards import carried_out, opened, routing
from tests.proof.counting import Tried
from workflow.office import Office

NOW = datetime(2026, 3, 4, tzinfo=UTC)
_TABLES = ("cards", "events", "timers", "outbox", "people", "offices", "departments", "procedures")
_HALFWAY = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9000", "{newest}", None, None

def upgrade():
    op.create_table("half", sa.Column("id", sa.Integer(), primary_key=True))
    anew = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("offices", recreate=anew) as offices:
        offices.add_column(sa.Column("half", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE cards SET words = 'half'")
    op.execute("UPDATE outbox SET status = 'dead'")
    {fails}

def downgrade():
    pass
"""


@pytest.fixture
async def empty(empty_url: str) -> AsyncIterator[Work]:
    async with await Work.open(empty_url) as opened:
        yield opened


@pytest.fixture
async def busy(work: Work, office: Office) -> Work:
    """A database with an office at work in it: cards on their way, timers, messages."""
    for text_ in ("Не чистят снег", "Яма на Лесной"):
        card = await opened(work, office, text_)
        await carried_out(work, routing(card, office), NOW + timedelta(minutes=5))
    await work.run(lambda conn: outbox.put(conn, [Message("telegram:1", "reply", "{}")], NOW))
    return work


def _content(conn: Connection) -> dict[str, int]:
    """How many rows every table has that every revision has."""
    return {name: conn.scalar(text(f"SELECT count(*) FROM {name}")) or 0 for name in _TABLES}  # noqa: S608 - names of ours


def _copies(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*before-upgrade*"))


def _revisions(conn: Connection) -> list[str]:
    script = ScriptDirectory.from_config(config(conn))
    return [step.revision for step in script.walk_revisions("base", "heads")]


@pytest.mark.fault(19)
async def test_stairway(empty: Work) -> None:
    """Every migration goes up, down, and up again."""

    def climb(conn: Connection) -> None:
        settings = config(conn)
        for revision in reversed(_revisions(conn)):
            command.upgrade(settings, revision)
            command.downgrade(settings, "-1")
            command.upgrade(settings, revision)

    await empty.rebuild(climb)
    tables = await empty.read(lambda conn: set(inspect(conn).get_table_names()))
    assert tables == {*metadata.tables, "alembic_version"}


@pytest.mark.fault(19)
async def test_stairway_with_an_office_at_work(busy: Work, office: Office, tried: Tried) -> None:
    """From every older revision the way up leads to the present tables, and no row is missing on it."""
    before = await busy.read(_content)
    assert before["events"] >= 4
    for revision in (await busy.read(_revisions))[1:]:

        def down_and_up(conn: Connection, revision: str = revision) -> dict[str, int]:
            command.downgrade(config(conn), revision)
            there = _content(conn)
            command.upgrade(config(conn), "head")
            return there

        there = await busy.rebuild(down_and_up)
        after = await busy.read(_content)
        tried.count(lost=sum(before[name] - after[name] for name in before))
        assert there == after == before, f"by way of {revision}"
        assert await busy.read(check.differences) == []
        assert await busy.read(lambda conn: journal.verify(conn, office.id)) is None


@pytest.mark.fault(19)
async def test_a_migration_that_fails_halfway(
    busy: Work, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tried: Tried
) -> None:
    """The database is as it was, the old code goes on with it; when the fault is mended the migration goes through."""
    before = await busy.read(_content)
    step = _another_step(tmp_path, monkeypatch, "raise RuntimeError('the power is gone')")
    with pytest.raises(RuntimeError, match="power"):
        await upgrade(busy, NOW)
    after = await busy.read(_content)
    tried.count(lost=sum(before[name] - after[name] for name in before))
    assert after == before
    assert await busy.read(check.differences) == []
    assert await busy.read(revision_of) != "9000"
    assert await busy.read(lambda conn: conn.scalar(text("SELECT count(*) FROM cards WHERE words = 'half'"))) == 0
    assert (await opened(busy, office, "И ещё одна яма")).number == 3
    step.write_text(step.read_text().replace("raise RuntimeError('the power is gone')", "pass"))
    await upgrade(busy, NOW)
    assert await busy.read(revision_of) == "9000"


def _another_step(folder: Path, monkeypatch: pytest.MonkeyPatch, fails: str) -> Path:
    """A migration after the newest one, for this test alone."""
    versions = folder / "versions"
    versions.mkdir()
    step = versions / "9000_half.py"
    step.write_text(_HALFWAY.format(newest=newest(), fails=fails))
    honest = steps.config

    def wider(conn: Connection) -> Config:
        settings = honest(conn)
        settings.set_main_option("version_locations", f"{Path(steps.__file__).parent / 'versions'} {versions}")
        settings.set_main_option("path_separator", "space")
        return settings

    monkeypatch.setattr(steps, "config", wider)
    import storage.migrations.keeping  # noqa: F401 - to be found below

    for place in ("storage.migrations.upgrade", "storage.migrations.keeping"):
        monkeypatch.setattr(sys.modules[place], "newest", lambda: "9000")
    return step


@pytest.mark.fault(19)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_a_table_that_others_refer_to_can_be_made_anew(
    busy: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite changes some tables by making them anew; what refers to their rows stays, and is looked at in the end."""
    before = await busy.read(_content)
    _another_step(tmp_path, monkeypatch, "pass")
    await upgrade(busy, NOW)
    assert await busy.read(_content) == before
    assert await busy.run(lambda conn: conn.exec_driver_sql("PRAGMA foreign_keys").scalar()) == 1
    assert await busy.read(lambda conn: conn.exec_driver_sql("PRAGMA foreign_key_check").all()) == []


@pytest.mark.fault(19)
@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
async def test_of_two_that_begin_at_once_one_migrates(
    empty_url: str, caplog: pytest.LogCaptureFixture, tried: Tried
) -> None:
    """Both come up on the new tables; each step was taken once."""
    async with await Work.open(empty_url) as one, await Work.open(empty_url) as other:
        total = len(await one.run(_revisions))
        with caplog.at_level(logging.INFO, "alembic.runtime.migration"):
            await asyncio.gather(upgrade(one), upgrade(other))
        taken = [record for record in caplog.records if "Running upgrade" in record.getMessage()]
        tried.count()
        assert len(taken) == total
        assert await other.read(revision_of) == newest()


@pytest.mark.fault(19)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_a_copy_is_kept_from_before_an_upgrade(
    busy: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It stands beside the database, under the old revision and the moment; the newest of three revisions stay."""
    old, before = newest(), await busy.read(_content)
    for revision, year in (("0001", 2022), ("0003", 2023), ("0003", 2024), ("0002", 2025), (old, 2021)):
        (tmp_path / f"test-before-upgrade-from-{revision}-{year}0101T000000Z.db").touch()
    _another_step(tmp_path, monkeypatch, "pass")
    with caplog.at_level(logging.INFO, "storage.migrations"):
        await upgrade(busy, NOW)
    names = _copies(tmp_path)
    mine = f"test-before-upgrade-from-{old}-20260304T000000Z.db"
    assert [name.rpartition("-")[2][:4] for name in names] == ["2025", "2024", "2026"]
    assert mine in names
    assert mine in caplog.text
    async with await Work.open(f"sqlite:///{tmp_path / mine}") as copy:
        assert await copy.read(_content) == before
        assert await copy.read(revision_of) == old


@pytest.mark.fault(19)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_an_upgrade_that_is_tried_again_and_again_takes_no_copy_of_an_earlier_one(
    busy: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """systemd starts the bot anew every half a minute: of all these tries one copy stays, the newest."""
    earlier, begin = "test-before-upgrade-from-0007-20250101T000000Z.db", f"test-before-upgrade-from-{newest()}"
    (tmp_path / earlier).touch()
    _another_step(tmp_path, monkeypatch, "raise KeyError('a row that nobody foresaw')")
    for turn in range(4):
        with pytest.raises(KeyError):
            await upgrade(busy, NOW + timedelta(seconds=30 * turn))
    assert _copies(tmp_path) == [earlier, f"{begin}-20260304T000130Z.db"]


@pytest.mark.fault(19)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_without_room_for_a_copy_nothing_is_upgraded(
    busy: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database stays as it is, and the refusal says what to do."""

    def full(database: Path, part: Path) -> None:
        raise CopyError("the disk is full")

    _another_step(tmp_path, monkeypatch, "pass")
    monkeypatch.setattr("storage.copying.snapshot", full)
    with pytest.raises(CopyError, match="Nothing was upgraded; make room"):
        await upgrade(busy, NOW)
    assert await busy.read(revision_of) != "9000"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_a_new_database_is_not_copied(empty: Work, tmp_path: Path) -> None:
    """Where there is nothing yet, nothing is kept."""
    await upgrade(empty, NOW)
    assert _copies(tmp_path) == []
