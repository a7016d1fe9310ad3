"""Cards of an invented procedure: its own steps, words, kinds, categories, outcomes and ways to end."""

import pytest

from handlers.headline import headline
from tests.handlers.invented import CHIEF, GUEST, POTHOLES, Service
from tests.handlers.world import ANSWER, COORDINATOR, CURATOR, EXECUTOR, HEAD, LAMPS, World, lines_of
from workflow.commands import DecideRepeat, SetImportance, SetKind, Shorten
from workflow.office import Person
from workflow.procedure_file import parse_procedure
from workflow.words import Importance


def first(world: World, reader: Person) -> str:
    """The first line of the card."""
    return headline(world.shown(reader), None)


def test_a_step_of_the_file_speaks_its_words() -> None:
    """Who has the move reads what the file asks of him; others read what he is doing; so in both languages."""
    world = Service().visited()
    assert lines_of(world.sees(EXECUTOR)) == [
        "📝 № 12 · вам: осмотреть место · до 12:00",
        f"❝ {LAMPS} ❞",
        "Автор: Житель · пост",
        "Ул. Лесная · фонарь",
        "Осмотр места ▱▱▱▱▱▱▱▱▱▱ 2 ч рабочего времени · до 12:00 · п. 5",
    ]
    assert lines_of(world.sees(CURATOR))[0] == "📝 № 12 · осматривает: Исполнитель дорог"
    assert lines_of(world.sees(CURATOR, "en"))[0] == "📝 № 12 · to inspect: Исполнитель дорог"
    assert lines_of(world.sees(EXECUTOR, "en"))[0] == "📝 № 12 · yours: inspect the place · by 12:00"


def test_a_step_without_words_is_read_by_what_it_asks() -> None:
    """A step that only sets a category says so, to its owner and to others."""
    world = Service().visited().act(EXECUTOR, "inspect")
    assert first(world, CHIEF) == "📝 № 12 · определите категорию"
    assert first(world, CURATOR) == "📝 № 12 · определяет категорию: Начальник дорог"


def test_a_step_of_no_known_sort_is_read_by_its_button() -> None:
    """Where the file gives a step no words and it is like no other, its main button tells what it is."""
    world = Service().working().act(EXECUTOR, "weigh")
    assert first(world, EXECUTOR) == "📝 № 12 · вам: «Взвешено»"
    assert first(world, CURATOR) == "📝 № 12 · «Взвешено»: Исполнитель дорог"


def test_whoever_sees_the_whole_sees_when_the_answer_is_due() -> None:
    """Watchers have the step's deadline and the answer's, in days where the rule counts calendar days."""
    lines = lines_of(Service().visited().sees(CURATOR))
    assert lines[-2:] == [
        "Осмотр места ▱▱▱▱▱▱▱▱▱▱ 2 ч рабочего времени · до 12:00",
        "Ответ ▱▱▱▱▱▱▱▱▱▱ 12 дней · до 16 марта, 18:00",
    ]


def test_the_word_of_somebody_outside_is_put_down() -> None:
    """The one outside is asked to agree; the curator, to put down what he said; others see who decides."""
    world = Service().working().submitted()
    assert lines_of(world.sees(GUEST))[0] == "📝 № 12 · согласовать ответ · до 12:00"
    assert f"❝ {ANSWER} ❞" in lines_of(world.sees(GUEST))
    assert first(world, CURATOR) == "📝 № 12 · ждём решения: Областной инспектор, запишите его"
    assert first(world, HEAD) == "📝 № 12 · согласует: Областной инспектор"


def test_nobody_outside_sits_at_the_bot() -> None:
    """Where nobody plays the role, the one who records its word is asked for it, and others see who is."""
    world = Service(guests=False).working().submitted()
    assert first(world, CURATOR) == "📝 № 12 · внешнее согласование: запишите решение"
    assert first(world, HEAD) == "📝 № 12 · внешнее согласование, запишет: Куратор"


def test_a_step_of_the_citizen_is_nobodys_fault() -> None:
    """A card that waits for the citizen says so, and is not marked as one that nobody can take."""
    world = Service().working().submitted().act(GUEST, "approve").act(CURATOR, "ask_citizen")
    assert first(world, CURATOR) == "📝 № 12 · ждём ответа жителя"
    assert "Ответ жителя ▱▱▱▱▱▱▱▱▱▱ 6 дней · до вт 18:00" in lines_of(world.sees(CURATOR))


