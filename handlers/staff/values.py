"""What a tap or a line of text makes of a field. Pure; the core checks it again."""

import re
from dataclasses import dataclass

from handlers.safe import plain, short
from handlers.staff.data import Put, roles_in
from handlers.staff.pages import mark
from handlers.staff.sight import unit_named
from handlers.texts import LOCALES
from workflow.office import Office
from workflow.staffing.changes import Thing
from workflow.staffing.fields import field_of
from workflow.staffing.values import LONGEST_NAME
from workflow.words import PersonId

_PARTS = re.compile(r"[\n,;]+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One field and its new value; `seen` is what was shown when it was wanted."""

    what: str
    key: str
    field: str
    seen: object
    value: object


def tapped(tap: Put, office: Office) -> Wanted | None:
    """What the button wants; None where there is no such thing or field any more, or the button was made up."""
    key = key_in(tap.what, tap.key, office)
    if key is None:
        return None
    what, key = (Thing.OFFICE.value, office.key) if tap.field == "order" else (tap.what, key)
    present = field_of(office, what, key, tap.field)
    if present is None:
        return None
    try:
        value = _VALUES[tap.what, tap.field](tap, present.value, office)
    except (KeyError, ValueError):
        return None
    seen = present.value if mark(present.value) == tap.seen else f"~{tap.seen}"
    return Wanted(what, key, tap.field, seen, value)


def key_in(what: str, key: str, office: Office) -> str | None:
    """The whole key of what a button speaks of: a person's by his id, a department's by its brief one."""
    match what:
        case Thing.PERSON:
            person = office.person(PersonId(int(key))) if key.isdecimal() else None
            return person.key if person else None
        case Thing.DEPARTMENT:
            unit = unit_named(key, office)
            return unit.key if unit else None
        case Thing.OFFICE:
            return office.key
    return None


def written(field: str, text: str) -> object:
    """What a line of text says: a name, an address of mail, a list of words."""
    if field in ("topics", "places"):
        parts = (short(part, LONGEST_NAME) for part in _PARTS.split(plain(text)))
        return list(dict.fromkeys(part for part in parts if part))
    if field == "email":
        return plain(text).strip()
    return clean_name(text)


def clean_name(text: str) -> str:
    """A name as it may be kept: on one line, without what cannot be seen, not too long."""
    seen = "".join(letter for letter in short(text, LONGEST_NAME) if letter.isprintable())
    return " ".join(seen.split())


def _roles(tap: Put, present: object, office: Office) -> object:
    (role,) = roles_in(tap.value)
    held = [str(one) for one in present] if isinstance(present, list) else []
    return sorted(set(held) ^ {role.value})


def _department(tap: Put, present: object, office: Office) -> object:
    if not tap.value:
        return None
    unit = unit_named(tap.value, office)
    if unit is None:
        raise ValueError("there is no such department")
    return unit.key


def _substitutes(tap: Put, present: object, office: Office) -> object:
    held = list(present) if isinstance(present, list) else []
    person = office.person(PersonId(int(tap.value)))
    if person is None:
        raise ValueError("there is no such person")
    return [one for one in held if one != person.key] if person.key in held else [*held, person.key]


def _order(tap: Put, present: object, office: Office) -> object:
    keys = [str(one) for one in present] if isinstance(present, list) else []
    unit = unit_named(tap.key, office)
    at = keys.index(unit.key if unit else "")
    to = max(0, min(len(keys) - 1, at + {"up": -1, "down": 1}[tap.value]))
    keys.insert(to, keys.pop(at))
    return keys


def _nothing(tap: Put, present: object, office: Office) -> object:
    return [] if isinstance(present, list) else None


def _locale(tap: Put, present: object, office: Office) -> object:
    if tap.value not in LOCALES:
        raise ValueError("no such language")
    return tap.value


_VALUES = {
    (Thing.PERSON.value, "roles"): _roles,
    (Thing.PERSON.value, "department"): _department,
    (Thing.PERSON.value, "substitutes"): _substitutes,
    (Thing.PERSON.value, "email"): _nothing,
    (Thing.DEPARTMENT.value, "order"): _order,
    (Thing.DEPARTMENT.value, "topics"): _nothing,
    (Thing.DEPARTMENT.value, "places"): _nothing,
    (Thing.OFFICE.value, "confirms"): lambda tap, present, office: tap.value == "1",
    (Thing.OFFICE.value, "locale"): _locale,
}
