"""Menus of commands follow what people are: nobody sets them, they are compared with what they should be.

Roles change in many ways: in the chat, by an office file, by an absence, with the day on which somebody leaves. After
any of them the office has another stamp, and chats whose menu is not what it should be are sent the new one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.bells import Bells
from bot.clock import wall_now
from bot.methods import Call, chat_of, menu
from handlers.effects import CommandsShown
from handlers.menu import command_words, commands_for, of_several
from handlers.texts import texts_for
from storage import menus, offices, outbox, people
from storage.snapshots import snapshot
from storage.work import Work
from workflow.notices import Urgency

MENU = "commands"
"""The kind of an outbox row that sets a menu."""

_CHANNEL = "telegram"


@dataclass(frozen=True, slots=True)
class Menu:
    """The commands that one chat has, and the language of their words."""

    names: tuple[str, ...]
    locale: str

    @property
    def name(self) -> str:
        """Its identity."""
        return " ".join((self.locale, *self.names))


class Menus:
    """Looks for menus to be changed whenever an office has changed."""

    def __init__(self, work: Work, bells: Bells) -> None:
        self._work, self._bells = work, bells
        self._seen: Sequence[str] | None = None

    async def tick(self) -> None:
        """Look, where any office is another one than at the last tick."""
        stamps = await self._work.read(offices.stamps)
        if stamps == self._seen:
            return
        if await self._work.run(lambda conn: follow(conn, wall_now())):
            self._bells.ring_outward()
        self._seen = stamps


def follow(conn: Connection, real: datetime) -> int:
    """Send each chat the menu that it should have, where it has another. Returns how many there were."""
    changed = 0
    for lane, shown in menus.known(conn).items():
        wanted = menu_for(conn, lane)
        if wanted is None or wanted.name != shown:
            changed += 1
            send(conn, CommandsShown(lane=lane, locale=wanted.locale if wanted else ""), real)
    return changed


def send(conn: Connection, effect: CommandsShown, real: datetime) -> None:
    """Put the menu of the chat out for sending, in the place of an earlier one that has not gone yet."""
    wanted = menu_for(conn, effect.lane)
    if wanted is None:
        menus.forget(conn, effect.lane)
    else:
        menus.note(conn, effect.lane, wanted.name)
    word, body = f"{effect.lane}/{MENU}", effect.model_dump_json()
    outbox.put(conn, [outbox.Message(effect.lane, MENU, body, Urgency.LOW, supersede=word)], real)


def menu_call(conn: Connection, effect: CommandsShown) -> Call:
    """The call that sets the menu, as it should be at this moment."""
    wanted = menu_for(conn, effect.lane) or Menu(commands_for(), effect.locale)
    texts = texts_for(wanted.locale)
    return menu(chat_of(effect.lane), [(name, command_words(name, texts)) for name in wanted.names])


def menu_for(conn: Connection, lane: str) -> Menu | None:
    """The menu of the person behind a chat, for all his offices together; None where he is of none."""
    places = people.by_address(conn, _CHANNEL, str(chat_of(lane)))
    found = [person for office, one in places if (person := snapshot(conn, office).office.person(one))]
    return Menu((*commands_for(*found), *of_several(len(found))), found[0].locale) if found else None
