"""A draft: text and media gathered message by message, looked at, and sent for agreement."""

from typing import Any

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message
from pydantic import TypeAdapter

from handlers.awaited import card_of, is_answer, turn_of
from handlers.callbacks import Change, Submit
from handlers.done import done_text
from handlers.finish import ASK_AGAIN
from handlers.messages import part_of
from handlers.preview import preview
from handlers.safe import html
from handlers.scene import first_refusal, my_id, number_of, refused
from handlers.states import Ask, ask, rest
from handlers.texts import Texts
from handlers.turn import Reply, Turn
from workflow.commands import Act
from workflow.desk import Outcome
from workflow.post import Draft, Part, with_part
from workflow.words import CardId, DraftKind

router = Router(name="drafting")

_PARTS = TypeAdapter(tuple[Part, ...])


@router.message(StateFilter(Ask.draft), is_answer)
async def written(message: Message, turn: Turn, texts: Texts) -> None:
    """One more message of the draft; parts of an album come one by one."""
    await gather(message, turn, texts, card_of(turn), turn_of(turn))


@router.callback_query(Submit.filter())
async def submitted(query: CallbackQuery, callback_data: Submit, turn: Turn, texts: Texts) -> None:
    """A button under the preview: the draft goes for agreement as this kind."""
    if not _current(callback_data, turn):
        turn.hint(
            texts.say("Проект с тех пор изменился. Ничего не отправлено: нажмите кнопку под последним."), alert=True
        )
        return
    await _submit(callback_data.kind, turn, texts)


@router.callback_query(Change.filter())
async def changed(query: CallbackQuery, callback_data: Change, turn: Turn, texts: Texts) -> None:
    """«Исправить»: what was written is put aside, and the draft is written anew."""
    if turn.conversation.state != Ask.draft.state or card_of(turn) != callback_data.card:
        turn.hint(texts.say("Эта кнопка больше не действует. Ничего не изменилось."))
        return
    number = await number_of(turn, CardId(callback_data.card))
    ask(turn, Ask.draft, card=card_of(turn), turn=turn_of(turn), action="submit", revision=_revision(turn) + 1)
    question = texts.say(
        "№ {number} · пришлите проект заново, он заменит прежний. Можно и поправить своё сообщение. /cancel — отмена",
        number=number,
    )
    turn.say(Reply(text=question, ask=True))


async def gather(message: Message, turn: Turn, texts: Texts, card: int, card_turn: int) -> None:
    """Add the message to the draft of this card and show how the draft looks now."""
    mine = turn.conversation.state == Ask.draft.state and card_of(turn) == card
    parts = with_part(parts_of(turn) if mine else (), part_of(message))
    revision = (_revision(turn) if mine else 0) + 1
    ask(turn, Ask.draft, card=card, turn=card_turn, action="submit", revision=revision, parts=_dump(parts))
    settle = turn.settle if message.media_group_id else 0.0
    number = await number_of(turn, CardId(card))
    turn.say(preview(parts, card=card, turn=card_turn, revision=revision, number=number, texts=texts, delay=settle))


def parts_of(turn: Turn) -> tuple[Part, ...]:
    """What has been gathered so far."""
    return _PARTS.validate_python(turn.conversation.data.get("parts", ()))


async def _submit(kind: DraftKind, turn: Turn, texts: Texts) -> None:
    parts, person = parts_of(turn), my_id(turn)
    draft = Draft(kind=kind, by=person, at=turn.clock.now(), parts=parts)
    command = Act(CardId(card_of(turn)), person, "submit", turn_of(turn), draft=draft)

    def then(outcomes: list[Outcome]) -> None:
        refusal = first_refusal(outcomes)
        if refusal is None:
            turn.conversation.data["sent"] = {"card": command.card, "keys": [part.key for part in parts]}
        if refusal is None or refusal.why not in ASK_AGAIN:
            rest(turn)
        if refusal:
            turn.say(Reply(text=html(refused(refusal, turn, texts))))

    outcomes = await turn.do(command, then=then)
    if first_refusal(outcomes) is None:
        turn.hint(done_text(command, outcomes[0], texts))


def _current(tap: Submit, turn: Turn) -> bool:
    same_card = turn.conversation.state == Ask.draft.state and card_of(turn) == tap.card
    return same_card and _revision(turn) == tap.revision


def _revision(turn: Turn) -> int:
    value = turn.conversation.data.get("revision", 0)
    return value if isinstance(value, int) else 0


def _dump(parts: tuple[Part, ...]) -> Any:
    return _PARTS.dump_python(parts, mode="json")
