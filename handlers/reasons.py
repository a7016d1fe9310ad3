"""What was asked for in writing: reasons and remarks, a number of days, a date."""

import re

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import Message

from handlers.asking.asked import Question, asked_in
from handlers.asking.dates import end_of, read_date
from handlers.asking.flow import answered
from handlers.awaited import is_answer
from handlers.scene import office_time
from handlers.states import Ask
from handlers.texts import Texts
from handlers.turn import Turn

router = Router(name="reasons")

_NUMBER = re.compile(r"\s*(\d{1,4})\b")


@router.message(StateFilter(Ask.reason), is_answer)
async def given(message: Message, turn: Turn, texts: Texts) -> None:
    """The words that were asked for."""
    if asked := asked_in(turn):
        await answered(Question.REASON, asked, turn, texts, tapped=False, note=_text(message))


@router.message(StateFilter(Ask.no_link), is_answer)
async def unlinked(message: Message, turn: Turn, texts: Texts) -> None:
    """Why there is no link."""
    if asked := asked_in(turn):
        await answered(Question.NO_LINK, asked, turn, texts, tapped=False, link="", note=_text(message))


@router.message(StateFilter(Ask.days), is_answer)
async def counted(message: Message, turn: Turn, texts: Texts) -> None:
    """So many days; words around the number are no harm."""
    if asked := asked_in(turn):
        found = _NUMBER.match(_text(message))
        days = int(found[1]) if found else 0
        await answered(Question.DAYS, asked, turn, texts, tapped=False, days=days)


@router.message(StateFilter(Ask.date), is_answer)
async def dated(message: Message, turn: Turn, texts: Texts) -> None:
    """A date, as people write it; its day ends as the office's days do."""
    if asked := asked_in(turn):
        working, now = office_time(turn), turn.clock.now()
        day = read_date(_text(message), working.local_date(now))
        date = end_of(day, working) if day else None
        await answered(Question.DATE, asked, turn, texts, tapped=False, date=date)


def _text(message: Message) -> str:
    return message.text or message.caption or ""
