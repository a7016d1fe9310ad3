"""What will be written down, before it is, and what was, after."""

from handlers.absence.asked import Told
from handlers.absence.scene import View, by_list
from handlers.absence.words import day_words, reason_word
from handlers.safe import html
from workflow.office import Person
from workflow.staffing.undone import has_work, undone, without
from workflow.words import Role


def summary_lines(told: Told, view: View) -> list[str]:
    """An absence as it will be written down."""
    texts = view.texts
    stays = texts.say("Переданные карточки останутся у замещающего.")
    back = texts.say("Переданные карточки потом вернутся.")
    why = reason_word(told.why, texts) if told.why else ""
    lines = [
        f"{html(view.person(told).name)}: {why}, {span_words(told, view)}",
        _substitutes(told, view),
        stays if told.stays else back,
    ]
    return [line for line in lines if line]


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
    if named:
        return view.texts.say("Замещает: {who}", who=", ".join(html(one.name) for one in named))
    return _others(view.person(told), view)


def _others(person: Person, view: View) -> str:
    """Who goes on with his work where nobody is named: the rest of his department, or those who do the same."""
    texts = view.texts
    if not has_work(person):
        return ""
    if undone(person, without(view.office, person), frozenset(Role)):
        return texts.say("Замещать некому.")
    of_a_unit = Role.EXECUTOR in person.plays
    others = texts.say("остальные в отделе") if of_a_unit else texts.say("остальные с той же ролью")
    return texts.say("Замещает: {who}", who=others)


def substitutes_of(told: Told, view: View) -> tuple[Person, ...]:
    """Those named for this absence; his list stands behind them by itself."""
    named = view.office.person(told.substitute)
    return (named,) if named else ()
