"""Help, the menu, and the one line for strangers."""

import re
from dataclasses import replace

import pytest

from handlers.helping import help_text
from handlers.menu import command_words, commands_for
from handlers.start import stranger_text
from handlers.texts import texts_for
from tests.handlers.world import COORDINATOR, CURATOR, EXECUTOR, HEAD, message
from workflow.office import Person
from workflow.presence import Stead
from workflow.words import Role

OWN = ("settings", "help", "cancel")
"""What everybody has at the end of his menu."""


def test_the_executor_is_told_what_he_can_do() -> None:
    """His own ways only: no board, nothing of forwarding."""
    assert help_text(EXECUTOR, texts_for("ru")) == message("""
        Карточка придёт сама. Ответьте на неё текстом, можно с фото: это проект ответа. \
Под ним выберете, чем его отправить.

        /my — мои карточки, срочные первыми
        /find фонари за март — найти карточку
        /card 12 — карточка по номеру
        /why 12 — почему у карточки такие сроки
        /absence — отпуск, болезнь, командировка
        /settings — мои настройки: язык, сводка, тишина
        /cancel — отменить вопрос
    """)


def test_the_curator_in_english() -> None:
    """The curator's help, with the board."""
    assert help_text(CURATOR, texts_for("en")) == message("""
        Forward a post here, paste a link with text, or send a photo: you get a card with buttons of the departments. \
A reply to a card adds to it.

        /my: my cards, the most urgent first
        /board: all cards of the administration
        /find lamps in March: find a card
        /card 12: a card by its number
        /why 12: why the card's deadlines are when they are
        /duties: reports and other duties
        /accounts: the administration's accounts
        /absence: leave, illness, travel
        /settings: language, digest, quiet
        /cancel: leave the question
    """)


def test_who_decides_is_told_that_cards_come() -> None:
    """An officer takes posts in and decides; somebody outside only decides; a head is promised nothing for certain."""
    officer = help_text(replace(CURATOR, roles=frozenset({Role.OFFICER})), texts_for("ru")).split("\n\n")
    outside = help_text(replace(CURATOR, roles=frozenset({Role.OUTSIDE})), texts_for("ru")).split("\n\n")
    assert officer[0].startswith("Перешлите сюда пост")
    assert officer[1] == outside[0] == "Когда решать вам, карточка придёт сама, с кнопками."
    assert help_text(HEAD, texts_for("ru")).startswith("Если ответ согласуете вы, проект придёт сам")


def test_several_roles_are_helped_one_by_one() -> None:
    """Who is both a curator and a head reads both, once."""
    both = replace(CURATOR, roles=frozenset({Role.CURATOR, Role.HEAD}))
    assert len(help_text(both, texts_for("ru")).split("\n\n")) == 3


@pytest.mark.parametrize("role", Role)
def test_everybody_gets_some_help(role: Role) -> None:
    """No role is left without the commands."""
    assert "/my" in help_text(replace(HEAD, roles=frozenset({role})), texts_for("ru"))


@pytest.mark.parametrize(
    ("person", "names"),
    [
        (None, ("start",)),
        (EXECUTOR, ("my", "find", "card", "why", "absence", *OWN)),
        (CURATOR, ("my", "board", "find", "card", "why", "duties", "accounts", "absence", *OWN)),
        (HEAD, ("my", "board", "find", "card", "why", "duties", "absence", *OWN)),
        (COORDINATOR, ("my", "board", "find", "card", "why", "duties", "accounts", "absence", "staff", *OWN)),
    ],
)
def test_the_menu_offers_what_a_person_can_use(person: Person | None, names: tuple[str, ...]) -> None:
    """Commands by role, each with its words in both languages."""
    assert commands_for(person) == names
    for name in names:
        assert 0 < len(command_words(name, texts_for("ru"))) <= 256
        assert command_words(name, texts_for("en")) != command_words(name, texts_for("ru"))


def test_of_several_offices_the_menu_is_that_of_all() -> None:
    """Somebody who is an executor here and a coordinator there has the commands of both, each once and in order."""
    assert commands_for(EXECUTOR, COORDINATOR) == commands_for(COORDINATOR)
    assert commands_for(None, EXECUTOR) == commands_for(EXECUTOR)


def test_whoever_stands_in_has_the_menu_of_both() -> None:
    """While a head is away his substitute has the board."""
    stead = Stead(HEAD.id, HEAD.roles)
    assert "board" in commands_for(replace(EXECUTOR, steads=(stead,)))


@pytest.mark.parametrize("locale", ["ru", "en"])
@pytest.mark.parametrize("role", Role)
def test_help_and_the_menu_agree(role: Role, locale: str) -> None:
    """Help has a line for each command of the menu in the same order, but for itself; words and examples follow."""
    person = replace(HEAD, roles=frozenset({role}))
    lines = help_text(person, texts_for(locale)).split("\n\n")[-1].splitlines()
    told = tuple(re.split(r"[ :]", line.removeprefix("/"))[0] for line in lines)
    assert told == tuple(name for name in commands_for(person) if name != "help")


def test_a_stranger_gets_one_line_and_his_own_id() -> None:
    """A stranger learns nothing but what to pass on."""
    assert stranger_text("777", texts_for("ru")) == (
        "Это рабочий бот администрации. Ваш Telegram ID: 777 — передайте его администратору, если вам нужен доступ."
    )
    assert len(stranger_text("7" * 12, texts_for("en"))) <= 200
