"""What the sandbox keeps about bots, chats and messages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.chats.queue import UpdateQueue
from sandbox.words import Json

MEDIA = ("photo", "video", "document", "audio", "voice", "sticker", "animation", "video_note")
SERVICE = (
    "new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id", "pinned_message",
    "group_chat_created", "supergroup_chat_created", "forum_topic_created", "forum_topic_closed",
    "forum_topic_reopened", "new_chat_title",
)  # fmt: skip


@dataclass
class Message:
    """A message in a chat. `data` is never changed in place: an edit puts a new object there.

    `data` is a Bot API message without the chat, and with references in place of file_id and of other messages.
    `keyboard` is a markup that is not inline; `author` is the id of who sent it; `reply_to` is a message id.
    """

    id: int
    author: int
    data: Json
    reply_to: int | None = None
    keyboard: Json | None = None
    external_reply: Json | None = None

    @property
    def media(self) -> str | None:
        """The kind of the media, or nothing."""
        return next((kind for kind in MEDIA if kind in self.data), None)

    @property
    def service(self) -> bool:
        """Whether it tells of an event in the chat."""
        return any(name in self.data for name in SERVICE)


@dataclass
class Chat:
    """A chat; for a private one `id` is the person's id, and `bot` and `person` name both sides."""

    id: int
    type: str
    title: str = ""
    username: str = ""
    is_forum: bool = False
    bot: int | None = None
    person: int | None = None
    opened: bool = False
    blocked: bool = False
    members: dict[int, Json] = field(default_factory=dict)
    permissions: Json = field(default_factory=dict)
    topics: dict[int, Json] = field(default_factory=dict)
    closed_topics: list[int] = field(default_factory=list)
    messages: dict[int, Message] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    last_id: int = 0
    last_bot: int | None = None
    migrated_to: int | None = None
    menu_button: Json | None = None

    @property
    def key(self) -> str:
        """The chat's key in the whole sandbox: private chats of several bots share the person's id."""
        return key_of(self.id, self.bot)

    @property
    def private(self) -> bool:
        """Whether it is a person's chat with a bot."""
        return self.type == "private"

    @property
    def own_sequence(self) -> bool:
        """Whether its messages are numbered apart from other chats."""
        return self.type in {"supergroup", "channel"}

    def status(self, user: int) -> str:
        """Return the membership status of a user; "none" where there never was one."""
        return str(self.members.get(user, {}).get("status", "none"))

    def has(self, user: int) -> bool:
        """Tell whether the user is in the chat now."""
        if self.private:
            return user in {self.bot, self.person}
        member = self.members.get(user, {})
        return member.get("status") in {"creator", "administrator", "member"} or (
            member.get("status") == "restricted" and member.get("is_member", True)
        )

    def admin(self, user: int) -> bool:
        """Tell whether the user is an administrator or the owner."""
        return self.status(user) in {"creator", "administrator"}


def key_of(chat: int, bot: int | None) -> str:
    """Return the key of a chat; a bot is given for private chats only."""
    return f"{chat}" if bot is None else f"{chat}:{bot}"


@dataclass
class Bot:
    """A bot with its queue, its menu and its settings."""

    id: int
    token: str
    user: Json
    queue: UpdateQueue
    last_id: int = 0
    commands: dict[str, list[Json]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    menu_button: Json = field(default_factory=lambda: {"type": "commands"})
    closed: bool = False

    @property
    def sees_all(self) -> bool:
        """Whether its privacy mode is off."""
        return bool(self.user.get("can_read_all_group_messages"))


@dataclass
class Callback:
    """A tap that waits for its answer; `since` is real monotonic time in seconds."""

    id: str
    bot: int
    user: int
    chat: str
    message: int
    since: float
    answered: bool = False


def without_nothing(values: Mapping[str, Any]) -> Json:
    """Drop empty values, as the Bot API leaves them out."""
    return {name: value for name, value in values.items() if value not in (None, "", [], False)}
