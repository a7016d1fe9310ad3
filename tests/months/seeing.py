"""What a person sees in his chat: the newest messages of the bot, their buttons, what he is asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, takewhile

from sandbox.chats.state import Chat, Message

NEWEST = 14
"""How far back people usually look."""

FAR = 80
"""How far back he looks who wants to get his work done."""

ONWARD = (
    *("→", "Принять в работу", "На согласование", "Согласовать", "Передать куратору", "Опубликовано"),
    *("Отправлено в региональный", "Публикация подтверждена", "Оставить исполнителю", "Отправить часть"),
    *("Accept", "For approval", "Approve", "Hand over", "Published", "Sent to", "Publication confirmed"),
    *("Leave with the executor", "Send the part"),
)
"""How the labels begin that bring a card to its end, in both languages."""

OPENING = ("Открыть", "Open", "№")
"""How those begin that show a card."""

_ASKS_DRAFT = ("ответьте на это сообщение текстом", "reply to this message with")


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
    """The newest message that asks for an answer in words and has got none."""
    unanswered = takewhile(lambda one: one.author == chat.bot, islice(reversed(chat.messages.values()), NEWEST))
    return next((one for one in unanswered if _asks(one)), None)


def wanted(chat: Chat) -> list[Message]:
    """Messages to be answered with a draft, the newest first."""
    return [one for one in newest(chat, FAR) if any(words in text_of(one) for words in _ASKS_DRAFT)]


def _asks(message: Message) -> bool:
    return bool((message.keyboard or {}).get("force_reply")) or "/cancel" in text_of(message)
