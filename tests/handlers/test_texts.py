"""Moments, amounts and plurals, as an office writes them."""

from datetime import datetime, timedelta

import pytest

from handlers.texts import LOCALES, Texts, texts_for
from tests.handlers.world import ZONE

NOW = "2026-03-04T10:00"


def here(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+12:00")


@pytest.mark.parametrize(
    ("at", "ru", "en"),
    [
        ("2026-03-04T14:00", "14:00", "14:00"),
        ("2026-03-04T09:05", "9:05", "9:05"),
        ("2026-03-05T10:00", "чт 10:00", "Thu 10:00"),
        ("2026-03-10T10:00", "вт 10:00", "Tue 10:00"),
        ("2026-03-11T10:00", "11 марта, 10:00", "March 11, 10:00"),
        ("2026-05-12T18:00", "12 мая, 18:00", "May 12, 18:00"),
        ("2026-03-03T18:00", "3 марта, 18:00", "March 3, 18:00"),
        ("2025-12-30T18:00", "30 декабря, 18:00", "December 30, 18:00"),
        ("2025-05-12T18:00", "12 мая 2025, 18:00", "May 12, 2025, 18:00"),
        ("2027-03-04T18:00", "4 марта 2027, 18:00", "March 4, 2027, 18:00"),
    ],
)
def test_a_moment_is_as_short_as_it_is_clear(at: str, ru: str, en: str) -> None:
    """Today has only a time, the next six days their name, the rest a date, and a far one its year."""
    assert texts_for("ru").moment(here(at), here(NOW), ZONE) == ru
    assert texts_for("en").moment(here(at), here(NOW), ZONE) == en


def test_new_year_needs_no_year() -> None:
    """A deadline of January, seen in December, is plain without its year."""
    moment = texts_for("ru").moment(here("2027-01-18T18:00"), here("2026-12-29T16:30"), ZONE)
    assert moment == "18 января, 18:00"


def test_a_moment_is_in_the_zone_of_the_office() -> None:
    """What is yesterday evening in UTC is this morning in Kamchatka."""
    assert texts_for("ru").moment(datetime.fromisoformat("2026-03-03T22:30+00:00"), here(NOW), ZONE) == "10:30"


@pytest.mark.parametrize(
    ("at", "ru", "en"),
    [
        ("2026-03-04T09:02", "в 9:02", "at 9:02"),
        ("2026-03-03T15:02", "3 марта в 15:02", "on March 3 at 15:02"),
        ("2025-03-03T15:02", "3 марта 2025 в 15:02", "on March 3, 2025 at 15:02"),
    ],
)
def test_what_happened_is_told_as_in_a_sentence(at: str, ru: str, en: str) -> None:
    """A moment of the past fits behind a verb."""
    assert texts_for("ru").when(here(at), here(NOW), ZONE) == ru
    assert texts_for("en").when(here(at), here(NOW), ZONE) == en


@pytest.mark.parametrize(
    ("minutes", "ru", "en"),
    [
        (0, "0 мин", "0 min"),
        (35, "35 мин", "35 min"),
        (60, "1 ч", "1 h"),
        (236, "3 ч 56 мин", "3 h 56 min"),
        (-5, "0 мин", "0 min"),
        (3360, "56 ч", "56 h"),
    ],
)
def test_an_amount_of_time(minutes: int, ru: str, en: str) -> None:
    """Hours and minutes; never less than nothing."""
    assert texts_for("ru").amount(timedelta(minutes=minutes)) == ru
    assert texts_for("en").amount(timedelta(minutes=minutes)) == en


@pytest.mark.parametrize(
    ("number", "ru", "en"),
    [
        (1, "📎 1 вложение", "📎 1 attachment"),
        (2, "📎 2 вложения", "📎 2 attachments"),
        (5, "📎 5 вложений", "📎 5 attachments"),
        (11, "📎 11 вложений", "📎 11 attachments"),
        (21, "📎 21 вложение", "📎 21 attachments"),
        (102, "📎 102 вложения", "📎 102 attachments"),
    ],
)
def test_a_plural_has_all_its_forms(number: int, ru: str, en: str) -> None:
    """Russian has three forms, English two."""
    assert texts_for("ru").many("📎 {n} вложение", "📎 {n} вложений", number) == ru
    assert texts_for("en").many("📎 {n} вложение", "📎 {n} вложений", number) == en


def test_an_unknown_language_speaks_the_default_one() -> None:
    """A person whose language the bot does not know is spoken to in Russian."""
    assert Texts("tlh").say("Ответ") == "Ответ"
    assert next(iter(LOCALES)) == "ru"


def test_a_repeated_message_is_marked() -> None:
    """A message that may have come already says so first."""
    assert texts_for("ru").repeated("№ 12") == "повтор · № 12"
    assert texts_for("en").repeated("№ 12") == "repeated · № 12"


def test_braces_in_other_peoples_words_stay_as_they_are() -> None:
    """A name with braces in it is filled in, not read as a place."""
    assert texts_for("ru").say("Автор: {name}", name="{name} {0}") == "Автор: {name} {0}"
