"""What a message is made from."""

from dataclasses import dataclass
from datetime import datetime

from handlers.texts import Texts
from workflow.card import Card
from workflow.office import Office, Person
from workflow.ports import Place
from workflow.procedure import Procedure


@dataclass(frozen=True, slots=True)
class Shown:
    """A card for one reader; `reader` is None for the office's group. `now` is the office's present (UTC).

    `bot` is the bot's username, for links that open a card. `place` is the post's own chat, where the bot may write
    there.
    """

    card: Card
    office: Office
    procedure: Procedure
    reader: Person | None
    now: datetime
    texts: Texts
    bot: str = ""
    place: Place | None = None


def zone_of(shown: Shown) -> str:
    """The office's zone: all times are shown in it."""
    return shown.office.timetable.zone
