"""Lists of cards: /my and /board."""

from dataclasses import replace

import pytest

from handlers.lists import Pair, board_text, list_text
from handlers.texts import texts_for
from tests.handlers.invented import Service, invented
from tests.handlers.world import COORDINATOR, CURATOR, HEAD, LINK, OFFICE, World, message, sobolevo
from workflow.card import Card
from workflow.commands import SetImportance
from workflow.words import CardId, Importance


def pairs(*cards: Card) -> list[Pair]:
    return [(card, sobolevo()) for card in cards]


def several() -> tuple[World, list[Pair]]:
    """Three cards: one to route and late, one to draft, one to approve."""
    world = World()
    late = world.post("Яма у школы").card
    drafted = world.at("10:20").routed().card
    approved = world.at("10:40").routed().submitted().card
    return world.at("11:05"), pairs(late, drafted, approved)


def test_a_list_has_a_line_for_each_card() -> None:
    """A line says what is due when, whose move it is, and how the post begins; late cards are marked."""
    world, cards = several()
    assert list_text("У вас 3 карточки", cards, OFFICE, world.now, texts_for("ru")) == message("""
        У вас 3 карточки
        ❗ № 12 · направление опаздывает на 35 мин · Куратор
            Яма у школы
        № 13 · проект до 15:20 · Исполнитель дорог
            На улице Лесной третий день не горят фонари, дети идут из ш…
        № 14 · согласование до 11:40 · Глава района
            На улице Лесной третий день не горят фонари, дети идут из ш…
    """)


def test_the_board_goes_by_steps() -> None:
    """The board shows the steps in the order of the procedure, in the reader's language."""
    world, cards = several()
    assert board_text(cards[::-1], OFFICE, world.now, texts_for("en")) == message("""
        Администрация района: 3 cards

        <b>Routing</b> · 1
        ❗ № 12 · routing is 35 min late · Куратор
            Яма у школы

        <b>Preparing the answer</b> · 1
        № 13 · draft by 15:20 · Исполнитель дорог
            На улице Лесной третий день не горят фонари, дети идут из ш…

        <b>Approval</b> · 1
        № 14 · approval by 11:40 · Глава района
            На улице Лесной третий день не горят фонари, дети идут из ш…
    """)


def test_an_empty_board_says_so() -> None:
    """No cards is an answer too."""
    assert board_text([], OFFICE, World().now, texts_for("ru")) == "Администрация района: открытых карточек нет."


def test_a_crowded_step_leaves_room_for_the_others() -> None:
    """A hundred cards of one step do not push out another one; the rest is counted."""
    world, cards = several()
    many = [
        (cards[0][0].model_copy(update={"id": CardId(100 + index), "number": 100 + index}), sobolevo())
        for index in range(100)
    ]
    text = board_text([*many, *cards[1:]], OFFICE, world.now, texts_for("ru"))
    assert "и ещё 84" in text
    assert "№ 13 · проект" in text
    assert "№ 14 · согласование" in text


def test_a_long_list_is_counted() -> None:
    """A list shows the most urgent cards and says how many more there are."""
    world, cards = several()
    text = list_text("Много", cards * 10, OFFICE, world.now, texts_for("ru"))
    assert text.count("№") == 18
    assert text.endswith("\nи ещё 12")


def test_an_urgent_card_is_marked() -> None:
    """High importance is marked before it is late; a deadline just past does not count minutes."""
    world = World().post().urgent()
    line = list_text("", pairs(world.card), OFFICE, world.now, texts_for("ru")).splitlines()[1]
    assert line == "❗ № 12 · направление до 10:30 · Куратор"
    line = list_text(
        "", pairs(world.card), OFFICE, world.at("10:30").later(seconds=5).now, texts_for("ru")
    ).splitlines()[1]
    assert line == "❗ № 12 · направление: срок вышел · Куратор"


def test_a_card_that_waits_for_nobody_is_listed_all_the_same() -> None:
    """An office that lost its head still sees the card, and who takes care of it meanwhile."""
    world = World().submitted()
    office = replace(OFFICE, people=tuple(one for one in OFFICE.people if one.id != HEAD.id))
    text = list_text("", pairs(world.card), office, world.now, texts_for("ru"))
    assert "№ 12 · согласование до 11:00 · Координатор\n" in text
    assert CURATOR in office.people
    assert LINK


@pytest.mark.clause("SOB-10b")
def test_urgent_and_fast_cards_come_first() -> None:
    """High importance and the fast track stand before all others, in lists and within each step of the board."""
    world = Service()
    first, second = world.visited().card, world.visited().card
    world.visited().do(SetImportance(world.id, COORDINATOR.id, Importance.FAST, 2))
    fast = world.card
    world.visited().urgent()
    cards = [(one, invented()) for one in (first, second, fast, world.card)]
    for text in (
        list_text("", cards, world.office, world.now, texts_for("ru")),
        board_text(cards, world.office, world.now, texts_for("ru")),
    ):
        numbers = [part.split(" ")[0] for part in text.split("№ ")[1:]]
        assert numbers == ["14", "15", "12", "13"]
        assert "❗ № 14 · осмотр места до 12:00 · Исполнитель дорог" in text


def test_the_board_calls_steps_by_the_words_of_the_file() -> None:
    """A title of the board is what the file calls its step."""
    world = Service().visited()
    text = board_text([(world.card, invented())], world.office, world.now, texts_for("ru"))
    assert "<b>Осмотр</b> · 1" in text
    text = board_text([(world.card, invented())], world.office, world.now, texts_for("en"))
    assert "<b>Inspection</b> · 1" in text
