"""For which office somebody speaks who works for several: what tells it, and what he chose last."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from storage.tables import callers, cards, offices, outbox, views
from workflow.words import OfficeId

_CALLER = (callers.c.channel == bindparam("of_channel")) & (callers.c.address == bindparam("of_address"))
_CHOSEN = select(callers.c.office).where(_CALLER)
_CARD = select(cards.c.office).where(cards.c.id == bindparam("card"))
_VIEW = (
    select(cards.c.office)
    .join(views, views.c.card == cards.c.id)
    .where(views.c.lane == bindparam("of_lane"), views.c.message_id == bindparam("of_message"))
)
_SENT = (
    select(outbox.c.office)
    .where(outbox.c.lane == bindparam("of_lane"), outbox.c.message_id == bindparam("of_message"))
    .order_by(outbox.c.id.desc())
    .limit(1)
)


def of_card(conn: Connection, card: int) -> OfficeId | None:
    """Whose the card is."""
    return conn.scalar(_CARD, {"card": card})


def of_message(conn: Connection, lane: str, message: str) -> OfficeId | None:
    """The office in whose name the bot sent this message; None where it was none, or is not remembered."""
    this = {"of_lane": lane, "of_message": message}
    found: OfficeId | None = conn.scalar(_VIEW, this)
    return found if found is not None else conn.scalar(_SENT, this)


def of_group(conn: Connection, channel: str, address: str) -> list[OfficeId]:
    """Offices whose group this chat is."""
    these = (offices.c.channel == channel) & (offices.c.group_address == address)
    return [OfficeId(one) for one in conn.scalars(select(offices.c.id).where(these).order_by(offices.c.id))]


def with_number(conn: Connection, number: int, among: Sequence[OfficeId]) -> list[OfficeId]:
    """Those of the offices that have a card with this number."""
    these = (cards.c.number == number) & cards.c.office.in_(among)
    return [OfficeId(one) for one in conn.scalars(select(cards.c.office).where(these).order_by(cards.c.office))]


def with_key(conn: Connection, key: str, among: Sequence[OfficeId]) -> list[OfficeId]:
    """Those of the offices in which a card was opened under this key, the one that did it last first."""
    these = (cards.c.key == key) & cards.c.office.in_(among)
    return [OfficeId(one) for one in conn.scalars(select(cards.c.office).where(these).order_by(cards.c.id.desc()))]


def chosen(conn: Connection, channel: str, address: str) -> OfficeId | None:
    """The office that he said last he speaks for; None where he never said, or an office of his is gone."""
    return conn.scalar(_CHOSEN, {"of_channel": channel, "of_address": address})


def choose(conn: Connection, channel: str, address: str, office: OfficeId, now: datetime) -> None:
    """He speaks for this office from now on. `now` is real time."""
    this = {"of_channel": channel, "of_address": address}
    if conn.execute(update(callers).where(_CALLER).values(office=office, at=now), this).rowcount == 0:
        conn.execute(insert(callers).values(channel=channel, address=address, office=office, at=now))
