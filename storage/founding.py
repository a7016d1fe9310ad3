"""A new office, set up in the chat: its rows, its first administrator, and the book of its changes, at once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from storage import invitations, procedures, staffing
from storage.first_links import free_key, unused_ticket
from storage.offices import load_office, office_named
from storage.tables import offices
from workflow.office import Office
from workflow.office_file import OfficeFile
from workflow.procedure import Procedure
from workflow.staffing.changes import Source
from workflow.vacancies import unheld
from workflow.words import PersonId, Role


@dataclass(frozen=True, slots=True)
class Founded:
    """The new office, who set it up, and the roles that its procedures need and nobody has yet."""

    office: Office
    by: PersonId
    missing: tuple[Role, ...]


def found(conn: Connection, ticket: int, file: OfficeFile, now: datetime) -> Founded | None:
    """Make the office as its file says, with a key that is free. None where the ticket has made one already.

    The first person of the file is who sets it up. `now` is the office's clock.
    """
    if not unused_ticket(conn, ticket):
        return None
    key = free_key(file.office.key, set(conn.scalars(select(offices.c.key))))
    own = file.model_copy(update={"office": file.office.model_copy(update={"key": key})})
    changes = load_office(conn, own)
    office = office_named(conn, key)
    assert office is not None  # noqa: S101 - it was made a line above
    by = office.people[0].id
    invitations.used_by(conn, ticket, by)
    staffing.note(conn, office.id, changes, by, Source.CHAT, now)
    return Founded(office, by, unheld(own, _procedures(conn, own)))


def _procedures(conn: Connection, file: OfficeFile) -> list[Procedure]:
    return [procedures.get(conn, name) for name in file.office.procedures]
