"""Which message answers a question: anything that is no command and, for those who open cards, no forward."""

from aiogram.types import Message

from handlers.filters import has_content, is_command, is_forward
from handlers.turn import Turn
from workflow.access import manages


async def is_answer(message: Message, turn: Turn) -> bool:
    """A message that may answer what was asked.

    A curator who was asked something and forwards a post means a new card, not an answer. In a group only
    a reply to the bot answers: people talk there about other things too.
    """
    if await is_command(message) or not await has_content(message):
        return False
    if not turn.private and not _to_the_bot(message):
        return False
    return not (await is_forward(message) and turn.person is not None and manages(turn.person))


def _to_the_bot(message: Message) -> bool:
    """Whether it is a reply to a message of the bot."""
    answered, bot = message.reply_to_message, message.bot
    return (
        bot is not None and answered is not None and answered.from_user is not None and answered.from_user.id == bot.id
    )


def card_of(turn: Turn) -> int:
    """The card that the question was about."""
    return _number(turn, "card")


def action_of(turn: Turn) -> str:
    """The action that the question was for."""
    return str(turn.conversation.data.get("action", ""))


def _number(turn: Turn, name: str) -> int:
    value = turn.conversation.data.get(name)
    return value if isinstance(value, int) else 0
