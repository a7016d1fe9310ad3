"""A bot on an empty database: nobody is of any office yet, and the terminal shows the way in."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from bot.clock import write_clock
from sandbox.people import Message, Person, Town
from tests.conversations.living import Living, settings

_LINK = re.compile(r"https://t\.me/otklik_test_bot\?start=(setup_[A-Za-z0-9_-]+)")
WEDNESDAY = datetime.fromisoformat("2026-03-04T10:00:00+12:00")


class Beginning(Living):
    """The bot and two people of the town; `anna` has the terminal."""

    def __init__(self, town: Town, folder: Path, environment: dict[str, str], anna: Person, boris: Person) -> None:
        self.town, self.folder, self.environment = town, folder, environment
        self.anna, self.boris = anna, boris

    async def office(self) -> None:
        """Anna sets the office up: two common departments, she herself also curator."""
        await self.anna.starts(await self.link())
        await self.anna.reads("Как называется администрация?")
        await to_the_end(self.anna, await until_departments(self.anna))
        await self.anna.reads("работает, вы администратор")

    async def link(self, number: int = 1) -> str:
        """The payload of the link that the terminal showed at this start of the bot, the first or a later one."""
        for _ in range(400):
            if len(found := _LINK.findall(self.journal())) >= number:
                return str(found[number - 1])
            await asyncio.sleep(0.05)  # the terminal of another process: there is nothing to wait on but its text
        raise AssertionError(f"no link was shown; the log:\n{self.journal()}")


@asynccontextmanager
async def beginning(folder: Path, **more: str) -> AsyncIterator[Beginning]:
    """A bot on an empty database, on Wednesday 4 March 2026 at 10:00 in Kamchatka."""
    async with Town.start() as town:
        bot = await town.bot(username="otklik_test_bot")
        people = [await town.person(1001, "Анна"), await town.person(1002, "Борис")]
        made = Beginning(town, folder, settings(town.url, bot.token, folder, more), people[0], people[1])
        write_clock(made.clock, WEDNESDAY, 1)
        async with made.lives():
            yield made


async def until_departments(anna: Person, name: str = "Администрация Лесного района") -> Message:
    """The questions up to the departments, the shortest way."""
    await anna.says(name)
    await anna.reads("В каком регионе")
    await anna.says("камч")
    procedure = await anna.reads("По какому порядку")
    await procedure.tap(label_of(procedure, "Соболевский район: сообщения"))
    hours = await anna.reads("Рабочее время такое?")
    await hours.tap("Подходит")
    return await anna.reads("Какие есть отделы?")


async def to_the_end(anna: Person, units: Message) -> None:
    """From the departments to the office, with what is offered."""
    for name in ("ЖКХ", "Дорожное хозяйство"):
        await units.tap(name)
        await anna.sees(units, f"• {name}")
    await units.tap("Готово")
    await (await anna.reads("Нажмите отдел")).tap("Верно")
    await (await anna.reads("На каком языке")).tap("Русский")
    roles = await anna.reads("Вы будете администратором")
    await roles.tap("куратор")
    await anna.sees_buttons(roles, "✓ куратор", *roles.labels[1:])
    await roles.tap("Готово")
    await (await anna.reads("Создать администрацию?")).tap("Создать")


def label_of(message: Message, beginning_of_it: str) -> str:
    """The label of the button that begins so."""
    return next(label for label in message.labels if label.startswith(beginning_of_it))
