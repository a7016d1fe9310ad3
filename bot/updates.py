"""Raw updates: which chat and whom they belong to, and which kinds are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.forgiving import whole
from bot.methods import lane_of
from handlers.safe import short
from storage.chats import Chat

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
"""Kinds of updates that the bot handles. Telegram remembers the list, so it is sent every time."""

_LONGEST_TITLE = 128
"""Telegram's own limit."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an update comes from: the chat, who did it, and whether they are alone there."""

    chat: int
    sender: int
    private: bool


def is_update(raw: object) -> bool:
    """Whether it has an identity that can be kept, without which it could not be told from another."""
    return isinstance(raw, dict) and whole(raw.get("update_id")) is not None


def lane(raw: Mapping[str, Any]) -> str:
    """The lane of an update: its chat, else its person, else one lane for all the rest."""
    return lane_of(_chat(_content(raw)))


def origin(raw: Mapping[str, Any]) -> Origin:
    """Who did it and where; a channel, and a group whose administrator hides behind it, speaks for itself."""
    content = _content(raw)
    chat = _chat(content)
    sender = next((found for key in ("sender_chat", "from", "user") if (found := _id(content.get(key)))), chat)
    return Origin(chat, sender, chat > 0)


def reachable(raw: Mapping[str, Any]) -> bool | None:
    """Whether the person in a private chat can be written to, where the update tells it."""
    change = raw.get("my_chat_member")
    if not isinstance(change, dict) or not origin(raw).private:
        return None
    member = change.get("new_chat_member")
    return isinstance(member, dict) and member.get("status") != "kicked"


def of_album(raw: Mapping[str, Any]) -> bool:
    """Whether more parts of the same message may follow at once."""
    return "media_group_id" in _content(raw)


def tap_of(raw: Mapping[str, Any]) -> str | None:
    """The identity of the tap that waits for an answer, where the update is one."""
    tap = raw.get("callback_query")
    return str(tap["id"]) if isinstance(tap, dict) and "id" in tap else None


def said(raw: Mapping[str, Any]) -> int | None:
    """The number of the message that the update brings, where it brings a new one."""
    message = raw.get("message")
    return whole(message.get("message_id")) if isinstance(message, dict) else None


def tapped(raw: Mapping[str, Any]) -> tuple[int, int] | None:
    """Chat and number of the message whose button was tapped."""
    message = _content(raw).get("message")
    if not isinstance(message, dict) or "callback_query" not in raw:
        return None
    return _id(message.get("chat")), whole(message.get("message_id")) or 0


def membership(raw: Mapping[str, Any]) -> Chat | None:
    """What the update tells of the bot's own place in a group or a channel; None where it tells nothing of it."""
    change = raw.get("my_chat_member")
    chat = change.get("chat") if isinstance(change, dict) else None
    if not isinstance(change, dict) or not isinstance(chat, dict) or _id(chat) >= 0:
        return None
    member = change.get("new_chat_member")
    public = f"@{chat['username']}".lower() if chat.get("username") else ""
    return Chat(
        lane=lane_of(_id(chat)),
        public=lane_of(public) if public else "",
        title=short(str(chat.get("title") or public), _LONGEST_TITLE),
        writable=isinstance(member, dict) and _may_write(member, chat.get("type") == "channel"),
    )


def went(raw: Mapping[str, Any]) -> bool:
    """Whether the update tells that the bot is not in the chat any more."""
    change = raw.get("my_chat_member")
    member = change.get("new_chat_member") if isinstance(change, dict) else None
    return isinstance(member, dict) and member.get("status") in ("left", "kicked")


def _may_write(member: Mapping[str, Any], channel: bool) -> bool:
    """In a channel administrators with that right write, in a group everybody who is not kept from it."""
    match member.get("status"):
        case "creator":
            return True
        case "administrator":
            return bool(member.get("can_post_messages")) if channel else True
        case "member":
            return not channel
        case "restricted":
            return bool(member.get("is_member") and member.get("can_send_messages"))
    return False


def moved_group(raw: Mapping[str, Any]) -> tuple[int, int] | None:
    """Old and new id of a group, where the update tells that it has become a supergroup."""
    message = raw.get("message")
    if not isinstance(message, dict):
        return None
    chat, new, old = _chat(message), message.get("migrate_to_chat_id"), message.get("migrate_from_chat_id")
    before, after = (chat, whole(new)) if new else (whole(old), chat)
    if before and after and before < 0 and after < 0:
        return before, after
    return None


def _content(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    return next((value for key, value in raw.items() if key != "update_id" and isinstance(value, dict)), {})


def _chat(value: Mapping[str, Any]) -> int:
    message = value.get("message")
    holders = (value, message if isinstance(message, dict) else {})
    for holder in holders:
        for key in ("chat", "voter_chat"):
            if found := _id(holder.get(key)):
                return found
    return _id(value.get("from")) or _id(value.get("user")) or 0


def _id(value: object) -> int:
    return whole(value.get("id")) or 0 if isinstance(value, dict) else 0
