"""What waits for somebody in his other offices: a line and a button for each in which anything does."""

from collections.abc import Sequence

from handlers.buttons import Button, Rows
from handlers.safe import html
from handlers.several.data import Speak
from handlers.several.names import brief_name, on_button
from handlers.texts import Texts
from handlers.turn import Seat

Waiting = tuple[Seat, int]
"""One of his offices, and how many cards are his there."""

_MOST = 4


def elsewhere_lines(found: Sequence[Waiting], texts: Texts) -> list[str]:
    """«Администрация Б: 2 карточки»."""
    return [
        texts.many("{office}: {n} карточка", "{office}: {n} карточек", count, office=html(brief_name(seat.office)))
        for seat, count in _some(found)
    ]


def elsewhere_rows(found: Sequence[Waiting], texts: Texts) -> Rows:
    """A tap goes over to the office and shows his cards there."""
    return tuple(
        (Button(text=f"→ {on_button(seat.office)}", data=Speak(office=seat.office.id, mine=True).pack()),)
        for seat, _ in _some(found)
    )


def _some(found: Sequence[Waiting]) -> list[Waiting]:
    """Those where anything waits; the list of all is /offices."""
    return [one for one in found if one[1]][:_MOST]
