"""An open question stays what the next message is about, whatever that message is."""

from typing import Any

import pytest

from tests.handlers.asked import Asking
from tests.handlers.talk import Talk
from tests.handlers.world import CURATOR, EXECUTOR, HEAD, World
from workflow.office import Person

_FILE = {"file_id": "f", "file_unique_id": "u"}
VOICE: dict[str, Any] = {"voice": {**_FILE, "duration": 1}}
CONTACT: dict[str, Any] = {"contact": {"phone_number": "1", "first_name": "Житель"}}
STICKER: dict[str, Any] = {
    "sticker": {**_FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}
}
PHOTO: dict[str, Any] = {"photo": [{**_FILE, "width": 1, "height": 1}]}
REMARKS = "№ 12 · что доработать? Напишите замечания одним сообщением. /cancel — отмена"


async def talking(world: World, person: Person) -> Talk:
    """The person with the card in view."""
    return await Talk(world, person).opens()


@pytest.mark.parametrize("content", [VOICE, CONTACT, STICKER])
async def test_a_voice_message_for_a_reason_was_asked_to_be_a_photo(content: dict[str, Any]) -> None:
    """What cannot answer is told so, with what was asked and how to leave it; then a text answers."""
    talk = await talking(World().submitted(), HEAD)
    await talk.taps("На доработку")
    assert talk.read == REMARKS
    await talk.shows(**content)
    assert talk.read == f"Такое сообщение не подходит.\n{REMARKS}"
    assert talk.waits == "reason"
    await talk.writes("исправить телефон")
    assert talk.world.card.remarks[-1].text == "исправить телефон"


async def test_a_photo_without_words_for_a_reason_is_asked_again() -> None:
    """A picture is no reason: it is said that a text is needed, and for what."""
    talk = await talking(World().submitted(), HEAD)
    await talk.taps("На доработку")
    await talk.shows(**PHOTO)
    assert talk.read == f"Нужен текст.\n{REMARKS}"
    assert talk.waits == "reason"


async def test_words_in_place_of_a_tap_bring_the_buttons_again() -> None:
    """Where a button answers, whatever is sent instead is followed by the question with its buttons."""
    talk = await talking(Asking().working(), EXECUTOR)
    await talk.taps("Попросить продлить")
    asked = talk.said[-1]
    await talk.shows(**STICKER)
    assert talk.said[-1].rows == asked.rows
    assert talk.read.splitlines()[:2] == ["Такое сообщение не подходит.", asked.text]


async def test_a_draft_that_is_awaited_is_asked_for_again() -> None:
    """Who was asked for a draft and sends a voice message reads what a draft may be made of."""
    talk = await talking(World().routed(), EXECUTOR)
    await talk.taps("Отправить проект")
    asked = talk.read
    await talk.shows(**VOICE)
    assert talk.read == f"Такое сообщение не подходит.\n{asked}"
    assert talk.waits == "draft"


async def test_without_a_question_it_is_said_what_can_be_passed_on() -> None:
    """Nobody was asked anything: a voice message is told what the bot can pass on."""
    talk = await talking(World().routed(), CURATOR)
    await talk.shows(**VOICE)
    assert talk.read == "Такое сообщение бот передать не может. Пришлите текст, фото, видео или документ."
