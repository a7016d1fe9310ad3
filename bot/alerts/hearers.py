"""Who hears of the bot's own trouble."""

from dataclasses import dataclass

from sqlalchemy import Connection

from bot.health.settings import NOBODY
from bot.speakers import CHANNEL
from storage.offices import all_offices
from storage.snapshots import lane_of
from workflow.words import Role


@dataclass(frozen=True, slots=True)
class Hearer:
    """A chat, its language, and the topic in it; `private` where one person reads it."""

    lane: str
    locale: str
    topic: int | None = None
    private: bool = False


def hearers(conn: Connection, chat: str, locale: str) -> list[Hearer]:
    """The chat of the settings, or else every office's administrators who can be told, each once."""
    if chat == NOBODY:
        return []
    if chat:
        address, _, topic = chat.partition("/")
        return [Hearer(lane_of(CHANNEL, address), locale, int(topic) if topic else None)]
    return administrators(conn)


def administrators(conn: Connection) -> list[Hearer]:
    """Every office's administrators who can be told, each once."""
    people = [person for one in all_offices(conn) for person in one.office.people]
    found = {
        person.address: Hearer(lane_of(CHANNEL, person.address), person.locale, private=True)
        for person in people
        if person.address is not None and Role.ADMINISTRATOR in person.plays and person.can_be_told()
    }
    return list(found.values())
