"""What an action asks for is asked one thing at a time, whatever the procedure's file makes it ask for."""

from dataclasses import replace

import pytest

from handlers.callbacks import Chosen, Pick, Show, TellHead, Toggle
from tests.handlers.asked import CHIEF, Asking, needs
from tests.handlers.world import COORDINATOR, CURATOR, EXECUTOR, HEAD, LINK, SECOND, World, message
from workflow.commands import Act
from workflow.deadlines import clocks, rules_of
from workflow.office import Department
from workflow.words import Importance

REASON = "Ждём щебень со станции"


def promised(world: World) -> str:
    """When the deadline that hangs on the given date is due, in the office's time."""
    found = clocks(world.card, rules_of(world.office, needs()))
    clock = next(one for one in found if one.deadline.name == "promised")
    return f"{clock.at.astimezone(world.now.tzinfo):%d.%m.%Y %H:%M}"


async def test_two_things_are_asked_one_after_the_other() -> None:
    """The days are a tap, the reason is written; the core gets both at once, and each question says how to leave it."""
    world = Asking().working()
    talk = await world.talk(EXECUTOR)
    await talk.taps("Попросить продлить")
    assert talk.read == message("""
        № 12 · попросить продлить: на сколько дней? От 1 до 8: нажмите или напишите число. /cancel — отмена
        [1] [2] [3] [4]
        [5] [6] [7] [8]
    """)
    await talk.taps("3")
    assert talk.changed == "№ 12 · попросить продлить: 3 дня"
    assert talk.read == "№ 12 · почему нужно больше времени? Напишите одним сообщением. /cancel — отмена"
    assert world.card.asked_days == 0
    await talk.writes(REASON)
    assert talk.read == "№ 12: просьба продлить передана"
    assert talk.waits is None
    assert (world.card.asked_days, world.card.remarks[-1].text) == (3, REASON)


async def test_the_same_in_english() -> None:
    """Whoever reads English is asked in English, buttons and dates too."""
    talk = await Asking().working().talk(EXECUTOR, "en")
    await talk.taps("Ask for more time")
    assert talk.read.startswith("№ 12 · ask for more time: for how many days? From 1 to 8: tap or write a number.")
    await talk.writes("3 days")
    assert talk.read == "№ 12 · why is more time needed? Write it in one message. /cancel to stop"
    await talk.writes(REASON)
    assert talk.read == "№ 12: the request for more time is passed on"


@pytest.mark.parametrize("text", ["9", "0", "неделя", "-1", "1000000", "три"])
async def test_days_out_of_bounds_leave_the_question_standing(text: str) -> None:
    """A number that the procedure does not allow, or none at all, can be mended."""
    world = Asking().working()
    talk = await world.talk(EXECUTOR)
    await talk.taps("Попросить продлить")
    await talk.writes(text)
    assert talk.read == "Нужно число дней, не больше 8. Ничего не изменилось. /cancel — отмена"
    assert talk.waits == "days"
    await (await talk.writes("на 2 дня".removeprefix("на "))).writes(REASON)
    assert world.card.asked_days == 2


async def test_days_that_are_used_up_are_not_asked_for() -> None:
    """An extension is limited in all: buttons go as far as is left, and where nothing is left it says so."""
    world = Asking().working().act(EXECUTOR, "extend", days=6, note=REASON).act(COORDINATOR, "grant")
    talk = await world.talk(EXECUTOR)
    await talk.taps("Попросить продлить")
    assert [one.text for one in talk.said[-1].rows[0]] == ["1", "2"]
    await talk.writes("/cancel")
    world.act(EXECUTOR, "extend", days=2, note=REASON).act(COORDINATOR, "grant")
    await talk.taps("Попросить продлить")
    assert talk.toast == "Дней больше не осталось. Ничего не изменилось."
    assert (talk.alert, talk.waits) == (True, None)


async def test_cancel_leaves_at_any_point() -> None:
    """/cancel in the middle forgets what was told; the action begins anew after it."""
    world = Asking().working()
    talk = await world.talk(EXECUTOR)
    await (await talk.taps("Попросить продлить")).taps("3")
    await talk.writes("/cancel")
    assert talk.read == "Отменено. Ничего не изменилось."
    assert (talk.waits, world.card.asked_days) == (None, 0)
    await talk.taps("3")
    assert talk.toast == "Эта кнопка больше не действует. Ничего не изменилось."
    await talk.taps("Попросить продлить")
    assert talk.waits == "days"


