"""Answers to taps, and signs that the bot is busy."""

import time

from sandbox.api.call import Call, performs
from sandbox.api.sending import thread
from sandbox.rules import rights
from sandbox.words import bad

ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip
LATE = "query is too old and response timeout expired or query ID is invalid"


@performs("answerCallbackQuery")
def answer_callback(call: Call) -> bool:
    """Answer a tap once, and in time; the person who tapped sees the text."""
    callback = call.world.callbacks.get(call.params["callback_query_id"])
    limit = call.world.settings.callback_seconds
    if callback is None or callback.bot != call.bot.id or callback.answered:
        raise bad(LATE)
    if time.monotonic() - callback.since > limit:
        raise bad(LATE)
    text = call.params.get("text", "")
    if len(text) > 200:
        raise bad("MESSAGE_TOO_LONG")
    callback.answered = True
    alert = bool(call.params.get("show_alert"))
    call.world.changes.add("answer", callback.chat, user=callback.user, text=text, alert=alert, callback=callback.id)
    return True


@performs("sendChatAction")
def chat_action(call: Call) -> bool:
    """Show that the bot is busy."""
    if call.params["action"] not in ACTIONS:
        raise bad("wrong parameter action in request")
    chat = rights.reachable(call.world, call.bot, call.params["chat_id"])
    thread(chat, call.params)
    call.world.changes.add("action", chat.key, bot=call.bot.id, action=call.params["action"])
    return True
