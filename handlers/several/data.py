"""What the buttons of this room carry, what it writes, and what other rooms' buttons say of a card."""

from collections.abc import Iterator

from handlers.carried import Carried
from handlers.turn import Effect
from workflow.words import OfficeId


class Speak(Carried, prefix="sp"):
    """Speak for this office from now on; with `mine`, show his cards there at once."""

    office: int
    mine: bool = False


class OfficeChosen(Effect):
    """Whoever writes from the address speaks for this office; what he sent before he said so is dealt with now."""

    address: str
    office: OfficeId
    lane: str


def card_carried(data: str) -> int | None:
    """The card that the button speaks of; None for a button of no card, or for words that are none of ours."""
    for one in _kinds(Carried):
        if "card" in one.model_fields and data.startswith(one.__prefix__ + one.__separator__):
            try:
                return int(one.unpack(data).card)  # type: ignore[attr-defined]  # the field was looked for above
            except (TypeError, ValueError):
                return None
    return None


def _kinds(of: type[Carried]) -> Iterator[type[Carried]]:
    for one in of.__subclasses__():
        yield one
        yield from _kinds(one)
