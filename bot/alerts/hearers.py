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
    """A chat, its language, its zone, and the topic in it; `private` where one person reads it."""

    lane: str
    locale: str
    topic: int | None = None
    private: bool = False
    zone: str = "UTC"


def hearers(conn: Connection, chat: str, locale: str) -> list[Hearer]:
    """The chat of the settings, or else every office's administrators who can be told, each once."""
    if chat == NOBODY:
        return []
    if chat:
        address, _, topic = chat.partition("/")
        return [Hearer(lane_of(CHANNEL, address), locale, int(topic) if topic else None, zone=_zone(conn))]
    return administrators(conn)


def administrators(conn: Connection) -> list[Hearer]:
    """Every office's administrators who can be told, each once."""
    people = [(person, one.office.timetable.zone) for one in all_offices(conn) for person in one.office.people]
    found = {
        person.address: Hearer(lane_of(CHANNEL, person.address), person.locale, private=True, zone=zone)
        for person, zone in people
        if person.address is not None and Role.ADMINISTRATOR in person.plays and person.can_be_told()
    }
    return list(found.values())


def _zone(conn: Connection) -> str:
    """That of a chat in which all offices are told of: theirs where they have but one."""
    zones = {one.office.timetable.zone for one in all_offices(conn)}
    return zones.pop() if len(zones) == 1 else "UTC"
