"""A Telegram at hand that takes nothing which the real one would refuse: markup, lengths, buttons."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiogram.types import InlineKeyboardMarkup, User

from bot.methods import Call
from bot.outcomes import Outcome, Refused, Sent
from sandbox.rules.html import parse_html, utf16
from sandbox.rules.keyboards import checked
from sandbox.words import ApiError

LIMITS = {"text": 4096, "caption": 1024}
LONGEST_TOAST = 200
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Heard:
    """A call as it would reach people: the words without markup, and what they link to."""

    method: str
    chat: int
    text: str
    links: tuple[str, ...]
    buttons: tuple[str, ...]
    call: Call


@dataclass
class Judge:
    """Notes what is said. `refused` are the calls that Telegram would not take, with its reason.

    `count` is how texts are measured: in UTF-16 units, which is stricter than Telegram, who counts code points.
    """

    heard: list[Heard] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    ids: Iterator[int] = field(default_factory=lambda: count(10_000))
    count: Callable[[str], int] = utf16

    async def call(self, method: Call, seconds: float = 0) -> Outcome:
        """As bot.telegram.Telegram.call."""
        try:
            heard = heard_of(method, self.count)
        except ApiError as error:
            self.refused.append(f"{method.__api_method__}: {error}: {getattr(method, 'text', '')!r}")
            return Refused(str(error))
        self.heard.append(heard)
        if method.__api_method__ == "answerCallbackQuery":
            self.toasts.append(heard.text)
        many = len(getattr(method, "media", None) or ()) or 1
        return Sent(tuple(str(next(self.ids)) for _ in range(many)))

    async def ask(self, name: str, params: Mapping[str, Any], seconds: float = 0) -> Outcome:
        """As bot.telegram.Telegram.ask."""
        return Sent()

    def told(self, *chats: int) -> list[str]:
        """The words that came to these chats; all words where none is named."""
        return [one.text for one in self.heard if not chats or one.chat in chats]

    def forget(self) -> None:
        """Begin to note anew."""
        self.heard.clear()
        self.toasts.clear()


def heard_of(call: Call, size: Callable[[str], int] = utf16) -> Heard:
    """What would be seen of the call. Raises sandbox.words.ApiError where it would be refused."""
    words = [getattr(call, name) for name in LIMITS if getattr(call, name, None)]
    words += [one.caption for one in getattr(call, "media", None) or () if getattr(one, "caption", None)]
    if call.__api_method__ == "answerCallbackQuery":
        _said_over_a_button(" ".join(words))
        return Heard(call.__api_method__, 0, " ".join(words), (), (), call)
    if call.__api_method__ in {"sendMessage", "editMessageText"} and not words:
        raise ApiError(400, "message text is empty")
    shown, links = [], []
    for source in words:
        text, entities = parse_html(source)
        _measured(call, text, size)
        shown.append(text)
        links += [str(one["url"]) for one in entities if "url" in one]
    return Heard(call.__api_method__, _chat(call), "\n".join(shown), tuple(links), _buttons(call), call)


def _said_over_a_button(text: str) -> None:
    """Such words are not parsed: whatever stands there is seen."""
    if utf16(text) > LONGEST_TOAST:
        raise ApiError(400, f"an answer to a tap is too long: {utf16(text)} of {LONGEST_TOAST}")
    if BIDI.search(text):
        raise ApiError(400, "a control that reorders text has come through over a button")


def _measured(call: Call, text: str, size: Callable[[str], int]) -> None:
    limit = LIMITS["text" if getattr(call, "text", None) else "caption"]
    if not text.strip():
        raise ApiError(400, "message text is empty")
    if size(text) > limit:
        raise ApiError(400, f"message is too long: {size(text)} of {limit}")
    if BIDI.search(text):
        raise ApiError(400, "a control that reorders text has come through")


def _buttons(call: Call) -> tuple[str, ...]:
    markup = getattr(call, "reply_markup", None)
    if not isinstance(markup, InlineKeyboardMarkup):
        return ()
    checked(markup.model_dump(exclude_none=True))
    labels = [button.text for row in markup.inline_keyboard for button in row]
    if BIDI.search(" ".join(labels)):
        raise ApiError(400, "a control that reorders text has come through on a button")
    return tuple(labels)


def _chat(call: Call) -> int:
    found = getattr(call, "chat_id", 0)
    return found if isinstance(found, int) else 0


BOT = User(id=42, is_bot=True, first_name="Отклик", username="otklik_test_bot")
"""Who the bot is, so that nobody has to ask the network for it."""
