"""Several executors for one answer, over HTTP: parts in pieces and whole, warned of, late, put together by the lead."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.people import Message, hidden, photo
from tests.conversations.bureau import Bureau, bureau
from tests.conversations.offices import office_file

SOBOLEVO = office_file("sobolevo", "Asia/Kamchatka", {"curator": "curator", "head": "head"})
KOZHEVNIKOVO = office_file("kozhevnikovo", "Asia/Tomsk", {"coordinator": "coordinator", "head": "head"})
POST = "На Лесной прорвало трубу и размыло дорогу"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Bureau]:
    """An office in Kamchatka on Wednesday at 10:00."""
    async with bureau(tmp_path, SOBOLEVO) as ready:
        yield ready


async def shared(office: Bureau, *names: str) -> Message:
    """The head shares a card of the roads; those named give their parts to them. Returns the lead's card."""
    await office["curator"].forwards(POST, origin=hidden("Житель"))
    await (await office["curator"].reads("кому направить?")).tap("→ Дорожное хозяйство")
    await office["roads"].reads("вам: подготовить ответ")
    await office["head"].says("/card 1")
    await (await office["head"].reads("№ 1")).tap("Несколько исполнителей")
    question = await office["head"].reads("кто готовит ответ?")
    for place, name in enumerate(("Дорожное хозяйство", *names), start=1):
        await question.tap(name)
        await office["head"].sees(question, f"{place}. {name}")
    await question.tap("Готово")
    return await office["roads"].reads("вам: подготовить общий ответ")


@pytest.mark.clause("SOB-19")
async def test_parts_and_the_common_answer(office: Bureau) -> None:
    """A contributor gives a piece with a photo, then the rest; the lead begins with the parts and writes the answer."""
    lead = await shared(office, "ЖКХ")
    roads, utilities = office["roads"], office["utilities"]
    part = await utilities.reads("вам: дать часть ответа")
    assert "до 12:00" in part.text
    await part.reply("Трубу заменим до обеда.", photo=photo())
    preview = await utilities.reads("Часть ответа к № 1, 23 знака, 1 фото")
    assert preview.labels == ["Отправить часть", "Это ещё не всё", "Исправить"]
    await preview.tap("Это ещё не всё")
    await utilities.toast("принято, ждём остальное")
    await utilities.reads("пришлите остальное")
    await roads.reads("часть ответа, не вся: ЖКХ")
    await utilities.says("Воду подвезём к дому 5.")
    await (await utilities.reads("Часть ответа к № 1, 23 знака")).tap("Отправить часть")
    await utilities.toast("ваша часть передана")
    await roads.reads("часть ответа: ЖКХ")
    assert "Части ответа: 1 из 1" in (await roads.sees(lead, "Воду подвезём")).text
    await lead.tap("Собрать из частей")
    preview = await roads.reads("Проект к № 1, 47 знаков, 1 фото")
    assert "Трубу заменим до обеда.\nВоду подвезём к дому 5." in preview.text
    await roads.reads("Чтобы изменить текст, пришлите новый")
    await roads.says("Трубу заменим до обеда, дорогу засыплем к вечеру.")
    preview = await roads.reads("Проект к № 1")
    assert "Воду" not in preview.text
    assert "1 фото" in preview.text
    await preview.tap("На согласование")
    await roads.toast("на согласовании")
    asked = await office["head"].reads("согласовать ответ")
    assert "дорогу засыплем к вечеру" in asked.text


