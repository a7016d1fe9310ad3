"""A draft: text and media gathered message by message, looked at, and sent for agreement."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from handlers.awaited import card_of, is_answer, turn_of
from handlers.begun import Begun, begun, keep, put_aside
from handlers.callbacks import Change, Submit
from handlers.done import done_text
from handlers.finish import ASK_AGAIN
from handlers.messages import part_of
from handlers.preview import preview
from handlers.safe import html
from handlers.scene import first_refusal, my_id, number_of, refused, why_not
from handlers.states import Ask, ask, rest
from handlers.texts import Texts
from handlers.turn import Reply, Turn
from workflow.commands import Act
from workflow.desk import Outcome
from workflow.post import Draft, with_part
from workflow.words import CardId

router = Router(name="drafting")


@router.message(StateFilter(Ask.draft), is_answer)
async def written(message: Message, turn: Turn, texts: Texts) -> None:
    """One more message of the draft; parts of an album come one by one."""
    await gather(message, turn, texts, card_of(turn), turn_of(turn))


@router.callback_query(Submit.filter())
async def submitted(query: CallbackQuery, callback_data: Submit, turn: Turn, texts: Texts) -> None:
    """A button under the preview: the draft goes for agreement as this kind."""
    draft = begun(turn, callback_data.card, callback_data.turn)
    if draft and draft.revision == callback_data.revision:
        await _submit(callback_data, draft, turn, texts)
        return
    stale = Act(CardId(callback_data.card), my_id(turn), "submit", callback_data.turn)
    refusal = await why_not(turn, stale)
    changed = texts.say("Проект с тех пор изменился. Ничего не отправлено: нажмите кнопку под последним.")
    turn.hint(refused(refusal, turn, texts) if refusal else changed, alert=True)


@router.callback_query(Change.filter())
async def changed(query: CallbackQuery, callback_data: Change, turn: Turn, texts: Texts) -> None:
    """«Исправить»: what was written is put aside, and the draft is written anew."""
    draft = begun(turn, callback_data.card)
    if draft is None or not draft.parts:
        turn.hint(texts.say("Эта кнопка больше не действует. Ничего не изменилось."))
        return
    number = await number_of(turn, CardId(callback_data.card))
    put_aside(turn, callback_data.card)
    ask(turn, Ask.draft, card=callback_data.card, turn=draft.turn, action="submit")
    question = texts.say(
        "№ {number} · пришлите проект заново, он заменит прежний. Можно и поправить своё сообщение. /cancel — отмена",
        number=number,
    )
    turn.say(Reply(text=question, ask=True))


async def gather(message: Message, turn: Turn, texts: Texts, card: int, card_turn: int) -> None:
    """Add the message to the draft of this card, and wait for more of it."""
    await put(message, turn, texts, card, card_turn)
    ask(turn, Ask.draft, card=card, turn=card_turn, action="submit")


async def put(message: Message, turn: Turn, texts: Texts, card: int, card_turn: int) -> None:
    """Put the message into the draft of this card, and show how the draft looks now."""
    old = begun(turn, card)
    parts = with_part(old.parts if old and old.turn == card_turn else (), part_of(message))
    draft = Begun(turn=card_turn, revision=(old.revision if old else 0) + 1, parts=parts)
    keep(turn, card, draft)
    settle = turn.settle if message.media_group_id else 0.0
    turn.say(await _preview(card, draft, turn, texts, settle))


async def _preview(card: int, draft: Begun, turn: Turn, texts: Texts, delay: float = 0.0) -> Reply:
    number = await number_of(turn, CardId(card))
    return preview(
        draft.parts, card=card, turn=draft.turn, revision=draft.revision, number=number, texts=texts, delay=delay
    )


async def _submit(tap: Submit, begun_draft: Begun, turn: Turn, texts: Texts) -> None:
    parts, person = begun_draft.parts, my_id(turn)
    draft = Draft(kind=tap.kind, by=person, at=turn.clock.now(), parts=parts)
    command = Act(CardId(tap.card), person, "submit", tap.turn, draft=draft)

    def then(outcomes: list[Outcome]) -> None:
        refusal = first_refusal(outcomes)
        if refusal is None:
            turn.conversation.data["sent"] = {"card": command.card, "keys": [part.key for part in parts]}
        if refusal is None or refusal.why not in ASK_AGAIN:
            _leave(turn, tap.card)
        if refusal:
            turn.say(Reply(text=html(refused(refusal, turn, texts))))

    shown = await _preview(tap.card, begun_draft, turn, texts)
    outcomes = await turn.do(command, then=then)
    if first_refusal(outcomes) is None:
        done = done_text(command, outcomes[0], texts)
        turn.hint(done)
        turn.become(Reply(text="\n".join([html(done), *shown.text.split("\n")[1:]])))


def _leave(turn: Turn, card: int) -> None:
    """The draft has gone; what was asked about another card is still awaited."""
    put_aside(turn, card)
    if card_of(turn) == card:
        rest(turn)
