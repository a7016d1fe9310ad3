"""Who is away, who stands in, who leaves: as the people of an office live through it."""

from pathlib import Path

import pytest
from sqlalchemy import Connection

from handlers.absence.buttons import absence_button, dismiss_button
from sandbox.people import Message, Person, hidden
from storage.offices import office_named
from storage.work import Work
from tests.conversations.bureau import Bureau, bureau
from tests.conversations.offices import office_file
from tests.conversations.steps import apart
from workflow.words import PersonId

POST = "На улице Лесной третий день не горят фонари https://vk.com/wall-1_205"

OFFICE = """
[office]
key = "lesnoe"
name = "Администрация Лесного района"
procedures = ["sobolevo"]
zone = "Asia/Kamchatka"

[[department]]
key = "roads"
name = "Дорожное хозяйство"
topics = ["дороги", "снег"]

[[department]]
key = "utilities"
name = "ЖКХ"
topics = ["вода"]

[[person]]
key = "curator"
name = "Куратор Анна"
telegram_id = 1001
roles = ["curator"]

[[person]]
key = "roads"
name = "Исполнитель дорог"
telegram_id = 1002
roles = ["executor"]
department = "roads"

[[person]]
key = "roads-2"
name = "Второй дорожник"
telegram_id = 1003
roles = ["executor"]
department = "roads"

[[person]]
key = "chief"
name = "Начальник дорог"
telegram_id = 1004
roles = ["chief"]
department = "roads"

[[person]]
key = "utilities"
name = "Исполнитель ЖКХ"
telegram_id = 1005
roles = ["executor"]
department = "utilities"

[[person]]
key = "head"
name = "Глава района"
telegram_id = 1006
roles = ["head"]

[[person]]
key = "coordinator"
name = "Координатор Вера"
telegram_id = 1007
roles = ["coordinator", "administrator"]
"""


async def started(office: Bureau) -> None:
    """Everybody has spoken to the bot."""
    for person in office.people.values():
        await person.starts()
        await person.reads("вы: ")


async def routed(office: Bureau, text: str = POST) -> Message:
    """A card that lies with the first executor of the roads."""
    await office["curator"].forwards(text, origin=hidden("Житель"))
    card = await office["curator"].reads("кому направить?")
    await card.tap("→ Дорожное хозяйство")
    await office["curator"].toast("направлено")
    return await office["roads"].reads("вам: подготовить ответ")


async def another(office: Bureau, text: str) -> None:
    """One more card for the roads, right after the one before it."""
    card = await apart(office["curator"], text)
    await card.tap("→ Дорожное хозяйство")


THEN = {
    "since": "По какой день включительно",
    "until": "По какой причине",
    "why": "Кто замещает",
    "substitute": "Что делать с переданными карточками",
    "stays": "Замещ",
}
"""What is asked after each answer; in the end the whole stands there to be confirmed."""


async def planned(who: Person, *taps: str, first: str = "Меня не будет") -> Message:
    """Somebody answers the questions of /absence by these taps; the summary that waits for his word."""
    await who.says("/absence")
    listed = await who.reads("Отсутстви")
    await listed.tap(first)
    question = await who.reads("С какого дня")
    return await answered(who, question, *taps)


async def answered(who: Person, question: Message, *taps: str) -> Message:
    """The questions from here on are answered by these taps; the message that stands then."""
    place = next(at for at, text in enumerate(QUESTIONS) if text in question.text)
    for tap, following in zip(taps, list(THEN.values())[place:], strict=False):
        await question.tap(tap)
        question = await who.sees(question, following)
    return question


QUESTIONS = ("С какого дня", *list(THEN.values())[:-1])


async def absent(who: Person, *taps: str) -> None:
    """The same, confirmed."""
    summary = await planned(who, *taps)
    await summary.tap("Подтвердить")
    await who.sees(summary, "✅ Записано.")


LEAVE = ("Сегодня", "по 10 марта", "Отпуск", "Второй дорожник")
"""Four taps of an executor who goes on leave; what becomes of his cards afterwards is the fifth."""


