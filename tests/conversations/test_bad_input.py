"""Bad input: each gets a clear answer in the person's language and changes nothing."""

import sqlite3

import pytest

from tests.conversations.stand import Stand
from tests.conversations.steps import approved, drafted, forwarded, routed


@pytest.mark.attack(1)
async def test_a_stranger_gets_one_neutral_line(office: Stand) -> None:
    """Somebody of no office is told his own id and nothing else, whatever he sends."""
    for words in ("/start", "Привет", "/board"):
        await office.stranger.says(words)
        told = await office.stranger.reads("Ваш Telegram ID: 777")
        assert told.labels == []
    assert await office.stranger.menu() == ["start"]


async def test_an_unknown_command_is_answered(office: Stand) -> None:
    """A command that there is none of points to /help."""
    await office.curator.says("/abracadabra")
    await office.curator.reads("Такой команды нет. Что умеет бот: /help")


@pytest.mark.parametrize("kind", ["sticker", "voice"])
async def test_what_cannot_be_passed_on_is_refused(office: Stand, kind: str) -> None:
    """A sticker or a voice message makes no card and is answered."""
    await office.curator.sends_media(kind)
    await office.curator.reads("Такое сообщение бот передать не может")
    await office.curator.says("/board")
    await office.curator.reads("открытых карточек нет")


async def test_an_answer_to_a_foreign_message_is_no_draft(office: Stand) -> None:
    """An executor's answer to a message about no card asks which card is meant."""
    await office.roads.says("/help")
    about_nothing = await office.roads.reads("/my")
    await about_nothing.reply("Включим завтра")
    await office.roads.reads("К какой карточке это?")


async def test_an_answer_to_a_message_lost_to_the_books_finds_its_card(office: Stand) -> None:
    """A card sent in the moment of a power cut is in the chat alone; an answer to it is a draft all the same."""
    work = await routed(office, await forwarded(office))
    with sqlite3.connect(office.folder / "office.db", timeout=10) as database:
        database.execute("UPDATE outbox SET message_id = NULL")
        database.execute("DELETE FROM views")
    database.close()
    await work.reply("Включим сегодня.")
    await office.roads.reads("Проект к № 1")


@pytest.mark.attack(11)
async def test_an_empty_draft_is_not_sent(office: Stand) -> None:
    """A draft of a photo alone waits for its text; there is no button to send it by."""
    work = await routed(office, await forwarded(office))
    await work.reply(photo=True)
    preview = await office.roads.reads("Текста ещё нет")
    assert "На согласование" not in preview.labels
    await office.roads.says("Включили.")
    await (await office.roads.reads("1 фото")).tap("На согласование")
    await office.head.reads("согласовать ответ")


@pytest.mark.attack(11)
async def test_a_draft_of_5000_characters_is_refused(office: Stand) -> None:
    """A draft longer than a message can be, which comes as two messages, is not sent and says by how much."""
    work = await routed(office, await forwarded(office))
    await work.reply("ы" * 4000)
    await office.roads.reads("4000 знаков")
    await office.roads.says("ы" * 999)
    preview = await office.roads.reads("5000 знаков")
    assert "904" in preview.text
    assert "4096" in preview.text
    assert preview.labels == ["Исправить"]


async def test_a_draft_for_a_closed_card_is_refused(office: Stand) -> None:
    """An answer to a card that is closed says when it was closed and changes nothing."""
    card = await forwarded(office)
    await card.tap("Не подлежит обработке")
    await (await office.curator.reads("на каком основании?")).tap("Намерение причинить вред")
    await office.curator.toast("закрыта")
    await card.reply("Ещё фото")
    await office.curator.reads("№ 1 закрыта")


@pytest.mark.attack(3)
async def test_a_double_tap_does_it_once(office: Stand) -> None:
    """The second of two taps is told that it is done already, and by when."""
    work = await routed(office, await forwarded(office))
    asked = await drafted(office, work, "Включим сегодня.")
    first = await asked.tap("Согласовать")
    second = await asked.forge(asked.buttons[0][0].data or "")
    assert "согласовано" in (await office.head.answered(first)).text
    late = await office.head.answered(second)
    assert "уже согласовали" in late.text
    assert "Ничего не изменилось" in late.text


@pytest.mark.attack(3)
async def test_a_stale_button_changes_nothing(office: Stand) -> None:
    """A button of an earlier turn is refused after the card has moved on and come back."""
    card = await forwarded(office)
    stale = card.buttons[0][1].data or ""
    work = await routed(office, card)
    await work.tap("Вернуть куратору")
    await (await office.roads.reads("почему возвращаете?")).reply("Не наше")
    await office.curator.reads("вернули, кому направить?")
    await card.forge(stale)
    toast = await office.curator.toast("Ничего не изменилось")
    assert toast.alert


