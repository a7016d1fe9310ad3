"""Kamchatka: the citizens' platform brings messages and reads answers; the office moderates, answers with a photo."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.people import Message
from tests.conversations.bureau import Bureau, bureau
from tests.conversations.six.platform import TOKEN, Platform, free_port
from tests.conversations.six.steps import START, STILL, office_of, opens, replies

ANSWER = "Фонари на Лесной включили, вот как теперь."


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[tuple[Bureau, Platform]]:
    """A district with its bot, on Wednesday 4 March 2026 at 10:00 in Kamchatka, and the platform beside it."""
    port = free_port()
    text = office_of("kamchatka")
    async with bureau(tmp_path, text, INTAKE_TOKEN=TOKEN, INTAKE_PORT=str(port)) as office:
        office.set_clock(START, STILL)
        await office["head"].says("/start")
        await office["head"].reads("/my")
        yield office, Platform(port)


async def routed(office: Bureau, platform: Platform, **more: str) -> Message:
    """A message comes in, the moderator lets it through, and it goes by topic and place to its executor by itself."""
    assert (await platform.brings(**more))[0] == 201
    card = await office["moderator"].reads("проверьте сообщение")
    await card.tap("Принять сообщение")
    await office["moderator"].toast("принята к работе")
    return await office["roads"].reads("вам: подготовить ответ")


async def placed(office: Bureau, work: Message, text: str = ANSWER) -> None:
    """The executor answers with a photo and places the answer."""
    await office["roads"].sends(text, reply_to=work, photo=True)
    preview = await office["roads"].reads("1 фото")
    await preview.tap("Разместить ответ")
    await office["roads"].toast("№ 1: ответ размещён")


@pytest.mark.clause("KAM-2.1.5", "KAM-2.2", "KAM-2.5a", "KAM-2.5b", "KAM-2.7")
async def test_a_message_becomes_an_answer(place: tuple[Bureau, Platform]) -> None:
    """Moderated, routed by itself, late, refused without a photo, placed with one, rated and confirmed outside."""
    office, platform = place
    roads = office["roads"]
    assert await platform.brings() == (201, {"card": 1, "number": 1, "step": "moderate"})
    card = await office["moderator"].reads("проверьте сообщение")
    assert "Мария Л." in card.text
    await card.tap("Принять сообщение")
    work = await roads.reads("вам: подготовить ответ")
    assert "Ул. Лесная, 5" in work.text
    assert "Разобрать прежний ответ" not in work.labels
    office.set_clock("2026-03-17T10:01:05")
    late = await office["head"].reads("❗ № 1 · ответ")
    assert "Павел Токарев" in late.text
    assert "п. 2.5" in late.text

    await work.reply(ANSWER)
    preview = await roads.reads("Проект к № 1")
    await preview.tap("Разместить ответ")
    refused = await roads.reads("Нужно фото или документ: пришлите следующим сообщением")
    assert refused.labels == ["Фото не будет"]
    await roads.sends(photo=True)
    preview = await roads.reads("1 фото")
    await preview.tap("Разместить ответ")
    await roads.toast("№ 1: ответ размещён")
    told = await platform.asks()
    assert (told["state"], told["answer"]) == ("closed", ANSWER)
    assert (await platform.acts(action="rate", value=5, key="1"))[0] == 200
    assert (await platform.acts(action="resolved", key="2"))[0] == 200


@pytest.mark.clause("KAM-2.8", "KAM-2.10")
async def test_a_citizen_who_does_not_agree(place: tuple[Bureau, Platform]) -> None:
    """What the citizen sends back is routed again at once with his words; the earlier answer is analysed first."""
    office, platform = place
    roads = office["roads"]
    await placed(office, await routed(office, platform))
    assert (await platform.acts(action="disagree", note="Горит один фонарь из трёх", key="1"))[0] == 200
    again = await roads.reads("Горит один фонарь из трёх")
    assert ANSWER in again.text
    await roads.sends("Заменили ещё два.", reply_to=again, photo=True)
    preview = await roads.reads("Заменили ещё два.")
    await preview.tap("Разместить ответ")
    first = await roads.reads("Сначала нужно: «Разобрать прежний ответ»")
    await first.tap("Разобрать прежний ответ")
    await replies(roads, "что в прежнем ответе и работах было неполно?", "Проверили не всю улицу")
    await roads.reads("№ 1: разобрали прежний ответ")
    await preview.tap("Разместить ответ")
    await roads.toast("№ 1: ответ размещён")
    assert (await platform.asks())["answer"] == "Заменили ещё два."


@pytest.mark.clause("KAM-2.9", "KAM-2.10")
async def test_a_repeated_message(place: tuple[Bureau, Platform]) -> None:
    """The executor sees what a message may repeat and why, decides with one tap, and analyses the earlier answer."""
    office, platform = place
    roads = office["roads"]
    await placed(office, await routed(office, platform))
    assert (await platform.brings(id="platform-2", text="Опять не горят фонари у школы"))[0] == 201
    await (await office["moderator"].reads("проверьте сообщение")).tap("Принять сообщение")
    work = await roads.reads("📝 № 2 · вам: подготовить ответ")
    assert "Решить, повтор ли это" in work.text
    await work.tap("Повтор?")
    question = await roads.reads("тот же автор")
    assert "Третий день не горят фонари у школы" in question.text
    assert question.labels == ["Повтор № 1", "Не повтор", "Другой номер"]
    await question.tap("Повтор № 1")
    await roads.toast("№ 2: повтор № 1")
    again = await roads.sees(work, "Повтор № 1")
    assert "Разобрать прежний ответ" in again.labels
    await again.tap("Разобрать прежний ответ")
    await replies(roads, "что в прежнем ответе и работах было неполно?", "Заменили не все лампы")
    await roads.reads("№ 2: разобрали прежний ответ")


@pytest.mark.clause("KAM-2.5c")
async def test_more_time_is_asked_for_and_granted(place: tuple[Bureau, Platform]) -> None:
    """The executor asks for five days with a comment, the coordinator grants them, and the moment moves."""
    office, platform = place
    roads, coordinator = office["roads"], office["coordinator"]
    work = await routed(office, platform)
    assert "до 16 марта, 18:00 · п. 2.5" in work.text
    await work.tap("Попросить продлить")
    question = await roads.reads("на сколько дней?")
    await question.tap("5")
    await replies(roads, "почему нужно больше времени?", "Ждём опору")
    await roads.reads("№ 1: просьба продлить передана")
    asked = await coordinator.reads("просят продлить на 5 дней, решите")
    assert "Ждём опору" in asked.text
    await asked.tap("Продлить срок")
    await coordinator.toast("№ 1: срок продлён")
    longer = await roads.reads("+5 дней")
    assert "до 19 марта, 18:00" in longer.text


@pytest.mark.clause("KAM-2.6")
async def test_the_fast_track(place: tuple[Bureau, Platform]) -> None:
    """The coordinator sets the fast track of two days, and the executor hears his new moment."""
    office, platform = place
    await routed(office, platform)
    coordinator = office["coordinator"]
    card = await opens(coordinator, "№ 1 ·")
    if "Ускоренно" not in card.labels:
        await card.tap("Ещё…")
        await coordinator.sees(card, "№ 1")
    await card.tap("Ускоренно")
    question = await coordinator.reads("на сколько дней?")
    assert question.labels == ["1", "2", "3"]
    await question.tap("2")
    await coordinator.toast("№ 1: ускоренно: 2 дня")
    told = await office["roads"].reads("ускоренно: 2 дня")
    assert "Ответ: до пт 17:00" in told.text


@pytest.mark.clause("KAM-2.1.5")
async def test_a_formal_appeal_is_shown_its_way(place: tuple[Bureau, Platform]) -> None:
    """What is in truth a formal appeal is declined, and the platform can tell its author where to go."""
    office, platform = place
    await platform.brings(text="Прошу рассмотреть моё обращение и дать письменный ответ")
    card = await office["moderator"].reads("проверьте сообщение")
    await card.tap("Отклонить")
    question = await office["moderator"].reads("на каком основании?")
    await question.tap("По сути официальное обращение")
    await office["moderator"].toast("№ 1: отклонена")
    told = await platform.asks()
    assert told["state"] == "closed"
    assert "59-ФЗ" in told["ground"]["pointer"]
