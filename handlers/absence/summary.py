"""What will be written down, before it is, and what was, after."""

from handlers.absence.asked import Told
from handlers.absence.scene import View, by_list
from handlers.absence.words import day_words, reason_word
from handlers.safe import html
from workflow.office import Person


def summary_lines(told: Told, view: View) -> list[str]:
    """An absence as it will be written down."""
    texts = view.texts
    stays = texts.say("Переданные карточки останутся у замещающего.")
    back = texts.say("Переданные карточки потом вернутся.")
    why = reason_word(told.why, texts) if told.why else ""
    return [
        f"{html(view.person(told).name)}: {why}, {span_words(told, view)}",
        texts.say("Замещает: {who}", who=_substitutes(told, view)),
        stays if told.stays else back,
    ]


def leave_lines(told: Told, view: View) -> list[str]:
    """A dismissal as it will be written down."""
    texts, to = view.texts, view.office.person(told.to)
    day = day_words(told.ordered or view.today, view.office, view.now, texts)
    who = html(view.person(told).name)
    lines = [texts.say("{who}: увольнение, приказ от {day}. Доступ закроется сразу.", who=who, day=day)]
    return [*lines, texts.say("Карточки получит: {who}", who=html(to.name))] if to else lines


def span_words(told: Told, view: View) -> str:
    """From when till when."""
    texts = view.texts
    since = day_words(told.since or view.today, view.office, view.now, texts)
    if told.open or told.until is None:
        return texts.say("с {since}, пока не закончится", since=since)
    until = day_words(told.until, view.office, view.now, texts)
    return texts.say("с {since} по {until}", since=since, until=until)


def _substitutes(told: Told, view: View) -> str:
    named = substitutes_of(told, view) or by_list(view.person(told), view.office)
    words = ", ".join(html(one.name) for one in named)
    return words or view.texts.say("остальные в отделе")


def substitutes_of(told: Told, view: View) -> tuple[Person, ...]:
    """Those named for this absence; his list stands behind them by itself."""
    named = view.office.person(told.substitute)
    return (named,) if named else ()
