"""What a person sees in his chat: the newest messages of the bot, their buttons, what he is asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from sandbox.chats.state import Chat, Message

NEWEST = 14
"""How far back people usually look."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message of the bot."""

    message: int
    label: str
    data: str


def newest(chat: Chat, most: int = NEWEST) -> list[Message]:
    """The bot's last messages, the newest first."""
    return [one for one in islice(reversed(chat.messages.values()), most * 2) if one.author == chat.bot][:most]


def buttons(chat: Chat, most: int = NEWEST) -> list[Button]:
    """What can be tapped under them, the newest first."""
    return [button for message in newest(chat, most) for button in buttons_of(message)]


def buttons_of(message: Message) -> Iterator[Button]:
    """What can be tapped under a message."""
    for row in message.data.get("reply_markup", {}).get("inline_keyboard", []):
        for one in row:
            if "callback_data" in one:
                yield Button(message.id, one["text"], one["callback_data"])


def text_of(message: Message) -> str:
    """The text or the caption."""
    return str(message.data.get("text") or message.data.get("caption") or "")


def question(chat: Chat) -> Message | None:
    """The newest message, where it asks for an answer in words."""
    last = next(iter(newest(chat, 1)), None)
    return last if last is not None and last.keyboard and last.keyboard.get("force_reply") else None
