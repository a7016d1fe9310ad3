"""The boxes are looked through in pages: nobody waits long to write, and a death in between leaves nothing."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection, event, insert, select, update

from bot.erasing.looking import look_through
from bot.retention.round import Forgetting
from bot.retention.settings import RetentionSettings
from storage import erasing, erasing_looking
from storage import inbox as inbox_rows
from storage.erasing_looking import look, search_for, write
from storage.erasing_wanted import Wanted, wanted
from storage.tables import inbox
from storage.work import Work
from tests.bot.fakes import Wall
from tests.cases import EXPLORING
from tests.data.test_erasing import ORDER
from tests.data.told import POST, everything, left_of, told_card
from tests.fixtures.offices import NOW
from workflow.office import Office
from workflow.words import CardId

T = TypeVar("T")
MANY = 7


class KilledError(Exception):
    """The process died here."""


class Watched(Work):
    """Tells which statements each writing transaction had, and dies before the given one."""

    def __init__(self, work: Work, till: int = 1000) -> None:
        self._work, self._left = work, till
        self.said: list[tuple[str, int]] = []

    async def run(self, fn: Callable[[Connection], T]) -> T:
        self._left -= 1
        if self._left < 0:
            raise KilledError
        return await self._work.run(lambda conn: self._watched(conn, fn))

    async def read(self, fn: Callable[[Connection], T]) -> T:
        return await self._work.read(fn)

    async def close(self) -> None:
        await self._work.close()

    def _watched(self, conn: Connection, fn: Callable[[Connection], T]) -> T:
        def told(_: Any, __: Any, statement: str, parameters: Any, ___: Any, many: bool) -> None:
            self.said.append((statement, len(parameters) if many else 1))

        event.listen(conn, "before_cursor_execute", told)
        try:
            return fn(conn)
        finally:
            event.remove(conn, "before_cursor_execute", told)


@pytest.fixture
async def filled(work: Work, office: Office, monkeypatch: pytest.MonkeyPatch) -> CardId:
    """A card, updates that hold its words, and pages of two rows. Gives the card's number."""
    monkeypatch.setattr(erasing_looking, "PAGE", 2)
    card = await told_card(work, office)
    await work.run(lambda conn: _arrived(conn, *range(50, 50 + MANY)))
    return card.id


def _arrived(conn: Connection, *numbers: int, status: str = "done") -> None:
    for number in numbers:
        _one(conn, number, status)


def _one(conn: Connection, number: int, status: str) -> None:
    body = json.dumps({"update_id": number, "message": {"text": f"Смотрите: {POST}"}}, ensure_ascii=False)
    row = {"bot": "b", "update_id": number, "lane": "telegram:1", "attempts": 1, "received_at": NOW}
    conn.execute(insert(inbox).values(body=body, status=status, **row))


async def test_no_transaction_that_writes_looks_through_a_box(work: Work, filled: CardId) -> None:
    """What is written is a page at most at once, and it is looked for in transactions that only read."""
    watched = Watched(work)
    await watched.run(lambda conn: erasing.erase(conn, [filled], ORDER))
    assert (await look_through(watched)).rows >= MANY
    bodies = [
        one for one, _ in watched.said if one.startswith("SELECT") and ("inbox.body" in one or "outbox.body" in one)
    ]
    assert bodies == []
    assert max(rows for statement, rows in watched.said if statement.startswith("UPDATE inbox")) == 2
    assert await work.read(lambda conn: left_of(everything(conn))) == []


@pytest.mark.parametrize("commits", range(6) if EXPLORING else (0, 3, 5))
async def test_death_between_pages(work: Work, filled: CardId, commits: int) -> None:
    """Wherever the process dies after the erasure, the next round looks for the rest, whatever its settings are."""
    await work.run(lambda conn: erasing.erase(conn, [filled], ORDER))
    with pytest.raises(KilledError):
        await look_through(Watched(work, commits))
    assert await work.read(lambda conn: left_of(everything(conn)))
    nothing = RetentionSettings(**dict.fromkeys(RetentionSettings.model_fields, 0))
    await Forgetting(work, Wall(), nothing).once()
    assert await work.read(lambda conn: left_of(everything(conn))) == []
    assert await work.read(wanted) == []


async def test_rows_that_move_on_meanwhile(work: Work) -> None:
    """A row that somebody puts back, or that changes, between the look and the change is left as it is."""
    await work.run(lambda conn: _arrived(conn, 1, 2, 3, status="dead"))
    search = search_for([Wanted("card 1", "—", (POST,))])
    page = await work.read(lambda conn: look(conn, "inbox", search, 0))
    assert len(page.changes) == 3

    def meanwhile(conn: Connection) -> None:
        inbox_rows.requeue(conn, page.changes[0].row)
        conn.execute(update(inbox).where(inbox.c.id == page.changes[1].row).values(body="{}"))

    await work.run(meanwhile)
    await work.run(lambda conn: write(conn, "inbox", page.changes))
    bodies = await work.read(lambda conn: list(conn.scalars(select(inbox.c.body).order_by(inbox.c.id))))
    assert bodies == [page.changes[0].was, "{}", page.changes[2].left]


async def test_update_too_deep_to_be_read(work: Work) -> None:
    """An update nested deeper than can be gone through is judged as one text, and holds up no other."""
    deep = '{"a":' * 900 + f'"{POST}"' + "}" * 900
    await work.run(lambda conn: _arrived(conn, 1, 2))
    await work.run(lambda conn: conn.execute(update(inbox).where(inbox.c.update_id == 1).values(body=deep)).close())
    page = await work.read(lambda conn: look(conn, "inbox", search_for([Wanted("card 1", "—", (POST,))]), 0))
    assert [one.left == "{}" for one in page.changes] == [True, False]
