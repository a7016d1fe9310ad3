"""Who may say that somebody is away, is back, or leaves."""

from workflow.office import Office, Person
from workflow.staffing.commands import Absent, Back, Dismiss, StaffCommand
from workflow.words import PersonId, Role

_OVER_ALL = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})


def may_staff(by: PersonId, command: StaffCommand, office: Office) -> bool:
    """Whether this person may ask for this about that one: his own absence, or as his chief, coordinator, administrator.

    Whom an absence is about that is to end is looked up by its number among those that have begun.
    """
    person, about = office.person(by), about_whom(command, office)
    if person is None or about is None:
        return False
    own = person.id == about.id and not isinstance(command, Dismiss)
    return own or is_over(person, about)


def is_over(person: Person, other: Person) -> bool:
    """Whether he answers for the other one: his department's chief, a coordinator or an administrator."""
    chief = other.department is not None and other.department in person.units(Role.CHIEF)
    return chief or bool(person.plays & _OVER_ALL)


def about_whom(command: StaffCommand, office: Office) -> Person | None:
    """The person whom the command is about; None where there is none in the office."""
    match command:
        case Absent() | Dismiss():
            return office.person(command.person)
        case Back():
            return next((one for one in office.people if one.away and one.away.absence == command.absence), None)
    return None
