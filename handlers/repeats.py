"""Whether a post repeats an earlier one: suggested with the evidence, decided with one tap, answered together."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from handlers.asking.flow import dead, seen, tell
from handlers.awaited import card_of, is_answer
from handlers.buttons import Button, Rows
from handlers.callbacks import Earlier, OtherCard, Repeat, Tap, Together
from handlers.done import done_text
from handlers.earlier import earlier_message, evidence
from handlers.likely import Candidate, candidates
from handlers.queue import number_in
from handlers.safe import html
from handlers.scene import first_refusal, me, my_id, shown_to
from handlers.shown import Shown
from handlers.states import Ask, ask, rest
from handlers.texts import Texts
from handlers.turn import Reply, Turn
from workflow.access import REPEAT, SEPARATE, may_decide_repeat, sees
from workflow.card import Card
from workflow.commands import Command, DecideRepeat, Join
from workflow.desk import Outcome
from workflow.possible import closed
from workflow.refusals import Refusal, Why
from workflow.repeats import sketch_of
from workflow.words import CardId

router = Router(name="repeats")


@router.callback_query(Tap.filter(F.action == REPEAT))
async def asked(query: CallbackQuery, callback_data: Tap, turn: Turn, texts: Texts) -> None:
    """«Повтор?»: the likeliest earlier cards, each with what speaks for it."""
    shown = await _deciding(callback_data.card, turn, texts)
    if shown is None or shown.procedure.repeats is None:
        return
    found = await candidates(sketch_of(shown.card), shown.procedure.repeats, turn)
    lines = [_title(shown, found)]
    for one in found:
        lines += evidence(one.like, await shown_to(turn, one.card, texts))
    turn.say(Reply(text="\n".join(line for line in lines if line), rows=_choices(shown, found), card=shown.card.id))


@router.callback_query(Repeat.filter())
async def decided(query: CallbackQuery, callback_data: Repeat, turn: Turn, texts: Texts) -> None:
    """A button of the list."""
    shown = await _deciding(callback_data.card, turn, texts)
    if shown is None:
        return
    earlier = await seen(turn, CardId(callback_data.of), texts) if callback_data.of else None
    if callback_data.of and earlier is None:
        tell(Refusal(Why.NO_CARD), turn, texts, tapped=True)
        return
    await _decide(shown, earlier, turn, tapped=True)


@router.callback_query(OtherCard.filter())
async def other(query: CallbackQuery, callback_data: OtherCard, turn: Turn, texts: Texts) -> None:
    """«Другой номер»: it is asked for."""
    if shown := await _deciding(callback_data.card, turn, texts):
        ask(turn, Ask.number, card=shown.card.id)
        words = texts.say("№ {number} · какой номер у прежней карточки? /cancel — отмена", number=shown.card.number)
        turn.say(Reply(text=words, ask=True))


@router.message(StateFilter(Ask.number), is_answer)
async def numbered(message: Message, turn: Turn, texts: Texts) -> None:
    """The number of the earlier card; one that there is not can be mended."""
    shown, earlier = await seen(turn, CardId(card_of(turn)), texts), await _numbered(message.text or "", turn)
    if shown is None:
        rest(turn)
        tell(Refusal(Why.NO_CARD), turn, texts, tapped=False)
    elif earlier is None or earlier.number >= shown.card.number:
        turn.say(Reply(text=texts.say("Раньше такой карточки не было. Напишите другой номер. /cancel — отмена")))
    else:
        rest(turn)
        await _decide(shown, await shown_to(turn, earlier, texts), turn, tapped=False)


@router.callback_query(Earlier.filter())
async def recalled(query: CallbackQuery, callback_data: Earlier, turn: Turn, texts: Texts) -> None:
    """«Прежний ответ» under a card that is a repeat."""
    shown = await seen(turn, CardId(callback_data.card), texts)
    if shown is None or shown.reader is None or shown.card.repeat_of is None:
        dead(turn, texts)
    elif not sees(shown.reader, shown.card):
        tell(Refusal(Why.NOT_YOURS, shown.card.number), turn, texts, tapped=True)
    elif earlier := await seen(turn, shown.card.repeat_of, texts):
        turn.say(earlier_message(shown.card, earlier))


@router.callback_query(Together.filter())
async def together(query: CallbackQuery, callback_data: Together, turn: Turn, texts: Texts) -> None:
    """«Ответить вместе» under the earlier answer."""
    shown = await seen(turn, CardId(callback_data.card), texts)
    if shown is None or shown.card.repeat_of is None:
        dead(turn, texts)
        return
    await _do(Join(shown.card.id, my_id(turn), shown.card.repeat_of), turn, texts, become=True)


@router.callback_query(Tap.filter(F.action == SEPARATE))
async def apart(query: CallbackQuery, callback_data: Tap, turn: Turn, texts: Texts) -> None:
    """«Отвечать отдельно» under a card that shares another one's answer."""
    shown = await seen(turn, CardId(callback_data.card), texts)
    if shown is None or shown.card.joined_to is None:
        dead(turn, texts)
        return
    await _do(Join(shown.card.id, my_id(turn)), turn, texts, become=False)


