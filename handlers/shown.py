"""What a message is made from."""

from dataclasses import dataclass
from datetime import datetime

from handlers.safe import html
from handlers.texts import Texts
from workflow.card import Card
from workflow.office import Office, Person
from workflow.ports import Place
from workflow.procedure import Procedure


@dataclass(frozen=True, slots=True)
class Shown:
    """A card for one reader; `reader` is None for the office's group. `now` is the office's present (UTC).

    `bot` is the bot's username, for links that open a card. `place` is the post's own chat, where the bot may write
    there. `below` are the offices to which the reader may pass the card down now. `label` names the office to a
    reader who works for several; for all others it is empty. `why` is what somebody wrote with the event that is told.
    """

    card: Card
    office: Office
    procedure: Procedure
    reader: Person | None
    now: datetime
    texts: Texts
    bot: str = ""
    place: Place | None = None
    below: tuple[Office, ...] = ()
    label: str = ""
    why: str = ""


def numbered(shown: Shown) -> str:
    """«№ 12»; for a reader of several offices with the office: numbers are each one's own."""
    return " · ".join(part for part in (f"№ {shown.card.number}", html(shown.label)) if part)


def zone_of(shown: Shown) -> str:
    """The office's zone: all times are shown in it."""
    return shown.office.timetable.zone
