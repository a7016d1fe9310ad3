"""What is a person's own is not spread before a group: lists, cards and settings are for the private chat."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from handlers.filters import is_private
from handlers.safe import html
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


async def group_start(turn: Turn, texts: Texts) -> str:
    """What /start says in a group to whoever cannot set it up; empty where there is nothing to say to him.

    As long as nobody administers any office, whoever writes its file learns the group's ID here.
    """
    if not await turn.look(lambda shelf: shelf.administered()):
        return id_line(turn, texts)
    names = [html(seat.office.name) for seat in turn.seats if seat.office.group == chat_of(turn)]
    if names:
        return "\n".join(told_here(name, texts) for name in names)
    return texts.say("Группу подключает администратор: он отправляет в ней /start.") if turn.seats else ""


def told_here(name: str, texts: Texts) -> str:
    """That this is the office's group; the name is safe already."""
    return texts.say("Здесь объявляются сроки «{name}». Карточки и списки — в личном чате с ботом.", name=name)


def id_line(turn: Turn, texts: Texts) -> str:
    """What whoever writes an office's file needs to know of the group."""
    return texts.say("ID этой группы: {id} — впишите его в файл администрации.", id=chat_of(turn))


def chat_of(turn: Turn) -> str:
    """The chat's own id, as an office keeps that of its group."""
    return turn.lane.rpartition(":")[2]