@pytest.mark.attack(2)
async def test_a_tap_by_somebody_who_may_not(office: Stand) -> None:
    """Callback data of another's button does nothing for an executor, another department, or a stranger."""
    card = await forwarded(office)
    route = card.buttons[0][0].data or ""
    for person in (office.roads, office.utilities, office.stranger):
        note = await person.says("/start")
        await person.reads("")
        callback = await person.forge(note.id + 1, route)
        told = await person.answered(callback)
        assert "не за вами" in told.text or "Telegram ID" in told.text
    await office.curator.says("/card 1")
    assert "кому направить?" in (await office.curator.reads("№ 1")).text


@pytest.mark.attack(2)
async def test_a_made_up_more_shows_no_foreign_card(office: Stand) -> None:
    """«Ещё…» forged by an executor of another department is refused, and no card comes into his message."""
    await routed(office, await forwarded(office))
    await office.utilities.says("/help")
    note = await office.utilities.reads("/my")
    told = await office.utilities.answered(await note.forge("m:1"))
    assert "не за вами" in told.text
    assert "Лесной" not in await office.utilities.transcript()


@pytest.mark.attack(2)
async def test_made_up_callback_data_is_harmless(office: Stand) -> None:
    """Callback data of no button of ours is answered and changes nothing."""
    card = await forwarded(office)
    for data in ("x", "t:1", "t:99999999:1:route:roads", "t:1:1:explode:", "t:1:1:approve:", "s:1:1:1:answer", "l:xx"):
        callback = await card.forge(data)
        assert (await office.curator.answered(callback)).text


async def test_english_is_complete_for_who_wants_it(office: Stand) -> None:
    """/language changes the person's language, and his cards and answers come in it."""
    await office.curator.says("/language")
    await (await office.curator.reads("На каком языке")).tap("English")
    await forwarded_in_english(office)


async def forwarded_in_english(office: Stand) -> None:
    """The card has the English labels."""
    await office.curator.says("The lamps in Lesnaya street are out https://vk.com/wall-1_205")
    card = await office.curator.reads("№ 1")
    assert {"Importance: high", "Significant", "Not to be handled"} <= set(card.labels)


async def test_cancel_leaves_a_question(office: Stand) -> None:
    """/cancel leaves the question, and what is written next is not taken for its answer."""
    work = await routed(office, await forwarded(office))
    await work.tap("Вернуть куратору")
    await office.roads.reads("почему возвращаете?")
    await office.roads.says("/cancel")
    await office.roads.reads("Отменено")
    await office.roads.says("просто слова")
    await office.roads.reads("К какой карточке")
    await approved(office, await drafted(office, work, "Включим."))


async def test_a_restart_in_the_middle_of_a_question_changes_nothing(office: Stand) -> None:
    """The bot that comes back still waits for the reason that was asked for."""
    work = await routed(office, await forwarded(office))
    await work.tap("Вернуть куратору")
    question = await office.roads.reads("почему возвращаете?")
    office.kill()
    await question.reply("Не наша улица")
    office.start()
    await office.curator.reads("вернули, кому направить?")


@pytest.mark.attack(10)
async def test_hostile_text_is_only_text(office: Stand) -> None:
    """Markup, controls and entities in a post are shown to the letter and break nothing."""
    nasty = "<b>жирный</b> & <script>alert(1)</script> \u202eзадом наперёд</b>"
    await office.curator.forwards(nasty, origin=office_author("<i>Житель</i> & Ко"))
    card = await office.curator.reads("№ 1")
    assert "<b>жирный</b> & <script>alert(1)</script>" in card.text
    assert "\u202e" not in card.text
    assert "Автор: <i>Житель</i> & Ко" in card.text


def office_author(name: str) -> dict[str, object]:
    """A hidden author of this name."""
    from sandbox.people import hidden

    return hidden(name)


async def test_the_id_of_a_group_can_be_asked_for(office: Stand) -> None:
    """/start in a group tells the group's id, which the office file needs, to anybody; other words are left alone."""
    other = await office.town.supergroup(-1001000000777, "Новая группа", members=[office.stranger, office.curator])
    for person in (office.stranger, office.curator):
        await person.at(other).says("/start@otklik_test_bot")
        await other.reads("-1001000000777")
    await office.stranger.at(other).says("/help@otklik_test_bot")
    await office.curator.at(other).says("/start@otklik_test_bot")
    await other.reads("-1001000000777")
    assert len([one for one in await other.history() if one.from_bot]) == 3
