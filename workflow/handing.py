"""Giving a card to somebody else: who may, to whom, and what comes of it (Sobolevo 9)."""

from workflow import events
from workflow.card import Card
from workflow.commands import HandOver
from workflow.events import Event
from workflow.handed import CURATOR, Cause
from workflow.office import Office, Person
from workflow.possible import closed
from workflow.refusals import Refusal, Why
from workflow.rights.ask import may
from workflow.rights.asked import Asked
from workflow.rights.row import What
from workflow.scene import Scene
from workflow.words import PersonId, Role


def decided(command: HandOver, card: Card, scene: Scene) -> tuple[Event, ...] | Refusal:
    """The places go over; nothing where they have gone already by themselves."""
    office = scene.office
    if refusal := _not_allowed(command, card, office):
        return refusal
    if not card.open:
        return closed(card)
    places = _places(command, card)
    if not places:
        return _taken(card) if command.by is not None else ()
    if refusal := _unfit(command, card, office):
        return refusal
    return (
        events.HandedOver(
            seq=card.version + 1,
            at=scene.now,
            by=command.by,
            person=command.person,
            to=command.to,
            places=places,
            cause=command.cause,
            why=command.why.strip(),
            until=command.until,
            returns=command.returns,
        ),
    )


def may_hand_over(person: Person, card: Card, office: Office) -> bool:
    """Whether he may give it to another: who stands in for curators, the department's head, who takes care of it."""
    return card.open and may(person, What.HAND_OVER, Asked(office, card))


def given_by(card: Card) -> tuple[PersonId, ...]:
    """Whose places a person may give to another: the executor's, and those of who owe parts."""
    return tuple(dict.fromkeys(who for place, who in card.holders.items() if place != CURATOR))


def successors(card: Card, who: PersonId, office: Office) -> tuple[Person, ...]:
    """To whom: the executors of the department who are at work; where there is none, those of the others."""
    units = {one.department for one in card.contributions if one.executor == who}
    mine = units | ({card.department} if who == card.executor else set())
    near = [one for unit in sorted(filter(None, mine)) for one in office.executors_of(unit) if one.id != who]
    far = [one for one in office.holding(Role.EXECUTOR) if one.id != who]
    return tuple(dict.fromkeys(near or far))


def _not_allowed(command: HandOver, card: Card, office: Office) -> Refusal | None:
    if command.by is None:
        return None
    person = office.person(command.by)
    allowed = person is not None and (may_hand_over(person, card, office) or not card.open)
    return None if allowed and command.cause is Cause.PERSON else Refusal(Why.NOT_YOURS, card.number)


def _places(command: HandOver, card: Card) -> tuple[str, ...]:
    """What he has of the card, of that what was named; by a person not the curator's place."""
    mine = [place for place, who in card.holders.items() if who == command.person]
    free = [place for place in mine if command.by is None or place != CURATOR]
    return tuple(place for place in free if not command.places or place in command.places)


def _taken(card: Card) -> Refusal:
    return Refusal(Why.HANDED_OVER, card.number, by=card.executor)


def _unfit(command: HandOver, card: Card, office: Office) -> Refusal | None:
    to = office.person(command.to)
    fits = to is not None and to.present and to.id != command.person
    among = command.by is None or to in successors(card, command.person, office)
    return None if fits and among else Refusal(Why.NO_PERSON, card.number)
