"""What may stand in a field: known roles, a department that there is, an address of mail, names that differ."""

import re
from collections.abc import Callable

from workflow.accounts import fit_accounts
from workflow.office import Office, Person
from workflow.staffing.administrators import is_last
from workflow.staffing.changes import Thing
from workflow.staffing.commands import Edit
from workflow.staffing.refusals import StaffRefusal, StaffWhy
from workflow.words import Role

LONGEST_NAME = 100
_LONGEST_ENTRY = 100
_MOST_ENTRIES = 100
_MOST_SUBSTITUTES = 20
_LOCALE = re.compile(r"[a-z]{2}(_[A-Z]{2})?")
_MAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(?:\.[^@\s.]+)+")

OF_A_UNIT = frozenset({Role.EXECUTOR, Role.CHIEF})
"""Roles that nobody can have without a department."""

NOBODYS = frozenset({Role.CITIZEN})
"""Roles that nobody of an office has."""

_BAD = StaffRefusal(StaffWhy.BAD_VALUE)


def unfit(command: Edit, office: Office) -> StaffRefusal | None:
    """Why the value cannot stand there; None where it can, or where it is no business of this module."""
    match command.what:
        case Thing.PERSON:
            person = next((one for one in office.people if one.key == command.key), None)
            return _of_person(person, command, office) if person else None
        case Thing.DEPARTMENT:
            return _of_unit(command, office)
    return _of_office(command, office)


def without_unit(roles: object, department: object) -> bool:
    """Whether one of the roles needs a department, and there is none."""
    return isinstance(roles, list) and bool(OF_A_UNIT & set(roles)) and department is None


def is_name(value: object) -> bool:
    """Whether it can be the name of somebody or something."""
    return isinstance(value, str) and 0 < len(value) <= LONGEST_NAME and value == value.strip() and value.isprintable()


def is_text_list(value: object) -> bool:
    """Whether it is a list of short texts, none of them twice."""
    if not isinstance(value, list) or len(value) > _MOST_ENTRIES:
        return False
    return all(is_name(one) and len(one) <= _LONGEST_ENTRY for one in value) and len(set(value)) == len(value)


def same_name(one: str, other: str) -> bool:
    """Whether people would take one for the other."""
    return one.casefold().split() == other.casefold().split()


def known_roles(value: object) -> bool:
    """Whether it is a list of roles that somebody of an office can have, at least one."""
    if not isinstance(value, list) or not value or len(set(map(str, value))) != len(value):
        return False
    return all(isinstance(one, str) and one in set(Role) - NOBODYS for one in value)


def _of_person(person: Person, command: Edit, office: Office) -> StaffRefusal | None:
    value = command.value
    match command.field:
        case "roles":
            return _roles(person, value, office)
        case "department":
            if value is not None and office.department(str(value)) is None:
                return StaffRefusal(StaffWhy.NO_SUCH)
            needs = without_unit(sorted(person.roles), value)
            return StaffRefusal(StaffWhy.BAD_VALUE, names=("department",)) if needs else None
        case "substitutes":
            return _substitutes(person, value, office)
    return _unless(_FORMS.get(command.field, _refused)(value))


def _roles(person: Person, value: object, office: Office) -> StaffRefusal | None:
    if not known_roles(value):
        return _BAD
    if without_unit(value, person.department):
        return StaffRefusal(StaffWhy.BAD_VALUE, names=("department",))
    loses = isinstance(value, list) and Role.ADMINISTRATOR not in value
    return StaffRefusal(StaffWhy.LAST_ADMINISTRATOR) if loses and is_last(person, office) else None


def _substitutes(person: Person, value: object, office: Office) -> StaffRefusal | None:
    keys = {one.key for one in office.people} - {person.key}
    known = isinstance(value, list) and len(value) <= _MOST_SUBSTITUTES and all(one in keys for one in value)
    fits = known and isinstance(value, list) and len(set(value)) == len(value)
    return None if fits else StaffRefusal(StaffWhy.BAD_SUBSTITUTE)


def _of_unit(command: Edit, office: Office) -> StaffRefusal | None:
    others = (unit for unit in office.departments if unit.key != command.key)
    if command.field == "name" and any(same_name(unit.name, str(command.value)) for unit in others):
        return StaffRefusal(StaffWhy.THERE_ALREADY, names=(str(command.value),))
    return _unless(_FORMS.get(command.field, _refused)(command.value))


def _of_office(command: Edit, office: Office) -> StaffRefusal | None:
    value = command.value
    match command.field:
        case "order":
            keys = sorted(unit.key for unit in office.departments)
            return _unless(isinstance(value, list) and sorted(map(str, value)) == keys)
        case "name":
            return _unless(is_name(value))
        case "confirms":
            return _unless(isinstance(value, bool))
        case "locale":
            return _unless(isinstance(value, str) and _LOCALE.fullmatch(value) is not None)
        case "accounts":
            return _unless(fit_accounts(value))
    return None


def _is_mail(value: object) -> bool:
    return value is None or (isinstance(value, str) and _MAIL.fullmatch(value) is not None)


def _refused(_: object) -> bool:
    return False


def _unless(fits: bool) -> StaffRefusal | None:
    return None if fits else _BAD


_FORMS: dict[str, Callable[[object], bool]] = {
    "name": is_name,
    "email": _is_mail,
    "topics": is_text_list,
    "places": is_text_list,
}
