"""Choosing those who share a card: departments that are marked one after another in a message that edits itself."""

from handlers.asking.asked import Asked, Question
from handlers.asking.wording import headed, own_words
from handlers.buttons import Button, Rows
from handlers.callbacks import Chosen, Leave, Toggle, brief
from handlers.safe import html, short
from handlers.shown import Shown
from handlers.turn import Reply
from workflow.actions import Action
from workflow.office import Department
from workflow.refusals import Refusal, Why

_IN_VIEW = 6
"""Departments on one page; the others of the eight buttons are «Готово» and «Отмена»."""

_ON_A_BUTTON = 40
_IN_A_LINE = 100


def toggled(picked: tuple[str, ...], unit: str) -> tuple[str, ...]:
    """The departments after a tap on this one, in the order in which they were marked."""
    return tuple(one for one in picked if one != unit) if unit in picked else (*picked, unit)


def people(action: Action, asked: Asked, shown: Shown) -> Reply | Refusal:
    """Whom to ask: those marked are numbered, the first one leads where the procedure wants a lead."""
    units = [unit for unit in shown.office.departments if shown.office.executors_of(unit.key)]
    if not units:
        return Refusal(Why.NOBODY_THERE, shown.card.number)
    lines = [headed(shown, _words(action, shown)), _how(shown), *_picked(asked, shown)]
    done = Chosen(card=asked.card, turn=asked.turn, action=asked.action).pack()
    last = (
        Button(text=shown.texts.say("Готово"), data=done, style="success"),
        Button(text=shown.texts.say("Отмена"), data=Leave(card=asked.card).pack()),
    )
    text = "\n".join(line for line in lines if line)
    return Reply(text=text, rows=(*_units(units, asked, shown), last), card=shown.card.id)


def _words(action: Action, shown: Shown) -> str:
    return own_words(action, Question.PEOPLE, shown) or shown.texts.say("кто готовит ответ? Отметьте отделы.")


def _how(shown: Shown) -> str:
    """What the order of the marks means."""
    sharing, texts = shown.procedure.sharing, shown.texts
    if sharing and sharing.lead:
        return texts.say("Первый отмеченный ведёт: он собирает общий ответ.")
    if sharing and sharing.order == "in_turn":
        return texts.say("Порядок отметок — порядок работы.")
    return ""


def _picked(asked: Asked, shown: Shown) -> list[str]:
    lead = bool(shown.procedure.sharing and shown.procedure.sharing.lead)
    names = [html(short(_name(key, shown), _IN_A_LINE)) for key in asked.picked]
    leads = shown.texts.say("ведущий")
    return [
        f"{number}. {name}{f' — {leads}' if lead and number == 1 else ''}" for number, name in enumerate(names, start=1)
    ]


def _name(key: str, shown: Shown) -> str:
    unit = shown.office.department(key)
    return unit.name if unit else key


def _units(units: list[Department], asked: Asked, shown: Shown) -> Rows:
    if len(units) <= _IN_VIEW:
        return tuple((_button(unit, asked),) for unit in units)
    size = _IN_VIEW - 1
    here = asked.page % -(-len(units) // size)
    more = Button(text=shown.texts.say("Ещё…"), data=_toggle(asked, "").pack())
    return (*((_button(unit, asked),) for unit in units[here * size : here * size + size]), (more,))


def _button(unit: Department, asked: Asked) -> Button:
    name = short(unit.name, _ON_A_BUTTON)
    place = asked.picked.index(unit.key) + 1 if unit.key in asked.picked else None
    text = f"{place}. {name}" if place else name
    return Button(text=text, data=_toggle(asked, brief(unit.key)).pack(), style="primary" if place else "")


def _toggle(asked: Asked, unit: str) -> Toggle:
    return Toggle(card=asked.card, turn=asked.turn, action=asked.action, unit=unit)