@pytest.mark.clause("SOB-19")
async def test_a_part_that_is_late_holds_nobody_up(office: Bureau) -> None:
    """The contributor warns and says why; his miss is called out under his name, and the lead answers without him."""
    lead = await shared(office, "ЖКХ", "Парки")
    utilities = office["utilities"]
    await (await utilities.reads("вам: дать часть ответа")).tap("Предупредить об опоздании")
    await utilities.reads("почему не успеваете?")
    await utilities.says("Ждём слесаря")
    await utilities.reads("предупреждение передано")
    warning = await office["roads"].reads("часть ответа задержится: ЖКХ")
    assert "Ждём слесаря" in warning.text
    parks = await office["parks"].reads("вам: дать часть ответа")
    await parks.tap("Дать свою часть")
    await office["parks"].reads("пришлите свою часть ответа")
    await office["parks"].says("Кусты уберём.")
    await (await office["parks"].reads("Часть ответа к № 1")).tap("Отправить часть")
    await office["parks"].toast("ваша часть передана")
    office.set_clock("2026-03-04T12:05")
    miss = await office["curator"].reads("❗ № 1 · часть ответа")
    assert "Сотрудник utilities" in miss.text
    assert "❗ ЖКХ" in (await office["roads"].sees(lead, "❗ ЖКХ")).text
    await lead.reply("Кусты уберём, трубу заменим.")
    await (await office["roads"].reads("Проект к № 1")).tap("На согласование")
    await office["head"].reads("согласовать ответ")


async def test_an_answer_for_two_things_is_asked_about(tmp_path: Path) -> None:
    """Who both gives a part and writes the answer is asked which of the two he means; none gets into the other."""
    both = KOZHEVNIKOVO.replace(
        '["executor"]\ndepartment = "roads"', '["executor", "coordinator"]\ndepartment = "roads"'
    )
    async with bureau(tmp_path, both) as office:
        roads = office["roads"]
        await roads.forwards(POST, origin=hidden("Житель"))
        await (await roads.reads("№ 1")).tap("Несколько исполнителей")
        question = await roads.reads("кто готовит ответ?")
        await question.tap("Дорожное хозяйство")
        await roads.sees(question, "1. Дорожное хозяйство")
        await question.tap("Готово")
        card = await roads.reads("соберите общий ответ")
        await card.reply("Дорогу засыплем.")
        which = await roads.reads("это ваша часть или общий ответ?")
        assert which.labels == ["Моя часть", "Общий ответ"]
        await which.tap("Моя часть")
        preview = await roads.sees(which, "Часть ответа к № 1")
        await roads.says("К вечеру.")
        preview = await roads.reads("Часть ответа к № 1")
        assert "Дорогу засыплем.\nК вечеру." in preview.text
        await preview.tap("Отправить часть")
        await roads.toast("ваша часть передана")
        await card.reply("Сделаем к вечеру.")
        answer = await roads.reads("Проект к № 1")
        assert "засыплем" not in answer.text


@pytest.mark.clause("KOZ-11")
async def test_one_after_another(tmp_path: Path) -> None:
    """The coordinator sets the order: the second is asked when the first has given; then he writes the answer."""
    async with bureau(tmp_path, KOZHEVNIKOVO) as office:
        coordinator = office["coordinator"]
        await coordinator.forwards(POST, origin=hidden("Житель"))
        await (await coordinator.reads("№ 1")).tap("Несколько исполнителей")
        question = await coordinator.reads("кто готовит ответ?")
        for place, name in enumerate(("ЖКХ", "Дорожное хозяйство"), start=1):
            await question.tap(name)
            await coordinator.sees(question, f"{place}. {name}")
        await question.tap("Готово")
        card = await coordinator.reads("соберите общий ответ")
        assert "Дорожное хозяйство: ждёт очереди" in card.text
        first = await office["utilities"].reads("вам: дать часть ответа")
        await office["roads"].nothing_new()
        await first.reply("Трубу заменили.")
        await (await office["utilities"].reads("Часть ответа к № 1")).tap("Отправить часть")
        await coordinator.reads("часть ответа: ЖКХ")
        await (await office["roads"].reads("вам: дать часть ответа")).reply("Дорогу засыпали.")
        await (await office["roads"].reads("Часть ответа к № 1")).tap("Отправить часть")
        await coordinator.reads("часть ответа: Дорожное хозяйство")
        await coordinator.sees(card, "Части ответа: 2 из 2")
        await card.tap("Собрать из частей")
        preview = await coordinator.reads("Проект к № 1")
        assert "Трубу заменили.\nДорогу засыпали." in preview.text
        await preview.tap("На согласование")
        sending = await coordinator.reads("отправьте общий ответ")
        await sending.tap("Отправлено в региональный отдел")
        await coordinator.reads("подтвердите публикацию")
