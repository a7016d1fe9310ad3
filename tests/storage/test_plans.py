"""What runs all day long looks at what is due or waits, never at all that was ever kept."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event

from storage import conversations, held, inbox, outbox, people, queries, timers, views
from storage.inbox import Incoming
from storage.outbox import Message, mending
from storage.work import Work
from tests.fixtures.cards import carried_out, opened, routing
from tests.fixtures.offices import NOW
from workflow.office import Office
from workflow.words import CardId, OfficeId

LEASE = timedelta(seconds=30)
GROWING = ("inbox", "outbox", "cards", "events", "timers", "views", "held")
SMALL = ("ix_inbox_new", "ix_outbox_unsent", "ix_timers_due", "ix_views_stale", "ix_views_ticking", "ix_cards_open")

Query = Callable[[Connection], Any]


def plans(conn: Connection, query: Query) -> list[str]:
    """What SQLite does for every statement of the query."""
    said: list[tuple[str, Any]] = []

    def note(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        said.append((statement, parameters[0] if isinstance(parameters, list) else parameters))

    event.listen(conn, "before_cursor_execute", note)
    query(conn)
    event.remove(conn, "before_cursor_execute", note)
    return [row[3] for sql, given in said for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given)]


def walks(plan: str) -> bool:
    """Whether the line of a plan goes through a whole growing table."""
    words = plan.split()
    return words[0] == "SCAN" and words[1] in GROWING and not any(index in words for index in SMALL)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "query",
    [
        lambda conn: inbox.receive(conn, "bot", [Incoming(5, "a", "{}"), Incoming(6, "b", "{}")], NOW),
        lambda conn: inbox.claim(conn, "one", NOW, LEASE, 5),
        lambda conn: inbox.waiting(conn),
        lambda conn: inbox.last_update(conn, "bot"),
        lambda conn: inbox.purge(conn, NOW),
        lambda conn: outbox.put(conn, [Message("a", "note", "x", key="k", supersede="s")], NOW),
        lambda conn: outbox.claim(conn, "one", NOW, LEASE, 5),
        lambda conn: outbox.message(conn, "a", "5"),
        lambda conn: outbox.redirect(conn, "a", "b"),
        lambda conn: outbox.purge(conn, NOW),
        lambda conn: timers.due(conn, NOW, 5),
        lambda conn: timers.next_at(conn),
        lambda conn: views.stale(conn, NOW, 5),
        lambda conn: views.aging(conn, NOW, NOW, 5),
        lambda conn: views.shown(conn, CardId(1), "a", "1", None, 1, "", NOW),
        lambda conn: views.card_of(conn, "a", "1"),
        lambda conn: queries.open_cards(conn, OfficeId(1), 5),
        lambda conn: queries.opened_under(conn, OfficeId(1), "k"),
        lambda conn: held.in_lane(conn, "a"),
        lambda conn: held.due(conn, NOW, 5),
        lambda conn: people.by_address(conn, "telegram", "101"),
        lambda conn: conversations.get(conn, "telegram", "1", "2"),
    ],
)
async def test_no_walk_through_a_table(work: Work, office: Office, query: Query) -> None:
    """A query of every day finds what it wants by an index."""
    await carried_out(work, routing(await opened(work, office), office))
    await work.run(lambda conn: inbox.receive(conn, "bot", [Incoming(1, "a", "{}")], NOW))
    found = await work.run(lambda conn: plans(conn, query))
    assert found
    assert [plan for plan in found if walks(plan)] == []


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("query", "index"),
    [
        (lambda conn: inbox.claim(conn, "one", NOW, LEASE, 5), "ix_inbox_new"),
        (inbox.waiting, "ix_inbox_new"),
        (inbox.dead, "ix_inbox_dead"),
        (lambda conn: inbox.purge(conn, NOW), "ix_inbox_done"),
        (lambda conn: outbox.purge(conn, NOW), "ix_outbox_finished"),
        (mending.left, "ix_outbox_stuck"),
        (lambda conn: outbox.claim(conn, "one", NOW, LEASE, 5), "ix_outbox_unsent"),
        (lambda conn: views.stale(conn, NOW, 5), "ix_outbox_unsent"),
        (lambda conn: outbox.put(conn, [Message("a", "note", "x", supersede="s")], NOW), "ix_outbox_supersede"),
    ],
)
async def test_index_of_what_waits(work: Work, query: Query, index: str) -> None:
    """What waits is found by the index that holds nothing else."""
    found = await work.run(lambda conn: plans(conn, query))
    assert any(index in plan for plan in found), found


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
async def test_walk_is_seen(work: Work) -> None:
    """The check itself sees a walk."""
    found = await work.run(lambda conn: plans(conn, lambda conn: conn.exec_driver_sql("SELECT body FROM inbox").all()))
    assert any(map(walks, found))