@pytest.mark.clause("SOB-9a")
async def test_the_substitute_has_everything_from_the_first_minute(tmp_path: Path) -> None:
    """An executor on leave: his open cards and every new one are his substitute's, who sees why, in one message."""
    async with bureau(tmp_path, OFFICE) as office:
        await started(office)
        await routed(office)
        await another(office, "Яма на улице Садовой")
        second = await office["roads"].reads("№ 2 · вам: подготовить ответ")
        accept = next(one.data for row in second.buttons for one in row if one.label == "Принять в работу")
        summary = await planned(office["roads"], *LEAVE, "Вернуть")
        assert summary.text.splitlines() == [
            "Исполнитель дорог: отпуск, с 4 марта по 10 марта",
            "Замещает: Второй дорожник",
            "Переданные карточки потом вернутся.",
        ]
        assert summary.labels == ["Подтвердить", "Назад", "Отмена"]
        await summary.tap("Подтвердить")
        await office["roads"].reads("Ваше отсутствие началось: отпуск, по 10 марта.\nВас замещает: Второй дорожник.")
        news = await office["roads-2"].reads("Вы замещаете: Исполнитель дорог, отпуск, по 10 марта.")
        assert "К вам перешли 2 карточки:" in news.text
        assert news.labels == ["№ 1", "№ 2"]
        await news.tap("№ 1")
        mine = await office["roads-2"].reads("вам: подготовить ответ")
        assert "Второй дорожник замещает: Исполнитель дорог, отпуск, по 10 марта" in mine.text
        await second.forge(accept or "")  # the button itself goes as soon as the view is drawn anew
        await office["roads"].toast("Карточка сейчас у другого: Второй дорожник. Ничего не изменилось.")
        await another(office, "Снег не убран у школы")
        await office["roads-2"].reads("№ 3 · вам: подготовить ответ")
        await office["coordinator"].says("/board")
        assert (
            "Исполнитель дорог: отпуск, по 10 марта, замещает Второй дорожник"
            in (await office["coordinator"].reads("карточки")).text
        )


@pytest.mark.clause("SOB-9a")
@pytest.mark.parametrize(("then", "back"), [("Вернуть", True), ("Оставить у замещающего", False)])
async def test_on_return_cards_come_back_or_stay(tmp_path: Path, then: str, back: bool) -> None:
    """At the first minute after the last day the absence ends by itself; the cards do what was chosen."""
    async with bureau(tmp_path, OFFICE) as office:
        await started(office)
        await routed(office)
        await absent(office["roads"], *LEAVE, then)
        await office["roads-2"].reads("Вы замещаете")
        office.set_clock("2026-03-11T00:01")
        told = await office["roads"].reads("Ваше отсутствие закончилось.")
        over = await office["roads-2"].reads("Замещение закончилось: Исполнитель дорог снова на месте.")
        assert ("К вам вернулась 1 карточка:" in told.text) == back
        assert told.labels == over.labels == (["№ 1"] if back else [])
        holder, other = (office["roads"], office["roads-2"]) if back else (office["roads-2"], office["roads"])
        await holder.says("/my")
        await holder.reads("У вас 1 карточка")
        await other.says("/my")
        await other.reads("Сейчас у вас нет карточек.")


@pytest.mark.clause("SOB-9a")
async def test_a_substitute_who_goes_away_himself_is_replaced_and_none_is_told_to_those_above(tmp_path: Path) -> None:
    """The next one has the cards; where nobody is left, the department's head and the coordinator can give them on."""
    async with bureau(tmp_path, OFFICE) as office:
        await started(office)
        await routed(office)
        await absent(office["roads"], *LEAVE, "Вернуть")
        await office["roads-2"].reads("Вы замещаете")
        await absent(office["roads-2"], "Сегодня", "Пока не вернусь", "Болезнь", "По обычному порядку", "Вернуть")
        told = await office["roads-2"].reads("Ваше отсутствие началось: болезнь, пока не вернётесь.")
        assert told.text.splitlines()[1] == "Замещать вас некому. Сообщено: Начальник дорог, Координатор Вера."
        for who in ("chief", "coordinator"):
            news = await office[who].reads("❗ Замещать некому: Второй дорожник, болезнь, пока не вернётся.")
            assert "Ждёт 1 карточка, передайте её:" in news.text
        await news.tap("№ 1")
        card = await office["coordinator"].reads("№ 1")
        await card.tap("Передать…")
        question = await office["coordinator"].reads("кому передать?")
        assert question.labels == ["Исполнитель ЖКХ", "Отмена"]
        await question.tap("Исполнитель ЖКХ")
        await office["coordinator"].toast("№ 1: передано, Исполнитель ЖКХ")
        given = await office["utilities"].reads("вам передали карточку: Координатор Вера")
        await given.tap("Открыть")
        work = await office["utilities"].reads("вам: подготовить ответ")
        await work.reply("Фонари починим завтра")
        preview = await office["utilities"].reads("Проект к № 1")
        await preview.tap("На согласование")
        await office["head"].reads("согласовать")


