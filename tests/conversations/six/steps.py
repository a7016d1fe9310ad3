"""Steps that people of any of the six offices take, and what they read on the way."""

from pathlib import Path

import demo
from sandbox.people import Message, Person, hidden

OFFICES = Path(demo.__file__).parent / "offices"
START, STILL = "2026-03-04T10:00", 0.01
"""When each of them begins, on a clock that all but stands: on a slow machine too every moment is that minute."""


def office_of(name: str) -> str:
    """The text of an office file of the demo: its people walk these ways too."""
    return (OFFICES / f"{name}.toml").read_text(encoding="utf-8")


async def forwards(who: Person, text: str, author: str = "Житель") -> Message:
    """Somebody forwards a post and gets its card."""
    await who.forwards(text, origin=hidden(author))
    return await who.reads("кому направить?")


async def drafts(who: Person, work: Message, text: str, button: str = "На согласование", **more: object) -> Message:
    """The executor answers his card, looks at the preview and sends the draft. Returns the preview."""
    await work.reply(text, **more)
    preview = await who.reads("Проект к № ")
    await preview.tap(button)
    await who.toast("№ ")
    return preview


async def opens(who: Person, words: str, number: int = 1) -> Message:
    """Somebody asks for a card by its number and gets it with these words, below any older showing of it."""
    asked = await who.says(f"/card {number}")
    while (card := await who.reads(words)).id < asked.id:
        continue
    return card


async def replies(who: Person, question: str, answer: str) -> Message:
    """Somebody is asked and answers. Returns the question."""
    asked = await who.reads(question)
    await asked.reply(answer)
    return asked


async def copies(who: Person, text: str) -> Message:
    """The agreed text comes in a message of its own, with not a letter beside it."""
    while (message := await who.reads(text)).text != text:
        continue
    return message


async def publishes(who: Person, card: Message, link: str, button: str = "Опубликовано") -> Message:
    """Somebody says where the answer was published. Returns what he was told, not the card, which may show it first."""
    await card.tap(button)
    asked = await replies(who, "пришлите ссылку", link)
    while (told := await who.reads("опубликован")).id < asked.id:
        continue
    return told


def first_line(message: Message) -> str:
    """What a locked phone shows."""
    return message.text.split("\n", 1)[0]
