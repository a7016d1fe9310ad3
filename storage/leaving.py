"""Somebody leaves an office: his cards still name him, his address is free, and no absence of his lasts on."""

from sqlalchemy import Connection, case, update

from storage.tables import absences, people
from workflow.staffing.spells import State
from workflow.words import PersonId

_LIVING = (State.PLANNED.value, State.BEGUN.value)


def leave(conn: Connection, person: PersonId) -> None:
    """Put down that he has left. One who comes back later is not away by what was said before."""
    conn.execute(update(people).where(people.c.id == person).values(active=False, channel=None, address=None))
    over = case((absences.c.state == State.PLANNED.value, State.CANCELLED.value), else_=State.ENDED.value)
    his = (absences.c.person == person) & absences.c.state.in_(_LIVING)
    conn.execute(update(absences).where(his).values(state=over))