@pytest.mark.clause("KOZ-D2")
async def test_three_substitutes_of_a_coordinator_stand_in_in_their_order(tmp_path: Path) -> None:
    """The first of the office's list who is there has the coordinator's cards; the second where he is away, too."""
    text = office_file("kozhevnikovo", "Asia/Tomsk", {"coordinator": "coordinator", "head": "head"})
    text = text.replace('key = "coordinator"', 'key = "coordinator"\nsubstitutes = ["parks", "utilities", "roads"]')
    async with bureau(tmp_path, text) as office:
        await started(office)
        await office["coordinator"].forwards(POST, origin=hidden("Житель"))
        await office["coordinator"].reads("кому направить?")
        await absent(office["parks"], "Сегодня", "по 10 марта", "Учёба", "По обычному порядку", "Вернуть")
        summary = await planned(office["coordinator"], "Сегодня", "по 10 марта", "Командировка")
        assert summary.labels[0] == "По списку: Сотрудник parks, Сотрудник utilities, С…"
        summary = await answered(office["coordinator"], summary, summary.labels[0], "Вернуть")
        assert "Замещает: Сотрудник parks, Сотрудник utilities, Сотрудник roads" in summary.text
        await summary.tap("Подтвердить")
        news = await office["utilities"].reads("Вы замещаете: Сотрудник coordinator, командировка, по 10 марта.")
        await news.tap("№ 1")
        card = await office["utilities"].reads("кому направить?")
        await card.tap("→ Дорожное хозяйство")
        await office["roads"].reads("подготовить ответ")
        await office["parks"].says("/absence")
        listed = await office["parks"].reads("Отсутствия")
        await listed.tap("Уже на месте: Сотрудник parks")
        await office["parks"].reads("Ваше отсутствие закончилось.")
        await office["parks"].reads("Вы замещаете: Сотрудник coordinator, командировка, по 10 марта.")


@pytest.mark.clause("SOB-9b")
async def test_a_dismissal_hands_over_in_one_tap_and_tells_how_late_it_was_told(tmp_path: Path) -> None:
    """A department's head records an order of last week: cards go over, access ends, the curator sees the delay."""
    async with bureau(tmp_path, OFFICE) as office:
        await started(office)
        work = await routed(office)
        await office["chief"].says("/absence")
        listed = await office["chief"].reads("Отсутствий нет.")
        assert listed.labels == ["Меня не будет", "Не будет другого…"]
        data = dismiss_button(await id_of(office, "roads")).data
        await listed.forge(data)
        question = await office["chief"].reads("Исполнитель дорог. От какого дня приказ?")
        await question.reply("27.02")
        question = await office["chief"].reads("Кому передать открытые карточки?")
        assert question.labels == [
            "Тому, кто замещает: Второй дорожник",
            "Второй дорожник",
            "Исполнитель ЖКХ",
            "Назад",
            "Отмена",
        ]
        await question.tap("Тому, кто замещает: Второй дорожник")
        summary = await office["chief"].sees(question, "увольнение, приказ от 27 февраля. Доступ закроется сразу.")
        assert "Будет передана 1 карточка." in summary.text
        await summary.tap("Уволить и передать")
        await office["chief"].sees(summary, "✅ Записано.")
        given = await office["roads-2"].reads("Больше не работает: Исполнитель дорог.\nК вам перешла 1 карточка:")
        assert given.labels == ["№ 1"]
        for who in ("curator", "coordinator"):
            told = await office[who].reads("Больше не работает: Исполнитель дорог, приказ от 27 февраля.")
            assert "❗ Сообщено на 2 дня позже срока (п. 9)." in told.text
            assert "Карточки теперь у: Второй дорожник." in told.text
        await office["roads"].reads("Администрация Лесного района: ваш доступ закрыт.")
        await work.tap("Принять в работу")
        await office["roads"].toast("Это рабочий бот администрации")


