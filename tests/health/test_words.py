"""What alerts say, in both languages."""

from datetime import timedelta

import pytest

from bot.alerts.troubles import Kind, Trouble
from bot.alerts.words import alert_text
from handlers.texts import texts_for


@pytest.mark.fault(13)
@pytest.mark.parametrize("hours", [3, -3])
@pytest.mark.parametrize(("locale", "words"), [("ru", "второй раз не придут"), ("en", "do not come a second time")])
def test_nobody_was_warned_that_early_reminders_come_once(locale: str, words: str, hours: int) -> None:
    """Whoever puts the clock right again has to tell people: what came too early does not ring again."""
    text = alert_text([Trouble(Kind.CLOCK, time=timedelta(hours=hours))], texts_for(locale))
    assert words in text


@pytest.mark.parametrize(
    ("locale", "count", "first"),
    [
        ("en", 1, "1 MB is left on the disk"),
        ("en", 2, "2 MB are left on the disk"),
        ("ru", 1, "На диске остался 1 МБ"),
        ("ru", 2, "На диске осталось 2 МБ"),
        ("ru", 120, "На диске осталось 120 МБ"),
    ],
)
def test_one_megabyte_were_left(locale: str, count: int, first: str) -> None:
    """The number decides the form."""
    text = alert_text([Trouble(Kind.DISK, count=count)], texts_for(locale))
    assert text.partition("\n")[0] == f"❗ {first}"
