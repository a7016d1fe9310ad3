"""A town with a bot that the test plays, three people, a group and a forum; and the phones on the page."""

import dataclasses
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Locator, Page, expect

from sandbox.client.person import Group, Person
from sandbox.people import Town
from tests.sandbox.robot import Robot

GROUP, FORUM = -1001000000001, -1001000000002
COMMANDS = [
    {"command": "start", "description": "Начать"},
    {"command": "queue", "description": "Мои карточки"},
    {"command": "help", "description": "Что умеет бот"},
]


@dataclass
class Stand:
    """The bot that the test plays, and whom it talks to: Inna 1001, Pyotr 1002, Vera 1003; all are in the group."""

    town: Town
    bot: Robot
    people: list[Person]
    group: Group
    forum: Group
    kept: list[Any] = dataclasses.field(default_factory=list)

    async def heard(self, kind: str = "message") -> Any:
        """Return the next update of this kind, those of other kinds left out; fail when none comes in ten seconds."""
        while True:
            while self.kept:
                update = self.kept.pop(0)
                if kind in update:
                    return update[kind]
            self.kept = await self.bot.updates(timeout=10)
            assert self.kept, f"the bot heard no {kind}"

    async def heard_all(self, count: int) -> list[Any]:
        """Return the next messages."""
        return [await self.heard() for _ in range(count)]

    async def says(self, chat: int, text: str, **more: Any) -> Any:
        """Let the bot send a message; returns it."""
        return await self.bot.ok("sendMessage", chat_id=chat, text=text, **more)


@asynccontextmanager
async def standing(town: Town, *, opened: bool = True) -> AsyncIterator[Stand]:
    """Set the town up; with `opened` the bot has greeted everybody."""
    account = await town.bot(first_name="Отклик", username="otklik_bot")
    names = ("Инна Белова", "Пётр Сорокин", "Вера Тимофеева")
    people = [await town.person(1001 + index, name, bot=account) for index, name in enumerate(names)]
    bot = Robot(town.url, account.id, account.token)
    try:
        await bot.ok("setMyCommands", commands=COMMANDS)
        group = await town.supergroup(GROUP, "Администрация", members=people, bot=account, admin=True)
        forum = await town.supergroup(FORUM, "Форум", members=people[:2], bot=account, admin=True, is_forum=True)
        stand = Stand(town, bot, people, group, forum)
        for person in people if opened else []:
            await stand.says(person.id, "Здравствуйте")
        await bot.updates()
        yield stand
    finally:
        await bot.close()


def phone(page: Page, number: int) -> Locator:
    """The phone with this number, whoever holds it."""
    return page.get_by_role("region", name=re.compile(f"^Телефон {number}:"))


def log(held: Locator) -> Locator:
    """The messages of the open chat."""
    return held.get_by_role("log")


def field(held: Locator) -> Locator:
    """Where one writes."""
    return held.get_by_role("textbox")


async def opens(held: Locator, *names: str) -> None:
    """Go back to the list of chats, and from there into what is named."""
    title = held.get_by_role("heading")
    while (shown := await title.inner_text()) != "Чаты":
        await held.get_by_role("button", name="Назад").click()
        await expect(title).not_to_have_text(shown)
    for name in names:
        await held.get_by_role("button", name=name).first.click()


async def act(held: Locator, text: str, deed: str) -> None:
    """Choose something from the menu of a message."""
    message = log(held).get_by_role("article").filter(has_text=text)
    await message.hover()
    await message.get_by_role("button", name="Действия с сообщением").click()
    await held.page.get_by_role("menuitem", name=deed, exact=True).click()
