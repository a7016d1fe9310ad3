"""A card goes down to an office below, and is taken back."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from handlers.asking.flow import seen, tell
from handlers.awaited import card_of, is_answer
from handlers.below.data import Below, PassTo, TakeBack
from handlers.below.words import name_on, next_page, paged, passed_words
from handlers.buttons import Button
from handlers.finish import ASK_AGAIN
from handlers.safe import html, short
from handlers.scene import first_refusal, my_id, refused
from handlers.shown import Shown, numbered
from handlers.states import ask, rest
from handlers.texts import Texts
from handlers.turn import Reply, Turn
from workflow.commands import PassDown, Withdraw
from workflow.desk import Done, Outcome
from workflow.downward import may_withdraw
from workflow.refusals import Refusal, Why
from workflow.words import CardId, OfficeId

router = Router(name="passing")

_LONGEST_REASON = 1000


@router.callback_query(PassTo.filter())
async def passed(query: CallbackQuery, callback_data: PassTo, turn: Turn, texts: Texts) -> None:
    """«Передать»: to the only office below, or to the one that is chosen from a list."""
    tap = callback_data
    if not tap.to:
        await _offer(tap, turn, texts)
        return
    outcomes = await turn.do(PassDown(CardId(tap.card), my_id(turn), OfficeId(tap.to), tap.turn))
    if refusal := first_refusal(outcomes):
        tell(refusal, turn, texts, tapped=True)
    elif isinstance(outcomes[0], Done):
        card = outcomes[0].card
        turn.hint(texts.say("№ {number}: передано", number=card.number))


async def _offer(tap: PassTo, turn: Turn, texts: Texts) -> None:
    shown = await seen(turn, CardId(tap.card), texts)
    if shown is None or not shown.below:
        tell(Refusal(Why.NOT_NOW, shown.card.number) if shown else Refusal(Why.NO_CARD), turn, texts, tapped=True)
        return
    buttons = [
        Button(text=name_on(one), data=tap.model_copy(update={"to": one.id, "page": 0}).pack()) for one in shown.below
    ]
    onward = tap.model_copy(update={"page": next_page(len(buttons), tap.page)})
    rows = paged(buttons, tap.page, Button(text=texts.say("Ещё…"), data=onward.pack()))
    words = texts.say("{card} · кому передать?", card=numbered(shown))
    turn.say(Reply(text=words, rows=rows, card=shown.card.id, supersede=f"pass:{shown.card.id}"))


@router.callback_query(TakeBack.filter())
async def taking_back(query: CallbackQuery, callback_data: TakeBack, turn: Turn, texts: Texts) -> None:
    """«Забрать обратно»: the reason is asked for."""
    shown = await seen(turn, CardId(callback_data.card), texts)
    if refusal := _not_mine(shown):
        tell(refusal, turn, texts, tapped=True)
    elif shown:
        ask(turn, Below.reason, card=shown.card.id)
        turn.say(Reply(text=_question(shown), card=shown.card.id, ask=True))


def _not_mine(shown: Shown | None) -> Refusal | None:
    if shown is None or shown.reader is None:
        return Refusal(Why.NO_CARD)
    if not shown.card.awaits_below:
        return Refusal(Why.NOT_PASSED, shown.card.number)
    allowed = may_withdraw(shown.reader, shown.card, shown.office, shown.procedure)
    return None if allowed else Refusal(Why.NOT_YOURS, shown.card.number)


def _question(shown: Shown) -> str:
    return shown.texts.say(
        "{card} · {passed}. Почему забираете? Причину там увидят. /cancel — отмена",
        card=numbered(shown),
        passed=passed_words(shown.card, shown.texts),
    )


@router.message(StateFilter(Below.reason), is_answer)
async def taken_back(message: Message, turn: Turn, texts: Texts) -> None:
    """The reason came: the card below is closed with it, ours goes on."""
    note = short(message.text or message.caption or "", _LONGEST_REASON)

    def then(outcomes: list[Outcome]) -> None:
        outcome = outcomes[0]
        if isinstance(outcome, Refusal):
            if outcome.why not in ASK_AGAIN:
                rest(turn)
            turn.say(Reply(text=html(refused(outcome, turn, texts))))
            return
        rest(turn)
        turn.say(Reply(text=texts.say("№ {number}: карточка снова у вас", number=outcome.card.number)))

    await turn.do(Withdraw(CardId(card_of(turn)), my_id(turn), note), then=then)
