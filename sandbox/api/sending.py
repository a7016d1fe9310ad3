"""sendMessage and the methods which send one piece of media."""

from sandbox.api.call import Call, Performer, performs
from sandbox.chats.posting import Extras, post
from sandbox.chats.state import Chat
from sandbox.rules import keyboards, rights
from sandbox.rules.entities import message_caption, message_text
from sandbox.words import Json, bad

FLAGS = {"show_caption_above_media": "show_caption_above_media", "has_spoiler": "has_media_spoiler"}


def thread(chat: Chat, params: Json) -> int | None:
    """Return the topic; the general one has no number, and 1 is refused as the server does."""
    wanted = params.get("message_thread_id")
    if wanted and wanted not in chat.topics:
        raise bad("message thread not found")
    return wanted or None


def replied(chat: Chat, params: Json) -> int | None:
    """Return the message replied to, or nothing; raise ApiError 400 when it is not there."""
    asked = params.get("reply_parameters", {})
    target = asked.get("message_id") or params.get("reply_to_message_id")
    elsewhere = asked.get("chat_id") not in (None, chat.id)
    if not target or (target in chat.messages and not elsewhere):
        return target or None
    if asked.get("allow_sending_without_reply") or params.get("allow_sending_without_reply"):
        return None
    raise bad("message to be replied not found")


def extras(call: Call, chat: Chat, markup: Json | None) -> Extras:
    """Return what the message carries besides its content."""
    inline = markup if markup and keyboards.INLINE in markup else None
    keyboard = markup if markup and inline is None else None
    protect = bool(call.params.get("protect_content"))
    reply = replied(chat, call.params)
    topic = thread(chat, call.params)
    rights.topic_open(chat, call.bot, topic)
    return Extras(reply, topic, inline, keyboard, protect)


def send(call: Call, kind: str, content: Json) -> Json:
    """Send content of a kind to the chat of the call and return the message."""
    markup = keyboards.checked(call.params.get("reply_markup"))
    chat = rights.writable(call.world, call.bot, call.params["chat_id"], kind)
    message = post(call.world, chat, call.bot.id, content, extras(call, chat, markup))
    return call.shown(chat, message)


@performs("sendMessage")
def send_message(call: Call) -> Json:
    """Send a text."""
    content = message_text(call.params)
    if preview := call.params.get("link_preview_options"):
        content["link_preview_options"] = preview
    return send(call, "text", content)


def media_flags(params: Json) -> Json:
    """Return how the media is to be shown."""
    return {kept: True for name, kept in FLAGS.items() if params.get(name)}


def sender_of(kind: str) -> Performer:
    """Return the performer of the method which sends this kind of media."""

    def perform(call: Call) -> Json:
        caption = message_caption(call.params) if kind != "sticker" else {}
        content = call.source.content(kind, call.params[kind], call.params)
        return send(call, kind, {**content, **caption, **media_flags(call.params)})

    return perform


for _kind in ("photo", "video", "document", "audio", "voice", "sticker", "animation"):
    performs(f"send{_kind}")(sender_of(_kind))
