"""Who speaks, and for which office: told by what his update is about, else by what he chose last."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from bot import updates
from bot.methods import lane_of
from handlers.links import linked
from handlers.several.data import card_carried
from handlers.turn import Conversation, Seat
from storage import conversations, people, speaking
from storage.snapshots import snapshot
from workflow.office import Office, Person
from workflow.words import OfficeId

CHANNEL = "telegram"

Raw = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent an update, for which office, and what he was asked before in this chat.

    `seats` are all offices in which he works. Where he is `unsure`, nothing tells which of them is meant.
    """

    person: Person | None
    office: Office | None
    conversation: Conversation
    seats: tuple[Seat, ...] = ()
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class _Heard:
    """An update with what is known of its sender."""

    conn: Connection
    raw: Raw
    origin: updates.Origin
    talk: Conversation
    mine: tuple[OfficeId, ...]


def sender_of(conn: Connection, raw: Raw) -> Sender:
    """The person behind an update and the office for which he speaks."""
    origin = updates.origin(raw)
    kept = conversations.get(conn, CHANNEL, str(origin.chat), str(origin.sender))
    talk = Conversation(kept.state, dict(kept.data))
    seats = seats_of(conn, str(origin.sender))
    if not seats:
        return Sender(None, None, talk)
    heard = _Heard(conn, raw, origin, talk, tuple(seat.office.id for seat in seats))
    seat = seats[0] if len(seats) == 1 else _seat(seats, _meant(heard))
    unsure = seat is None and origin.private and not talk.state
    seat = seat or seats[0]
    return Sender(seat.person, seat.office, talk, seats, unsure)


def seats_of(conn: Connection, address: str) -> tuple[Seat, ...]:
    """Every office in which somebody with this address works now, in the order in which he came to them."""
    found = ((snapshot(conn, office).office, person) for office, person in people.by_address(conn, CHANNEL, address))
    seats = (Seat(who, office) for office, person in found if (who := office.person(person)))
    return tuple(seats)


def _seat(seats: Sequence[Seat], office: OfficeId | None) -> Seat | None:
    return next((seat for seat in seats if seat.office.id == office), None)


def _meant(heard: _Heard) -> OfficeId | None:
    """The first of his offices that anything in the update tells of; None where nothing does."""
    return next((one for tell in _TELLING for one in tell(heard) if one in heard.mine), None)


def _of_tap(heard: _Heard) -> Iterable[OfficeId]:
    """The card that the button carries, then the message under which it stands."""
    tap = heard.raw.get("callback_query")
    if not isinstance(tap, dict):
        return ()
    card = card_carried(str(tap.get("data") or ""))
    return (*_known(speaking.of_card(heard.conn, card) if card else None), *_of_message(heard, tap.get("message")))


def _of_reply(heard: _Heard) -> Iterable[OfficeId]:
    return _of_message(heard, _message(heard).get("reply_to_message"))


def _of_message(heard: _Heard, message: object) -> Iterable[OfficeId]:
    if not isinstance(message, dict) or "message_id" not in message:
        return ()
    lane = lane_of(heard.origin.chat)
    return _known(speaking.of_message(heard.conn, lane, str(message["message_id"])))


def _of_link(heard: _Heard) -> Iterable[OfficeId]:
    """A link names the office, or just a number: then the only one of his offices that has such a card."""
    command, _, payload = str(_message(heard).get("text") or "").partition(" ")
    if command != "/start" or (found := linked(payload)) is None:
        return ()
    number, office = found
    if office is not None:
        return (office,)
    having = speaking.with_number(heard.conn, number, heard.mine)
    return having if len(having) == 1 else ()


def _of_group(heard: _Heard) -> Iterable[OfficeId]:
    """A group belongs to its office."""
    if heard.origin.private:
        return ()
    return speaking.of_group(heard.conn, CHANNEL, str(heard.origin.chat))


def _of_album(heard: _Heard) -> Iterable[OfficeId]:
    """More of what a card was opened from, and its edits, belong to that card's office."""
    content = _message(heard) or heard.raw.get("edited_message") or {}
    if not ("media_group_id" in content or "edited_message" in heard.raw):
        return ()
    chat = heard.origin.chat
    keys = [f"{chat}:{content.get('message_id')}"]
    if album := content.get("media_group_id"):
        keys.insert(0, f"{chat}:album:{album}")
    return [one for key in keys for one in speaking.with_key(heard.conn, key, heard.mine)]


def _of_talk(heard: _Heard) -> Iterable[OfficeId]:
    """A question that stands belongs to an office, and so does its answer; a command is no answer."""
    if not heard.talk.state or str(_message(heard).get("text") or "").startswith("/"):
        return ()
    office, card = heard.talk.data.get("office"), heard.talk.data.get("card")
    if isinstance(office, int):
        return (OfficeId(office),)
    return _known(speaking.of_card(heard.conn, card) if isinstance(card, int) else None)


def _of_choice(heard: _Heard) -> Iterable[OfficeId]:
    return _known(speaking.chosen(heard.conn, CHANNEL, str(heard.origin.sender)))


_TELLING: tuple[Callable[[_Heard], Iterable[OfficeId]], ...] = (
    _of_tap,
    _of_reply,
    _of_link,
    _of_group,
    _of_album,
    _of_talk,
    _of_choice,
)


def _message(heard: _Heard) -> Raw:
    message = heard.raw.get("message")
    return message if isinstance(message, dict) else {}


def _known(office: OfficeId | None) -> tuple[OfficeId, ...]:
    return () if office is None else (office,)
