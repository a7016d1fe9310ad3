"""Answers that are buttons: one of a list, a number of days, a date, several departments one after another."""

from datetime import date

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.asking.asked import Asked, Question, asked_in, wait_for
from handlers.asking.choices import name_at, page_of
from handlers.asking.dates import end_of
from handlers.asking.flow import answered, dead, seen
from handlers.asking.needs import action_of, unit_of
from handlers.asking.people import toggled
from handlers.asking.questions import asking
from handlers.callbacks import Chosen, Leave, Pick, Toggle
from handlers.safe import html
from handlers.scene import office_time
from handlers.shown import Shown
from handlers.states import rest
from handlers.texts import Texts
from handlers.turn import Reply, Turn
from workflow.words import CardId

router = Router(name="choosing")

_PICKED = frozenset({Question.GROUND, Question.OUTCOME, Question.CATEGORY, Question.DAYS, Question.DATE})


@router.callback_query(Pick.filter())
async def picked(query: CallbackQuery, callback_data: Pick, turn: Turn, texts: Texts) -> None:
    """An answer, or another page of them."""
    found = await _resumed(callback_data, turn, texts)
    if found is None or callback_data.need not in _PICKED:
        dead(turn, texts)
        return
    (asked, shown), question = found, Question(callback_data.need)
    page = page_of(callback_data.value)
    if page is not None:
        _turn_to(question, asked.model_copy(update={"page": page}), shown, turn)
        return
    answer = _answer(question, callback_data.value, shown, turn)
    await answered(question, asked, turn, texts, tapped=True, **{question.value: answer})


@router.callback_query(Toggle.filter())
async def marked(query: CallbackQuery, callback_data: Toggle, turn: Turn, texts: Texts) -> None:
    """A department is marked, or not any more; the message shows how it stands."""
    found = await _resumed(callback_data, turn, texts)
    if found is None:
        dead(turn, texts)
        return
    asked, shown = found
    unit = unit_of(callback_data.unit, shown.office)
    changes = {"picked": toggled(asked.picked, unit)} if unit else {"page": asked.page + 1}
    _turn_to(Question.PEOPLE, asked.model_copy(update=changes), shown, turn)


@router.callback_query(Chosen.filter())
async def chosen(query: CallbackQuery, callback_data: Chosen, turn: Turn, texts: Texts) -> None:
    """«Готово» under the departments."""
    found = await _resumed(callback_data, turn, texts)
    if found is None:
        dead(turn, texts)
        return
    await answered(Question.PEOPLE, found[0], turn, texts, tapped=True, people=found[0].picked)


@router.callback_query(Leave.filter())
async def left(query: CallbackQuery, callback_data: Leave, turn: Turn, texts: Texts) -> None:
    """«Отмена»: the question is over, and its buttons go."""
    asked = asked_in(turn)
    if asked and asked.card == callback_data.card:
        rest(turn)
    words = texts.say("Отменено. Ничего не изменилось.")
    turn.hint(words)
    turn.become(Reply(text=html(words), card=CardId(callback_data.card)))


async def _resumed(tap: Pick | Toggle | Chosen, turn: Turn, texts: Texts) -> tuple[Asked, Shown] | None:
    """The question that the button stands under.

    Where something else was asked in between, it is taken up again if the core can tell a stale button by its turn;
    an action beside the steps has none, and its old buttons are dead.
    """
    shown = await seen(turn, CardId(tap.card), texts)
    action = action_of(tap.action, shown.procedure) if shown else None
    if shown is None or action is None:
        return None
    asked = asked_in(turn)
    if asked and asked.same(tap.card, tap.turn, tap.action):
        return asked, shown
    step = shown.procedure.at(shown.card.step)
    if step is None or tap.action not in step.actions:
        return None
    return Asked(card=shown.card.id, turn=tap.turn, action=tap.action), shown


def _turn_to(question: Question, asked: Asked, shown: Shown, turn: Turn) -> None:
    """The same question as it stands now, in the message whose button was pressed."""
    action = action_of(asked.action, shown.procedure)
    reply = asking(question, action, asked, shown) if action else None
    if isinstance(reply, Reply):
        wait_for(question, asked, turn)
        turn.become(reply)


def _answer(question: Question, value: str, shown: Shown, turn: Turn) -> object:
    """What the button says; nothing that the core takes where it says nothing."""
    if question is Question.DAYS:
        return int(value) if value.isdecimal() else 0
    if question is Question.DATE:
        return _ending(value, turn)
    return name_at(question, value, shown.procedure)


def _ending(value: str, turn: Turn) -> object:
    try:
        return end_of(date.fromisoformat(value), office_time(turn))
    except ValueError:
        return None
