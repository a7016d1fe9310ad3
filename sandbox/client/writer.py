"""The half of a seat which writes and taps."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sandbox.client.message import Json, Message
from sandbox.client.origins import media

if TYPE_CHECKING:
    from sandbox.client.town import Town


class Writer:
    """Who writes, and where; `messages` are those known so far, by id."""

    def __init__(self, town: "Town", user: int | None, chat: int | None, bot: int | None) -> None:
        self.town = town
        self.user = user
        self.chat = chat
        self.bot = bot
        self.messages: dict[int, Message] = {}

    def _where(self) -> Json:
        return {"user": self.user, "chat": self.chat, "bot": self.bot}

    async def says(self, text: str, *, reply_to: Message | int | None = None, thread: int | None = None) -> Message:
        """Write a text."""
        return await self.sends(text, reply_to=reply_to, thread=thread)

    async def sends(
        self,
        text: str | None = None,
        *,
        photo: Json | bytes | bool | None = None,
        video: Json | bytes | bool | None = None,
        document: Json | bytes | bool | None = None,
        reply_to: Message | int | None = None,
        origin: Json | None = None,
        **more: Any,
    ) -> Message:
        """Send a text, or media with it as caption; True stands for a sample. Returns the last message sent."""
        pieces = {"photo": photo, "video": video, "document": document}
        item = next(
            (_item(kind, value) for kind, value in pieces.items() if value is not None), more.pop("media", None)
        )
        reply = reply_to.id if isinstance(reply_to, Message) else reply_to
        caption = (item or {}).get("caption")
        sent = await self._do("send", text=text or caption, media=item, reply_to=reply, forward=origin, **more)
        return self._known(sent)[-1]

    async def sends_media(self, kind: str, caption: str | None = None, **more: Any) -> Message:
        """Send media of any kind: voice, sticker, audio, video_note …; `size`, `name` and `mime` describe it."""
        about = {name: more.pop(name) for name in ("content", "name", "mime", "size", "duration") if name in more}
        return await self.sends(caption, media=media(kind, **about), **more)

    async def sends_contact(self, phone: str, name: str) -> Message:
        """Send a contact."""
        return await self.sends(contact={"phone_number": phone, "first_name": name})

    async def forwards(self, what: str | Message | None = None, *, origin: Json | None = None, **more: Any) -> Message:
        """Forward a text or media (`photo=…`) of an origin, or a message which the person sees in another chat."""
        if isinstance(what, Message):
            source = what.view["chat"]
            where = source["id"] if source["type"] != "private" else self.user
            return await self.sends(from_message=what.id, from_chat=where, **more)
        return await self.sends(what, origin=origin, **more)

    async def sends_album(
        self, items: Sequence[Json], *, caption: str | None = None, origin: Json | None = None, **more: Any
    ) -> list[Message]:
        """Send an album of `photo()`, `video()`, `document()`; the caption goes under the first."""
        first, *rest = items
        parts = [{**first, "caption": caption} if caption else first, *rest]
        if isinstance(answered := more.get("reply_to"), Message):
            more["reply_to"] = answered.id
        return self._known(await self._do("album", items=parts, forward=origin, **more))

    async def edits(self, message: Message, text: str) -> Message:
        """Edit one's own message."""
        return self._known(await self._do("edit", message=message.id, text=text))[-1]

    async def deletes(self, message: Message) -> None:
        """Delete a message for everybody."""
        await self._do("delete", message=message.id)

    async def reacts(self, message: Message, emoji: str | None) -> None:
        """Set a reaction."""
        await self._do("react", message=message.id, emoji=emoji)

    async def tap(self, message: Message, button: str, *, by: Any = None) -> str:
        """Tap a button of a message."""
        return await self._tap(message, by, button=button)

    async def forge(
        self, message: Message | int, data: str, *, by: Any = None, inaccessible: bool | None = None
    ) -> str:
        """Send any callback data on any message."""
        return await self._tap(message, by, data=data, inaccessible=inaccessible)

    async def _tap(self, message: Message | int, by: Any, **fields: Any) -> str:
        number = message.id if isinstance(message, Message) else message
        who = {} if by is None else {"user": by if isinstance(by, int) else by.user, "chat": self._chat_for_others()}
        done = await self.town.wire.do("tap", **{**self._where(), "message": number, **fields, **who})
        return str(done["callback"])

    def _chat_for_others(self) -> int | None:
        return self.chat if self.chat is not None else self.user

    async def _do(self, act: str, **fields: Any) -> Json:
        return await self.town.wire.do(act, **{**self._where(), **fields})

    def _known(self, sent: Json) -> list[Message]:
        return [self._keep(view) for view in sent["messages"]]

    def _keep(self, view: Json) -> Message:
        message = self.messages.setdefault(view["id"], Message(self, view))
        message.view = view
        return message


def _item(kind: str, value: Json | bytes | bool) -> Json:
    """Return media from what a test gave for it."""
    if isinstance(value, dict):
        return value
    return media(kind, value if isinstance(value, bytes) else None)
