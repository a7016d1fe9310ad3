"""Carries out errands of conversations, inside the turn's own transaction; each gives an outcome."""

from datetime import datetime
from functools import singledispatch
from typing import Any

from sqlalchemy import Connection

from handlers.setup.errands import CreateOffice, LinkTaken, OfficeMade, TakeLink
from storage import first_links, founding
from storage.snapshots import snapshot


@singledispatch
def perform(errand: Any, conn: Connection, now: datetime, real: datetime) -> Any:
    """Carry one out; `now` is the office's clock, `real` is real time. Raises TypeError for one that is not known."""
    raise TypeError(f"an errand that nobody carries out: {type(errand).__name__}")


@perform.register
def _(errand: TakeLink, conn: Connection, now: datetime, real: datetime) -> LinkTaken | None:
    invitation = first_links.taken(conn, errand.hash, real)
    if invitation is None:
        return None
    if invitation.office is None:
        return LinkTaken(invitation.id)
    first_links.admit(conn, invitation, errand.address, errand.name, now)
    return LinkTaken(invitation.id, snapshot(conn, invitation.office).office)


@perform.register
def _(errand: CreateOffice, conn: Connection, now: datetime, real: datetime) -> OfficeMade | None:
    made = founding.found(conn, errand.ticket, errand.file, now)
    return OfficeMade(made.office, made.by, made.missing) if made else None