async def _deciding(card: int, turn: Turn, texts: Texts) -> Shown | None:
    """The card, where the speaker may decide on it; otherwise he is told why not."""
    shown = await seen(turn, CardId(card), texts)
    if shown is None or shown.reader is None:
        tell(Refusal(Why.NO_CARD), turn, texts, tapped=True)
    elif not may_decide_repeat(shown.reader, shown.card, shown.office, shown.procedure):
        tell(Refusal(Why.NOT_YOURS, shown.card.number), turn, texts, tapped=True)
    elif not shown.card.open:
        tell(closed(shown.card), turn, texts, tapped=True, shown=shown)
    else:
        return shown
    return None


async def _decide(shown: Shown, earlier: Shown | None, turn: Turn, *, tapped: bool) -> None:
    """The decision is carried out; the earlier answer comes with it."""
    command = DecideRepeat(shown.card.id, my_id(turn), earlier.card.id if earlier else None)
    at_hand = _at_hand(shown.card, earlier)

    def then(outcomes: list[Outcome]) -> None:
        refusal = first_refusal(outcomes)
        if refusal:
            tell(refusal, turn, shown.texts, tapped=tapped, shown=shown)
            return
        if not tapped:
            turn.say(Reply(text=html(done_text(command, outcomes[0], shown.texts))))
        if at_hand:
            turn.say(at_hand)

    outcomes = await turn.do(command, then=then)
    if tapped and first_refusal(outcomes) is None:
        _show(done_text(command, outcomes[0], shown.texts), turn)


def _at_hand(card: Card, earlier: Shown | None) -> Reply | None:
    if earlier is None:
        return None
    return earlier_message(card.model_copy(update={"repeat_of": earlier.card.id}), earlier)


async def _do(command: Command, turn: Turn, texts: Texts, *, become: bool) -> None:
    outcomes = await turn.do(command)
    if refusal := first_refusal(outcomes):
        tell(refusal, turn, texts, tapped=True)
        return
    done = done_text(command, outcomes[0], texts)
    turn.hint(done)
    if become:
        turn.become(Reply(text=html(done)))


def _show(done: str, turn: Turn) -> None:
    turn.hint(done)
    turn.become(Reply(text=html(done)))


async def _numbered(text: str, turn: Turn) -> Card | None:
    number, office = number_in(text), me(turn)[1]
    return None if number is None else await turn.look(lambda shelf: shelf.numbered(office.id, number))


def _title(shown: Shown, found: tuple[Candidate, ...]) -> str:
    texts, number = shown.texts, shown.card.number
    if found:
        return texts.say("№ {number} · это повтор?", number=number)
    return texts.say("№ {number} · похожих карточек не нашлось", number=number)


def _choices(shown: Shown, found: tuple[Candidate, ...]) -> Rows:
    texts, card = shown.texts, shown.card.id
    repeats = (
        Button(
            text=texts.say("Повтор № {number}", number=one.card.number), data=Repeat(card=card, of=one.card.id).pack()
        )
        for one in found
    )
    return (
        *((button,) for button in repeats),
        (
            Button(text=texts.say("Не повтор"), data=Repeat(card=card, of=0).pack()),
            Button(text=texts.say("Другой номер"), data=OtherCard(card=card).pack()),
        ),
    )
