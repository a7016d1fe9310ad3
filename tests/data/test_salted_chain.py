"""The migration to salted digests: old chains are made anew, and a broken one stays broken."""

import hashlib
import json
from collections.abc import AsyncIterator

import pytest
from alembic import command
from sqlalchemy import Connection, text

from storage import journal, offices, procedures
from storage.erasing import Order, erase
from storage.migrations import upgrade
from storage.migrations.steps import config
from storage.work import Work
from tests.data.short import ONE_DATABASE
from tests.fixtures.cards import carried_out, opened, routing
from tests.fixtures.offices import NOW, OFFICE_TEXT, PROCEDURE_TEXT
from workflow.office import Office
from workflow.office_file import parse_office
from workflow.words import CardId

_OLD = "SELECT office, chain_seq, card, seq, at, kind, by, body, prev_hash, hash FROM events ORDER BY chain_seq"


@pytest.fixture
async def old(empty_url: str) -> AsyncIterator[Work]:
    """A database as it was before, with three events of two cards."""
    async with await Work.open(empty_url) as work:
        await upgrade(work)
        office = await work.run(_founded)
        await carried_out(work, routing(await opened(work, office, "Снег"), office))
        await opened(work, office, "Вода")
        await work.run(lambda conn: command.downgrade(config(conn), "0008"))
        yield work


def _founded(conn: Connection) -> Office:
    procedures.put(conn, PROCEDURE_TEXT, NOW)
    offices.load_office(conn, parse_office(OFFICE_TEXT, "office.toml"))
    return offices.all_offices(conn)[0].office


async def _broken_at(work: Work) -> int | None:
    await upgrade(work)
    found = await work.read(lambda conn: journal.verify(conn, offices.all_offices(conn)[0].office.id))
    return found and found.chain_seq


async def test_back_to_the_old_form(old: Work) -> None:
    """Going back gives each row the hash that the code before reckons."""
    last = ""
    for row in await old.read(lambda conn: conn.execute(text(_OLD)).all()):
        *covered, before, kept = row
        said = json.dumps([last, *covered], ensure_ascii=False, separators=(",", ":"))
        assert (before, kept) == (last, hashlib.sha256(said.encode()).hexdigest())
        last = kept
    assert last


async def test_whole_chain(old: Work) -> None:
    """A chain that was whole is whole after the upgrade, and its head is the hash of its last row."""
    assert await _broken_at(old) is None


async def test_old_events_are_erased(old: Work) -> None:
    """What was written before the upgrade can be erased after it, and the chain stays whole."""
    await upgrade(old)
    order = Order(because="request", reason="5", instead="данные удалены", at=NOW, real=NOW, even_open=True)
    done = await old.run(lambda conn: erase(conn, [CardId(1), CardId(2)], order))
    assert (done.cards, await _broken_at(old)) == (2, None)


@ONE_DATABASE
@pytest.mark.attack(19)
@pytest.mark.parametrize(
    ("damage", "where"),
    [
        ("UPDATE events SET body = replace(body, 'Снег', 'Град') WHERE chain_seq = 1", 1),
        ("UPDATE events SET by = 99 WHERE chain_seq = 2", 2),
        ("DELETE FROM events WHERE chain_seq = 2", 2),
        ("DELETE FROM events WHERE chain_seq = 3", 3),
        ("UPDATE events SET prev_hash = 'x' WHERE chain_seq = 2", 2),
    ],
)
async def test_upgrade_washes_nothing_clean(old: Work, damage: str, where: int) -> None:
    """What was changed in the journal before the upgrade is found after it at the same place."""
    await old.run(lambda conn: conn.execute(text(damage)).close())
    assert await _broken_at(old) == where
