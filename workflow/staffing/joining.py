"""How people come into an office: an invitation is made, withdrawn, accepted. Each word of a link lets one in."""

from dataclasses import dataclass
from datetime import timedelta

from workflow.office import Office, Person
from workflow.rights.row import What
from workflow.staffing.refusals import StaffRefusal, StaffWhy
from workflow.staffing.rights import may_here
from workflow.staffing.values import known_roles, without_unit
from workflow.words import OfficeId, PersonId, Role

LASTS = timedelta(days=7)
"""How long an invitation may be used, in real time."""


@dataclass(frozen=True, slots=True)
class Invite:
    """Make an invitation for these roles in this department, or for a `person` whom the office knows already.

    His are the roles and the department that he has; an earlier invitation of his is withdrawn.
    """

    office: OfficeId
    by: PersonId
    roles: tuple[Role, ...] = ()
    department: str | None = None
    person: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Revoke:
    """Withdraw an invitation that nobody has used."""

    office: OfficeId
    by: PersonId
    invitation: int


@dataclass(frozen=True, slots=True)
class Accept:
    """Somebody opens the link of an invitation; `name` is how the messenger calls him.

    `hash` is what is kept of the link's word: the word itself comes no further than the bot's door.
    """

    hash: str
    channel: str
    address: str
    name: str


JoinCommand = Invite | Revoke | Accept


@dataclass(frozen=True, slots=True)
class Invited:
    """There is an invitation now; its word is kept nowhere else."""

    word: str
    invitation: int
    roles: tuple[Role, ...]
    department: str | None
    person: PersonId | None


@dataclass(frozen=True, slots=True)
class Revoked:
    """It lets nobody in any more."""


@dataclass(frozen=True, slots=True)
class Joined:
    """He is of the office now; or he `waits` for an administrator's word, and is a stranger till then."""

    office: Office
    person: Person
    waits: bool


@dataclass(frozen=True, slots=True)
class HereAlready:
    """He is of the office already, or waits for an administrator's word; the invitation was not used up."""

    office: Office
    person: Person
    waits: bool


JoinOutcome = Invited | Revoked | Joined | HereAlready | StaffRefusal


@dataclass(frozen=True, slots=True)
class Pending:
    """An invitation that may still be used, and for how long."""

    id: int
    roles: tuple[Role, ...]
    department: str | None
    person: PersonId | None
    by: PersonId | None
    left: timedelta


def not_invitable(command: Invite, office: Office) -> StaffRefusal | None:
    """Why this invitation cannot be made; None where it can."""
    if not may_here(command.by, What.INVITE, office):
        return StaffRefusal(StaffWhy.NOT_YOURS)
    if command.person is not None:
        person = office.person(command.person)
        if person is None:
            return StaffRefusal(StaffWhy.NO_SUCH)
        return None if person.address is None else StaffRefusal(StaffWhy.THERE_ALREADY, names=(person.name,))
    roles = [role.value for role in command.roles]
    if not known_roles(roles) or without_unit(roles, command.department):
        return StaffRefusal(StaffWhy.BAD_VALUE)
    missing = command.department is not None and office.department(command.department) is None
    return StaffRefusal(StaffWhy.NO_SUCH) if missing else None


def still_fits(roles: tuple[Role, ...], department: str | None, person: PersonId | None, office: Office) -> bool:
    """Whether the office still has the place for which somebody was invited."""
    if person is not None:
        known = office.person(person)
        return known is not None and known.address is None
    return bool(roles) and (department is None or office.department(department) is not None)
