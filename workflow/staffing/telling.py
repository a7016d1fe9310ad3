"""From an office before and after, and the cards that went over, to what everybody is told."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product

from workflow.card import Card
from workflow.events import HandedOver
from workflow.handed import Cause
from workflow.office import Office, Person
from workflow.owners import caretakers, takers
from workflow.procedure import Procedure
from workflow.staffing.dismissal import Late
from workflow.staffing.news import News, StaffNotice
from workflow.staffing.undone import undone
from workflow.words import CardId, PersonId, Role

_MUST_KNOW = (Role.CURATOR, Role.COORDINATOR)


@dataclass(frozen=True, slots=True)
class Turned:
    """An office that has changed, at this moment (UTC): who is in it now, and what has become of its open cards.

    `over` are the cards that went over, each with its event; `open` are all open cards as they stand now. `by` did it.
    """

    before: Office
    after: Office
    now: datetime
    over: tuple[tuple[Card, HandedOver], ...] = ()
    open: tuple[tuple[Card, Procedure], ...] = ()
    by: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """By which order somebody has left, and whether it was told too late."""

    ordered: date
    late: Late | None = None


def news(turned: Turned, order: Order | None = None) -> tuple[StaffNotice, ...]:
    """Everything that is told, each person's in one message where it is one matter."""
    nobody = tuple(_of_nobody(turned))
    return (
        *_to_himself(turned, nobody),
        *_to_substitutes(turned),
        *_to_those_before(turned),
        *_of_who_left(turned, order),
        *nobody,
    )


def _to_himself(turned: Turned, nobody: Sequence[StaffNotice]) -> Iterator[StaffNotice]:
    """His absence begins, or is over; what has come back to him stands in the same message.

    With it stand those who hear that nobody is left for his work, where they do; the receiver is the first of them.
    """
    for one in turned.after.people:
        was = turned.before.person(one.id)
        if was is None or was.present == one.present or one.address is None:
            continue
        if one.reachable:
            told = _notice(News.BACK if one.present else News.AWAY, turned, one, (one,), _come_back(one, turned))
            knowing = tuple(dict.fromkeys(known.to for known in nobody if one.id in known.about))
            yield told.model_copy(update={"receiver": next(iter(knowing), None), "knowing": knowing})


def _come_back(person: Person, turned: Turned) -> tuple[CardId, ...]:
    return _cards(turned, lambda event: event.cause is Cause.RETURN and event.to == person.id)


def _to_substitutes(turned: Turned) -> Iterator[StaffNotice]:
    """Whoever stands in anew, or has been given cards, in one message for all of them."""
    for one in turned.after.people:
        fresh = {stead.person for stead in one.steads} - _stood_in(turned.before.person(one.id))
        for cause, what in ((Cause.ABSENCE, News.STEAD), (Cause.DISMISSAL, News.GIVEN)):
            given = [(card, event) for card, event in turned.over if event.to == one.id and event.cause is cause]
            anew = fresh if what is News.STEAD else set()
            about = dict.fromkeys([*anew, *(who for card, event in given for who in _whose(card, event, turned))])
            if about and one.can_be_told():
                people = [turned.after.person(who) or turned.before.person(who) for who in about]
                cards = dict.fromkeys([*(card.id for card, _ in given), *(_waiting(one, turned) if anew else ())])
                yield _notice(what, turned, one, [person for person in people if person], cards)


def _whose(card: Card, event: HandedOver, turned: Turned) -> tuple[PersonId, ...]:
    """Whose absence or leave it is that moved the card: his who had it, or his for whom that one stood in."""
    if event.cause is not Cause.DISMISSAL or turned.after.person(event.person) is None:
        return (event.person,)
    return tuple(one.of for one in card.handed if one.place in event.places and turned.after.person(one.of) is None)


def _waiting(person: Person, turned: Turned) -> Iterator[CardId]:
    """Cards that have no place of anybody's, but whose step is his to take from now on."""
    for card, procedure in turned.open:
        before, after = (takers(card, office, procedure) for office in (turned.before, turned.after))
        if person in after and person.id not in {one.id for one in before}:
            yield card.id


