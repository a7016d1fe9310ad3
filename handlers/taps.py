"""Buttons of a card. What needs no more words is done at once; the rest is asked for."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.asking.flow import begin, dead, seen, tell
from handlers.asking.needs import fast_days
from handlers.callbacks import More, Show, Tap, TellHead
from handlers.done import done_text
from handlers.scene import first_refusal, my_id, show
from handlers.spent import take_away
from handlers.texts import Texts
from handlers.turn import Turn
from handlers.view import card_message
from workflow.access import IMPORTANCE, KIND, SHORTEN, SIGNIFICANT, sees
from workflow.commands import Command, MarkSignificant, Report, SetImportance, SetKind, Shorten
from workflow.refusals import Refusal, Why
from workflow.words import CardId, Importance

router = Router(name="taps")


@router.callback_query(Tap.filter())
async def tapped(query: CallbackQuery, callback_data: Tap, turn: Turn, texts: Texts) -> None:
    """A button under a card."""
    tap, card = callback_data, CardId(callback_data.card)
    if tap.action == IMPORTANCE:
        await _rank(tap, turn, texts)
    elif tap.action == SIGNIFICANT:
        await _do(MarkSignificant(card, my_id(turn)), turn, texts)
    elif tap.action == KIND:
        await _do(SetKind(card, my_id(turn), tap.value), turn, texts)
    elif tap.action == SHORTEN:
        await _do(Shorten(card, my_id(turn), tap.value), turn, texts)
    else:
        await begin(tap, turn, texts)
        await take_away(query, tap, turn)


@router.callback_query(TellHead.filter())
async def reported(query: CallbackQuery, callback_data: TellHead, turn: Turn, texts: Texts) -> None:
    """«Сообщить главе» under a ping of a missed deadline (Anapa 3.2)."""
    await _do(Report(CardId(callback_data.card), my_id(turn), callback_data.deadline), turn, texts)


@router.callback_query(More.filter())
async def more(query: CallbackQuery, callback_data: More, turn: Turn, texts: Texts) -> None:
    """«Ещё…»: the same card with all its buttons."""
    shown = await seen(turn, CardId(callback_data.card), texts)
    if shown is None or shown.reader is None:
        dead(turn, texts)
    elif not sees(shown.reader, shown.card):
        tell(Refusal(Why.NOT_YOURS, shown.card.number), turn, texts, tapped=True)
    else:
        turn.become(card_message(shown, all_buttons=True))


@router.callback_query(Show.filter())
async def opened(query: CallbackQuery, callback_data: Show, turn: Turn, texts: Texts) -> None:
    """«Открыть» under a ping or in a list."""
    await show(turn, await turn.look(lambda shelf: shelf.card(CardId(callback_data.card))), texts)


async def _rank(tap: Tap, turn: Turn, texts: Texts) -> None:
    """The fast track asks for how many days, where the procedure lets them be chosen."""
    if tap.value not in frozenset(Importance):
        dead(turn, texts)
        return
    shown = await seen(turn, CardId(tap.card), texts)
    if tap.value == Importance.FAST and shown and fast_days(shown.procedure):
        await begin(tap.model_copy(update={"value": ""}), turn, texts)
        return
    await _do(SetImportance(CardId(tap.card), my_id(turn), Importance(tap.value)), turn, texts)


async def _do(command: Command, turn: Turn, texts: Texts) -> None:
    outcomes = await turn.do(command)
    if refusal := first_refusal(outcomes):
        tell(refusal, turn, texts, tapped=True)
    else:
        turn.hint(done_text(command, outcomes[0], texts))
