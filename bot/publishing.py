"""Answers that the bot publishes itself, as rows of the outbox: what each of them says, and whether it still may."""

from sqlalchemy import Connection

from handlers.effects import PublicationSent
from handlers.published import pieces
from handlers.turn import Reply
from storage import queries
from storage.outbox import ONCE, Message, Sending
from workflow.card import Card
from workflow.model import Model
from workflow.notices import Urgency
from workflow.publication import under_way
from workflow.words import CardId, OfficeId, PersonId


class Piece(Model):
    """One message of an answer; `index` counts from 0 to `count`. `order` is the event behind it."""

    office: OfficeId
    card: CardId
    order: int
    by: PersonId | None
    chat: str
    message: str
    index: int
    count: int

    @property
    def last(self) -> bool:
        """Whether the answer is out when this is."""
        return self.index == self.count - 1


def rows_of(effect: PublicationSent) -> list[Message]:
    """The answer's messages, in their order in the chat's lane; each has a key, so that it is there once for ever."""
    return [_row(effect, index) for index in range(effect.count)]


def piece_in(message: Sending) -> Piece:
    """What the row stands for."""
    return Piece.model_validate_json(message.body)


def piece_of(conn: Connection, message: Sending) -> Reply | None:
    """What it says; None where the order behind it is over.

    In a chat that has another id since, the number of the original is somebody else's: nobody is answered there.
    """
    piece = piece_in(message)
    card: Card | None = queries.card(conn, piece.card)
    if card is None or card.draft is None or not under_way(card, piece.order):
        return None
    found = pieces(card.draft)
    stays = piece.message.isdecimal() and message.lane == piece.chat
    answers = int(piece.message) if stays else None
    return found[piece.index].model_copy(update={"answers": answers})


def link_of(lane: str, message: str, public: str) -> str:
    """The web address of a message, by the chat's public name or its id; empty for groups that give none."""
    chat = lane.rpartition(":")[2]
    if public:
        return f"https://t.me/{public.rpartition('@')[2]}/{message}"
    return f"https://t.me/c/{chat.removeprefix('-100')}/{message}" if chat.startswith("-100") else ""


def _row(effect: PublicationSent, index: int) -> Message:
    known = effect.model_dump(include={"office", "card", "order", "by", "message", "count"})
    piece = Piece(chat=effect.lane, index=index, **known)
    return Message(
        lane=effect.lane,
        kind=ONCE,
        body=piece.model_dump_json(),
        urgency=Urgency.URGENT,
        key=f"{ONCE}/{effect.card}/{effect.order}/{index}",
        office=effect.office,
        card=effect.card,
    )
