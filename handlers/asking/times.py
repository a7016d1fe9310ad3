"""Asking for a number of days, and for a date."""

from datetime import date, timedelta

from handlers.asking.asked import Asked, Question
from handlers.asking.choices import pick
from handlers.asking.dates import days_ahead
from handlers.asking.needs import least_days, most_days, scene_of
from handlers.asking.wording import headed, label, own_words
from handlers.buttons import Button
from handlers.shown import Shown
from handlers.turn import Reply
from workflow.actions import Action
from workflow.refusals import Refusal, Why

_IN_VIEW = 8
_IN_ROW = 4


def days(action: Action, asked: Asked, shown: Shown) -> Reply | Refusal:
    """How many days: a button for each, as far as eight go; a greater number is written."""
    texts, least, most = shown.texts, least_days(asked, shown), most_days(asked, shown)
    if most < least:
        return Refusal(Why.BAD_DAYS, shown.card.number, amount=most)
    own = own_words(action, Question.DAYS, shown)
    words = own or texts.say("{label}: на сколько дней?", label=label(action, shown))
    how = texts.say("От {least} до {most}: нажмите или напишите число. /cancel — отмена", least=least, most=most)
    numbers = [
        Button(text=str(number), data=pick(Question.DAYS, str(number), asked))
        for number in range(least, min(most, least + _IN_VIEW - 1) + 1)
    ]
    rows = tuple(tuple(numbers[index : index + _IN_ROW]) for index in range(0, len(numbers), _IN_ROW))
    return Reply(text=headed(shown, f"{words} {how}"), rows=rows, card=shown.card.id)


def day(action: Action, asked: Asked, shown: Shown) -> Reply | Refusal:
    """Which day: the nearest working ones as buttons, any other is written."""
    texts, working = shown.texts, scene_of(shown).rules.time
    words = own_words(action, Question.DATE, shown) or texts.say("{label}: какой день?", label=label(action, shown))
    how = texts.say("Нажмите или напишите дату, например {example}. /cancel — отмена", example=texts.say("15 марта"))
    today = working.local_date(shown.now)
    buttons = [
        Button(text=_named(one, today, shown), data=pick(Question.DATE, one.isoformat(), asked))
        for one in days_ahead(shown.now, working)
    ]
    rows = tuple(tuple(buttons[index : index + 2]) for index in range(0, len(buttons), 2))
    return Reply(text=headed(shown, f"{words} {how}"), rows=rows, card=shown.card.id)


def _named(one: date, today: date, shown: Shown) -> str:
    texts = shown.texts
    if one == today + timedelta(days=1):
        return texts.say("Завтра")
    return f"{texts.weekday(one)} {texts.day(one, today)}"
