"""Edits and deletions by bots."""

from typing import Any

from sandbox.api.call import Call, performs
from sandbox.api.sending import media_flags
from sandbox.chats.posting import change, remove
from sandbox.chats.state import MEDIA, Chat, Message
from sandbox.rules import keyboards, rights
from sandbox.rules.entities import message_caption, message_text
from sandbox.words import ApiError, Json, bad

UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
TEXT = ("text", "entities", "link_preview_options")
CAPTION = ("caption", "caption_entities", "show_caption_above_media", "has_media_spoiler")


def place(call: Call) -> Chat:
    """Return the chat of an existing message; a person who blocked the bot does not hinder edits."""
    if "chat_id" not in call.params:
        raise bad("chat_id is empty")
    chat = rights.find(call.world, call.bot, call.params["chat_id"])
    return chat if chat.private else rights.reachable(call.world, call.bot, call.params["chat_id"])


def target(call: Call) -> tuple[Chat, Message]:
    """Return the message to be edited; raise ApiError 400 where it is missing or not the bot's to edit."""
    if "inline_message_id" in call.params:
        raise bad("MESSAGE_ID_INVALID")
    chat = place(call)
    if "message_id" not in call.params:
        raise bad("message identifier is not specified")
    message = chat.messages.get(call.params["message_id"])
    if message is None:
        raise bad("message to edit not found")
    foreign = message.author != call.bot.id and not (chat.type == "channel" and chat.admin(call.bot.id))
    if foreign or "forward_origin" in message.data or message.keyboard or message.service:
        raise bad("message can't be edited")
    return chat, message


def replace(call: Call, chat: Chat, message: Message, content: Json, remove: tuple[str, ...]) -> Json:
    """Put the new content and keyboard in place of the old; refuse when nothing would differ."""
    markup = keyboards.checked(call.params.get("reply_markup"))
    if markup and keyboards.INLINE not in markup:
        raise bad("inline keyboard expected")
    fresh = {**content, "reply_markup": markup} if markup else content
    dropped = (*remove, "reply_markup")
    if {name: message.data[name] for name in dropped if name in message.data} == fresh:
        raise bad(UNCHANGED)
    change(call.world, chat, message, fresh, dropped)
    return call.shown(chat, message)


@performs("editMessageText")
def edit_text(call: Call) -> Json:
    """Replace the text of a message."""
    content = message_text(call.params)
    if preview := call.params.get("link_preview_options"):
        content["link_preview_options"] = preview
    chat, message = target(call)
    if message.media:
        raise bad("there is no text in the message to edit")
    return replace(call, chat, message, content, TEXT)


@performs("editMessageCaption")
def edit_caption(call: Call) -> Json:
    """Replace the caption under a piece of media."""
    content = {**message_caption(call.params), **media_flags(call.params)}
    chat, message = target(call)
    if not message.media:
        raise bad("there is no caption in the message to edit")
    return replace(call, chat, message, content, tuple(name for name in CAPTION if name != "has_media_spoiler"))


@performs("editMessageReplyMarkup")
def edit_markup(call: Call) -> Json:
    """Replace the inline keyboard alone."""
    return replace(call, *target(call), {}, ())


@performs("editMessageMedia")
def edit_media(call: Call) -> Json:
    """Replace the media of a message, or turn a text into media."""
    chat, message = target(call)
    item = call.params["media"]
    content = {**call.source.content(item["type"], item["media"], item), **message_caption(item), **media_flags(item)}
    album = message.data.get("media_group_id")
    if album and {message.media, item["type"]} & {"document", "audio"} and message.media != item["type"]:
        raise bad("message can't be edited")
    return replace(call, chat, message, content, (*MEDIA, *CAPTION, *TEXT))


def check_delete(call: Call, chat: Chat, message: Message) -> None:
    """Refuse what a bot may not delete."""
    rank = chat.members.get(call.bot.id, {})
    mighty = chat.own_sequence and chat.admin(call.bot.id) and rank.get("can_delete_messages", True)
    if not (chat.private or message.author == call.bot.id or mighty or rank.get("can_delete_messages")):
        raise bad("message can't be deleted")
    age = call.world.clock.now() - message.data["date"]
    if age > call.world.settings.delete_hours * 3600 and not mighty:
        raise bad("message can't be deleted for everyone")


@performs("deleteMessage")
def delete(call: Call) -> bool:
    """Delete one message."""
    chat = place(call)
    message = chat.messages.get(call.params["message_id"])
    if message is None:
        raise bad("message to delete not found")
    check_delete(call, chat, message)
    remove(call.world, chat, message.id)
    return True


@performs("deleteMessages")
def delete_many(call: Call) -> Any:
    """Delete several messages; those which are missing or may not be deleted are passed over."""
    chat = place(call)
    for number in call.params["message_ids"]:
        message = chat.messages.get(number)
        if message and _deletable(call, chat, message):
            remove(call.world, chat, number)
    return True


def _deletable(call: Call, chat: Chat, message: Message) -> bool:
    try:
        check_delete(call, chat, message)
    except ApiError:
        return False
    return True
