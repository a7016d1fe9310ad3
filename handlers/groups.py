"""What is a person's own is not spread before a group: lists, cards and settings are for the private chat."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from handlers.filters import is_private
from handlers.texts import Texts
from handlers.turn import Reply, Turn

router = Router(name="groups")


async def in_group(message: Message) -> bool:
    """Anywhere but in a chat with one person."""
    return not await is_private(message)


@router.message(
    Command("my", "board", "card", "why", "duties", "language", "help", "staff", "accounts", "find", "settings"),
    in_group,
)
async def elsewhere(message: Message, turn: Turn, texts: Texts) -> None:
    """A command that shows something of one's own."""
    turn.say(Reply(text=texts.say("Карточки, списки и настройки — в личном чате с ботом.")))
