"""A scrape looks at what is open and waiting; years of closed cards cost it nothing."""

from typing import Any

from sqlalchemy import Connection, event

from storage.vitals import look, steps
from storage.work import Work
from workflow.office import Office

BIG = ("cards", "outbox", "inbox", "timers", "events", "lanes")


async def plans(work: Work) -> list[str]:
    """How SQLite goes about every statement of a scrape."""
    asked: list[tuple[str, Any]] = []

    def both(conn: Connection) -> list[str]:
        event.listen(conn, "before_cursor_execute", lambda c, cur, sql, given, ctx, many: asked.append((sql, given)))
        look(conn)
        steps(conn)
        statements = list(asked)
        found = [conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given).fetchall() for sql, given in statements]
        return [str(row[3]) for rows in found for row in rows]

    return await work.run(both)


async def test_no_statement_walks_through_everything_there_ever_was(work: Work, office: Office) -> None:
    """Of every large table only an index over its open, waiting or stuck rows is read."""
    assert office.people
    steps_of_plan = await plans(work)
    assert len(steps_of_plan) > 5
    walks = [one for one in steps_of_plan if one.startswith("SCAN ") and one.split()[1] in BIG]
    assert [one for one in walks if "USING" not in one] == []
    partial = ("ix_outbox_unsent", "ix_outbox_stuck", "ix_inbox_new", "ix_inbox_dead", "ix_cards_open", "ix_timers_due")
    assert {name for name in partial if not any(name in one for one in steps_of_plan)} == set()
