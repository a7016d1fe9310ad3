"""The message of /settings."""

from dataclasses import replace

import pytest

from handlers.comfort.data import DIGEST
from handlers.comfort.screen import Screen, digest_message, settings_message
from handlers.texts import texts_for
from tests.handlers.world import CURATOR, message
from workflow.office import Comfort, Person
from workflow.words import Role

MAILED = replace(CURATOR, email="vera@example.org")


def shown(person: Person = MAILED, locale: str = "ru", *, mail: bool = True) -> str:
    """The text of the message."""
    return settings_message(Screen(person, texts_for(locale), mail)).text


def labels(person: Person = MAILED, *, mail: bool = True) -> list[str]:
    """The labels of its buttons."""
    rows = settings_message(Screen(person, texts_for("ru"), mail)).rows
    return [button.text for row in rows for button in row]


def test_everything_as_it_is_at_first() -> None:
    """The common settings in words."""
    assert shown() == message("""
        <b>Мои настройки</b>

        Язык: Русский

        Сводка дня: в начале рабочего дня

        Тишина вне рабочего времени: выключена. Всё приходит со звуком.

        Письма: новые карточки приходят и на vera@example.org.
    """)
    assert labels() == ["Language: English", "Час сводки…", "Включить тишину", "Не присылать письма"]


def test_everything_turned_around() -> None:
    """What was chosen is said, and the buttons lead back."""
    other = replace(MAILED, comfort=Comfort(digest="off", quiet=True, mail=False))
    assert "Сводка дня: не приходит" in shown(other)
    assert "со звуком" in shown(other)
    assert "Письма: выключены" in shown(other)
    assert labels(other) == ["Language: English", "Час сводки…", "Выключить тишину", "Присылать письма"]
    assert shown(other, "en") == message("""
        <b>My settings</b>

        Language: English

        Digest of the day: never

        Quiet outside working time: on. What can wait comes without a sound; \
your deadlines and cards of high importance come with one.

        Mail: off, cards come only here.
    """)


def test_what_has_no_use_is_not_offered() -> None:
    """Without an address or a server there is no button for mail; whoever gets no digest chooses no hour."""
    assert "Не присылать письма" not in labels(CURATOR)
    assert "Не присылать письма" not in labels(mail=False)
    outside = replace(CURATOR, roles=frozenset({Role.OUTSIDE}))
    assert "Сводка дня" not in shown(outside)
    assert "Час сводки…" not in labels(outside)


@pytest.mark.parametrize("value", DIGEST)
def test_the_hour_that_is_chosen_is_marked(value: str) -> None:
    """Eight hours in view, one of them marked."""
    person = replace(CURATOR, comfort=Comfort(digest=value))
    rows = digest_message(Screen(person, texts_for("ru"), mail=False)).rows
    buttons = [button for row in rows for button in row]
    assert len(buttons) == 8
    assert [button.data for button in buttons if button.text.startswith("✅")] == [f"st|digest|{value}"]


def test_an_address_is_other_peoples_text() -> None:
    """An address with signs that mean something is shown to the letter."""
    assert "a&amp;b@example.org" in shown(replace(CURATOR, email="a&b@example.org"))
