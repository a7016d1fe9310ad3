"""The link to what was published, or that there is none."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from handlers.asking.asked import Question, asked_in
from handlers.asking.flow import answered, dead
from handlers.awaited import is_answer
from handlers.callbacks import NoLink
from handlers.states import Ask
from handlers.texts import Texts
from handlers.turn import Turn
from workflow.access import manages
from workflow.links import first_link

router = Router(name="publishing")

BESIDE = 60
"""So many letters beside a link are words about it; more of them are a post that somebody pasted."""


async def names_a_link(message: Message, turn: Turn) -> bool:
    """An answer to the question, and no post with its text: that one becomes a card of its own, as a forward does."""
    if not await is_answer(message, turn):
        return False
    text = message.text or message.caption or ""
    link = first_link(text)
    pasted = bool(link) and len(text.replace(link, "").strip()) > BESIDE
    return not (pasted and turn.person is not None and manages(turn.person))


@router.message(StateFilter(Ask.link), names_a_link)
async def linked(message: Message, turn: Turn, texts: Texts) -> None:
    """The link that was asked for; words around it are no harm."""
    text = message.text or message.caption or ""
    if asked := asked_in(turn):
        await answered(Question.LINK, asked, turn, texts, tapped=False, link=first_link(text) or text.strip())


@router.callback_query(NoLink.filter())
async def no_link(query: CallbackQuery, callback_data: NoLink, turn: Turn, texts: Texts) -> None:
    """«Без ссылки»: asks why there is none, unless a reason has been given already."""
    asked = asked_in(turn)
    if asked is None or turn.conversation.state != Ask.link.state or asked.card != callback_data.card:
        dead(turn, texts)
        return
    await answered(Question.LINK, asked, turn, texts, tapped=True, link="")
