"""What a screen about the office's people is drawn from."""

from dataclasses import dataclass
from datetime import datetime

from handlers.buttons import Button
from handlers.callbacks import brief
from handlers.staff.data import Go, Put, Write
from handlers.staff.pages import mark
from handlers.texts import Texts
from workflow.office import Department, Office, Person
from workflow.rights.ask import roles_of
from workflow.rights.row import What
from workflow.staffing.changes import Thing
from workflow.staffing.fields import field_of
from workflow.staffing.rights import may_here
from workflow.words import PersonId

SEES = roles_of(What.SEE_STAFF)
"""Who has the list of people; only administrators change anything there."""


@dataclass(frozen=True, slots=True)
class Sight:
    """The office as it is now, who looks, and at what: the key and the page of the screen."""

    office: Office
    reader: Person
    now: datetime
    texts: Texts
    key: str = ""
    page: int = 0

    @property
    def changes(self) -> bool:
        """Whether he may change something here."""
        return may_here(self.reader.id, What.EDIT, self.office)

    @property
    def person(self) -> Person | None:
        """The person whom the screen is about."""
        return self.office.person(PersonId(int(self.key))) if self.key.isdecimal() else None

    @property
    def unit(self) -> Department | None:
        """The department that the screen is about."""
        return unit_named(self.key, self.office)

    def go(self, text: str, screen: str, key: str = "") -> Button:
        """A button that leads to another screen."""
        return Button(text=text, data=Go(screen=screen, key=key).pack())

    def back(self, screen: str, key: str = "") -> tuple[Button, ...]:
        """«Назад», in a row of its own."""
        return (self.go(self.texts.say("Назад"), screen, key),)


def unit_named(key: str, office: Office) -> Department | None:
    """The department of which a button carries the brief key."""
    return next((unit for unit in office.departments if brief(unit.key) == key), None)


def seen_in(office: Office, what: str, key: str, field: str) -> str:
    """The mark of what stands in a field now."""
    found = field_of(office, what, key, field)
    return mark(found.value if found else None)


def put(text: str, sight: Sight, what: str, thing: Person | Department | Office, field: str, value: str) -> Button:
    """A button that changes a field of the office, a department or a person."""
    key = str(thing.id) if isinstance(thing, Person) else "" if isinstance(thing, Office) else brief(thing.key)
    office = sight.office
    of_office = (Thing.OFFICE, office.key) if field == "order" else (what, thing.key)
    seen = seen_in(office, *of_office, field)
    return Button(text=text, data=Put(what=what, key=key, field=field, value=value, seen=seen).pack())


def write(text: str, what: str, key: str, field: str) -> Button:
    """A button that asks for a field in words."""
    return Button(text=text, data=Write(what=what, key=key, field=field).pack())
