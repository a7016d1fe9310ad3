"""What counters make of an event: it is refused, or it is counted and somebody hears that it was once too often."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from workflow.card import Card
from workflow.counters import Counter, Tally, exceeded, refused, tally_of, telling_key, window
from workflow.events import Event
from workflow.notice import Counted, Notice, NoticeKind, Urgency
from workflow.noticing import fallback
from workflow.office import Office, Person
from workflow.owners import in_role
from workflow.ports import Books
from workflow.refusals import Refusal, Why
from workflow.scene import Scene
from workflow.words import Role


def too_many(happened: Sequence[Event], card: Card, scene: Scene, books: Books) -> Refusal | None:
    """Why this is not taken once more; None where no counter forbids it."""
    for counter, tally in _tallies(happened, card, scene):
        if counter.refuse and refused(counter, _before(counter, tally, scene, books)):
            limit = counter.more_than
            return Refusal(Why.TOO_MANY, card.number, amount=limit, limit=limit, clause=counter.clause)
    return None


def counted(happened: Sequence[Event], card: Card, scene: Scene, books: Books) -> list[Notice]:
    """Count what has happened, and tell what has just become too many; `card` is written already."""
    found: list[Notice] = []
    for counter, tally in _tallies(happened, card, scene):
        before = _before(counter, tally, scene, books)
        if books.note_tally(tally) and not counter.refuse and exceeded(counter, before, before + 1):
            found += _told(counter, tally, before + 1, card, scene)
    return found


def _tallies(happened: Sequence[Event], card: Card, scene: Scene) -> Iterator[tuple[Counter, Tally]]:
    for event in happened:
        for counter in scene.rules.procedure.counter:
            if tally := tally_of(counter, card, event, scene.office):
                yield counter, tally


def _before(counter: Counter, tally: Tally, scene: Scene, books: Books) -> int:
    return books.tally_count(tally, *window(counter, tally.at, _zone(scene)))


def _zone(scene: Scene) -> ZoneInfo:
    return ZoneInfo(scene.office.timetable.zone)


def _told(counter: Counter, tally: Tally, number: int, card: Card, scene: Scene) -> Iterator[Notice]:
    once = telling_key(tally, counter, _zone(scene))
    facts = Counted(counter=counter.name, subject=tally.subject, number=number, at=tally.at)
    named = _named(counter, tally, card, scene.office)
    reached = [person for person in named if person.can_be_told()]
    for person in reached or fallback(scene.office):
        yield Notice(
            kind=NoticeKind.COUNTED,
            office=card.office,
            card=card.id,
            seq=tally.seq,
            to=person.id,
            urgency=Urgency.URGENT,
            about=counter.name,
            once=once,
            counted=facts,
            unreached=() if reached else tuple(one.id for one in named),
        )


def _named(counter: Counter, tally: Tally, card: Card, office: Office) -> tuple[Person, ...]:
    """Those who are to hear; where none of them can, those who stand above do."""
    named = {one.id: one for role in counter.tell for one in _in_role(Role(role), counter, tally, card, office)}
    return tuple(named.values())


def _in_role(role: Role, counter: Counter, tally: Tally, card: Card, office: Office) -> tuple[Person, ...]:
    """Of chiefs and executors those of the unit that was counted, whose card it was last."""
    if role not in (Role.CHIEF, Role.EXECUTOR) or counter.per == "office":
        return in_role(role, card, office)
    person = counter.person(tally.subject, office)
    if person and role is Role.EXECUTOR:
        return (person,)
    unit = counter.unit(tally.subject, office)
    return tuple(one for one in office.holding(role) if unit is not None and one.department == unit.key)
