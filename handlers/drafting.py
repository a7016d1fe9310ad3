"""A draft: text and media gathered message by message, looked at, and sent."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from handlers.asking.asked import Asked, Question, act_of, asked_in, wait_for
from handlers.asking.flow import dead, seen, tell
from handlers.awaited import action_of, card_of, is_answer
from handlers.begun import Begun, Purpose, begun, purpose_of, put_aside, with_more
from handlers.buttons import Button, Rows
from handlers.callbacks import Change, Submit, Tap
from handlers.done import done_text
from handlers.effects import PreviewOver
from handlers.labels import action_label
from handlers.messages import part_of
from handlers.preview import preview, preview_word
from handlers.refused import way_out
from handlers.safe import html, short
from handlers.scene import first_refusal, me, my_id, refused, why_not
from handlers.shown import Shown
from handlers.states import Ask, rest
from handlers.texts import Texts
from handlers.turn import Reply, Turn
from workflow.desk import Outcome
from workflow.post import Draft
from workflow.refusals import Refusal, Why
from workflow.words import CardId

router = Router(name="drafting")

_LONGEST_LABEL = 40

_OVER = frozenset({Why.NO_CARD, Why.NOT_YOURS, Why.HANDED_OVER, Why.CLOSED, Why.ALREADY, Why.NOT_NOW, Why.NO_PART})
"""Refusals after which a text is of no more use; after any other it stands and can be mended."""


@router.message(StateFilter(Ask.draft), is_answer)
async def written(message: Message, turn: Turn, texts: Texts) -> None:
    """One more message of the text; parts of an album come one by one."""
    if asked := asked_in(turn):
        await gather(message, turn, texts, asked)


@router.callback_query(Submit.filter())
async def submitted(query: CallbackQuery, callback_data: Submit, turn: Turn, texts: Texts) -> None:
    """A button under the preview: the draft goes as this kind."""
    tap, draft = callback_data, begun(turn, callback_data.card)
    if draft and (draft.turn, draft.revision) == (tap.turn, tap.revision):
        await _submit(tap, draft, turn, texts)
        return
    stale = Asked(card=CardId(tap.card), turn=tap.turn, action=tap.action)
    refusal = await why_not(turn, act_of(stale, my_id(turn)))
    if refusal:
        turn.hint(refused(refusal, turn, texts), alert=True)
    else:
        changed_since(turn, texts, draft, tap.card)


@router.callback_query(Change.filter())
async def changed(query: CallbackQuery, callback_data: Change, turn: Turn, texts: Texts) -> None:
    """«Исправить»: what was written is put aside, and it is written anew."""
    purpose = Purpose.PART if callback_data.part else Purpose.ANSWER
    draft, card = begun(turn, callback_data.card, purpose), CardId(callback_data.card)
    shown = await seen(turn, card, texts)
    if shown is None or draft is None or not draft.parts:
        dead(turn, texts)
        return
    put_aside(turn, card, purpose)
    wait_for(Question.DRAFT, Asked(card=card, turn=draft.turn, action=draft.action, given=draft.given), turn)
    turn.say(Reply(text=_anew(purpose, shown), ask=True))


def _anew(purpose: Purpose, shown: Shown) -> str:
    texts, number = shown.texts, shown.card.number
    if purpose is Purpose.PART:
        return texts.say(
            "№ {number} · пришлите свою часть заново, она заменит прежнюю. /cancel — отмена", number=number
        )
    return texts.say(
        "№ {number} · пришлите проект заново, он заменит прежний. Можно и поправить своё сообщение. /cancel — отмена",
        number=number,
    )


def changed_since(turn: Turn, texts: Texts, draft: Begun | None, card: int) -> None:
    """The button stood under an older form of the text, or under one that was put aside."""
    asked = asked_in(turn)
    if draft and draft.parts:
        words = texts.say("Текст с тех пор изменился. Ничего не отправлено: нажмите кнопку под последним.")
    elif asked and asked.card == card and turn.conversation.state == Ask.draft.state:
        words = texts.say("Этот текст вы пишете заново. Ничего не отправлено: пришлите новый. /cancel — отмена")
    else:
        words = texts.say("Этот проект отменён. Ничего не отправлено: ответьте на карточку заново.")
    turn.hint(words, alert=True)


def call_off(turn: Turn) -> None:
    """/cancel while a text is written: it is put aside, and the buttons under it are taken away."""
    card, purpose = CardId(card_of(turn)), purpose_of(action_of(turn))
    draft, (person, office) = begun(turn, card, purpose), me(turn)
    put_aside(turn, card, purpose)
    if draft and draft.parts and turn.private:
        word = f"{turn.lane}/{preview_word(card, purpose)}"
        turn.note(PreviewOver(lane=turn.lane, word=word, office=office.id, card=card, person=person.id))


async def gather(message: Message, turn: Turn, texts: Texts, asked: Asked) -> None:
    """Add the message to the text, and wait for more of it."""
    if await put(message, turn, texts, asked):
        wait_for(Question.DRAFT, asked, turn)


async def put(message: Message, turn: Turn, texts: Texts, asked: Asked) -> bool:
    """Put the message into the text, and show how it looks now; False where the card is gone."""
    shown = await seen(turn, asked.card, texts)
    if shown is None:
        tell(Refusal(Why.NO_CARD), turn, texts, tapped=False)
        return False
    draft = with_more(turn, asked, part_of(message))
    turn.say(preview(draft, shown, turn.settle if message.media_group_id else 0.0))
    return True


async def _submit(tap: Submit, draft: Begun, turn: Turn, texts: Texts) -> None:
    shown = await seen(turn, CardId(tap.card), texts)
    if shown is None:
        tell(Refusal(Why.NO_CARD), turn, texts, tapped=True)
        return
    asked = Asked(card=shown.card.id, turn=tap.turn, action=tap.action, given=draft.given)
    paper = Draft(kind=tap.kind, by=my_id(turn), at=turn.clock.now(), parts=draft.parts)
    command = act_of(asked, my_id(turn), paper)

    def then(outcomes: list[Outcome]) -> None:
        refusal = first_refusal(outcomes)
        if refusal is None:
            turn.conversation.data["sent"] = {"card": command.card, "keys": [part.key for part in draft.parts]}
        after_sending(refusal, asked, turn, shown)

    outcomes = await turn.do(command, then=then)
    if first_refusal(outcomes) is None:
        show_done(done_text(command, outcomes[0], texts), preview(draft, shown), turn)


def after_sending(refusal: Refusal | None, asked: Asked, turn: Turn, shown: Shown) -> None:
    """A text that has gone is begun no more; one that was refused stands, and the refusal says what to do."""
    if refusal is None or refusal.why in _OVER:
        leave(turn, asked.card, purpose_of(asked.action))
    elif asked_in(turn) is None:
        wait_for(Question.DRAFT, asked, turn)
    if refusal:
        words = html(refused(refusal, turn, shown.texts, shown.procedure))
        turn.say(Reply(text=words, rows=_first_of_all(refusal, shown), card=shown.card.id))


def _first_of_all(refusal: Refusal, shown: Shown) -> Rows:
    """The button of what must be done before the text can go."""
    name = way_out(refusal, shown.procedure)
    if name is None:
        return ()
    label = short(action_label(name, shown.texts, shown.procedure), _LONGEST_LABEL)
    return ((Button(text=label, data=Tap(card=shown.card.id, turn=shown.card.turn, action=name).pack()),),)


def show_done(done: str, before: Reply, turn: Turn) -> None:
    """The preview without its buttons, under what has come of it."""
    turn.hint(done)
    turn.become(Reply(text="\n".join([html(done), *before.text.split("\n")[1:]])))


def leave(turn: Turn, card: int, purpose: Purpose) -> None:
    """The text is of no more use; what was asked about another card is still awaited."""
    put_aside(turn, card, purpose)
    asked = asked_in(turn)
    if card_of(turn) == card and asked and purpose_of(asked.action) is purpose:
        rest(turn)
