"""What a look at a card needs: its office, its procedure, the words of the reader's language, the present."""

from dataclasses import dataclass, replace
from datetime import datetime
from html import unescape
from re import sub
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from handlers.safe import plain
from handlers.shown import Shown, zone_of
from handlers.texts import texts_for
from storage import procedures
from storage.snapshots import snapshot
from workflow.card import Card


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the bot's database: over one connection, in one language, at `now` of the office's clock (UTC)."""

    conn: Connection
    lang: str
    now: datetime

    def shown(self, card: Card) -> Shown:
        """The card for nobody in particular, as the office's group would see it."""
        office = snapshot(self.conn, card.office).office
        procedure = procedures.get(self.conn, card.procedure, card.digest)
        return Shown(card, office, procedure, None, self.now, texts_for(self.lang))


def as_it_was(shown: Shown, card: Card, now: datetime) -> Shown:
    """The card as it stood at another moment."""
    return replace(shown, card=card, now=now)


def there(at: datetime | None, shown: Shown) -> str | None:
    """A moment as the page is told it: ISO with the offset of the office's zone."""
    return at.astimezone(ZoneInfo(zone_of(shown))).isoformat(timespec="seconds") if at else None


def bare(markup: str) -> str:
    """Our HTML without its tags: what a reader of the message sees."""
    return plain(unescape(sub("<[^>]*>", "", markup)))
