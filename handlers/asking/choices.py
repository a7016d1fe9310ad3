"""Choosing one thing of a list: grounds, outcomes, categories, departments, people."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.asking.asked import Asked, Question
from handlers.asking.wording import choice_words, headed
from handlers.buttons import Button, Rows
from handlers.callbacks import Leave, Pick, Tap, brief
from handlers.safe import short
from handlers.shown import Shown
from handlers.turn import Reply
from workflow.actions import Action
from workflow.procedure import Named, Procedure
from workflow.refusals import Refusal, Why

IN_VIEW = 7
"""Answers on one page; the eighth button leaves the question."""

_PAGE = "p"
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to choose: what its button carries, and its name for people."""

    data: str
    name: str


def choice(question: Question, action: Action, asked: Asked, shown: Shown) -> Reply | Refusal:
    """The question with a page of its answers; a refusal where there is nothing to choose."""
    found = _answers(question, asked, shown)
    if not found:
        return Refusal(_NOTHING[question], shown.card.number)
    rows = (*_page(found, question, asked, shown), (_leave(question, shown),))
    return Reply(text=headed(shown, choice_words(action, question, shown)), rows=rows, card=shown.card.id)


_NOTHING = {
    Question.DEPARTMENT: Why.NOBODY_THERE,
    Question.PERSON: Why.NOBODY_THERE,
    Question.GROUND: Why.NO_GROUND,
    Question.OUTCOME: Why.NO_OUTCOME,
    Question.CATEGORY: Why.NO_CATEGORY,
}


def _answers(question: Question, asked: Asked, shown: Shown) -> list[Answer]:
    office, card = shown.office, shown.card
    if question is Question.DEPARTMENT:
        staffed = (unit for unit in office.departments if office.staff_of(unit.key))
        return [Answer(_tap(asked, brief(unit.key)), unit.name) for unit in staffed]
    if question is Question.PERSON:
        return [Answer(_tap(asked, str(one.id)), one.name) for one in office.executors_of(card.department or "")]
    return [
        Answer(pick(question, str(index), asked), one.words.into(shown.texts.locale))
        for index, one in enumerate(_named(question, shown.procedure))
    ]


def _named(question: Question, procedure: Procedure) -> Sequence[Named]:
    lists: dict[Question, Sequence[Named]] = {
        Question.GROUND: procedure.ground,
        Question.OUTCOME: procedure.outcome,
        Question.CATEGORY: procedure.category,
    }
    return lists.get(question, ())


def name_at(question: Question, place: str, procedure: Procedure) -> str:
    """The name in the procedure's list that a button stands for; empty where it stands for none."""
    names = [one.name for one in _named(question, procedure)]
    return names[int(place)] if place.isdecimal() and int(place) < len(names) else ""


def page_of(value: str) -> int | None:
    """The page that a button turns to; None where it is an answer."""
    number = value.removeprefix(_PAGE)
    return int(number) if value.startswith(_PAGE) and number.isdecimal() else None


def pick(question: Question, value: str, asked: Asked) -> str:
    """What the button of an answer carries."""
    return Pick(card=asked.card, turn=asked.turn, action=asked.action, need=question, value=value).pack()


def _tap(asked: Asked, value: str) -> str:
    return Tap(card=asked.card, turn=asked.turn, action=asked.action, value=value).pack()


def _page(found: list[Answer], question: Question, asked: Asked, shown: Shown) -> Rows:
    """The answers in view, and «Ещё…» where there are others."""
    if len(found) <= IN_VIEW:
        return tuple((_button(one),) for one in found)
    size = IN_VIEW - 1
    pages = -(-len(found) // size)
    here = asked.page % pages
    more = Button(text=shown.texts.say("Ещё…"), data=pick(question, f"{_PAGE}{(here + 1) % pages}", asked))
    return (*((_button(one),) for one in found[here * size : here * size + size]), (more,))


def _button(answer: Answer) -> Button:
    return Button(text=short(answer.name, _LONGEST) or "—", data=answer.data)


def _leave(question: Question, shown: Shown) -> Button:
    texts = shown.texts
    words = texts.say("Оставить в работе") if question is Question.GROUND else texts.say("Отмена")
    return Button(text=words, data=Leave(card=shown.card.id).pack())
