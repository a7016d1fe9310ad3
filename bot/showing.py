"""From a row of the outbox, or a showing of a card, to the message that its reader gets now."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from bot.absences import staff_reply
from bot.baring import BARE, bare_call
from bot.digests import digest_reply
from bot.duties import duty_reply
from bot.fitting import fitting
from bot.hushing import hushed
from bot.menus import MENU, menu_call
from bot.methods import Call, chat_of, digest_of, sending
from bot.publishing import piece_of
from bot.repeats import REPEAT, repeat_reply
from bot.speakers import CHANNEL
from bot.turns import REPLY
from bot.uploads import Parcel, parcel_of
from handlers.below.offers import below_for
from handlers.effects import CommandsShown
from handlers.pinging import pings
from handlers.render import notice_message
from handlers.safe import LONGEST_TEXT, shown_size
from handlers.several.names import brief_name
from handlers.shown import Shown
from handlers.texts import Texts, texts_for
from handlers.turn import Reply
from handlers.unreached import unreached
from storage import journal, outbox, people
from storage.outbox import Sending
from storage.shelf import SqlShelf
from storage.snapshots import snapshot
from storage.views import View
from storage.vitals import ALERTS
from workflow.digest import DIGEST
from workflow.duty_notices import DUTY
from workflow.events import HandedOver
from workflow.notices import Notice, NoticeKind
from workflow.office import Office, Person
from workflow.staffing.news import STAFF
from workflow.words import CardId, OfficeId, PersonId


@dataclass(frozen=True, slots=True)
class Order:
    """A call to be made, and the reply behind it; `reply` is None where nothing is said, as with a menu."""

    call: Call
    reply: Reply | None = None
    again: Callable[[], Call] | None = None
    """The same call outside the forum topic, should the topic be gone."""
    parcel: Parcel | None = None
    """How it is sent where its media is not Telegram's but ours; it takes the place of the call."""
    unmarked: bool = False
    """Whether it is a repeat that has no room for its mark: that has to come apart (bot.repeats)."""

    @property
    def digest(self) -> str:
        """What it shows."""
        return digest_of(self.reply) if self.reply else ""


def order_of(conn: Connection, message: Sending, now: datetime, bot: str, locale: str) -> Order | None:
    """The call that says a row of the outbox, made now; None where there is nothing to say any more."""
    if message.kind == MENU:
        return Order(menu_call(conn, CommandsShown.model_validate_json(message.body)))
    if message.kind == BARE:
        call = bare_call(conn, message)
        return Order(call) if call else None
    if message.kind == outbox.ONCE:
        return _publication(conn, message, bot)
    office = snapshot(conn, OfficeId(message.office)).office if message.office is not None else None
    if _has_left(message, office):
        return None
    texts = _texts(office, message.person, locale)
    reply = repeat_reply(conn, message, texts) if message.kind == REPEAT else _reply(conn, message, office, now, bot)
    if reply is None:
        return None
    if hushed(conn, message, office, now):
        reply = reply.model_copy(update={"silent": True})
    said = _marked(reply, message, texts) if message.repeated else reply
    chat = chat_of(message.lane)
    topic = _topic(message.lane, office) if said.topic is None else said.topic or None
    parcel = parcel_of(conn, said, chat, topic, f"{CHANNEL}:{bot}")
    again = None if parcel else lambda: sending(said, chat)
    unmarked = message.repeated and said is reply and message.kind != REPEAT
    return Order(sending(said, chat, topic), reply, again, parcel, unmarked)


def shown_now(conn: Connection, view: View, now: datetime, bot: str) -> Shown | None:
    """A showing of a card with everything it is drawn from; None where the reader has left."""
    return shown_to(conn, view.card, snapshot(conn, view.office).office, view.person, now, bot)


def _has_left(message: Sending, office: Office | None) -> bool:
    """Whether an answer waited so long that its reader is not of the office any more: it is not for him now."""
    return message.kind == REPLY and bool(office and message.person and office.person(PersonId(message.person)) is None)


