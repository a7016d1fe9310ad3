"""Duties in words, and within Telegram's limits."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from handlers.duty_texts import DutyShown, Finish, done_message, duty_message, list_message
from handlers.safe import LONGEST_TEXT, shown_size
from handlers.texts import texts_for
from tests.handlers.world import COORDINATOR, CURATOR, EXECUTOR, HEAD, MORNING, OFFICE, as_read, message
from workflow.duties import Duty, DutyDone
from workflow.office import Person

DUE = datetime.fromisoformat("2026-03-06T17:00+12:00")
DONE = DutyDone("2026-W10", CURATOR.id, "Куратор", MORNING)


def duty(**changes: Any) -> Duty:
    report = {
        "name": "report",
        "clause": "24",
        "words": {"ru": "Отчёт за неделю", "en": "The weekly report"},
        "by": "curator",
        "due": "every week by fri 17:00",
        "pings": ["at due"],
    }
    return Duty.model_validate({**report, **changes})


def shown(reader: Person | None = CURATOR, now: datetime = MORNING, locale: str = "ru", **changes: Any) -> DutyShown:
    one = DutyShown(duty(), "sobolevo", "2026-W10", DUE, OFFICE, reader, now, texts_for(locale))
    return replace(one, **changes)


def test_a_reminder() -> None:
    """What, how long yet in working time, until when, by which clause; and one button."""
    assert as_read(duty_message(shown())) == message("""
        ⏰ Отчёт за неделю через 22 ч, до пт 17:00 · п. 24
        [*Сделано]
    """)
    assert as_read(duty_message(shown(locale="en"))) == message("""
        ⏰ The weekly report due in 22 h, by Fri 17:00 · cl. 24
        [*Done]
    """)


def test_a_miss() -> None:
    """How late it is; the group and whoever stands above also read whose it is."""
    late = DUE + timedelta(days=4)
    assert as_read(duty_message(shown(now=DUE))) == "❗ Отчёт за неделю: срок вышел · п. 24\n[*Сделано]"
    assert as_read(duty_message(shown(HEAD, late))) == "❗ Отчёт за неделю: опоздание 7 ч · п. 24\nКуратор"
    assert as_read(duty_message(shown(COORDINATOR, late))).endswith("\nКуратор\n[*Сделано]")
    assert '<a href="tg://user?id=1001">Куратор</a>' in duty_message(shown(None, late)).text


def test_what_was_done() -> None:
    """Who did it and when, and nothing more to tap; one who has left is not named."""
    assert as_read(done_message(shown(done=DONE))) == "✅ Отчёт за неделю · сделано: Куратор, в 10:00 · п. 24"
    nameless = replace(DONE, name="")
    assert as_read(done_message(shown(now=DUE, done=nameless))).startswith(
        "✅ Отчёт за неделю · сделано: 4 марта в 10:00"
    )


def test_nothing_to_list() -> None:
    """Whoever has no duty is told so."""
    assert as_read(list_message([], texts_for("ru"))) == "Дел по календарю нет."


def test_a_list() -> None:
    """Done, due and late ones, a line each; buttons for what the reader may finish and is not done."""
    one = shown(now=DUE + timedelta(days=4))
    ahead = replace(one, period="2026-W11", due=DUE + timedelta(days=7))
    foreign = replace(ahead, duty=duty(by="executor", words={"ru": "Сводка", "en": "Digest"}, name="digest"))
    found = [replace(one, done=DONE, period="2026-W09"), one, ahead, foreign]
    assert as_read(list_message(found, texts_for("ru"))) == message("""
        Дела по календарю
        ✅ Отчёт за неделю · сделано: Куратор, 4 марта в 10:00 · п. 24
        ❗ Отчёт за неделю: опоздание 7 ч · до 6 марта, 17:00 · п. 24
        ⏰ Отчёт за неделю · до пт 17:00 · п. 24
        ⏰ Сводка · до пт 17:00 · Исполнитель дорог, Второй исполнитель, Исполнитель ЖКХ · п. 24
        [Сделано: Отчёт за неделю к 6 марта]
        [Сделано: Отчёт за неделю]
    """)


def test_hostile_words() -> None:
    """Words of the file and names are shown to the letter."""
    words = duty(words={"ru": "<b>Отчёт</b>\u202e & co", "en": "x"}, clause="<i>")
    name = replace(EXECUTOR, name="<script>")
    office = replace(OFFICE, people=(name,))
    text = duty_message(shown(HEAD, duty=words.model_copy(update={"by": "executor"}), office=office)).text
    assert text.startswith("⏰ &lt;b&gt;Отчёт&lt;/b&gt; &amp; co через ")
    assert text.endswith("· п. &lt;i&gt;\n&lt;script&gt;")


def test_limits_of_telegram() -> None:
    """The longest names fit a button, and the longest list a message."""
    longest = Finish(procedure="p" * 31, duty="d" * 16, period="2026-W10", listed=True)
    assert len(longest.pack().encode()) <= 64
    assert Finish.unpack(longest.pack()) == longest
    people = tuple(replace(CURATOR, name="Ж" * 200) for _ in range(5))
    office = replace(OFFICE, people=people)
    one = shown(COORDINATOR, duty=duty(words={"ru": "Щ" * 500, "en": "x"}, clause="1" * 200), office=office)
    reply = list_message([one] * 60, texts_for("ru"))
    assert shown_size(reply.text) <= LONGEST_TEXT
    assert "и ещё " in reply.text
    assert all(len(button.text) <= 64 for row in reply.rows for button in row)
    assert len(reply.rows) == 8
