"""Answers to «why?»: the reason for a return, the remarks on a draft, why there is no link."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import Message

from handlers.awaited import action_of, card_of, is_answer, turn_of
from handlers.finish import finish
from handlers.scene import my_id
from handlers.states import Ask
from handlers.texts import Texts
from handlers.turn import Turn
from workflow.commands import Act
from workflow.words import CardId

router = Router(name="reasons")


@router.message(StateFilter(Ask.reason), is_answer)
@router.message(StateFilter(Ask.no_link), is_answer)
async def given(message: Message, turn: Turn, texts: Texts) -> None:
    """The words that were asked for."""
    note = message.text or message.caption or ""
    await finish(turn, texts, Act(CardId(card_of(turn)), my_id(turn), action_of(turn), turn_of(turn), note=note))