@pytest.mark.clause("SOB-9b")
async def test_a_dismissal_told_in_time_says_nothing_of_a_delay(tmp_path: Path) -> None:
    """On the third calendar day after the order it is in time still; the last administrator does not leave at all."""
    async with bureau(tmp_path, OFFICE) as office:
        await started(office)
        await dismissed(office, "roads", "1.03")
        told = await office["curator"].reads("Больше не работает: Исполнитель дорог, приказ от 1 марта.")
        assert "Сообщено" not in told.text
        listed = await dismissed(office, "coordinator", "1.03")
        await office["coordinator"].toast(
            "Это последний администратор. Ничего не изменилось: сначала назначьте другого."
        )
        assert listed.text


async def dismissed(office: Bureau, key: str, ordered: str) -> Message:
    """The coordinator records that somebody has left; the message that was confirmed."""
    await office["coordinator"].says("/absence")
    listed = await office["coordinator"].reads("Отсутстви")
    await listed.forge(dismiss_button(await id_of(office, key)).data)
    question = await office["coordinator"].reads("От какого дня приказ?")
    await question.reply(ordered)
    question = await office["coordinator"].reads("Кому передать")
    await question.tap(question.labels[0])
    summary = await office["coordinator"].sees(question, "Доступ закроется сразу")
    await summary.tap("Уволить и передать")
    return summary


async def id_of(office: Bureau, key: str) -> PersonId:
    """Under which number the office knows somebody."""

    def find(conn: Connection) -> PersonId:
        found = office_named(conn, "lesnoe")
        assert found is not None
        return next(one.id for one in found.people if one.key == key)

    async with await Work.open(office.environment["DATABASE_URL"]) as work:
        return await work.read(find)


@pytest.mark.fault(12)
async def test_a_card_of_one_who_blocks_the_bot_is_known_to_others(tmp_path: Path) -> None:
    """A substitute who has blocked the bot is passed over; who cannot be written to stands on the board."""
    async with bureau(tmp_path, OFFICE) as office:
        await started(office)
        await routed(office)
        await office["roads-2"].blocks()
        await absent(office["roads"], *LEAVE, "Вернуть")
        news = await office["chief"].reads("❗ Замещать некому: Исполнитель дорог, отпуск, по 10 марта.")
        assert news.labels == ["№ 1"]
        await office["coordinator"].says("/board")
        assert (
            "Бот не может написать: Второй дорожник" in (await office["coordinator"].reads("района: 1 карточка")).text
        )


async def test_a_restart_in_the_middle_loses_nothing(tmp_path: Path) -> None:
    """The bot is killed between two questions, and the next answer goes on where it was; back and out always work."""
    async with bureau(tmp_path, OFFICE) as office:
        await started(office)
        question = await planned(office["roads"], *LEAVE[:2])
        office.kill()
        office.start()
        question = await answered(office["roads"], question, "Болезнь")
        await question.tap("Назад")
        question = await office["roads"].sees(question, "По какой причине")
        question = await answered(office["roads"], question, "Отпуск", "Второй дорожник", "Вернуть")
        assert "отпуск, с 4 марта по 10 марта" in question.text
        await question.tap("Отмена")
        await office["roads"].sees(question, "Отменено. Ничего не изменилось.")
        await question.forge("aq:1:sure:yes")
        await office["roads"].toast("Эта кнопка больше не действует")
        await office["roads"].says("/absence")
        await office["roads"].reads("Отсутствий нет.")


async def test_a_planned_absence_begins_at_its_day_or_is_cancelled_before(tmp_path: Path) -> None:
    """What is planned for tomorrow changes nothing today; two at the same time cannot be; the clock begins it, once."""
    async with bureau(tmp_path, OFFICE) as office:
        await started(office)
        await routed(office)
        await absent(office["roads"], "Завтра", "по 11 марта", *LEAVE[2:], "Вернуть")
        twice = await planned(office["roads"], "Сегодня", "по 10 марта", "Учёба", "Второй дорожник", "Вернуть")
        await twice.tap("Подтвердить")
        await office["roads"].toast("На эти дни уже есть отсутствие, с 5 марта. Ничего не изменилось")
        await office["roads"].says("/my")
        await office["roads"].reads("У вас 1 карточка")
        office.kill()
        office.set_clock("2026-03-06T09:00")
        office.start()
        await office["roads-2"].reads("Вы замещаете: Исполнитель дорог, отпуск, по 11 марта.")
        await absent(office["utilities"], "Завтра", "Пока не вернусь", "Другое", "По обычному порядку", "Вернуть")
        await office["utilities"].says("/absence")
        listed = await office["utilities"].reads("Исполнитель ЖКХ: другая причина, с 7 марта, пока не вернётся")
        await listed.tap("Отменить: Исполнитель ЖКХ")
        await office["utilities"].sees(listed, "Отсутствий нет.")
        await office["chief"].says("/absence")
        listed = await office["chief"].reads("Исполнитель дорог: отпуск, по 11 марта")
        await listed.tap("Уже на месте: Исполнитель дорог")
        back = await office["roads"].reads("Ваше отсутствие закончилось.")
        assert back.labels == ["№ 1"]