async def test_lists_and_a_reason_make_one_command() -> None:
    """Two lists and a written answer in a row; each question loses its buttons as it is answered."""
    world = Asking().post()
    talk = await world.talk(CURATOR)
    await talk.taps("Передать другим")
    assert talk.read == message("""
        № 12 · передать другим: на каком основании?
        [Не наша территория]
        [Вопрос закона]
        [Оставить в работе]
    """)
    await talk.taps("Вопрос закона")
    assert talk.changed == "№ 12 · передать другим: Вопрос закона"
    assert talk.read == message("""
        № 12 · передать другим: какая?
        [Дороги]
        [Вода]
        [Отмена]
    """)
    await talk.taps("Вода")
    assert talk.changed == "№ 12 · передать другим: Вопрос закона, вода"
    assert talk.read == "№ 12 · кому и почему передаёте? Напишите одним сообщением. /cancel — отмена"
    await talk.writes("В водоканал: сети их")
    assert talk.read == "№ 12: передано другим"
    card = world.card
    assert (card.ground, card.category, card.remarks[-1].text) == ("law", "water", "В водоканал: сети их")
    assert not card.open


async def test_a_list_can_be_left() -> None:
    """«Оставить в работе» ends the question, and its buttons go."""
    world = Asking().post()
    talk = await (await world.talk(CURATOR)).taps("Не подлежит обработке")
    await talk.taps("Оставить в работе")
    assert talk.toast == talk.changed == "Отменено. Ничего не изменилось."
    assert (talk.waits, world.card.open) == (None, True)


async def test_a_list_is_answered_after_another_question() -> None:
    """Something else was asked in between: the button of a step's question works still, the turn guards it."""
    world = Asking().post()
    talk = await (await world.talk(CURATOR)).taps("Не подлежит обработке")
    await (await talk.writes("/cancel")).taps("Не наша территория")
    assert talk.toast == "№ 12: закрыта без обработки"
    assert talk.changed == talk.toast


async def test_an_outcome_that_must_be_explained_asks_why() -> None:
    """One outcome ends the card at once, another one asks for its reason first."""
    world = Asking().working()
    talk = await (await world.talk(EXECUTOR)).taps("Завершить")
    assert talk.read.startswith("№ 12 · завершить: чем закончилось?\n[Решено]\n[Решить нельзя]\n[Отмена]")
    await talk.taps("Решить нельзя")
    assert talk.read == "№ 12 · почему так? Объясните одним сообщением. /cancel — отмена"
    await talk.writes("Дорога не наша")
    assert (world.card.outcome, world.card.open) == ("impossible", False)
    other = Asking().working()
    talk = await (await (await other.talk(EXECUTOR)).taps("Завершить")).taps("Решено")
    assert talk.toast == "№ 12: завершена"
    assert other.card.outcome == "solved"


@pytest.mark.parametrize(
    ("answer", "due", "spoken"),
    [
        ("Завтра", "05.03.2026 18:00", "5 марта"),
        ("пт 6 марта", "06.03.2026 17:00", "6 марта"),
        ("чт 19 марта", "19.03.2026 18:00", "19 марта"),
    ],
)
async def test_a_date_is_a_tap(answer: str, due: str, spoken: str) -> None:
    """The nearest working days are buttons; the day ends as the office's days do, at its last working minute."""
    world = Asking().working()
    talk = await (await world.talk(CURATOR)).taps("Назначить дату")
    assert talk.read == message("""
        № 12 · назначить дату: какой день? Нажмите или напишите дату, например 15 марта. /cancel — отмена
        [Завтра] [пт 6 марта]
        [вт 10 марта] [чт 12 марта]
        [пн 16 марта] [чт 19 марта]
    """)
    await talk.taps(answer)
    assert promised(world) == due
    assert talk.toast == f"№ 12: срок — {spoken}"


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("15.04", "15.04.2026 18:00"),
        ("до 3 апреля", "03.04.2026 17:00"),
        ("15.03.2027", "15.03.2027 18:00"),
        ("7 марта", "10.03.2026 18:00"),
    ],
)
async def test_a_date_is_written(text: str, due: str) -> None:
    """Any other date is written as people write it; a Saturday's deadline is the next working day's."""
    world = Asking().working()
    talk = await (await (await world.talk(CURATOR)).taps("Назначить дату")).writes(text)
    assert talk.waits is None
    assert promised(world) == due


