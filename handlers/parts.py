"""Parts of a common answer: given by those who were asked, put together by whoever writes the answer."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from handlers.asking.asked import Asked, Question, wait_for
from handlers.asking.flow import dead, seen, tell
from handlers.asking.written import part
from handlers.awaited import card_of, is_answer
from handlers.begun import EITHER, Begun, Purpose, begun, put_aside, with_more
from handlers.buttons import Button
from handlers.callbacks import Aim, Compose, Enough, Give, Tap
from handlers.done import done_text
from handlers.drafting import after_sending, changed_since, show_done
from handlers.extras import pieces
from handlers.finish import finish
from handlers.preview import drafting, may_give_part, preview
from handlers.scene import first_refusal, my_id
from handlers.shown import Shown
from handlers.states import Ask, ask
from handlers.texts import Texts
from handlers.turn import Reply, Turn
from workflow.access import GIVE_PART, WARN
from workflow.card import Card
from workflow.commands import GivePart, Warn
from workflow.desk import Outcome
from workflow.refusals import Refusal, Why
from workflow.words import CardId

router = Router(name="parts")


@router.callback_query(Tap.filter(F.action == GIVE_PART))
async def asked_for(query: CallbackQuery, callback_data: Tap, turn: Turn, texts: Texts) -> None:
    """The contributor's main button: his part is waited for."""
    if shown := await _contributing(callback_data.card, turn, texts):
        put_aside(turn, shown.card.id, Purpose.PART)
        wait_for(Question.DRAFT, own_part(shown.card), turn)
        turn.say(part(shown))


@router.callback_query(Tap.filter(F.action == WARN))
async def will_be_late(query: CallbackQuery, callback_data: Tap, turn: Turn, texts: Texts) -> None:
    """The contributor will not have his part in time: he is asked why."""
    if shown := await _contributing(callback_data.card, turn, texts):
        ask(turn, Ask.warning, card=shown.card.id)
        words = texts.say(
            "№ {number} · почему не успеваете? Напишите одним сообщением. /cancel — отмена", number=shown.card.number
        )
        turn.say(Reply(text=words, ask=True))


@router.message(StateFilter(Ask.warning), is_answer)
async def warned(message: Message, turn: Turn, texts: Texts) -> None:
    """Why the part will be late."""
    note = message.text or message.caption or ""
    await finish(turn, texts, Warn(CardId(card_of(turn)), my_id(turn), note))


@router.callback_query(Give.filter())
async def given(query: CallbackQuery, callback_data: Give, turn: Turn, texts: Texts) -> None:
    """A button under the preview: the part goes, whole or with more to come."""
    draft = begun(turn, callback_data.card, Purpose.PART)
    shown = await _contributing(callback_data.card, turn, texts)
    if shown is None:
        return
    if draft is None or draft.revision != callback_data.revision:
        changed_since(turn, texts, draft, callback_data.card)
        return
    await _give(draft, shown, turn, whole=callback_data.whole)


@router.callback_query(Enough.filter())
async def enough(query: CallbackQuery, callback_data: Enough, turn: Turn, texts: Texts) -> None:
    """«Это всё»: the pieces given before are the whole part."""
    if shown := await _contributing(callback_data.card, turn, texts):
        await _give(begun(turn, shown.card.id, Purpose.PART) or Begun(turn=0), shown, turn, whole=True)


@router.callback_query(Aim.filter())
async def aimed(query: CallbackQuery, callback_data: Aim, turn: Turn, texts: Texts) -> None:
    """What was written by who both gives a part and writes the answer is for this one of the two."""
    written = begun(turn, callback_data.card, Purpose.EITHER)
    shown = await seen(turn, CardId(callback_data.card), texts)
    aim = _aim(shown, part=callback_data.part) if shown else None
    if shown is None or written is None or not written.parts or aim is None:
        dead(turn, texts)
        return
    draft = with_more(turn, aim, *written.parts)
    put_aside(turn, shown.card.id, Purpose.EITHER)
    wait_for(Question.DRAFT, aim, turn)
    turn.become(preview(draft, shown))


@router.callback_query(Compose.filter())
async def composed(query: CallbackQuery, callback_data: Compose, turn: Turn, texts: Texts) -> None:
    """«Собрать из частей»: the parts, one under another, are the beginning of the common answer."""
    shown = await seen(turn, CardId(callback_data.card), texts)
    aim = own_answer(shown) if shown else None
    if shown is None or aim is None or shown.card.turn != callback_data.turn:
        dead(turn, texts)
        return
    put_aside(turn, shown.card.id)
    draft = with_more(turn, aim, *pieces(shown.card))
    wait_for(Question.DRAFT, aim, turn)
    turn.say(preview(draft, shown))
    words = texts.say("Чтобы изменить текст, пришлите новый: он заменит этот, вложения останутся.")
    turn.say(Reply(text=words, card=shown.card.id, supersede=f"composed:{shown.card.id}"))


def aim_of(shown: Shown, turn: Turn) -> Asked | None:
    """What an answer to the card is meant for: one's part, the common answer, or either; None where for neither."""
    part, answer = _aim(shown, part=True), _aim(shown, part=False)
    if part is None or answer is None:
        return part or answer
    started = [
        aim
        for aim, purpose in ((part, Purpose.PART), (answer, Purpose.ANSWER))
        if (draft := begun(turn, shown.card.id, purpose)) and draft.parts and draft.turn == aim.turn
    ]
    return started[0] if len(started) == 1 else Asked(card=shown.card.id, turn=0, action=EITHER)


def own_part(card: Card) -> Asked:
    """A part is for whichever turn of the card."""
    return Asked(card=card.id, turn=0, action=GIVE_PART)


def own_answer(shown: Shown) -> Asked | None:
    """The answer that the step asks of the reader; None where it asks for none."""
    actions = drafting(shown)
    if not actions:
        return None
    return Asked(card=shown.card.id, turn=shown.card.turn, action=actions[0] if len(actions) == 1 else "")


def _aim(shown: Shown, *, part: bool) -> Asked | None:
    if not part:
        return own_answer(shown)
    return own_part(shown.card) if may_give_part(shown) else None


async def _contributing(card: int, turn: Turn, texts: Texts) -> Shown | None:
    """The card, where a part of its answer is asked of the speaker; otherwise he is told that it is not."""
    shown = await seen(turn, CardId(card), texts)
    if shown is None:
        tell(Refusal(Why.NO_CARD), turn, texts, tapped=True)
    elif not may_give_part(shown):
        tell(Refusal(Why.NO_PART, shown.card.number), turn, texts, tapped=True)
    else:
        return shown
    return None


async def _give(draft: Begun, shown: Shown, turn: Turn, *, whole: bool) -> None:
    asked, texts = own_part(shown.card), shown.texts
    command = GivePart(shown.card.id, my_id(turn), draft.parts, whole)

    def then(outcomes: list[Outcome]) -> None:
        refusal = first_refusal(outcomes)
        after_sending(refusal, asked, turn, shown)
        if refusal is None and not whole:
            wait_for(Question.DRAFT, asked, turn)
            turn.say(_more(shown))

    outcomes = await turn.do(command, then=then)
    if first_refusal(outcomes) is None:
        show_done(done_text(command, outcomes[0], texts), preview(draft, shown), turn)


def _more(shown: Shown) -> Reply:
    texts, card = shown.texts, shown.card
    words = texts.say("№ {number} · пришлите остальное. Если больше ничего не будет, нажмите.", number=card.number)
    button = Button(text=texts.say("Это всё"), data=Enough(card=card.id).pack())
    return Reply(text=words, rows=((button,),), card=card.id)