async def test_a_head_says_it_for_his_people_alone(tmp_path: Path) -> None:
    """Of others a department's head chooses among his own, and may go back to that; it is told to whom it is about."""
    async with bureau(tmp_path, OFFICE) as office:
        await started(office)
        await office["chief"].says("/absence")
        listed = await office["chief"].reads("Отсутствий нет.")
        await listed.tap("Не будет другого…")
        question = await office["chief"].sees(listed, "Кто будет отсутствовать?")
        assert question.labels == ["Исполнитель дорог", "Второй дорожник", "Отмена"]
        await question.tap("Второй дорожник")
        question = await office["chief"].sees(question, "Второй дорожник. С какого дня?")
        await question.tap("Назад")
        question = await office["chief"].sees(question, "Кто будет отсутствовать?")
        await question.tap("Исполнитель дорог")
        question = await office["chief"].sees(question, "Исполнитель дорог. С какого дня?")
        await question.reply("вчера, наверное")
        await office["chief"].reads("Такая дата не подходит.")
        await question.reply("2 марта")
        question = await office["chief"].reads("По какой день включительно")
        assert question.labels == ["по 8 марта", "по 15 марта", "по 29 марта", "Пока не вернётся", "Назад", "Отмена"]
        await question.reply("6.03")
        question = await office["chief"].reads("По какой причине")
        question = await answered(office["chief"], question, "Болезнь", "По обычному порядку", "Вернуть")
        assert question.text.splitlines()[:2] == [
            "Исполнитель дорог: болезнь, с 2 марта по 6 марта",
            "Замещает: остальные в отделе",
        ]
        await question.tap("Подтвердить")
        await office["roads"].reads("Ваше отсутствие началось: болезнь, по 6 марта.")
        await office["roads-2"].reads("Вы замещаете: Исполнитель дорог, болезнь, по 6 марта.")
        await listed.forge(absence_button(await id_of(office, "utilities")).data)
        await office["chief"].toast("Это решают сам сотрудник, его начальник и координатор. Ничего не изменилось.")


async def test_a_question_about_somebody_who_has_left_is_over(tmp_path: Path) -> None:
    """Two are asked about the same dismissal; whoever confirms second is told so, and nobody else leaves."""
    async with bureau(tmp_path, OFFICE) as office:
        await started(office)
        gone = dismiss_button(await id_of(office, "roads-2")).data
        questions = []
        for key in ("chief", "coordinator"):
            await office[key].says("/absence")
            listed = await office[key].reads("Отсутствий нет.")
            await listed.forge(gone)
            question = await office[key].reads("От какого дня приказ?")
            await question.tap("Сегодня")
            question = await office[key].sees(question, "Кому передать открытые карточки?")
            await question.tap(question.labels[0])
            questions.append(await office[key].sees(question, "увольнение"))
        for question, key in zip(questions, ("chief", "coordinator"), strict=True):
            await question.tap("Уволить и передать")
            await office[key].toast("Записано" if key == "chief" else "Этого сотрудника здесь уже нет.")
        await office["coordinator"].says("/absence")
        await office["coordinator"].reads("Отсутствий нет.")


@pytest.mark.clause("SOB-9a")
async def test_one_alone_in_his_department_was_told_that_others_stand_in(tmp_path: Path) -> None:
    """The summary says that there is nobody, and the notice names those alone who have been told."""
    async with bureau(tmp_path, OFFICE) as office:
        await started(office)
        who = office["utilities"]
        summary = await planned(who, "Сегодня", "Пока не вернусь", "Болезнь", "По обычному порядку", "Вернуть")
        assert "Замещать некому." in summary.text.splitlines()
        await summary.tap("Подтвердить")
        await who.sees(summary, "✅ Записано.")
        told = await who.reads("Ваше отсутствие началось: болезнь, пока не вернётесь.")
        assert told.text.splitlines()[1] == "Замещать вас некому. Сообщено: Координатор Вера."
        await office["coordinator"].reads("❗ Замещать некому: Исполнитель ЖКХ, болезнь, пока не вернётся.")
