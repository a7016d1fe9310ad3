"""Cards, whole: what the curator, the executor, the head and the publisher read."""

import pytest

from tests.handlers.world import (
    ANSWER,
    COORDINATOR,
    CURATOR,
    EXECUTOR,
    HEAD,
    LINK,
    PHOTO,
    PLUMBER,
    SECOND,
    World,
    as_read,
    message,
)
from workflow.words import DraftKind


def test_the_curator_reads_a_new_card() -> None:
    """A second after forwarding, the curator sees what came, when it must go, and where it fits best."""
    assert as_read(World().post().at("10:09").sees(CURATOR)) == message("""
        🆕 № 12 · ВКонтакте · кому направить?
        ❝ На улице Лесной третий день не горят фонари, дети идут из школы в темноте ❞
        Автор: Житель · пост
        Фонари · важность обычная
        Направить ▰▰▰▱▱▱▱▱▱▱ 21 мин рабочего времени · до 10:30
        Ответ ▱▱▱▱▱▱▱▱▱▱ 7 ч 51 мин · до чт 10:00
        [*→ Благоустройство] [→ ЖКХ]
        [Важность: высокая] [Значимое]
        [Ещё…]
        [!Не подлежит обработке]
    """)


def test_the_curator_reads_a_new_card_in_english() -> None:
    """The same card in English, with the labels that the product promises."""
    assert as_read(World().post().at("10:09").sees(CURATOR, "en")) == message("""
        🆕 № 12 · VK · where should it go?
        ❝ На улице Лесной третий день не горят фонари, дети идут из школы в темноте ❞
        Author: Житель · post
        Фонари · importance normal
        Route ▰▰▰▱▱▱▱▱▱▱ 21 min of working time · by 10:30
        Answer ▱▱▱▱▱▱▱▱▱▱ 7 h 51 min · by Thu 10:00
        [*→ Благоустройство] [→ ЖКХ]
        [Importance: high] [Significant]
        [More…]
        [!Not to be handled]
    """)


def test_the_executor_reads_what_is_his_to_do() -> None:
    """The executor sees his own earliest deadline with its clause, and how to answer."""
    assert as_read(World().routed().at("10:12").sees(EXECUTOR)) == message("""
        📝 № 12 · вам: подготовить ответ
        ❝ На улице Лесной третий день не горят фонари, дети идут из школы в темноте ❞
        Автор: Житель · пост
        Проект ▱▱▱▱▱▱▱▱▱▱ 3 ч 48 мин рабочего времени · до 15:00 · п. 13
        Чтобы отправить проект, ответьте на это сообщение текстом, можно с фото.
        [*Принять в работу]
        [Отправить проект] [Вернуть куратору]
        [Повтор?]
    """)


def test_the_executor_reads_his_card_in_english() -> None:
    """The same in English."""
    assert as_read(World().routed().at("10:12").sees(EXECUTOR, "en")) == message("""
        📝 № 12 · yours: prepare the answer
        ❝ На улице Лесной третий день не горят фонари, дети идут из школы в темноте ❞
        Author: Житель · post
        Draft ▱▱▱▱▱▱▱▱▱▱ 3 h 48 min of working time · by 15:00 · cl. 13
        To submit a draft, reply to this message with text, photos welcome.
        [*Accept]
        [Submit draft] [Return to curator]
        [A repeat?]
    """)


def test_the_head_needs_ten_seconds() -> None:
    """The head sees the post, the whole answer, until when, and two buttons."""
    assert as_read(World().at("10:20").submitted(ANSWER, PHOTO).sees(HEAD)) == message("""
        📝 № 12 · согласовать ответ · до 11:20
        ❝ На улице Лесной третий день не горят фонари, дети идут из школы в темноте ❞
        Автор: Житель · пост
        Ответ:
        ❝ Фонари на Лесной включим сегодня до 18:00, бригада уже на месте. ❞
        📎 1 вложение
        [*Согласовать]
        [!На доработку]
    """)


def test_the_head_in_english() -> None:
    """The same in English; an interim answer is named as one."""
    world = World().at("10:20").submitted(kind=DraftKind.INTERIM)
    assert as_read(world.sees(HEAD, "en")) == message("""
        📝 № 12 · approve the interim answer · by 11:20
        ❝ На улице Лесной третий день не горят фонари, дети идут из школы в темноте ❞
        Author: Житель · post
        Interim answer:
        ❝ Фонари на Лесной включим сегодня до 18:00, бригада уже на месте. ❞
        [*Approve]
        [!Send back]
    """)


@pytest.mark.clause("SOB-15")
def test_remarks_reach_the_executor() -> None:
    """What was sent back comes with the head's remarks, the draft they are about, and the time of the rework."""
    world = World().submitted().later(minutes=20).act(HEAD, "send_back", note="Добавьте телефон диспетчера")
    assert as_read(world.sees(EXECUTOR)) == message("""
        ↩️ № 12 · вам: доработать ответ
        ❝ На улице Лесной третий день не горят фонари, дети идут из школы в темноте ❞
        Автор: Житель · пост
        Глава района:
        ❝ Добавьте телефон диспетчера ❞
        Прежний проект:
        ❝ Фонари на Лесной включим сегодня до 18:00, бригада уже на месте. ❞
        Доработать ▱▱▱▱▱▱▱▱▱▱ 1 ч рабочего времени · до 11:20 · п. 15
        Чтобы отправить проект, ответьте на это сообщение текстом, можно с фото.
        [Отправить проект] [Вернуть куратору]
        [Повтор?]
    """)


