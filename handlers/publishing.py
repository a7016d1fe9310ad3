"""The link to what was published, or why there is none."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from handlers.awaited import action_of, card_of, is_answer, turn_of
from handlers.callbacks import NoLink
from handlers.finish import finish
from handlers.scene import my_id, number_of
from handlers.states import Ask, ask
from handlers.texts import Texts
from handlers.turn import Reply, Turn
from workflow.commands import Act
from workflow.links import first_link
from workflow.words import CardId

router = Router(name="publishing")


@router.message(StateFilter(Ask.link), is_answer)
async def linked(message: Message, turn: Turn, texts: Texts) -> None:
    """The link that was asked for; words around it are no harm."""
    text = message.text or message.caption or ""
    link = first_link(text) or text.strip()
    await finish(turn, texts, Act(CardId(card_of(turn)), my_id(turn), action_of(turn), turn_of(turn), link=link))


@router.callback_query(NoLink.filter())
async def no_link(query: CallbackQuery, callback_data: NoLink, turn: Turn, texts: Texts) -> None:
    """«Без ссылки»: asks why there is none."""
    if turn.conversation.state != Ask.link.state or card_of(turn) != callback_data.card:
        turn.hint(texts.say("Эта кнопка больше не действует. Ничего не изменилось."))
        return
    number = await number_of(turn, CardId(callback_data.card))
    ask(turn, Ask.no_link, card=card_of(turn), turn=turn_of(turn), action=action_of(turn))
    question = texts.say("№ {number} · почему ссылки нет? Напишите одним сообщением. /cancel — отмена", number=number)
    turn.say(Reply(text=question, ask=True))