@pytest.mark.parametrize("text", ["вчера", "3 марта 2026", "31.02", "скоро", "15.03.2099", "04.03.2026 было"])
async def test_a_date_that_is_none_can_be_mended(text: str) -> None:
    """Words, a day that is past, a day that there is none of: the question stands."""
    world = Asking().working()
    talk = await (await (await world.talk(CURATOR)).taps("Назначить дату")).writes(text)
    assert talk.read == "Нужна дата впереди, например 15.03 или 15 марта. /cancel — отмена"
    assert talk.waits == "date"
    await talk.writes("5 марта")
    assert promised(world) == "05.03.2026 18:00"


async def test_those_who_share_are_marked_in_order() -> None:
    """The message edits itself: the order of the taps is the order, the first one leads, and one more is needed."""
    world = Asking().working()
    talk = await (await world.talk(CURATOR)).taps("Несколько исполнителей")
    assert talk.read == message("""
        № 12 · кто готовит ответ? Отметьте отделы.
        Первый отмеченный ведёт: он собирает общий ответ.
        [ЖКХ]
        [Благоустройство]
        [Парки]
        [*Готово] [Отмена]
    """)
    await talk.taps("Готово")
    assert talk.toast == "Кроме ведущего нужен хотя бы ещё один отдел. Ничего не изменилось: отметьте его."
    await talk.taps("Парки")
    await talk.taps("Готово")
    assert talk.alert
    await (await talk.taps("ЖКХ")).taps("Благоустройство")
    assert talk.changed == message("""
        № 12 · кто готовит ответ? Отметьте отделы.
        Первый отмеченный ведёт: он собирает общий ответ.
        1. Парки — ведущий
        2. ЖКХ
        3. Благоустройство
        [2. ЖКХ]
        [3. Благоустройство]
        [1. Парки]
        [*Готово] [Отмена]
    """)
    await talk.taps("2. ЖКХ")
    await talk.taps("Готово")
    assert talk.toast == talk.changed == "№ 12: поручено нескольким исполнителям"
    assert (world.card.department, [one.department for one in world.card.contributions]) == ("parks", ["roads"])
    assert talk.waits is None


async def test_many_departments_come_in_pages() -> None:
    """Never more than eight buttons are in view; what was marked on another page stays marked."""
    world = Asking().working()
    units = tuple(Department(f"{'unit-' * 7}{number}", f"Отдел {number}") for number in range(12))
    staff = tuple(replace(SECOND, id=100 + index, department=unit.key) for index, unit in enumerate(units))
    world.office = replace(world.office, departments=units, people=(*world.office.people, *staff))
    world.books.offices[world.office.id] = world.office
    talk = await (await world.talk(CURATOR)).taps("Несколько исполнителей")
    shown = [[one.text for row in talk.said[-1].rows for one in row]]
    await talk.taps("Отдел 3")
    while len(shown) < 3:
        await talk.taps("Ещё…")
        assert talk.redrawn
        shown.append([one.text for row in talk.redrawn.rows for one in row])
    assert all(len(labels) <= 8 for labels in shown)
    assert [label for labels in shown for label in labels if label.startswith("Отдел")] == [one.name for one in units]
    await (await talk.taps("Отдел 11")).taps("Готово")
    assert [world.card.department, world.card.contributions[0].department] == [units[3].key, units[11].key]


async def test_departments_and_people_that_no_card_button_brings() -> None:
    """An action beside the steps asks for a department or a person with buttons of its own."""
    world = Asking().working()
    talk = await (await world.talk(COORDINATOR)).taps("Передать отделу")
    await talk.writes("Это их дорога")
    assert talk.read == message("""
        № 12 · передать отделу: какой отдел?
        [ЖКХ]
        [Благоустройство]
        [Парки]
        [Отмена]
    """)
    await talk.taps("Благоустройство")
    assert talk.changed == "№ 12: передать отделу"
    assert (world.card.department, world.card.step) == ("roads", "choose")
    world.act(CHIEF, "assign", person=EXECUTOR.id)
    await (await (await talk.opens()).taps("Сменить исполнителя")).taps(SECOND.name)
    assert world.card.executor == SECOND.id


async def test_a_changed_mind_on_the_card_itself_begins_anew() -> None:
    """The same action tapped again on the card forgets what was told for it before."""
    world = Asking().working()
    talk = await (await (await world.talk(COORDINATOR)).taps("Передать отделу")).writes("Это их дорога")
    await talk.acts("move")
    assert talk.waits == "reason"