def test_remarks_go_with_the_next_step() -> None:
    """The head who sees a draft again is not shown his own old remarks, even in the same minute."""
    world = World().submitted().act(HEAD, "send_back", note="Добавьте телефон").submitted(f"{ANSWER} 2-22-22.")
    assert "Добавьте телефон" not in as_read(world.sees(HEAD))


def test_the_head_sees_what_changed() -> None:
    """A draft that comes again says what is new in it."""
    world = World().submitted().act(HEAD, "send_back", note="Телефон").submitted(f"{ANSWER} Телефон 2-22-22.")
    assert "Изменено: добавлено «Телефон 2-22-22.»" in as_read(world.sees(HEAD))


def test_the_executor_hands_over() -> None:
    """An agreed answer says what is left to do and until when, with the clause at its bar."""
    world = World().submitted().act(HEAD, "approve")
    assert as_read(world.sees(EXECUTOR)) == message("""
        ✅ № 12 · согласовано, передайте куратору · до 11:00
        ❝ На улице Лесной третий день не горят фонари, дети идут из школы в темноте ❞
        Автор: Житель · пост
        Ответ:
        ❝ Фонари на Лесной включим сегодня до 18:00, бригада уже на месте. ❞
        Передать ▱▱▱▱▱▱▱▱▱▱ 1 ч рабочего времени · до 11:00 · п. 16
        [*Передать куратору]
        [Повтор?]
    """)


def test_the_publisher_gets_the_post_in_one_tap() -> None:
    """The publisher is told to publish, till when, and has a button to the post."""
    assert as_read(World().to_publish().sees(CURATOR)) == message("""
        ✅ № 12 · согласовано, опубликуйте · до 11:00
        ❝ На улице Лесной третий день не горят фонари, дети идут из школы в темноте ❞
        Автор: Житель · пост
        Благоустройство · важность обычная
        Ответ:
        ❝ Фонари на Лесной включим сегодня до 18:00, бригада уже на месте. ❞
        Опубликовать ▱▱▱▱▱▱▱▱▱▱ 1 ч рабочего времени · до 11:00
        Ответ ▱▱▱▱▱▱▱▱▱▱ 8 ч · до чт 10:00
        [*Опубликовано]
        [Открыть пост] [Повтор?]
        [Важность: высокая] [Значимое]
    """)


def test_a_published_card_shows_its_answer() -> None:
    """A closed card says when it was published, and where."""
    world = World().to_publish().act(CURATOR, "publish", link=LINK).at("2026-03-05 09:30")
    assert as_read(world.sees(CURATOR)) == message("""
        ✅ № 12 · опубликовано 4 марта в 10:00
        ❝ На улице Лесной третий день не горят фонари, дети идут из школы в темноте ❞
        Автор: Житель · пост · опубликованный ответ
        Благоустройство · важность обычная
        Ответ:
        ❝ Фонари на Лесной включим сегодня до 18:00, бригада уже на месте. ❞
    """)


def test_a_closed_card_says_why_it_has_no_link() -> None:
    """Where there was no link to give, the reason stands in its place."""
    world = World().to_publish().act(CURATOR, "publish", note="Ответили по телефону")
    assert "Без ссылки: Ответили по телефону" in as_read(world.sees(CURATOR))


@pytest.mark.clause("SOB-21")
def test_a_dismissed_card_names_the_ground() -> None:
    """A card that was not to be handled says why, with the clause."""
    world = World().post().act(CURATOR, "dismiss", ground="abuse")
    assert as_read(world.sees(CURATOR)).splitlines()[0] == (
        "№ 12 · не подлежит обработке: нецензурные или оскорбительные выражения (п. 21)"
    )
    assert as_read(world.sees(CURATOR, "en")).splitlines()[0] == (
        "№ 12 · not to be handled: obscene or insulting language (cl. 21)"
    )


def test_a_returned_card_comes_with_the_reason() -> None:
    """The curator who gets a card back reads who returned it and why."""
    world = World().routed().later(minutes=10).act(EXECUTOR, "return", note="Это сети ЖКХ")
    lines = as_read(world.sees(CURATOR)).splitlines()
    assert lines[0] == "↩️ № 12 · вернули, кому направить?"
    assert lines[4:6] == ["Исполнитель дорог:", "❝ Это сети ЖКХ ❞"]


