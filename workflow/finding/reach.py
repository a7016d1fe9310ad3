"""Among which cards somebody's may be: what a database can sort out before each card is asked about (access.sees)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from workflow.access import sees
from workflow.card import Card, LastMove
from workflow.office import Person
from workflow.post import Post
from workflow.words import CardId, OfficeId, PersonId, Role

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Reach:
    """Cards that one of these people carries or has a part in, or one of the departments; or those that went outside.

    Never fewer than he may see, and mostly not many more.
    """

    people: frozenset[PersonId]
    units: frozenset[str]
    outside: bool


def reach_of(person: Person) -> Reach | None:
    """Where his cards are; None where he sees every card of the office, so that none need be asked about."""
    if sees(person, _nobodys()):
        return None
    units = {person.department, *(one.department for one in person.steads)}
    return Reach(
        people=frozenset({person.id, *(one.person for one in person.steads)}),
        units=frozenset(unit for unit in units if unit is not None),
        outside=Role.OUTSIDE in person.plays,
    )


def _nobodys() -> Card:
    """A card with nothing about it that could make it somebody's own: who sees it sees all of them."""
    return Card(
        id=CardId(0),
        office=OfficeId(0),
        number=0,
        procedure="",
        digest="",
        version=1,
        turn=1,
        step="",
        post=Post(),
        opened_at=_LONG_AGO,
        last=LastMove(action="", by=None, at=_LONG_AGO),
    )