async def test_the_heads_chooses_his_executor() -> None:
    """The people of the department are buttons of the card; a made-up one is refused."""
    world = Asking().post().act(CURATOR, "route", department="roads")
    talk = await world.talk(CHIEF)
    assert [one.text for one in talk.seen][:2] == ["→ Исполнитель дорог", "→ Второй исполнитель"]
    await talk.acts("assign", "6")
    assert talk.toast == "Такого исполнителя в отделе нет. Ничего не изменилось."
    await talk.acts("assign", "нет")
    assert talk.waits == "choice"
    await talk.acts("assign", str(SECOND.id))
    assert talk.toast == "№ 12: назначено, исполнитель: Второй исполнитель"


async def test_the_text_for_the_offices_own_page() -> None:
    """Where the post's place takes no answer: the text with the author's mention comes alone, then why, then where."""
    world = Asking().post(author="Мария\u202e Л.").act(CURATOR, "route", department="roads")
    world.act(CHIEF, "assign", person=EXECUTOR.id).submitted().act(HEAD, "approve")
    talk = await (await world.talk(CURATOR)).taps("Опубликовано у себя")
    copy, question = talk.said
    assert copy.text == "Мария Л., Фонари на Лесной включим сегодня до 18:00, бригада уже на месте."
    assert copy.rows == ()
    assert question.text.startswith("№ 12 · почему у себя, а не там, где пост?")
    await talk.writes("Комментарии закрыты")
    assert talk.read == "№ 12 · пришлите ссылку на опубликованный ответ. /cancel — отмена\n[Без ссылки]"
    await talk.writes("наша страница")
    assert talk.read == "Это не ссылка: она начинается с https://. Пришлите её одним сообщением. /cancel — отмена"
    await talk.writes(f"вот {LINK}")
    assert talk.read == "№ 12: опубликовано, карточка закрыта"
    assert (world.card.link, world.card.remarks[-1].text) == (LINK, "Комментарии закрыты")


async def test_a_reason_that_was_given_will_do_for_a_missing_link() -> None:
    """«Без ссылки» after a reason ends the question: it is not asked why a second time."""
    world = Asking().agreed()
    talk = await (await (await world.talk(CURATOR)).taps("Опубликовано у себя")).writes("Комментарии закрыты")
    await talk.taps("Без ссылки")
    assert talk.toast == talk.changed == "№ 12: опубликовано, карточка закрыта"
    assert (world.card.link, world.card.open) == ("", False)


async def test_without_a_link_and_without_a_reason_it_asks_why() -> None:
    """«Без ссылки» asks why; an empty answer is no reason."""
    world = Asking().agreed()
    talk = await (await (await world.talk(CURATOR)).taps("Опубликовано")).taps("Без ссылки")
    assert talk.read == "№ 12 · почему ссылки нет? Напишите одним сообщением. /cancel — отмена"
    await talk.writes(" ")
    assert talk.waits == "no_link"
    await talk.writes("Автор удалил пост")
    assert world.card.remarks[-1].text == "Автор удалил пост"
    await talk.taps("Без ссылки")
    assert talk.toast == "Эта кнопка больше не действует. Ничего не изменилось."


async def test_a_stale_tap_is_refused_before_anything_is_asked() -> None:
    """The card has moved on: the person reads what was done instead, and no question comes."""
    world = Asking().working()
    old = world.card.turn
    world.submitted().act(HEAD, "send_back", note="Короче")
    talk = await world.talk(EXECUTOR)
    await talk.acts("finish", turn=old)
    assert talk.toast == "№ 12 уже вернули на доработку в 10:00. Ничего не изменилось."
    assert (talk.alert, talk.said, talk.waits) == (True, [], None)


async def test_a_card_that_moves_in_the_middle_ends_the_question() -> None:
    """Between two questions somebody else has acted: the answer is refused in words, and nothing is waited for."""
    world = Asking().working()
    talk = await (await world.talk(EXECUTOR)).taps("Попросить продлить")
    world.submitted()
    await talk.taps("3")
    assert talk.toast == "№ 12 уже отправили на согласование в 10:00. Ничего не изменилось."
    assert (talk.said, talk.waits) == ([], None)


async def test_whoever_may_not_is_not_asked() -> None:
    """Somebody else's button, sent by hand, is refused at once."""
    world = Asking().working()
    talk = await world.talk(SECOND)
    await talk.acts("finish")
    assert talk.toast == "Это сейчас не за вами. Ничего не изменилось."
    await talk.acts("no_such_action")
    assert talk.toast == "Эта кнопка больше не действует. Ничего не изменилось."
    assert talk.waits is None