def test_a_late_return_is_for_the_curator_to_decide() -> None:
    """A return after its time names the clause and asks for a decision; the executor is told of the outcome."""
    world = World().routed().at("11:00").act(EXECUTOR, "return", note="Это сети ЖКХ")
    assert as_read(world.sees(CURATOR)) == message("""
        ↩️ № 12 · исполнитель просит забрать после срока (п. 11), решите · до чт 10:00
        ❝ На улице Лесной третий день не горят фонари, дети идут из школы в темноте ❞
        Автор: Житель · пост
        Благоустройство · важность обычная
        Исполнитель дорог:
        ❝ Это сети ЖКХ ❞
        Ответ ▰▱▱▱▱▱▱▱▱▱ 7 ч рабочего времени · до чт 10:00
        [*Забрать карточку]
        [Оставить исполнителю] [Важность: высокая]
        [Значимое] [Ещё…]
        [!Не подлежит обработке]
    """)
    taken = World().routed().at("11:00").act(EXECUTOR, "return", note="Это сети ЖКХ").later(minutes=5)
    lines = as_read(taken.act(CURATOR, "take_back").sees(CURATOR)).splitlines()
    assert lines[0] == "↩️ № 12 · забрали, кому направить?"
    assert "❝ Это сети ЖКХ ❞" in lines
    world.act(CURATOR, "insist")
    assert as_read(world.sees(EXECUTOR)).startswith("↩️ № 12 · возврат не принят, вам: подготовить ответ\n")


def test_after_an_interim_answer_comes_the_final_one() -> None:
    """The card lives on: the executor is asked for the final answer, with its own deadline."""
    world = World().to_publish(DraftKind.INTERIM).act(CURATOR, "publish", link=LINK)
    lines = as_read(world.sees(EXECUTOR)).splitlines()
    assert lines[0] == "📝 № 12 · вам: подготовить окончательный ответ"
    assert "Окончательный ответ ▱▱▱▱▱▱▱▱▱▱" in lines[3]
    assert lines[3].endswith("до 16 марта, 18:00 · п. 17")


def test_a_final_answer_is_not_compared_with_the_interim_one() -> None:
    """What changed is shown against the version that was sent back, not against another answer."""
    world = World().submitted(kind=DraftKind.INTERIM).act(HEAD, "send_back", note="Короче")
    world.to_publish(DraftKind.INTERIM).act(CURATOR, "publish", link=LINK).submitted("Всё починили.")
    assert "Изменено" not in as_read(world.sees(HEAD))


def test_others_see_whose_move_it_is() -> None:
    """Who has no move now reads who has, and every deadline that matters."""
    world = World().routed().at("10:12")
    assert as_read(world.sees(HEAD)) == message("""
        📝 № 12 · готовит ответ: Исполнитель дорог
        ❝ На улице Лесной третий день не горят фонари, дети идут из школы в темноте ❞
        Автор: Житель · пост
        Проект ▱▱▱▱▱▱▱▱▱▱ 3 ч 48 мин рабочего времени · до 15:00 · п. 13
        Ответ ▱▱▱▱▱▱▱▱▱▱ 7 ч 48 мин · до чт 10:00 · п. 12
        [Несколько исполнителей] [Ещё…]
    """)
    assert world.sees(SECOND).text == world.sees(None).text == world.sees(HEAD).text


def test_a_late_card_says_so_in_its_first_line() -> None:
    """What is late is marked where the locked phone shows it, and its bar turns to words."""
    world = World().submitted().at("11:35")
    assert as_read(world.sees(HEAD)).startswith("❗ № 12 · согласовать ответ · опоздание 35 мин\n")
    lines = as_read(world.sees(CURATOR)).splitlines()
    assert "❗ Согласовать: опоздание 35 мин" in lines
    assert as_read(World().routed().at("15:00").later(seconds=20).sees(EXECUTOR)).splitlines()[3] == (
        "❗ Проект: срок вышел · п. 13"
    )


def test_a_card_of_nothing_but_a_photo() -> None:
    """A card without a text, author, link or topic has no empty lines and no empty fields."""
    world = World().post("", PHOTO, network="", author="", link="")
    assert as_read(world.sees(CURATOR)) == message("""
        🆕 № 12 · кому направить?
        📎 1 вложение
        Важность обычная
        Направить ▱▱▱▱▱▱▱▱▱▱ 30 мин рабочего времени · до 10:30
        Ответ ▱▱▱▱▱▱▱▱▱▱ 8 ч · до чт 10:00
        [*→ ЖКХ] [→ Благоустройство]
        [Важность: высокая] [Значимое]
        [Ещё…]
        [!Не подлежит обработке]
    """)


def test_importance_and_significance_are_shown_to_all() -> None:
    """An urgent or significant card says so to everybody, and its deadlines have moved."""
    world = World().routed().urgent().significant()
    assert "Важность высокая · значимое" in as_read(world.sees(EXECUTOR)).splitlines()
    assert "до 12:00 · п. 13" in as_read(world.sees(EXECUTOR))
    assert "[Важность: обычная]" in as_read(world.sees(COORDINATOR))
    assert "Значимое]" not in as_read(world.sees(COORDINATOR))


def test_an_executor_of_another_unit_has_no_buttons() -> None:
    """Who cannot act on a card is offered nothing."""
    assert World().routed().sees(PLUMBER).rows == ()
