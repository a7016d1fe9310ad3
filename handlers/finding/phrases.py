"""What was looked for, in words: «фонари», за март, открытые."""

from datetime import date, timedelta

from handlers.safe import html, short
from handlers.texts import Texts
from workflow.finding import Days, Query, State

_LONGEST = 100


def query_words(query: Query, today: date, texts: Texts) -> str:
    """The query as it was understood. HTML."""
    words = short(" ".join(word.typed for word in query.words), _LONGEST)
    links = (html(short(link, _LONGEST)) for link in query.typed_links)
    return ", ".join(
        [
            *([f"«{html(words)}»"] if words else []),
            *links,
            *([days_words(query.days, today, texts)] if query.days else []),
            *([_state_words(query.state, texts)] if query.state else []),
        ]
    )


def days_words(days: Days, today: date, texts: Texts) -> str:
    """The days, inside a line: «за март», «с 1 марта по 5 марта»."""
    first, last = days.first, days.last
    if first is None or last is None:
        return _open_ended(days, today, texts)
    if first == last:
        return _one_day(first, today, texts)
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return _month(first, today, texts)
        if (first.month, last.month, first.year) == (1, 12, last.year):
            return texts.say("за {year} год", year=first.year)
    return texts.say("с {first} по {last}", first=texts.day(first, today), last=texts.day(last, today))


def _open_ended(days: Days, today: date, texts: Texts) -> str:
    if days.first:
        return texts.say("с {first}", first=texts.day(days.first, today))
    return texts.say("по {last}", last=texts.day(days.last, today)) if days.last else ""


def _one_day(day: date, today: date, texts: Texts) -> str:
    if day == today:
        return texts.say("за сегодня")
    if day == today - timedelta(days=1):
        return texts.say("за вчера")
    return texts.say("за {day}", day=texts.day(day, today))


def _month(day: date, today: date, texts: Texts) -> str:
    month = texts.month(day)
    if day.year == today.year:
        return texts.say("за {month}", month=month)
    return texts.say("за {month} {year} года", month=month, year=day.year)


def _state_words(state: State, texts: Texts) -> str:
    words = {
        State.OPEN: texts.say("открытые"),
        State.CLOSED: texts.say("закрытые"),
        State.LATE: texts.say("опаздывающие"),
    }
    return words[state]