@pytest.mark.parametrize("need", ["ground", "days", "date", "people", "nonsense"])
@pytest.mark.parametrize("value", ["", "99", "p99", "p", "нет", "2026-13-45", "-1"])
async def test_made_up_answers_do_no_harm(need: str, value: str) -> None:
    """Callback data can be anything: the answer is a line of words, and the card stays as it is."""
    world = Asking().post()
    talk = await (await world.talk(CURATOR)).taps("Передать другим")
    before = world.card
    await talk.sends(Pick(card=before.id, turn=before.turn, action="refer", need=need, value=value).pack())
    assert world.card == before
    await talk.sends(Pick(card=before.id, turn=before.turn, action="extend", need=need, value=value).pack())
    assert talk.toast
    assert world.card == before


async def test_the_fast_track_asks_for_its_days() -> None:
    """«Ускоренно» asks from how many to how many days its rule allows, and sets them."""
    world = Asking().post()
    talk = await (await world.talk(COORDINATOR)).taps("Ускоренно")
    assert talk.read.startswith("№ 12 · ускоренно: на сколько дней? От 1 до 3: ")
    assert [one.text for one in talk.said[-1].rows[0]] == ["1", "2", "3"]
    await talk.writes("4")
    assert talk.read == "Нужно число дней, не больше 3. Ничего не изменилось. /cancel — отмена"
    await talk.taps("2")
    assert talk.toast == "№ 12: ускоренно: 2 дня"
    assert (world.card.importance, world.card.fast_days) == (Importance.FAST, 2)
    other = await world.talk(CURATOR)
    await other.acts("importance", "fast")
    assert other.toast == "Это сейчас не за вами. Ничего не изменилось."
    await other.acts("importance", "extreme")
    assert other.toast == "Эта кнопка больше не действует. Ничего не изменилось."


async def test_kind_time_and_report_are_one_tap() -> None:
    """The kind, a shortened time, and telling the head of a missed deadline need no words."""
    world = Asking().working()
    talk = await (await world.talk(CURATOR)).taps("Вид: публикация")
    assert (talk.toast, world.card.kind) == ("№ 12: публикация", "publication")
    head = await (await world.talk(HEAD)).taps("Срок: 6 рабочих часов")
    assert (head.toast, world.card.shorter) == ("№ 12: 6 рабочих часов", "six")
    tell = TellHead(card=world.card.id, deadline="answer").pack()
    await talk.sends(tell)
    assert talk.toast == "Этот срок не пропущен. Ничего не изменилось."
    world.at("2026-03-20 10:00")
    await talk.sends(tell)
    assert talk.toast == "№ 12: сообщено: главе"
    await talk.sends(tell)
    assert talk.toast == "№ 12: уже сообщено: главе"
    assert world.card.reported == ("answer",)


async def test_a_question_about_one_card_outlives_taps_on_another() -> None:
    """Whoever is asked about one card may do something with another one at once; the question stands."""
    world = Asking().working()
    talk = await (await world.talk(EXECUTOR)).taps("Попросить продлить")
    asked = world.id
    world.working()
    await talk.acts("accept")
    assert (talk.toast, talk.waits) == ("№ 13: в работе у вас", "days")
    await (await talk.writes("2")).writes(REASON)
    assert world.books.cards[asked].asked_days == 2


async def test_a_button_of_no_card_says_so() -> None:
    """A card that there is none of is no trouble."""
    world = Asking().working()
    talk = await world.talk(CURATOR)
    for data in (
        Pick(card=99, turn=1, action="refer", need="ground", value="0").pack(),
        Toggle(card=99, turn=1, action="share", unit="roads").pack(),
        Chosen(card=99, turn=1, action="share").pack(),
    ):
        await talk.sends(data)
        assert talk.toast == "Эта кнопка больше не действует. Ничего не изменилось."
    await talk.sends(Show(card=99).pack())
    assert talk.read == "Такой карточки нет. Список: /my"


async def test_the_core_judges_the_whole_again() -> None:
    """An answer that was good when it was given may be none at the end: the person reads why."""
    world = Asking().working()
    talk = await (await (await world.talk(EXECUTOR)).taps("Попросить продлить")).taps("8")
    world.do(Act(world.id, EXECUTOR.id, "extend", days=5, note=REASON))
    world.do(Act(world.id, COORDINATOR.id, "grant"))
    await talk.writes(REASON)
    assert talk.read == "Нужно число дней, не больше 3. Ничего не изменилось. /cancel — отмена"
    assert world.card.asked_days == 0
