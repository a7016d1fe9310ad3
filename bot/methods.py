"""Replies as Telegram's methods: what is said becomes how it is sent."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from aiogram.enums import ParseMode
from aiogram.methods import (
    EditMessageText,
    SendAnimation,
    SendAudio,
    SendDocument,
    SendMediaGroup,
    SendMessage,
    SendPhoto,
    SendVideo,
    SetMyCommands,
    TelegramMethod,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    ForceReply,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    LinkPreviewOptions,
    ReplyParameters,
)

from handlers.buttons import keyboard
from handlers.turn import Reply
from workflow.post import Media
from workflow.words import MediaKind

Call = TelegramMethod[Any]
Files = Mapping[str, str | InputFile]
"""What goes in the place of a reference: another name of the file, or its bytes."""

_HTML: dict[str, Any] = {"parse_mode": ParseMode.HTML}
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

_ALONE: dict[MediaKind, tuple[Callable[..., Call], str]] = {
    MediaKind.PHOTO: (SendPhoto, "photo"),
    MediaKind.VIDEO: (SendVideo, "video"),
    MediaKind.DOCUMENT: (SendDocument, "document"),
    MediaKind.AUDIO: (SendAudio, "audio"),
    MediaKind.ANIMATION: (SendAnimation, "animation"),
}
_TOGETHER: dict[MediaKind, Callable[..., Any]] = {
    MediaKind.PHOTO: InputMediaPhoto,
    MediaKind.VIDEO: InputMediaVideo,
    MediaKind.DOCUMENT: InputMediaDocument,
    MediaKind.AUDIO: InputMediaAudio,
}


def chat_of(lane: str) -> int:
    """The chat behind a lane, as in `telegram:-1001`."""
    return int(lane.rpartition(":")[2])


def lane_of(chat: int | str) -> str:
    """The lane of a chat."""
    return f"telegram:{chat}"


def sending(reply: Reply, chat: int, topic: int | None = None, files: Files | None = None) -> Call:
    """The one call that says the reply. Raises ValueError for buttons on an album, which Telegram drops."""
    files = files or {}
    where: dict[str, Any] = {"chat_id": chat, "message_thread_id": topic, "reply_parameters": _answering(reply)}
    where |= {"disable_notification": True} if reply.silent else {}
    if len(reply.media) > 1:
        if reply.rows:
            raise ValueError("an album cannot carry buttons; say them in a message of their own")
        return SendMediaGroup(media=_album(reply.media, reply.text, files), **where)
    if reply.media:
        media = reply.media[0]
        method, field = _ALONE[media.kind]
        caption = {"caption": reply.text, **_HTML} if reply.text else {}
        return method(**{field: files.get(media.ref, media.ref)}, **caption, reply_markup=_markup(reply), **where)
    return SendMessage(text=reply.text, link_preview_options=_NO_PREVIEW, reply_markup=_markup(reply), **_HTML, **where)


def editing(reply: Reply, chat: int, message: str) -> Call:
    """The call that makes a shown message say the reply instead; without rows its buttons go."""
    return EditMessageText(
        chat_id=chat,
        message_id=int(message),
        text=reply.text,
        link_preview_options=_NO_PREVIEW,
        reply_markup=keyboard(reply.rows),
        **_HTML,
    )


def menu(chat: int, commands: Sequence[tuple[str, str]]) -> Call:
    """The call that sets the menu of one chat: names of commands with their descriptions."""
    shown = [BotCommand(command=name, description=words) for name, words in commands]
    return SetMyCommands(commands=shown, scope=BotCommandScopeChat(chat_id=chat))


def digest_of(reply: Reply) -> str:
    """The identity of what a message shows: equal where an edit would change nothing."""
    shown = reply.model_dump_json(include={"text", "rows"})
    return hashlib.sha256(shown.encode()).hexdigest()[:16]


def size_of(call: Call) -> int:
    """How many messages the call counts for."""
    return len(call.media) if isinstance(call, SendMediaGroup) else 1


def weight_of(call: Call) -> int:
    """How many bytes of files go with the call."""
    parts = [getattr(one, "media", None) for one in getattr(call, "media", None) or ()]
    files = [*parts, *(getattr(call, kind, None) for kind in MediaKind)]
    return sum(len(one.data) for one in files if isinstance(one, BufferedInputFile))


def _album(media: Sequence[Media], text: str, files: Files) -> list[Any]:
    first = {"caption": text, **_HTML} if text else {}
    return [
        _TOGETHER[one.kind](media=files.get(one.ref, one.ref), **({} if index else first))
        for index, one in enumerate(media)
    ]


def _answering(reply: Reply) -> ReplyParameters | None:
    if reply.answers is None:
        return None
    return ReplyParameters(message_id=reply.answers, allow_sending_without_reply=True)


def _markup(reply: Reply) -> InlineKeyboardMarkup | ForceReply | None:
    if reply.ask and not reply.rows:
        return ForceReply(selective=True)
    return keyboard(reply.rows)
