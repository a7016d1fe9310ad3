"""Buttons of a card. What needs no more words is done at once; the rest asks one question."""

from collections.abc import Awaitable, Callable

from aiogram import Router
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery

from handlers.begun import put_aside
from handlers.buttons import Button
from handlers.callbacks import More, NoLink, Show, Tap
from handlers.done import done_text
from handlers.labels import action_label
from handlers.scene import first_refusal, me, my_id, number_of, refused, show, shown_to, why_not
from handlers.states import Ask, ask, rest
from handlers.texts import Texts
from handlers.turn import Reply, Turn
from handlers.view import card_message
from workflow.access import IMPORTANCE, SIGNIFICANT, sees
from workflow.actions import ACTIONS, Need
from workflow.commands import Act, Command, MarkSignificant, SetImportance
from workflow.refusals import Refusal, Why
from workflow.words import CardId, Importance

router = Router(name="taps")


@router.callback_query(Tap.filter())
async def tapped(query: CallbackQuery, callback_data: Tap, turn: Turn, texts: Texts) -> None:
    """A button under a card."""
    tap = callback_data
    if tap.action == IMPORTANCE:
        await _do(turn, texts, SetImportance(CardId(tap.card), my_id(turn), _importance(tap.value)))
    elif tap.action == SIGNIFICANT:
        await _do(turn, texts, MarkSignificant(CardId(tap.card), my_id(turn)))
    elif tap.action in ACTIONS:
        await _act(tap, turn, texts)
    else:
        turn.hint(texts.say("Эта кнопка больше не действует. Ничего не изменилось."))


@router.callback_query(More.filter())
async def more(query: CallbackQuery, callback_data: More, turn: Turn, texts: Texts) -> None:
    """«Ещё…»: the same card with all its buttons."""
    card = await turn.look(lambda shelf: shelf.card(CardId(callback_data.card)))
    person, office = me(turn)
    if card is None or card.office != office.id:
        turn.hint(texts.say("Эта кнопка больше не действует. Ничего не изменилось."))
    elif not sees(person, card):
        turn.hint(refused(Refusal(Why.NOT_YOURS, card.number), turn, texts), alert=True)
    else:
        turn.become(card_message(await shown_to(turn, card, texts), all_buttons=True))


@router.callback_query(Show.filter())
async def opened(query: CallbackQuery, callback_data: Show, turn: Turn, texts: Texts) -> None:
    """«Открыть» under a ping or in a list."""
    await show(turn, await turn.look(lambda shelf: shelf.card(CardId(callback_data.card))), texts)


async def _act(tap: Tap, turn: Turn, texts: Texts) -> None:
    need = ACTIONS[tap.action].need
    command = Act(CardId(tap.card), my_id(turn), tap.action, tap.turn)
    if need is Need.NOTHING:
        await _do(turn, texts, command)
    elif need is Need.DEPARTMENT:
        await _do(turn, texts, Act(command.card, command.by, command.action, command.turn, department=tap.value))
    elif need is Need.GROUND and tap.value:
        await _do(turn, texts, Act(command.card, command.by, command.action, command.turn, ground=tap.value))
    elif refusal := await why_not(turn, command):
        turn.hint(refused(refusal, turn, texts), alert=True)
    else:
        await _QUESTIONS[need](tap, turn, texts)


async def _do(turn: Turn, texts: Texts, command: Command) -> None:
    outcomes = await turn.do(command)
    if refusal := first_refusal(outcomes):
        turn.hint(refused(refusal, turn, texts), alert=True)
    else:
        turn.hint(done_text(command, outcomes[0], texts))


def _importance(value: str) -> Importance:
    return Importance.HIGH if value == Importance.HIGH else Importance.NORMAL


async def _ask_reason(tap: Tap, turn: Turn, texts: Texts) -> None:
    number = await number_of(turn, CardId(tap.card))
    question = (
        texts.say("№ {number} · что доработать? Напишите замечания одним сообщением. /cancel — отмена", number=number)
        if tap.action == "send_back"
        else texts.say(
            "№ {number} · почему возвращаете? Напишите причину одним сообщением. /cancel — отмена", number=number
        )
    )
    _question(turn, Ask.reason, tap, Reply(text=question, ask=True))


async def _ask_draft(tap: Tap, turn: Turn, texts: Texts) -> None:
    number = await number_of(turn, CardId(tap.card))
    question = texts.say(
        "№ {number} · пришлите проект ответа: текст, можно с фото, видео и документами. /cancel — отмена", number=number
    )
    put_aside(turn, tap.card)
    _question(turn, Ask.draft, tap, Reply(text=question, ask=True))


async def _ask_link(tap: Tap, turn: Turn, texts: Texts) -> None:
    number = await number_of(turn, CardId(tap.card))
    question = texts.say("№ {number} · пришлите ссылку на опубликованный ответ. /cancel — отмена", number=number)
    button = Button(text=texts.say("Без ссылки"), data=NoLink(card=tap.card).pack())
    _question(turn, Ask.link, tap, Reply(text=question, rows=((button,),)))


async def _ask_ground(tap: Tap, turn: Turn, texts: Texts) -> None:
    card = await turn.look(lambda shelf: shelf.card(CardId(tap.card)))
    assert card is not None  # noqa: S101 - why_not has just seen it
    procedure = await turn.look(lambda shelf: shelf.procedure(card.procedure, card.digest))
    rest(turn)
    rows = tuple(
        (Button(text=ground.words.into(texts.locale), data=_with(tap, ground.name)),) for ground in procedure.ground
    )
    keep = (Button(text=texts.say("Оставить в работе"), data=Show(card=tap.card).pack()),)
    label = action_label(tap.action, texts)
    question = texts.say(
        "№ {number} · {label}: на каком основании?", number=card.number, label=label[:1].lower() + label[1:]
    )
    turn.say(Reply(text=question, rows=(*rows, keep), card=card.id))


def _with(tap: Tap, value: str) -> str:
    return Tap(card=tap.card, turn=tap.turn, action=tap.action, value=value).pack()


def _question(turn: Turn, state: State, tap: Tap, reply: Reply) -> None:
    ask(turn, state, card=tap.card, turn=tap.turn, action=tap.action)
    turn.say(reply)


_QUESTIONS: dict[Need, Callable[[Tap, Turn, Texts], Awaitable[None]]] = {
    Need.REASON: _ask_reason,
    Need.DRAFT: _ask_draft,
    Need.LINK: _ask_link,
    Need.GROUND: _ask_ground,
}
