"""What comes of an answer that the bot publishes itself: the card goes on, or its people are told. One transaction."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from bot.outcomes import Blocked, Gone, Outcome, Refused, Sent, Unsure
from bot.publishing import Piece, link_of, piece_in
from bot.settling import settle
from bot.showing import Order
from bot.turns import REPLY
from handlers.done import done_text
from handlers.safe import html
from handlers.texts import texts_for
from handlers.turn import Reply
from storage import chats, outbox
from storage.books import SqlBooks
from storage.outbox import Message, Sending
from storage.snapshots import snapshot
from workflow import desk
from workflow.commands import Act, NotPublished
from workflow.desk import Done
from workflow.notices import Urgency
from workflow.publication import PUBLISH, under_way

_PARTLY = "a part of the answer is out"


@dataclass(frozen=True, slots=True)
class End:
    """The outcome of sending one piece. `real` is real time, `now` the office's present; `mail` as in SqlBooks."""

    outcome: Outcome
    message: Sending
    order: Order | None
    real: datetime
    now: datetime
    mail: bool
    locale: str


def settle_publication(end: End, conn: Connection) -> None:
    """Settle the row, and with the last piece or a failure the order behind it. Raises Fenced."""
    piece = piece_in(end.message)
    match end.outcome:
        case Sent():
            _settle_row(replace(end, outcome=Sent((), end.outcome.result)), conn)
            if piece.last:
                _published(piece, end.outcome, end, conn)
        case Unsure():
            # As if it had been repeated already: that makes it a doubt, and nothing is said twice.
            outbox.doubt(conn, replace(end.message, repeated=True), end.outcome.why, end.real)
            _failed(piece, end, conn, doubt=True, why=end.outcome.why)
        case Blocked() | Refused() | Gone():
            _settle_row(end, conn)
            if isinstance(end.outcome, Blocked):
                chats.closed(conn, end.message.lane, end.real)
            why = f"{_PARTLY}: {end.outcome.why}" if piece.index else end.outcome.why
            _failed(piece, end, conn, doubt=piece.index > 0, why=why)
        case _:
            _settle_row(end, conn)


def _settle_row(end: End, conn: Connection) -> None:
    if end.order is None:
        why = end.outcome.why if isinstance(end.outcome, Refused) else str(end.outcome)
        outbox.dead(conn, end.message, why, end.real)
    else:
        settle(end.outcome, conn, end.message, end.order, end.real)


def _failed(piece: Piece, end: End, conn: Connection, *, doubt: bool, why: str) -> None:
    books = SqlBooks(conn, end.real, end.mail)
    desk.do(NotPublished(piece.card, piece.order, doubt, why), books, end.now)


def _published(piece: Piece, sent: Sent, end: End, conn: Connection) -> None:
    """The card is published by whoever ordered it, with the link; where it cannot be, people look for themselves."""
    books = SqlBooks(conn, end.real, end.mail)
    lane = end.message.lane
    link = link_of(lane, sent.ids[-1], chats.public_of(conn, lane)) if sent.ids else ""
    card = books.card(piece.card)
    if card is None:
        return
    if not under_way(card, piece.order):
        _late(piece, card.number, link, end, conn)
        return
    texts = texts_for(_locale(piece, end, conn))
    note = "" if link else texts.say("Опубликовано ботом в чате, где у сообщений нет ссылок")
    command = Act(piece.card, piece.by, PUBLISH, note=note, link=link)
    outcome = desk.do(command, books, end.now)
    if isinstance(outcome, Done):
        _tell(piece, "\n".join(filter(None, (html(done_text(command, outcome, texts)), html(link)))), end, conn)
    else:
        _failed(piece, end, conn, doubt=True, why=link)


def _late(piece: Piece, number: int, link: str, end: End, conn: Connection) -> None:
    """The card went on while the answer was on its way."""
    texts = texts_for(_locale(piece, end, conn))
    words = texts.say("№ {number}: ответ вышел в чате, но карточка уже ушла дальше. Проверьте.", number=number)
    _tell(piece, "\n".join(filter(None, (words, html(link)))), end, conn)


def _tell(piece: Piece, text: str, end: End, conn: Connection) -> None:
    """A line to whoever ordered it, once."""
    lane = snapshot(conn, piece.office).lane(piece.by) if piece.by is not None else None
    if lane is None:
        return
    body = Reply(text=text, card=piece.card).model_dump_json()
    key = f"published/{piece.card}/{piece.order}"
    told = Message(lane, REPLY, body, Urgency.URGENT, key, office=piece.office, card=piece.card, person=piece.by)
    outbox.put(conn, [told], end.real)


def _locale(piece: Piece, end: End, conn: Connection) -> str:
    office = snapshot(conn, piece.office).office
    person = office.person(piece.by)
    return (person.locale if person else office.locale) or end.locale
