"""A post in Telegram is answered in Telegram by the bot itself, where it may write there."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.people import Group, Message, channel
from tests.conversations.bureau import Bureau, bureau
from tests.conversations.six.steps import copies, drafts, office_of, publishes

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
    await (await asked(office, card)).tap("Опубликовать")
    answer = await group.reads(ANSWER)
    assert (answer.text, answer.reply_to) == (ANSWER, post.id)
    done = await office["desk"].reads("№ 1: опубликовано, карточка закрыта")
    assert f"https://t.me/c/1234567890/{answer.id}" in done.text


async def test_a_post_of_a_channel_is_answered_there(office: Bureau) -> None:
    """A forward of a channel in which the bot may post; the public name makes the address."""
    resident = await office.town.person(2001, "Житель", opened=False)
    feed = await office.town.channel(
        VILLAGE, "Село Лесное", username="selo_lesnoe", members=[resident], bot=BOT, admin=True
    )
    post = await resident.at(feed).says("Третий день не горят фонари")
    origin = channel("Село Лесное", id=VILLAGE, username="selo_lesnoe", message_id=post.id)
    card = await agreed(office, post.text, origin=origin)
    await (await asked(office, card)).tap("Опубликовать")
    answer = await feed.reads(ANSWER)
    done = await office["desk"].reads("№ 1: опубликовано, карточка закрыта")
    assert f"https://t.me/selo_lesnoe/{answer.id}" in done.text


async def test_two_taps_publish_once(office: Bureau) -> None:
    """However often and in whatever questions it is tapped, one answer comes; a tap too late changes nothing."""
    group, post = await village(office)
    card = await agreed(office, f"https://t.me/c/1234567890/{post.id}")
    first, second = await asked(office, card), await asked(office, card)
    await asyncio.gather(*(question.tap("Опубликовать") for question in (first, second, first)))
    await office["desk"].reads("№ 1: опубликовано, карточка закрыта")
    assert len(await published(group)) == 1


async def test_cancelling_publishes_nothing(office: Bureau) -> None:
    """Who thinks better of it leaves the card as it was, and may publish himself."""
    group, post = await village(office)
    card = await agreed(office, f"https://t.me/c/1234567890/{post.id}")
    question = await asked(office, card)
    await question.tap("Отмена")
    await office["desk"].sees(question, "Отменено. Ничего не изменилось.")
    assert await published(group) == []
    await publishes(office["desk"], card, f"https://t.me/c/1234567890/{post.id}")


async def test_without_the_right_it_is_told(office: Bureau) -> None:
    """Where the chat does not let the bot write, the publisher hears so and publishes himself; the card waits."""
    group, post = await village(office)
    card = await agreed(office, f"https://t.me/c/1234567890/{post.id}")
    question = await asked(office, card)
    await group.permissions(can_send_messages=False)
    await question.tap("Опубликовать")
    told = await office["desk"].reads("бот не смог опубликовать ответ")
    assert "Бот не может писать в этом чате. Опубликуйте сами." in told.text
    assert told.labels == ["Опубликовано"]
    assert await published(group) == []
    await publishes(office["desk"], told, f"https://t.me/c/1234567890/{post.id}")


async def test_it_is_not_offered_where_it_makes_no_sense(office: Bureau) -> None:
    """Not in a chat where the bot is not, nor in a channel where it may not post, nor in the office's own group."""
    group, post = await village(office)
    await group.member(BOT, "kicked")
    card = await agreed(office, f"https://t.me/c/1234567890/{post.id}")
    assert "Опубликовать ботом" not in card.labels
    assert "Опубликовано" in card.labels


async def test_the_offices_own_group_is_no_place_for_answers(office: Bureau) -> None:
    """The group in which the office hears of its deadlines is never offered."""
    assert office.group is not None
    card = await agreed(office, "https://t.me/c/1000000001/1")
    assert "Опубликовать ботом" not in card.labels


async def test_a_lost_reply_is_not_repeated(office: Bureau) -> None:
    """Where nobody knows whether the answer arrived the bot says so and does not repeat it, even when started anew."""
    group, post = await village(office)
    card = await agreed(office, f"https://t.me/c/1234567890/{post.id}")
    question = await asked(office, card)
    await office.town.fault("lost_reply", method="sendMessage", chat=VILLAGE, count=1)
    await question.tap("Опубликовать")
    told = await office["desk"].reads("неизвестно, опубликован ли ответ")
    assert told.labels == ["Опубликовано", "Отправить ещё раз"]
    assert await office.stop() == 0
    office.start()
    await publishes(office["desk"], told, f"https://t.me/c/1234567890/{post.id}")
    assert len(await published(group)) == 1


async def test_a_kill_in_the_middle_is_a_doubt(office: Bureau) -> None:
    """A power cut while the answer is on its way: the bot lives again, says it does not know, and sends nothing."""
    group, post = await village(office)
    card = await agreed(office, f"https://t.me/c/1234567890/{post.id}")
    question = await asked(office, card)
    await office.town.fault("delay", method="sendMessage", chat=VILLAGE, seconds=30)
    await question.tap("Опубликовать")
    while not (await office.town.faults())[0]["hits"]:  # noqa: ASYNC110 - the sandbox tells of faults when asked
        await asyncio.sleep(0)
    office.kill()
    await office.town.calm()
    office.start()
    told = await office["desk"].reads("неизвестно, опубликован ли ответ")
    assert await published(group) == []
    await told.tap("Отправить ещё раз")
    again = await office["desk"].reads("Прошлый раз мог дойти: сначала посмотрите в чат.")
    await again.tap("Опубликовать")
    await office["desk"].reads("№ 1: опубликовано, карточка закрыта")
    assert len(await published(group)) == 1
