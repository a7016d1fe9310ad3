"""Who may change the office and its staff, and say that somebody is away, is back, or leaves: asked of the table."""

from workflow.office import Office, Person
from workflow.rights.ask import may
from workflow.rights.asked import Asked
from workflow.rights.commands import rows_for
from workflow.rights.row import What
from workflow.rights.staff import OWN_FIELDS
from workflow.staffing.changes import Thing
from workflow.staffing.commands import Absent, Back, Confirm, Dismiss, Edit, StaffCommand
from workflow.words import PersonId


def may_staff(by: PersonId | None, command: StaffCommand, office: Office) -> bool:
    """Whether this person may ask for this: of the office, of its people, or of himself.

    Whom an absence is about that is to end is looked up by its number among those that have begun.
    """
    about = about_whom(command, office)
    if about is None and isinstance(command, Absent | Back | Dismiss):
        return False
    return may_here(by, what_of(command), office, about)


def may_here(by: PersonId | None, what: What, office: Office, about: Person | None = None) -> bool:
    """Whether he may do this in the office, to the person whom it is `about`."""
    person = office.person(by)
    return person is not None and may(person, what, Asked(office, other=about))


def what_of(command: object) -> What:
    """The row of a command: it bears the command's name. Raises ValueError for a command that has none."""
    if isinstance(command, Edit) and command.what == Thing.PERSON and command.field in OWN_FIELDS:
        return What.EDIT_OWN
    return rows_for(type(command))[0]


def is_over(person: Person, other: Person) -> bool:
    """Whether he answers for the other one: his department's chief, a coordinator or an administrator."""
    return may(person, What.DISMISS, Asked(other=other))


def about_whom(command: StaffCommand, office: Office) -> Person | None:
    """The person whom the command is about; None where there is none in the office."""
    match command:
        case Absent() | Dismiss() | Confirm():
            return office.person(command.person)
        case Back():
            return next((one for one in office.people if one.away and one.away.absence == command.absence), None)
        case Edit() if command.what == Thing.PERSON:
            return next((one for one in office.people if one.key == command.key), None)
    return None
