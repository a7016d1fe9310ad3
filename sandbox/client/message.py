"""A message as a person sees it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.rules.render_html import to_html

if TYPE_CHECKING:
    from sandbox.client.writer import Writer

Json = dict[str, Any]


@dataclass(frozen=True)
class Button:
    """A button under a message; what it does not have is None."""

    label: str
    data: str | None = None
    url: str | None = None
    style: str | None = None
    copy: str | None = None


@dataclass(frozen=True)
class Media:
    """A file in a message; `key` is the same for everybody who sees it."""

    kind: str
    key: str
    name: str
    mime: str
    size: int


class Message:
    """A message in a chat, kept up to date by the seat through which it was read."""

    def __init__(self, seat: "Writer", view: Json) -> None:
        self._seat = seat
        self.view = view
        self.deleted = False

    def __repr__(self) -> str:
        return f"<Message {self.id} {self.text!r} {self.labels}>"

    @property
    def id(self) -> int:
        """The message id."""
        return int(self.view["id"])

    @property
    def chat(self) -> int:
        """The id of the chat as bots know it."""
        return int(self.view["chat"]["id"])

    @property
    def author(self) -> str:
        """The name of who wrote it."""
        return str(self.view["from"]["name"])

    @property
    def author_id(self) -> int:
        """The id of who wrote it."""
        return int(self.view["from"]["id"])

    @property
    def from_bot(self) -> bool:
        """Whether a bot wrote it."""
        return bool(self.view["from"]["is_bot"])

    @property
    def text(self) -> str:
        """The text, or the caption of media."""
        return str(self.view["text"])

    @property
    def entities(self) -> list[Json]:
        """The entities of the text, offsets in UTF-16."""
        return list(self.view["entities"])

    @property
    def html(self) -> str:
        """The text as HTML."""
        return to_html(self.text, self.entities)

    @property
    def buttons(self) -> list[list[Button]]:
        """The inline buttons by rows."""
        return [[button(one) for one in row] for row in self.view["buttons"]]

    @property
    def labels(self) -> list[str]:
        """The labels of all inline buttons, row by row."""
        return [one.label for row in self.buttons for one in row]

    @property
    def keyboard(self) -> Json | None:
        """The reply keyboard, forced reply or removal which came with it."""
        found: Json | None = self.view["keyboard"]
        return found

    @property
    def media(self) -> Media | None:
        """The media, if any."""
        return Media(**self.view["media"]) if self.view["media"] else None

    @property
    def album(self) -> str | None:
        """The media_group_id which joins the parts of an album."""
        found: str | None = self.view["album"]
        return found

    @property
    def edited(self) -> bool:
        """Whether it was edited."""
        return bool(self.view["edited"])

    @property
    def reply_to(self) -> int | None:
        """The id of the message to which it replies."""
        found: int | None = self.view["reply_to"]
        return found

    @property
    def forward(self) -> Json | None:
        """The origin of a forward as the Bot API has it."""
        found: Json | None = self.view["forward"]
        return found

    @property
    def thread(self) -> int | None:
        """The topic."""
        found: int | None = self.view["thread"]
        return found

    @property
    def date(self) -> int:
        """When it was sent: Unix time of the sandbox's clock."""
        return int(self.view["date"])

    @property
    def service(self) -> Json:
        """What a service message tells of."""
        found: Json = self.view["service"]
        return found

    async def content(self) -> bytes:
        """Return the bytes of the media; raise ValueError where there is none."""
        if self.media is None:
            raise ValueError(f"{self!r} has no media")
        return await self._seat.town.wire.file(self.media.key)

    async def tap(self, button: str, *, by: Any = None) -> str:
        """Tap a button by its label or data; `by` is another person. Returns the id of the tap."""
        return await self._seat.tap(self, button, by=by)

    async def forge(self, data: str, *, by: Any = None) -> str:
        """Send callback data of one's own making, as any client can."""
        return await self._seat.forge(self, data, by=by)

    async def reply(self, text: str | None = None, **more: Any) -> "Message":
        """Reply to it; takes what `Seat.sends` takes."""
        return await self._seat.sends(text, reply_to=self, **more)

    async def edit(self, text: str) -> "Message":
        """Edit it; only for one's own messages."""
        return await self._seat.edits(self, text)

    async def delete(self) -> None:
        """Delete it for everybody."""
        await self._seat.deletes(self)

    async def react(self, emoji: str | None) -> None:
        """Set a reaction, or take it away with None."""
        await self._seat.reacts(self, emoji)


def button(view: Json) -> Button:
    """Return a button from its view."""
    copy = view.get("copy_text", {}).get("text")
    return Button(view["text"], view.get("callback_data"), view.get("url"), view.get("style"), copy)