def _to_those_before(turned: Turned) -> Iterator[StaffNotice]:
    """Whoever stood in for somebody who is back, or had his cards, is told that it is over."""
    for one in turned.after.people:
        returned = [(card, event) for card, event in turned.over if event.cause is Cause.RETURN]
        mine = [(card, event) for card, event in returned if event.person == one.id]
        stood = _stood_in(turned.before.person(one.id)) - {stead.person for stead in one.steads}
        ended = [who for who in sorted(stood) if (person := turned.after.person(who)) and person.present]
        about = dict.fromkeys([*ended, *(event.to for _, event in mine)])
        people = [person for who in about if (person := turned.after.person(who))]
        if people and one.can_be_told():
            yield _notice(News.OVER, turned, one, people, tuple(card.id for card, _ in mine))


def _of_who_left(turned: Turned, order: Order | None) -> Iterator[StaffNotice]:
    """Curators and coordinators must know that somebody has left, and by whom it was told too late (SOB-9b)."""
    gone = [one for one in turned.before.people if turned.after.person(one.id) is None]
    if order is None or not gone:
        return
    given = {event.to for _, event in turned.over if event.cause is Cause.DISMISSAL}
    hearers = dict.fromkeys(one for role in _MUST_KNOW for one in turned.after.holding(role) if one.can_be_told())
    late = order.late
    for one in hearers:
        if one.id == turned.by and late is None:
            continue
        told = _notice(News.LEFT, turned, one, gone, _cards(turned, lambda event: event.cause is Cause.DISMISSAL))
        yield told.model_copy(
            update={
                "ordered": order.ordered,
                "late": late.days if late else 0,
                "clause": late.clause if late else "",
                "receiver": next(iter(given)) if len(given) == 1 else None,
            }
        )


def _of_nobody(turned: Turned) -> Iterator[StaffNotice]:
    """Where nobody is left for some work, those who take care of it hear: of a card those of the card's department."""
    told: dict[tuple[Person, Person], list[CardId]] = {}
    for card, about in _left_alone(turned):
        for pair in product(_carers(card.department, turned), about):
            told.setdefault(pair, []).append(card.id)
    for one in _gone(turned):
        for hearer in (person for unit in _missed_by(one, turned) for person in _carers(unit, turned)):
            told.setdefault((hearer, one), [])
    for (hearer, one), cards in told.items():
        if hearer.id != one.id:
            yield _notice(News.NOBODY, turned, hearer, (one,), cards)


def _left_alone(turned: Turned) -> Iterator[tuple[Card, tuple[Person, ...]]]:
    """Open cards that nobody can go on with any more, each with those because of whom it is so."""
    gone = _gone(turned)
    for card, procedure in turned.open:
        if _heard(takers(card, turned.after, procedure)):
            continue
        able = takers(card, turned.before, procedure)
        concerned = _had(card, turned.over) | {one.id for one in able}
        if about := tuple(one for one in gone if one.id in concerned) or (_heard(able) and (gone or able)):
            yield card, about


def _gone(turned: Turned) -> tuple[Person, ...]:
    """Who was at work and is not, or has left, away or not."""
    now = {one.id: one for one in turned.after.people}
    return tuple(one for one in turned.before.people if one.id not in now or (one.present and not now[one.id].present))


def _carers(unit: str | None, turned: Turned) -> tuple[Person, ...]:
    return caretakers(turned.after, unit, lambda person: person.can_be_told())


def _notice(
    what: News, turned: Turned, to: Person, about: Iterable[Person], cards: Iterable[CardId] = ()
) -> StaffNotice:
    ids = tuple(one.id for one in about)
    return StaffNotice(what=what, office=turned.after.id, to=to.id, at=turned.now, about=ids, cards=tuple(cards))


def _cards(turned: Turned, fits: Callable[[HandedOver], bool]) -> tuple[CardId, ...]:
    return tuple(dict.fromkeys(card.id for card, event in turned.over if fits(event)))


def _missed_by(person: Person, turned: Turned) -> list[str | None]:
    asked = frozenset(role for _, procedure in turned.open for step in procedure.step for role in step.roles)
    return undone(person, turned.after, asked)


def _heard(people: Iterable[Person]) -> bool:
    """Whether any of them can be told."""
    return any(one.can_be_told() for one in people)


def _had(card: Card, over: Sequence[tuple[Card, HandedOver]]) -> set[PersonId]:
    """Whose the card is, or was just now."""
    return {*card.holders.values(), *(event.person for known, event in over if known.id == card.id)}


def _stood_in(person: Person | None) -> set[PersonId]:
    return {stead.person for stead in person.steads} if person else set()
