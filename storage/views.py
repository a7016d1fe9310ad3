"""Where cards are shown: messages that are kept the same as the card, not sent anew.

`now`, `before` and `not_before` are real times, UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, exists, insert, not_, or_, select, true, update

from storage.outbox.rows import UNSENT
from storage.tables import cards, outbox, views
from workflow.words import CardId, OfficeId, PersonId

_OF_CARD = views.c.card == bindparam("of_card")
_OUTDATE = (
    update(views).where(_OF_CARD, views.c.live).values(wanted=bindparam("new_version"), ticking=bindparam("card_open"))
)
_LANE = views.c.lane == bindparam("of_lane")
_FOLD = (
    update(views)
    .where(_OF_CARD, _LANE, views.c.message_id != bindparam("of_message"), views.c.live)
    .values(live=False, ticking=False, wanted=views.c.wanted + 1)
)
_FORGET = delete(views).where(_LANE, views.c.message_id == bindparam("of_message"))
_CURRENT = select(cards.c.version, cards.c.open).where(cards.c.id == bindparam("of_card"))
_FOUND = (
    select(
        *(views.c[name] for name in ("id", "card", "lane", "message_id", "person", "version", "digest", "live")),
        cards.c.office,
        cards.c.version.label("current"),
    )
    .join(cards, cards.c.id == views.c.card)
    .order_by(views.c.refreshed_at, views.c.id)
)
_COMING = exists().where(UNSENT, outbox.c.lane == views.c.lane, outbox.c.card == views.c.card)
_READY = or_(views.c.not_before.is_(None), views.c.not_before <= bindparam("now"))
_STALE = _FOUND.where(views.c.version < views.c.wanted, _READY, not_(_COMING)).limit(bindparam("most"))
_AGING = _FOUND.where(views.c.ticking, views.c.refreshed_at < bindparam("before"), _READY).limit(bindparam("most"))
_UNKNOWN = -1
"""The version of a message of which nobody knows what it shows: older than any."""

_LIVE = _FOUND.where(_OF_CARD, views.c.live)


@dataclass(frozen=True, slots=True)
class View:
    """A message to be brought up to date. `version` and `digest` are what it shows; not `live`: show it folded up.

    `current` is the version that its card has now.
    """

    id: int
    card: CardId
    office: OfficeId
    lane: str
    message_id: str
    person: PersonId | None
    version: int
    digest: str
    live: bool
    current: int


def shown(
    conn: Connection,
    card: CardId,
    lane: str,
    message_id: str,
    person: PersonId | None,
    version: int,
    digest: str,
    now: datetime,
) -> None:
    """A message now shows the card in this state. Older ones in the same lane are to be folded up."""
    this = {"of_lane": lane, "of_message": message_id}
    conn.execute(_FOLD, {"of_card": card, **this})
    conn.execute(_FORGET, this)
    current = conn.execute(_CURRENT, {"of_card": card}).one()
    view = {
        "card": card,
        "lane": lane,
        "message_id": message_id,
        "person": person,
        "version": version,
        "wanted": current.version,
        "digest": digest,
        "live": True,
        "ticking": current.open,
        "refreshed_at": now,
    }
    conn.execute(insert(views), view)


def outdate(conn: Connection, card: CardId, version: int, card_open: bool) -> None:
    """The card has moved on to this version; all that shows it live is to follow."""
    conn.execute(_OUTDATE, {"of_card": card, "new_version": version, "card_open": card_open})


def stale(conn: Connection, now: datetime, limit: int) -> list[View]:
    """Messages that show less than they should, those longest without a change first.

    Where a notice of the same card is about to come to the same chat, it goes first and shows the newest itself.
    """
    return _views(conn, _STALE, {"now": now, "most": limit})


def aging(conn: Connection, before: datetime, now: datetime, limit: int) -> list[View]:
    """Live messages of open cards that were last refreshed before the moment: their bars have moved since."""
    return _views(conn, _AGING, {"before": before, "now": now, "most": limit})


def refreshed(
    conn: Connection,
    view: int,
    version: int,
    digest: str,
    now: datetime,
    folded: bool = False,
    before: str | None = None,
) -> None:
    """The message now shows this version; `folded`: it shows itself folded up, for good.

    A message that was to be folded up while it was still being shown in full stays as stale as it was. `before` is the
    digest of what it showed when it was looked at: where another process has changed it since, nobody knows whose edit
    came last, and it is to be shown anew.
    """
    this = (views.c.id == view) & views.c.live.is_(not folded)
    shows: dict[str, Any] = {"version": version, "digest": digest, "refreshed_at": now, "not_before": None}
    if folded:
        shows["wanted"] = version
    known = views.c.digest.in_((before, digest)) if before is not None else true()
    if conn.execute(update(views).where(this, known).values(shows)).rowcount == 0:
        conn.execute(update(views).where(this).values(version=_UNKNOWN, digest="", not_before=None))


def later(conn: Connection, view: int, not_before: datetime) -> None:
    """The message could not be changed now; leave it till the moment."""
    conn.execute(update(views).where(views.c.id == view).values(not_before=not_before))


def gone(conn: Connection, view: int) -> None:
    """The message is not there any more."""
    conn.execute(delete(views).where(views.c.id == view))


def card_of(conn: Connection, lane: str, message_id: str) -> CardId | None:
    """The card that this message shows, or None."""
    found: CardId | None = conn.scalar(
        select(views.c.card).where(views.c.lane == lane, views.c.message_id == message_id)
    )
    return found


def live_views(conn: Connection, card: CardId) -> list[View]:
    """Every message that shows the card now."""
    return _views(conn, _LIVE, {"of_card": card})


def _views(conn: Connection, wanted: Select[Any], given: Mapping[str, Any]) -> list[View]:
    return [View(**row) for row in conn.execute(wanted, given).mappings()]