def test_a_clarification_is_awaited_and_came() -> None:
    """What was asked is shown while it waits; then what came in its place."""
    world = Service().post()
    world.act(CURATOR, "clarify", note="Какой дом?")
    assert first(world, CURATOR) == "📝 № 12 · ждём уточнения"
    assert lines_of(world.sees(CURATOR))[4:6] == ["Запросили уточнение, Куратор:", "❝ Какой дом? ❞"]
    world.act(CURATOR, "clarified", note="Дом 5")
    assert first(world, CURATOR) == "🆕 № 12 · ВКонтакте · кому направить?"
    assert lines_of(world.sees(CURATOR))[4:6] == ["Получили уточнение, Куратор:", "❝ Дом 5 ❞"]


def test_a_word_beside_the_step_is_read_until_the_next_one() -> None:
    """A remark by a button of the file stands under what was done and who did it, and goes with the step."""
    world = Service().visited().act(CURATOR, "note", note="Быстрее")
    assert lines_of(world.sees(EXECUTOR))[4:6] == ["Сделали замечание, Куратор:", "❝ Быстрее ❞"]
    world.act(EXECUTOR, "inspect")
    assert "Быстрее" not in world.sees(CHIEF).text


def test_facts_of_a_card_stand_on_one_line() -> None:
    """Place, kind and category are there for everybody, the department for those who manage."""
    world = Service().working("danger")
    assert "Ул. Лесная · фонарь · категория: опасная" in lines_of(world.sees(EXECUTOR))
    assert "Благоустройство · ул. Лесная · фонарь · категория: опасная · важность обычная" in lines_of(
        world.sees(CURATOR)
    )
    assert "Ул. Лесная · lamp · category: dangerous" in lines_of(world.sees(EXECUTOR, "en"))


def test_an_asked_extension_is_for_the_one_who_grants() -> None:
    """The coordinator reads how many days are asked for and why; so do others, as a fact."""
    world = Service().asked_for_days()
    assert first(world, COORDINATOR) == "📝 № 12 · просят продлить на 3 дня, решите"
    assert "Просит продлить на 3 дня (Исполнитель дорог): Нет щебня" in lines_of(world.sees(COORDINATOR))
    assert first(world, EXECUTOR) == "📝 № 12 · вам: подготовить ответ"


def test_a_granted_extension_stands_at_its_deadline() -> None:
    """The deadline says how much longer it has become and by which clause; the request is gone."""
    text = lines_of(Service().granted().sees(CURATOR))
    assert text[-1] == "Ответ ▱▱▱▱▱▱▱▱▱▱ 13 дней · до 17 марта, 18:00 · +3 дня, п. 2.5"
    assert not any("продлить" in line for line in text)


def test_a_refused_extension_says_why() -> None:
    """The executor reads that there is no more time, and why."""
    world = Service().asked_for_days().act(COORDINATOR, "deny", note="Щебень есть")
    assert lines_of(world.sees(EXECUTOR))[4:6] == ["Не продлили срок, Координатор:", "❝ Щебень есть ❞"]
    assert first(world, COORDINATOR) == "📝 № 12 · готовит ответ: Исполнитель дорог"


def test_the_fast_track_and_a_shortened_time_are_shown_to_all() -> None:
    """The fast track stands with its days, a shortened time with its clause, whoever reads."""
    world = Service().visited()
    world.do(SetImportance(world.id, COORDINATOR.id, Importance.FAST, 2))
    assert "Ул. Лесная · фонарь · ускоренно: 2 дня" in lines_of(world.sees(EXECUTOR))
    assert "Ответ ▱▱▱▱▱▱▱▱▱▱ 2 дня · до пт 17:00" in lines_of(world.sees(CURATOR))
    world.do(Shorten(world.id, HEAD.id, "two"))
    assert "Срок сокращён: 2 рабочих часа, п. 18" in lines_of(world.sees(EXECUTOR))


def test_a_repeat_opens_the_earlier_card() -> None:
    """A repeat names the earlier card, and opens it in one tap where the bot's name is known."""
    world = Service().visited().visited()
    world.do(DecideRepeat(world.id, CURATOR.id, world.books.cards[min(world.books.cards)].id))
    assert "Повтор № 12" in lines_of(world.sees(EXECUTOR))
    assert '<a href="https://t.me/otklik_bot?start=card_12-1">Повтор № 12</a>' in world.sees(EXECUTOR).text


def test_another_kind_is_another_word() -> None:
    """A card that has changed its kind is called by the new one."""
    world = Service().visited()
    world.do(SetKind(world.id, CURATOR.id, "pothole"))
    assert "Ул. Лесная · яма" in lines_of(world.sees(EXECUTOR))


