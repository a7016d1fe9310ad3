"""Ways of a card, by what people see alone: the answers to taps are best effort and may be lost with the process."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from sandbox.people import Message
from tests.conversations.stand import Stand
from tests.conversations.steps import POST


@dataclass(frozen=True)
class Walk:
    """What people do, the steps that the journal must have of it, each once, and how many updates come of it.

    Two of the updates say that the bot was let into the group.
    """

    go: Callable[[Stand], Coroutine[Any, Any, object]]
    actions: tuple[str, ...]
    updates: int


async def accepted(office: Stand) -> Message:
    """The executor has taken the card; the message that shows it to him."""
    await office.curator.forwards(POST)
    card = await office.curator.reads("кому направить?")
    await card.tap("→ Дорожное хозяйство")
    work = await office.roads.reads("вам: подготовить ответ")
    await work.tap("Принять в работу")
    return work


async def asked(office: Stand, work: Message) -> None:
    """From there on: the answer lies before the head."""
    await work.reply("Включим сегодня.", photo=True)
    await (await office.roads.reads("Проект к № 1")).tap("На согласование")
    await office.head.reads("согласовать ответ")


async def _beginning(office: Stand) -> None:
    await asked(office, await accepted(office))


async def _published(office: Stand) -> None:
    work = await accepted(office)
    await work.reply("Включим сегодня.", photo=True)
    await (await office.roads.reads("Проект к № 1")).tap("На согласование")
    asked = await office.head.reads("согласовать ответ")
    await asked.tap("На доработку")
    await (await office.head.reads("что доработать?")).reply("Когда?")
    back = await office.roads.reads("вам: доработать ответ")
    await back.reply("Включим сегодня до 18:00.")
    await (await office.roads.reads("18:00")).tap("На согласование")
    asked = await office.head.reads("Изменено:")
    await asked.tap("Согласовать")
    agreed = await office.roads.reads("передайте куратору")
    await agreed.tap("Передать куратору")
    to_publish = await office.curator.reads("опубликуйте")
    await to_publish.tap("Опубликовано")
    await (await office.curator.reads("пришлите ссылку")).reply("https://vk.com/wall-1_205?reply=206")
    await office.curator.reads("опубликовано")


WHOLE = Walk(_published, ("route", "accept", "submit", "send_back", "submit", "approve", "hand_over", "publish"), 15)
BEGINNING = Walk(_beginning, ("route", "accept", "submit"), 7)
