"""A message becomes a card, once for ever by its sender's identity of it."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.intake.faults import NOT_THERE, REFUSED, UNFIT, Fault, IntakeError, one_fault
from bot.intake.files import File
from bot.intake.model import CardSaid
from bot.intake.reading import Submission
from bot.uploads import SCHEME
from storage import blobs, queries
from storage.blobs import Blob
from storage.books import SqlBooks
from storage.offices import office_named
from workflow import desk
from workflow.card import Card
from workflow.commands import Open
from workflow.links import network_of
from workflow.office import Office
from workflow.post import Media, Part, Post
from workflow.refusals import Refusal

AHEAD = timedelta(minutes=5)
"""How far a sender's clock may be ahead of ours."""

_OLDEST = {
    "posted_at": timedelta(days=3660),
    "detected_at": timedelta(days=366),
    "received_at": timedelta(days=366),
}
"""How long ago each may be: what lies further back is a mistake in the year."""


def key_of(identity: str) -> str:
    """The identity of a card that came through here, apart from those of messengers."""
    return f"intake:{identity}"


def the_office(conn: Connection, key: str) -> Office:
    """The office with this key. Raises IntakeError."""
    office = office_named(conn, key)
    if office is None:
        raise one_fault(NOT_THERE, "office", "no such office; write the key of its file")
    return office


def opened(conn: Connection, given: Submission, now: datetime, real: datetime) -> tuple[Card, bool]:
    """The card of this message, and whether it is new. `now` is the office's clock, `real` is real time.

    Raises IntakeError, with which the transaction must end.
    """
    card, books = given.card, SqlBooks(conn, real)
    office = the_office(conn, card.office)
    if (known := books.card_under(office.id, key_of(card.id))) and (there := queries.card(conn, known)):
        return there, False
    _check(card, office, now)
    outcome = desk.do(_command(given, office, conn, real), books, now)
    if isinstance(outcome, Refusal):
        raise IntakeError(REFUSED, Fault("card", "the office does not take it"), more={"why": outcome.why})
    return outcome.card, True


def _command(given: Submission, office: Office, conn: Connection, real: datetime) -> Open:
    card = given.card
    return Open(
        office=office.id,
        by=None,
        post=_post(card, tuple(_kept(one, conn, real) for one in given.files)),
        key=key_of(card.id),
        procedure=card.procedure,
        detected=card.detected_at,
        received=card.received_at,
        topic=card.topic,
        kind=card.kind,
    )


def _post(card: CardSaid, media: tuple[Media, ...]) -> Post:
    return Post(
        network=card.network or network_of(card.link),
        source=card.source,
        author=card.author,
        link=card.link,
        posted_at=card.posted_at,
        parts=(Part(key=key_of(card.id), text=card.text, media=media),),
        place=card.place,
    )


def _kept(file: File, conn: Connection, real: datetime) -> Media:
    sha256 = blobs.sha256_of(file.content)
    blobs.put(conn, Blob(sha256, file.content, file.mime, file.name), real)
    return Media(kind=file.kind, ref=f"{SCHEME}{sha256}", name=file.name)


def _check(card: CardSaid, office: Office, now: datetime) -> None:
    if card.procedure is not None and card.procedure not in office.procedures:
        known = ", ".join(office.procedures)
        raise one_fault(UNFIT, "procedure", f"the office does not work by it; write one of: {known}")
    if faults := [
        fault for field, back in _OLDEST.items() for fault in _unlikely(field, getattr(card, field), back, now)
    ]:
        raise IntakeError(UNFIT, *faults)


def _unlikely(field: str, at: datetime | None, back: timedelta, now: datetime) -> list[Fault]:
    if at is not None and at > now + AHEAD:
        return [Fault(field, "lies in the future; check its offset and your clock")]
    if at is not None and at < now - back:
        return [Fault(field, f"lies more than {back.days} days back; check the year")]
    return []
