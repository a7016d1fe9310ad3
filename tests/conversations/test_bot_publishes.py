"""A post in Telegram is answered in Telegram by the bot itself, where it may write there."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.people import Group, Message
from tests.conversations.bureau import Bureau, bureau
from tests.conversations.six.steps import copies, drafts, office_of

ANSWER = "Фонари на Лесной включим сегодня до 18:00, бригада на месте."
VILLAGE = -1001234567890
BOT = 7_000_001

pytestmark = pytest.mark.clause("PET-3")


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Bureau]:
    """An okrug with its bot, on Wednesday 4 March 2026 at 10:00 in Moscow."""
    async with bureau(tmp_path, office_of("petrovsky")) as ready:
        yield ready


async def village(office: Bureau, **more: object) -> tuple[Group, Message]:
    """A village's group with the bot in it, and what somebody who lives there wrote."""
    resident = await office.town.person(2001, "Житель", opened=False)
    group = await office.town.supergroup(VILLAGE, "Село Лесное", members=[resident], bot=BOT, **more)
    return group, await resident.at(group).says("Третий день не горят фонари")


async def agreed(office: Bureau, post: str = "", **more: object) -> Message:
    """From the post to the card that is to be published; the answer's text has come before it."""
    desk, chief, lamps, region = office["desk"], office["chief"], office["lamps"], office["region"]
    await (desk.forwards(post, **more) if more else desk.says(post))
    card = await desk.reads("кому направить?")
    await card.tap("→ Благоустройство")
    await (await chief.reads("№ 1")).tap("→ Артём Чернов")
    await drafts(lamps, await lamps.reads("вам: подготовить ответ"), ANSWER)
    await (await desk.reads("проверить ответ")).tap("Передать на согласование")
    await (await region.reads("согласовать ответ")).tap("Согласовать")
    await copies(desk, ANSWER)
    return await desk.reads("опубликуйте")


async def asked(office: Bureau, card: Message) -> Message:
    """The publisher lets the bot do it and is asked once more, with the text before him."""
    assert "Опубликовать ботом" in card.labels
    await card.tap("Опубликовать ботом")
    question = await office["desk"].reads("опубликовать этот ответ в чате «Село Лесное»?")
    assert ANSWER in question.text
    assert question.labels == ["Опубликовать", "Отмена"]
    return question


async def published(group: Group) -> list[Message]:
    """What the bot said in the group."""
    return [one for one in await group.history() if ANSWER in one.text]


async def test_a_post_in_a_group_is_answered_there(office: Bureau) -> None:
    """A pasted address of a message in a group where the bot is: one tap and a word, and its answer stands there."""
    group, post = await village(office)
    card = await agreed(office, f"https://t.me/c/1234567890/{post.id}")
    question = await asked(office, card)
    await question.tap("Опубликовать")
    answer = await group.reads(ANSWER)
    assert answer.text == ANSWER
    assert answer.reply_to == post.id
    done = await office["desk"].reads("№ 1: опубликовано, карточка закрыта")
    assert f"https://t.me/c/1234567890/{answer.id}" in done.text
