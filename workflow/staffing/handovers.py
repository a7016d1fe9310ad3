"""Which open cards go to whom when the people of an office are others than before. Pure: rows or memory, it is one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workflow.card import Card
from workflow.commands import HandOver
from workflow.handed import CURATOR, EXECUTOR, PART, Cause
from workflow.office import Office, Person
from workflow.owners import OPENERS
from workflow.steads import substitute_of
from workflow.words import PersonId, Role

_OPENS = OPENERS | {Role.CURATOR}


@dataclass(frozen=True, slots=True)
class _Move:
    """One place of a card goes over; `of` is whose absence or leave it is that moves it."""

    place: str
    person: PersonId
    to: PersonId
    cause: Cause
    of: Person | None


def handovers(before: Office, after: Office, cards: Iterable[Card], to: PersonId | None = None) -> tuple[HandOver, ...]:
    """What becomes of the cards: each place of one who is away or has left goes to his substitute, else to his unit.

    What was handed over comes back to whoever is at work again. `to` takes over from those who have left, where he can.
    Where nobody is left a card stays as it is, and others take care of it (see owners).
    """
    return tuple(command for card in cards if card.open for command in _of_card(card, before, after, to))


def _of_card(card: Card, before: Office, after: Office, to: PersonId | None) -> Iterator[HandOver]:
    groups: dict[tuple[PersonId, PersonId, Cause], list[_Move]] = defaultdict(list)
    for place, holder in card.holders.items():
        if move := _returned(card, place, holder, before, after) or _given(card, place, holder, before, after, to):
            groups[move.person, move.to, move.cause].append(move)
    for (person, receiver, cause), moves in groups.items():
        away = moves[0].of.away if moves[0].of and cause is Cause.ABSENCE else None
        yield HandOver(
            card.id,
            None,
            person,
            receiver,
            why=away.why.value if away else "",
            places=tuple(one.place for one in moves),
            cause=cause,
            until=away.until if away else None,
            returns=away is not None and not away.stays,
        )


def _returned(card: Card, place: str, holder: PersonId, before: Office, after: Office) -> _Move | None:
    """Back to the first of those who had it before and are at work again.

    What was to stay with a substitute stays, unless he cannot go on with it.
    """
    for one in card.handed:
        was, now = before.person(one.of), after.person(one.of)
        if one.place != place or one.of == holder or was is None or now is None or was.present or not now.present:
            continue
        if one.returns or not _fits(after.person(holder), place, card):
            return _Move(place, holder, one.of, Cause.RETURN, None)
    return None


def _given(
    card: Card, place: str, holder: PersonId, before: Office, after: Office, to: PersonId | None
) -> _Move | None:
    """From one who is away, or has left, to whoever can go on with it now."""
    now, left = after.person(holder), _who_left(card, place, holder, before, after, to)
    if left is None and now is not None and now.present:
        return None
    person, dismissed = left or now or before.person(holder), left is not None or now is None
    chosen = after.person(to) if dismissed else None
    first = _first_away(card, place, after) or person
    known = (chosen, now, *(substitute_of(one, after) for one in (first, person) if one), *_unit(card, place, after))
    receiver = next((one for one in known if one and one.present and _fits(one, place, card)), None)
    if receiver is None or receiver.id == holder:
        return None
    cause = Cause.DISMISSAL if dismissed else Cause.ABSENCE
    return _Move(place, holder, receiver.id, cause, None if dismissed else now)


def _who_left(
    card: Card, place: str, holder: PersonId, before: Office, after: Office, to: PersonId | None
) -> Person | None:
    """Who has left just now while the holder only stood in for him.

    The holder keeps the place where nobody else was chosen for it, or it was his for good, and he can go on with it.
    """
    able = _fits(after.person(holder), place, card)
    for one in card.handed:
        was = before.person(one.of)
        if one.place != place or was is None or after.person(one.of) is not None:
            continue
        if not able or (one.returns and to is not None):
            return was
    return None


def _first_away(card: Card, place: str, after: Office) -> Person | None:
    """Whose place it was to begin with: his own substitutes come before those of a substitute (KOZ-D2)."""
    known = (after.person(one.of) for one in card.handed if one.place == place)
    return next((one for one in known if one and not one.present), None)


def _fits(person: Person | None, place: str, card: Card) -> bool:
    """Whether he can go on with what the place stands for."""
    if person is None:
        return False
    return bool(person.plays & _OPENS) if place == CURATOR else Role.EXECUTOR in person.plays


def _unit(card: Card, place: str, after: Office) -> tuple[Person, ...]:
    """The executors of the department that the place belongs to, as far as they can be told."""
    unit = card.department if place == EXECUTOR else None
    if place.startswith(PART):
        number = place.removeprefix(PART)
        unit = next((one.department for one in card.contributions if str(one.number) == number), None)
    return tuple(one for one in after.executors_of(unit or "") if one.can_be_told())
