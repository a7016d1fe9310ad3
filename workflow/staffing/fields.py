"""The fields of an office, its departments and its people, in the terms of JSON."""

from dataclasses import dataclass

from workflow.office import Account, Department, Office, Person
from workflow.staffing.changes import Thing


@dataclass(frozen=True, slots=True)
class Field:
    """What stands in a field now."""

    value: object


def field_of(office: Office, what: str, key: str, name: str) -> Field | None:
    """The field with this name; None where there is no such thing, or it has no such field."""
    values = fields_of(office, what, key)
    return Field(values[name]) if values is not None and name in values else None


def fields_of(office: Office, what: str, key: str) -> dict[str, object] | None:
    """All fields of one thing that people may change; None where there is no such thing.

    `order` of an office is the order of its departments, by their keys.
    """
    match what:
        case Thing.OFFICE if key == office.key:
            return _of_office(office)
        case Thing.DEPARTMENT:
            unit = office.department(key)
            return _of_department(unit) if unit else None
        case Thing.PERSON:
            person = next((one for one in office.people if one.key == key), None)
            return _of_person(person) if person else None
    return None


def _of_office(office: Office) -> dict[str, object]:
    timetable = office.timetable
    return {
        "name": office.name,
        "zone": timetable.zone,
        "locale": office.locale,
        "procedures": list(office.procedures),
        "group_address": office.group,
        "group_topic": office.group_topic,
        "bare_hours": office.bare_hours,
        "day_off": office.day_off,
        "schedule": [[list(span) for span in day] for day in timetable.week],
        "days_off": sorted(day.isoformat() for day in timetable.days_off),
        "working_days": sorted(day.isoformat() for day in timetable.working_days),
        "accounts": [account_values(one) for one in office.accounts],
        "parent": office.parent,
        "confirms": office.confirms,
        "order": [unit.key for unit in office.departments],
    }


def account_values(account: Account) -> dict[str, object]:
    """An account as the office's field `accounts` has it."""
    known: dict[str, object] = {"network": account.network, "name": account.name, "link": account.link}
    return {**known, "excluded": account.excluded} if account.excluded else known


def _of_department(unit: Department) -> dict[str, object]:
    return {"name": unit.name, "topics": list(unit.topics), "places": list(unit.places)}


def _of_person(person: Person) -> dict[str, object]:
    return {
        "name": person.name,
        "roles": sorted(role.value for role in person.roles),
        "department": person.department,
        "email": person.email,
        "substitutes": list(person.substitutes),
    }
