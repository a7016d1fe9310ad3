"""Carries out what is asked about the office's people: invitations, looks at the office, words to others."""

from datetime import datetime

from sqlalchemy import Connection

from bot.effects import carry_out
from bot.errands import perform
from handlers.staff.errands import Joining, JoiningShown, SeeJoining, SeeOffice, Told
from storage import invitations, joining, outbox
from storage.snapshots import snapshot, waiting_people
from workflow.notices import Urgency
from workflow.office import Office
from workflow.staffing.joining import JoinOutcome, Pending

_REPLY = "reply"


@perform.register
def _(errand: Joining, conn: Connection, now: datetime, real: datetime) -> JoinOutcome:
    return joining.do(errand.command, conn, now, real)


@perform.register
def _(errand: SeeOffice, conn: Connection, now: datetime, real: datetime) -> Office:
    return snapshot(conn, errand.office).office


@perform.register
def _(errand: SeeJoining, conn: Connection, now: datetime, real: datetime) -> JoiningShown:
    pending = (
        Pending(one.id, one.roles, one.department, one.person, one.by, one.expires_at - real)
        for one in invitations.waiting(conn, errand.office, real)
    )
    return JoiningShown(tuple(pending), waiting_people(conn, errand.office))


@carry_out.register
def _(effect: Told, conn: Connection, real: datetime) -> None:
    """A message of its own to somebody else; nobody waits for it, but it says what has become of him."""
    body = effect.reply.model_dump_json()
    told = outbox.Message(effect.lane, _REPLY, body, Urgency.URGENT, office=effect.office, person=effect.person)
    outbox.put(conn, [told], real)
