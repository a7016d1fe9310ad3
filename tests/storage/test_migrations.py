"""Migrations lead to the tables, and back; a newer database is refused."""

from collections.abc import AsyncIterator

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Integer, MetaData, Table, text

from storage.migrations import NewerDatabaseError, check, upgrade
from storage.migrations.steps import config
from storage.migrations.upgrade import newest, to_head
from storage.work import Work


@pytest.fixture
async def empty(empty_url: str) -> AsyncIterator[Work]:
    async with await Work.open(empty_url) as opened:
        yield opened


async def test_agree_with_tables(empty: Work) -> None:
    """The migrations make just the tables that the code works with."""
    await upgrade(empty)
    assert await empty.read(check.differences) == []


async def test_upgrade_twice(empty: Work) -> None:
    """Upgrading a database that is up to date changes nothing."""
    await upgrade(empty)
    await upgrade(empty)


async def test_newest_revision(empty: Work) -> None:
    """The revision that is read from the names of the files is the one at which Alembic's steps end."""
    heads = await empty.run(lambda conn: ScriptDirectory.from_config(config(conn)).get_heads())
    assert heads == [newest()]


@pytest.mark.fault(19)
async def test_newer_database(work: Work) -> None:
    """A database of a revision that the code does not know is refused by name, with the mend, and left alone."""
    await work.run(lambda conn: conn.execute(text("UPDATE alembic_version SET version_num = '9999'")).close())
    with pytest.raises(NewerDatabaseError, match=r"9999.*newer.*restore"):
        await upgrade(work)
    kept = await work.read(lambda conn: conn.scalar(text("SELECT version_num FROM alembic_version")))
    assert kept == "9999"


async def test_difference_is_seen(empty: Work) -> None:
    """A table that no migration makes is a difference."""
    wanted = MetaData()
    Table("forgotten", wanted, Column("id", Integer, primary_key=True))
    await empty.run(to_head)
    assert "forgotten" in str(await empty.read(lambda conn: check.differences(conn, wanted)))


def test_check_command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The command is silent while all agree, and shows the difference when not."""
    assert check.main() == 0
    monkeypatch.setattr(check, "differences", lambda conn: [("add_table", "forgotten")])
    assert check.main() == 1
    assert "forgotten" in capsys.readouterr().err
