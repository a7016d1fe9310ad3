"""The questions about an absence or a dismissal: one thing each, with taps, «Назад» and «Отмена»."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from handlers.absence.asked import Query, Told
from handlers.absence.data import BACK, NOBODY, OPEN, ORDER, PAGE, STOP, Answer
from handlers.absence.scene import View, by_list, others_of, stand_ins, takers_of
from handlers.absence.summary import leave_lines, summary_lines
from handlers.absence.words import day_words, reason_label
from handlers.buttons import Button, Rows
from handlers.safe import html, short
from handlers.turn import Reply
from workflow.office import Person
from workflow.presence import Reason
from workflow.steads import substitute_of

_NAME = 40
_IN_VIEW = 4
_WEEKS = (1, 2, 4)


def question(told: Told, view: View, open_cards: int = 0) -> Reply:
    """The question that stands now. `open_cards` are those of one who leaves."""
    text, rows = _QUESTIONS[told.query](told, view)
    lines = [text, *([_his_cards(open_cards, view)] if told.query is Query.LEAVES else [])]
    return Reply(text="\n".join(lines), rows=(*rows, _last(told, view)))


_Asked = tuple[str, Rows]


def _person(told: Told, view: View) -> _Asked:
    words = view.texts.say("Кто увольняется?") if told.leaves else view.texts.say("Кто будет отсутствовать?")
    return words, _people(others_of(view), told, view)


def _since(told: Told, view: View) -> _Asked:
    texts, who = view.texts, _about(told, view)
    today, tomorrow = (
        _button(told, texts.say("Сегодня"), view.today),
        _button(told, texts.say("Завтра"), view.today + timedelta(days=1)),
    )
    return texts.say("{who}С какого дня? Нажмите или напишите дату, например 15.03.", who=who), ((today, tomorrow),)


def _until(told: Told, view: View) -> _Asked:
    texts, since = view.texts, told.since or view.today
    ends = (since + timedelta(weeks=number, days=-1) for number in _WEEKS)
    days = tuple(
        _button(told, texts.say("по {day}", day=day_words(end, view.office, view.now, texts)), end)
        for end in ends
        if end >= view.today
    )
    unknown = _button(
        told, texts.say("Пока не вернётся") if _is_other(told, view) else texts.say("Пока не вернусь"), OPEN
    )
    words = texts.say("По какой день включительно? Нажмите или напишите дату.")
    return words, (*((day,) for day in days), (unknown,))


def _why(told: Told, view: View) -> _Asked:
    buttons = [_button(told, reason_label(why, view.texts), why.value) for why in Reason]
    return view.texts.say("По какой причине?"), tuple(tuple(buttons[index : index + 2]) for index in range(0, 5, 2))


def _substitute(told: Told, view: View) -> _Asked:
    texts, person = view.texts, view.person(told)
    listed = by_list(person, view.office)
    names = short(", ".join(one.name for one in listed), _NAME)
    first = [(_button(told, texts.say("По списку: {names}", names=names), ORDER),)] if listed else []
    nobody = (_button(told, texts.say("По обычному порядку"), NOBODY),)
    return texts.say("Кто замещает?"), (*first, *_people(stand_ins(person, view), told, view), nobody)


def _stays(told: Told, view: View) -> _Asked:
    texts = view.texts
    back = _button(told, texts.say("Вернуть"), "0")
    stay = _button(told, texts.say("Оставить у замещающего"), "1")
    return texts.say("Что делать с переданными карточками, когда отсутствие закончится?"), ((back,), (stay,))


def _sure(told: Told, view: View) -> _Asked:
    yes = _button(told, view.texts.say("Подтвердить"), "yes", "success")
    return "\n".join(summary_lines(told, view)), ((yes,),)


def _ordered(told: Told, view: View) -> _Asked:
    texts, today = view.texts, view.today
    buttons = (
        _button(told, texts.say("Сегодня"), today),
        _button(told, texts.say("Вчера"), today - timedelta(days=1)),
    )
    words = texts.say("{who}От какого дня приказ? Нажмите или напишите дату.", who=_about(told, view))
    return words, (buttons,)


def _to(told: Told, view: View) -> _Asked:
    texts, person = view.texts, view.person(told)
    heir = substitute_of(person, view.office)
    words = texts.say("Тому, кто замещает: {name}", name=short(heir.name, _NAME)) if heir else texts.say("По порядку")
    usual = (_button(told, words, ORDER),)
    return texts.say("Кому передать открытые карточки?"), (usual, *_people(takers_of(person, view), told, view))


def _leaves(told: Told, view: View) -> _Asked:
    yes = _button(told, view.texts.say("Уволить и передать"), "yes", "danger")
    return "\n".join(leave_lines(told, view)), ((yes,),)


_QUESTIONS: Mapping[Query, Callable[[Told, View], _Asked]] = {
    Query.PERSON: _person,
    Query.SINCE: _since,
    Query.UNTIL: _until,
    Query.WHY: _why,
    Query.SUBSTITUTE: _substitute,
    Query.STAYS: _stays,
    Query.SURE: _sure,
    Query.ORDERED: _ordered,
    Query.TO: _to,
    Query.LEAVES: _leaves,
}


def _his_cards(number: int, view: View) -> str:
    if not number:
        return view.texts.say("Открытых карточек за ним нет.")
    return view.texts.many("Будет передана {n} карточка.", "Будут переданы {n} карточек.", number)


def _is_other(told: Told, view: View) -> bool:
    return view.person(told).id != view.me.id


def _about(told: Told, view: View) -> str:
    """Whom it is about, where it is not whoever answers."""
    return f"{html(view.person(told).name)}. " if _is_other(told, view) else ""


def _people(found: Sequence[Person], told: Told, view: View) -> Rows:
    """A page of people, and «Ещё…» where there are others."""
    pages = max(1, -(-len(found) // _IN_VIEW))
    here = told.page % pages
    rows = tuple(
        (_button(told, short(one.name, _NAME) or "—", str(one.id)),)
        for one in found[here * _IN_VIEW : here * _IN_VIEW + _IN_VIEW]
    )
    more = (_button(told, view.texts.say("Ещё…"), f"{PAGE}{(here + 1) % pages}"),)
    return (*rows, more) if pages > 1 else rows


def _last(told: Told, view: View) -> tuple[Button, ...]:
    stop = _button(told, view.texts.say("Отмена"), STOP)
    return (_button(told, view.texts.say("Назад"), BACK), stop) if told.before() else (stop,)


def _button(told: Told, text: str, value: str | date, style: str = "") -> Button:
    said = value if isinstance(value, str) else value.isoformat()
    return Button(text=text, data=Answer(dialog=told.dialog, what=told.query, value=said).pack(), style=style)