def test_a_card_at_work_again_shows_its_earlier_answer() -> None:
    """What came back after its end says so, with the reason and the answer that was not enough."""
    world = Service().working().submitted().act(GUEST, "approve").act(CURATOR, "finish", outcome="fixed")
    world.act(CURATOR, "reopen", note="Опять яма")
    lines = lines_of(world.sees(EXECUTOR))
    assert lines[0] == "↩️ № 12 · снова в работе, вам: подготовить ответ"
    assert "❝ Опять яма ❞" in lines
    assert f"❝ {ANSWER} ❞" in lines


@pytest.mark.parametrize(
    ("action", "given", "line"),
    [
        ("dismiss", {"ground": "elsewhere"}, "№ 12 · не подлежит обработке: не наша дорога (п. 3)"),
        ("return_up", {"note": "Краевая"}, "№ 12 · возвращено региональному куратору в 10:00"),
    ],
)
def test_a_card_that_was_turned_away_says_how(action: str, given: dict[str, str], line: str) -> None:
    """Each way to turn a card away has its own words, and no mark of success."""
    assert first(Service().post().act(CURATOR, action, **given), CURATOR) == line


def test_a_finished_card_says_how_it_ended() -> None:
    """An outcome is read in the first line, with the moment of the end, and the answer below it."""
    world = Service().working().submitted().act(GUEST, "approve").act(CURATOR, "finish", outcome="fixed")
    assert first(world, EXECUTOR) == "✅ № 12 · завершено в 10:00: исправлено"
    assert f"❝ {ANSWER} ❞" in lines_of(world.sees(EXECUTOR))
    world.later(minutes=30).act(CURATOR, "note", note="Поздно")
    assert first(world, HEAD) == "✅ № 12 · завершено в 10:00: исправлено"
    assert "❝ Поздно ❞" in lines_of(world.sees(HEAD))


def test_an_end_that_only_the_file_knows_is_said_in_its_words() -> None:
    """A card closed by a button of the file says what was done, and the reason stands below."""
    world = Service().working().act(EXECUTOR, "refuse", note="Нет доступа")
    assert lines_of(world.sees(CURATOR))[0] == "№ 12 · признали работы невозможными в 10:00"
    assert "❝ Нет доступа ❞" in lines_of(world.sees(CURATOR))


def test_a_question_beside_the_work_does_not_hide_its_deadline() -> None:
    """Whoever must also decide whether the post is a repeat sees that deadline and the one of his work."""
    repeat = """
        [[deadline]]
        name = "repeat"
        clause = "10"
        due = "1 hour after routed"
        met_by = ["repeat_checked"]
        blames = "executor"
        pings = ["at due: owner"]
    """
    world = Service(rules=parse_procedure(POTHOLES + repeat)).visited()
    assert lines_of(world.sees(EXECUTOR))[-2:] == [
        "Решить, повтор ли это ▱▱▱▱▱▱▱▱▱▱ 1 ч рабочего времени · до 11:00 · п. 10",
        "Осмотр места ▱▱▱▱▱▱▱▱▱▱ 2 ч · до 12:00 · п. 5",
    ]


def test_what_is_to_be_done_at_once_has_no_bar() -> None:
    """A deadline without any time says «at once», and how late it is only when its first ping has said so."""
    late = POTHOLES.replace("30 minutes after received", "at once after received")
    rules = parse_procedure(late.replace('"at due: owner, group"', '"5 minutes after: owner, group"'))
    world = Service(rules=rules).at("20:00").post()
    assert "Направить: сразу, до чт 9:00" in lines_of(world.sees(CURATOR))
    assert "Направить: сразу" in lines_of(world.at("2026-03-05 09:03").sees(CURATOR))
    assert "❗ Направить: опоздание 12 мин" in lines_of(world.at("2026-03-05 09:12").sees(CURATOR))


def test_the_words_of_the_file_are_asked_at_a_step_of_a_known_sort_too() -> None:
    """A step that agrees an answer asks in the file's own words, where it has some."""
    own = 'name = "acceptance"\nask = { ru = "примите работу", en = "accept the work" }'
    world = Service(rules=parse_procedure(POTHOLES.replace('name = "acceptance"', own))).working().submitted()
    assert first(world, GUEST) == "📝 № 12 · примите работу"


def test_where_no_deadline_is_met_by_the_answer_the_last_one_is_shown() -> None:
    """A procedure whose answer is due when it is agreed shows that deadline to those who watch over cards."""
    agreed = POTHOLES.replace('met_by = ["finished", "refused",', 'met_by = ["approved", "refused",')
    world = Service(rules=parse_procedure(agreed)).visited()
    assert lines_of(world.sees(CURATOR))[-1] == "Ответ ▱▱▱▱▱▱▱▱▱▱ 12 дней · до 16 марта, 18:00"
