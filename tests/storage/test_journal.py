"""The journal is chained: whoever changes a row is found out."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from storage import journal
from storage.tables import events
from storage.work import Work
from tests.fixtures.cards import carried_out, opened, routing
from workflow.office import Office


@pytest.fixture
async def filled(work: Work, office: Office) -> Work:
    """A journal of five events of three cards."""
    for text in ("Снег", "Вода", "Дороги"):
        card = await opened(work, office, text)
        if text != "Вода":
            await carried_out(work, routing(card, office))
    return work


def change(seq: int, **values: Any) -> Callable[[Connection], None]:
    return lambda conn: conn.execute(update(events).where(events.c.chain_seq == seq).values(values)).close()


def take_out(seq: int) -> Callable[[Connection], None]:
    return lambda conn: conn.execute(delete(events).where(events.c.chain_seq == seq)).close()


def put_in(conn: Connection) -> None:
    last = dict(conn.execute(select(events).order_by(events.c.chain_seq.desc()).limit(1)).mappings().one())
    last |= {"id": last["id"] + 1, "chain_seq": last["chain_seq"] + 1, "seq": last["seq"] + 1}
    conn.execute(insert(events).values(last))


async def test_untouched(filled: Work, office: Office) -> None:
    """A journal that nobody touched has no broken link."""
    assert await filled.read(lambda conn: journal.verify(conn, office.id)) is None


@pytest.mark.attack(19)
@pytest.mark.parametrize(
    ("damage", "seq"),
    [
        (change(2, body="{}"), 2),
        (change(3, by=None), 3),
        (change(3, kind="rang"), 3),
        (change(4, hash="0" * 64), 4),
        (change(4, prev_hash="0" * 64), 4),
        (take_out(1), 1),
        (take_out(3), 3),
        (take_out(5), 6 - 1),
        (put_in, 6),
    ],
)
async def test_damage_is_found(filled: Work, office: Office, damage: Callable[[Connection], None], seq: int) -> None:
    """An edited, deleted or added row is the first broken link, at its place in the chain."""
    await filled.run(damage)
    found = await filled.read(lambda conn: journal.verify(conn, office.id))
    assert found is not None
    assert found.chain_seq == seq


async def test_long_journal_is_read_in_pages(filled: Work, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A journal longer than a page is verified to its end."""
    monkeypatch.setattr(journal, "_PAGE", 2)
    assert await filled.read(lambda conn: journal.verify(conn, office.id)) is None
    await filled.run(change(5, body="{}"))
    found = await filled.read(lambda conn: journal.verify(conn, office.id))
    assert found is not None
    assert found.chain_seq == 5