def _reply(conn: Connection, message: Sending, office: Office | None, now: datetime, bot: str) -> Reply | None:
    if message.kind in (REPLY, *ALERTS):
        return Reply.model_validate_json(message.body)
    if message.kind == DUTY:
        return duty_reply(conn, message.body, now)
    if message.kind == STAFF:
        return staff_reply(conn, message.body, now)
    if message.kind == DIGEST:
        return _digest(conn, message, office, now)
    notice = Notice.model_validate_json(message.body)
    if notice.kind is NoticeKind.PINGS:
        office = office or snapshot(conn, notice.office).office
        each = [(one, shown_to(conn, one.card, office, one.to, now, bot)) for one in notice.pings]
        found = [(one, shown) for one, shown in each if shown]
        return _redirected(pings(found), notice, found[0][1]) if found else None
    shown = shown_to(conn, notice.card, office or snapshot(conn, notice.office).office, notice.to, now, bot)
    return _redirected(notice_message(notice, _worded(conn, notice, shown)), notice, shown) if shown else None


def _worded(conn: Connection, notice: Notice, shown: Shown) -> Shown:
    """With what was written beside the event, which no notice holds: it goes when the card is erased."""
    event = journal.event(conn, notice.card, notice.seq) if notice.kind is NoticeKind.HANDED else None
    return replace(shown, why=event.why) if isinstance(event, HandedOver) else shown


def _redirected(reply: Reply | None, notice: Notice, shown: Shown) -> Reply | None:
    """What was for somebody else and did not reach him says so."""
    said = unreached(reply, notice, shown) if reply else None
    return said if said is reply or said is None else fitting(said)


def _digest(conn: Connection, message: Sending, office: Office | None, now: datetime) -> Reply | None:
    reader = office.person(PersonId(message.person)) if office and message.person is not None else None
    if office is None or reader is None:
        return None
    return digest_reply(conn, message.body, office, now, brief_name(office) if of_several(conn, reader) else "")


def shown_to(
    conn: Connection, card_id: CardId, office: Office, reader_id: PersonId | None, now: datetime, bot: str
) -> Shown | None:
    """The card with everything that a message to this reader is drawn from; None where one of them is gone."""
    shelf = SqlShelf(conn)
    card, reader = shelf.card(card_id), office.person(reader_id)
    if card is None or (reader is None and reader_id is not None):
        return None
    procedure = shelf.procedure(card.procedure, card.digest)
    texts = texts_for(reader.locale if reader else office.locale)
    place = shelf.place(card.post.chat) if card.post.chat else None
    label = brief_name(office) if reader and of_several(conn, reader) else ""
    below = below_for(reader, card, office, procedure, shelf)
    return Shown(card, office, procedure, reader, now, texts, bot, place, below, label)


def of_several(conn: Connection, person: Person) -> bool:
    """Whether he works for other offices as well, so that what he is told must name the office."""
    return person.address is not None and len(people.by_address(conn, CHANNEL, person.address)) > 1


def _publication(conn: Connection, message: Sending, bot: str) -> Order | None:
    """A piece of an answer, in the words that were agreed; outside of a topic that is gone it answers nobody."""
    reply = piece_of(conn, message)
    if reply is None:
        return None
    chat = chat_of(message.lane)
    alone = reply.model_copy(update={"answers": None})
    return Order(
        sending(reply, chat),
        reply,
        lambda: sending(alone, chat),
        parcel_of(conn, reply, chat, None, f"{CHANNEL}:{bot}"),
    )


def _marked(reply: Reply, message: Sending, texts: Texts) -> Reply:
    """The reply with the mark of a repeat, or just as it is where it has no room for it, or is a mark itself.

    The text of an answer is copied to the letter, and must not be published with the mark: it stands in a block
    that a tap copies, the mark outside of it. One too long for both is sent as it is rather than cut.
    """
    if message.kind == REPEAT:
        return reply
    if message.kind != NoticeKind.ANSWER_TEXT:
        return fitting(reply.model_copy(update={"text": texts.repeated(reply.text)}))
    text = f"{texts.repeated(texts.say('текст ответа:'))}\n<pre>{reply.text}</pre>"
    return reply.model_copy(update={"text": text}) if shown_size(text) <= LONGEST_TEXT else reply


def _texts(office: Office | None, person: int | None, locale: str) -> Texts:
    reader = office.person(PersonId(person)) if office and person is not None else None
    return texts_for(reader.locale if reader else office.locale if office else locale)


def _topic(lane: str, office: Office | None) -> int | None:
    return office.group_topic if office and office.group == str(chat_of(lane)) else None
