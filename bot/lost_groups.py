"""A group in which the bot cannot write any more: those in charge of the office are told, once."""

from datetime import datetime

from sqlalchemy import Connection

from bot.methods import chat_of
from bot.speakers import CHANNEL
from handlers.setup.group.lost import back_text, lost_text
from handlers.texts import texts_for
from handlers.turn import Reply
from storage import chats, marks, outbox
from storage.chats import Chat
from storage.offices import with_group
from storage.snapshots import lane_of
from workflow.notices import Urgency
from workflow.office import Office, Person
from workflow.words import Role

_LOST = "lost:"
"""How the mark begins that keeps, with the group's lane, who was told that it is lost."""

_IN_CHARGE = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})


def noted(conn: Connection, chat: Chat, real: datetime, *, removed: bool) -> None:
    """Keep what was told of the chat; where the bot was `removed`, or may not write, the office hears of it."""
    if chat.writable and chats.shut(conn, chat.lane):
        back(conn, chat.lane, real)
    elif not chat.writable:
        _tell(conn, chat.lane, chat.title, real, removed=removed)
    chats.note(conn, chat, real)


def refused(conn: Connection, lane: str, why: str, real: datetime) -> None:
    """A message was not let into the chat. `why` is the messenger's own words."""
    title = chats.title_of(conn, lane)
    removed = any(word in why for word in ("kicked", "not a member", "chat not found"))
    _tell(conn, lane, title, real, removed=removed)
    if chats.shut(conn, lane):
        return
    public = chats.public_of(conn, lane)
    chats.note(conn, Chat(lane, public, title, writable=False), real)


def _tell(conn: Connection, lane: str, title: str, real: datetime, *, removed: bool) -> None:
    """Tell it for each office whose group it is, unless it is known already."""
    if chats.shut(conn, lane):
        return
    told: list[int] = []
    for office in with_group(conn, CHANNEL, str(chat_of(lane))):
        hearing = in_charge(office)
        told += [person.id for person in hearing]
        texts = ((person, texts_for(person.locale)) for person in hearing)
        outbox.put(
            conn, [_message(one, office, lost_text(title, words, removed=removed)) for one, words in texts], real
        )
    if told:
        marks.put(conn, _LOST + lane, real, told=told)


def back(conn: Connection, lane: str, real: datetime) -> None:
    """The bot may write there again: those who were told of the loss hear it, and since when nothing was told there."""
    lost = marks.get(conn, _LOST + lane)
    if lost is None:
        return
    marks.forget(conn, lost.name)
    title, told = chats.title_of(conn, lane), set(lost.about["told"])
    for office in with_group(conn, CHANNEL, str(chat_of(lane))):
        hearing = [one for one in office.people if one.id in told and one.can_be_told()]
        outbox.put(
            conn, [_message(one, office, _back_text(one, office, title, lost.at, real)) for one in hearing], real
        )


def _back_text(person: Person, office: Office, title: str, since: datetime, real: datetime) -> str:
    texts = texts_for(person.locale)
    return back_text(title, texts.moment(since, real, office.timetable.zone), texts)


def in_charge(office: Office) -> list[Person]:
    """Whoever administers or coordinates the office and is at work; where none of them is, all who have an address."""
    every = [one for one in office.people if one.address is not None and _IN_CHARGE & one.plays]
    return [one for one in every if one.can_be_told()] or every


def _message(person: Person, office: Office, text: str) -> outbox.Message:
    return outbox.Message(
        lane=lane_of(CHANNEL, person.address or ""),
        kind="reply",
        body=Reply(text=text).model_dump_json(),
        urgency=Urgency.URGENT,
        office=office.id,
        person=person.id,
    )
