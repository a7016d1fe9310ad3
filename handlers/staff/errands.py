"""What conversations about the office's people ask to be done in their turn's commit, and tell to others."""

from dataclasses import dataclass

from handlers.turn import Effect, Errand, Reply
from workflow.office import Person
from workflow.staffing.joining import JoinCommand, Pending
from workflow.words import OfficeId, PersonId


class Joining(Errand):
    """Make, withdraw or accept an invitation. Gives workflow.staffing.joining.JoinOutcome."""

    command: JoinCommand


class SeeJoining(Errand):
    """Look at the invitations of the office that wait. Gives JoiningShown."""

    office: OfficeId


class SeeOffice(Errand):
    """The office as it is in this transaction, after what was done in it before. Gives workflow.office.Office."""

    office: OfficeId


@dataclass(frozen=True, slots=True)
class JoiningShown:
    """Invitations that may still be used, and those who have joined and wait to be let in."""

    pending: tuple[Pending, ...]
    waiting: tuple[Person, ...]


class Told(Effect):
    """Something said once to somebody else of the office, or to who has just left it (`office` is None), if reached."""

    lane: str
    office: OfficeId | None
    person: PersonId | None
    reply: Reply
