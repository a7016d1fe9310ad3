"""A person's place in one chat: to write there, to wait there, to read what came."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from sandbox.client.message import Json, Message
from sandbox.client.transcript import transcript
from sandbox.client.writer import Writer

if TYPE_CHECKING:
    from sandbox.client.town import Town

PATIENCE = 30.0
T = TypeVar("T")


@dataclass(frozen=True)
class Toast:
    """The answer to a tap which the person saw; `text` may be empty."""

    text: str
    alert: bool
    callback: str


class Seat(Writer):
    """The chat `chat` (a group), or the private chat with `bot`, seen by `user`; nobody's seat sees all of a group."""

    def __init__(self, town: "Town", user: int | None, chat: int | None = None, bot: int | None = None) -> None:
        super().__init__(town, user, chat, bot)
        self._unread: dict[int, Message] = {}
        self._toasts: list[Toast] = []
        self._cursor = 0
        self._reading = asyncio.Lock()

    async def reads(self, text: str = "", *, seconds: float = PATIENCE) -> Message:
        """Return the oldest unread message of somebody else which contains the text, when it comes."""

        def found() -> Message | None:
            return next((one for one in self._unread.values() if text in one.text and not one.deleted), None)

        message = await self._until(found, f"no unread message with {text!r} came", seconds)
        del self._unread[message.id]
        return message

    async def sees(self, message: Message, text: str, *, seconds: float = PATIENCE) -> Message:
        """Wait until the message contains the text."""

        def found() -> Message | None:
            return message if text in message.text else None

        shown = await self._until(found, f"message {message.id} does not say {text!r}", seconds)
        self._unread.pop(message.id, None)
        return shown

    async def sees_buttons(self, message: Message, *labels: str, seconds: float = PATIENCE) -> Message:
        """Wait until the message has exactly these buttons, row by row; none are given for none."""

        def found() -> Message | None:
            return message if message.labels == list(labels) else None

        return await self._until(found, f"message {message.id} has not the buttons {labels}", seconds)

    async def sees_gone(self, message: Message, *, seconds: float = PATIENCE) -> None:
        """Wait until the message is deleted."""
        await self._until(lambda: message if message.deleted else None, f"message {message.id} is still there", seconds)

    async def toast(self, text: str = "", *, seconds: float = PATIENCE) -> Toast:
        """Return the next answer to a tap which has a text (and contains this one)."""

        def found() -> Toast | None:
            return next((one for one in self._toasts if one.text and text in one.text), None)

        return self._taken(await self._until(found, f"no toast with {text!r} came", seconds))

    async def answered(self, callback: str | None = None, *, seconds: float = PATIENCE) -> Toast:
        """Return the next answer to a tap, or the one to this tap, be it empty."""

        def found() -> Toast | None:
            return next((one for one in self._toasts if callback in (None, one.callback)), None)

        return self._taken(await self._until(found, "no tap was answered", seconds))

    def _taken(self, toast: Toast) -> Toast:
        self._toasts.remove(toast)
        return toast

    async def nothing_new(self) -> None:
        """Require that no message is unread now; it does not wait."""
        await self._pull(0)
        left = [one for one in self._unread.values() if not one.deleted]
        if left:
            raise AssertionError(f"unread:\n{transcript(left)}")

    async def catches_up(self) -> None:
        """Take everything which came so far as read."""
        await self._pull(0)
        self._unread.clear()
        self._toasts.clear()

    async def history(self) -> list[Message]:
        """Return the messages of the chat as they are now, oldest first."""
        return self._known(await self._do("messages"))

    async def transcript(self) -> str:
        """Return the chat written out."""
        return transcript(await self.history())

    async def _until(self, found: Callable[[], T | None], failure: str, seconds: float) -> T:
        """Wait for changes until something is found; raise AssertionError with the chat written out."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        await self._pull(0)
        while (result := found()) is None:
            left = end - loop.time()
            if left <= 0:
                raise AssertionError(f"{failure} within {seconds:g} s; the chat:\n{await self.transcript()}")
            await self._pull(left)
        return result

    async def _pull(self, seconds: float) -> None:
        """Take the changes since the last time; wait for one as long as given."""
        async with self._reading:
            told = await self.town.wire.do("changes", user=self.user, after=self._cursor, timeout=seconds)
            self._cursor = told["last"]
            for one in told["changes"]:
                self._note(one)

    def _note(self, change: Json) -> None:
        if change["chat"] != self._key():
            return
        if change["kind"] == "answer":
            self._toasts.append(Toast(change["text"], change["alert"], change["callback"]))
        if change["kind"] in {"message", "edit", "reaction"}:
            self._shown(change)
        if change["kind"] == "delete":
            self._keep(change["message"]).deleted = True

    def _shown(self, change: Json) -> None:
        message = self._keep(change["message"])
        foreign = message.author_id != self.user
        if foreign and change["kind"] != "reaction":
            self._unread.pop(message.id, None)
            self._unread[message.id] = message

    def _key(self) -> str:
        return f"{self.chat}" if self.chat is not None else f"{self.user}:{self.bot}"
