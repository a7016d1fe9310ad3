"""What no other conversation understood: a clear answer, and nothing changes."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers.asking.again import asked_again
from handlers.filters import has_content, is_command, is_private
from handlers.texts import Texts
from handlers.turn import Reply, Turn

router = Router(name="otherwise")


@router.message(is_command)
async def unknown_command(message: Message, turn: Turn, texts: Texts) -> None:
    """A command that there is none of; in a group it may be for another bot."""
    if turn.private:
        turn.say(Reply(text=texts.say("Такой команды нет. Что умеет бот: /help")))


@router.message(is_private)
async def not_understood(message: Message, turn: Turn, texts: Texts) -> None:
    """Words to no card, or a kind of message that cannot be passed on."""
    if turn.conversation.state:
        turn.say(await asked_again(turn, texts))
        return
    if not await has_content(message):
        text = texts.say("Такое сообщение бот передать не может. Пришлите текст, фото, видео или документ.")
    else:
        text = texts.say("К какой карточке это? Ответьте на её сообщение. Ваши карточки: /my")
    turn.say(Reply(text=text))


@router.callback_query()
async def unknown_tap(query: CallbackQuery, turn: Turn, texts: Texts) -> None:
    """A button of an older version, or made up."""
    turn.hint(texts.say("Эта кнопка больше не действует. Ничего не изменилось."))
