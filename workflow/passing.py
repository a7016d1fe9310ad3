"""What it makes of a card that places of it have gone to somebody else."""

from workflow import events
from workflow.card import Card
from workflow.contributions import Contribution
from workflow.handed import CURATOR, EXECUTOR, PART, Cause, Handed


def changes_of_hands(event: events.HandedOver, card: Card) -> dict[str, object]:
    """Who has the places now, and who had them before."""
    return {
        "contributions": _parts(event, card),
        "handed": _handed(event, card),
        **({"curator": event.to} if CURATOR in event.places else {}),
        **({"executor": event.to, "accepted": False} if EXECUTOR in event.places else {}),
    }


def _parts(event: events.HandedOver, card: Card) -> tuple[Contribution, ...]:
    numbers = {place.removeprefix(PART) for place in event.places if place.startswith(PART)}
    given = {"executor": event.to}
    return tuple(one.model_copy(update=given) if str(one.number) in numbers else one for one in card.contributions)


def _handed(event: events.HandedOver, card: Card) -> tuple[Handed, ...]:
    others = [one for one in card.handed if one.place not in event.places]
    return (*others, *(one for place in event.places for one in _of_place(place, event, card)))


def _of_place(place: str, event: events.HandedOver, card: Card) -> list[Handed]:
    """Who had the place, the first of them first. Whoever has it again waits for it no more; one who left never will.

    What somebody decides comes back to nobody.
    """
    before = [one for one in card.handed if one.place == place]
    if event.cause is Cause.RETURN:
        mine = next((index for index, one in enumerate(before) if one.of == event.to), len(before))
        return before[:mine]
    kept = [one for one in before if one.of not in (event.person, event.to)] if event.cause is not Cause.PERSON else []
    gone = event.cause is Cause.DISMISSAL
    return [*kept, *([] if gone else [Handed(place=place, of=event.person, returns=event.returns)])]
