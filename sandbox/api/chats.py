"""Chats: what is known of them and their members, pins, topics, leaving, reactions."""

import time

from sandbox.api.call import Call, performs
from sandbox.api.editing import place
from sandbox.chats.members import changed, member_json
from sandbox.chats.posting import Extras, post
from sandbox.chats.render import chat_json, for_bot
from sandbox.chats.state import Chat, Message, without_nothing
from sandbox.rules import rights
from sandbox.words import Json, bad

ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip
GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
LATE = "query is too old and response timeout expired or query ID is invalid"
COLORS = {7322096, 16766590, 13338331, 9367192, 16749490, 16478047}


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
    call.world.changes.add("action", chat.key, bot=call.bot.id, action=call.params["action"])
    return True


@performs("getFile")
def get_file(call: Call) -> Json:
    """Return the path from which a file can be downloaded."""
    stored = call.world.files.known(call.bot.id, call.params["file_id"])
    if stored is None:
        raise bad("wrong file_id or the file is temporarily unavailable")
    if stored.size > call.world.settings.download_limit:
        raise bad("file is too big")
    ids = {"file_id": call.params["file_id"], "file_unique_id": stored.key}
    return {**ids, "file_size": stored.size, "file_path": stored.path}


@performs("getChat")
def get_chat(call: Call) -> Json:
    """Return all that is known of a chat."""
    chat = rights.find(call.world, call.bot, call.params["chat_id"])
    if not chat.private:
        chat = rights.reachable(call.world, call.bot, call.params["chat_id"])
    full: Json = {"accent_color_id": chat.id % 7, "max_reaction_count": 11, "permissions": permissions(chat)}
    full["accepted_gift_types"] = dict.fromkeys(GIFTS, False)
    pinned = chat.messages.get(chat.pinned[-1]) if chat.pinned else None
    shown = for_bot(call.world, call.bot.id, chat, pinned) if pinned else None
    return without_nothing({**chat_json(call.world, chat), "pinned_message": shown}) | _own(chat, full)


def _own(chat: Chat, full: Json) -> Json:
    return {name: value for name, value in full.items() if name != "permissions" or not chat.private}


def permissions(chat: Chat) -> Json:
    """Return what every member of the chat may do."""
    names = (
        "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
        "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
        "can_add_web_page_previews", "can_invite_users",
    )  # fmt: skip
    return {**dict.fromkeys(names, True), "can_pin_messages": False, "can_manage_topics": False, **chat.permissions}


@performs("getChatMember")
def get_member(call: Call) -> Json:
    """Return the membership of a user."""
    chat = rights.reachable(call.world, call.bot, call.params["chat_id"])
    user = call.params["user_id"]
    if user not in call.world.users:
        raise bad("PARTICIPANT_ID_INVALID")
    return member_json(call.world, chat, user)


@performs("getChatAdministrators")
def get_admins(call: Call) -> list[Json]:
    """Return the administrators; other bots are left out."""
    chat = rights.reachable(call.world, call.bot, call.params["chat_id"])
    if chat.private:
        raise bad("there are no administrators in the private chat")
    admins = [user for user in chat.members if chat.admin(user)]
    shown = [user for user in admins if user == call.bot.id or user not in call.world.bots]
    return [member_json(call.world, chat, user) for user in shown]


@performs("getChatMemberCount")
def count_members(call: Call) -> int:
    """Return how many are in the chat."""
    chat = rights.reachable(call.world, call.bot, call.params["chat_id"])
    return 2 if chat.private else sum(chat.has(user) for user in chat.members)


@performs("leaveChat")
def leave(call: Call) -> bool:
    """Leave a group or a channel."""
    chat = rights.reachable(call.world, call.bot, call.params["chat_id"])
    if chat.private:
        raise bad("chat member status can't be changed in private chats")
    changed(call.world, chat, call.bot.id, {"status": "left"}, by=call.bot.id)
    return True


def pinnable(call: Call, chat: Chat) -> None:
    """Require the right to pin."""
    right = "can_edit_messages" if chat.type == "channel" else "can_pin_messages"
    rights.needs(chat, call.bot, right, "not enough rights to manage pinned messages in the chat")


@performs("pinChatMessage")
def pin(call: Call) -> bool:
    """Pin a message."""
    chat = rights.reachable(call.world, call.bot, call.params["chat_id"])
    if call.params["message_id"] not in chat.messages:
        raise bad("message to pin not found")
    pinnable(call, chat)
    number = call.params["message_id"]
    chat.pinned = [one for one in chat.pinned if one != number] + [number]
    post(call.world, chat, call.bot.id, {"pinned_message": number})
    return True


@performs("unpinChatMessage")
def unpin(call: Call) -> bool:
    """Unpin the message named, or the newest one."""
    chat = rights.reachable(call.world, call.bot, call.params["chat_id"])
    pinnable(call, chat)
    number = call.params.get("message_id", chat.pinned[-1] if chat.pinned else None)
    if number not in chat.pinned:
        raise bad("message to unpin not found")
    chat.pinned.remove(number)
    call.world.changes.add("chat", chat.key, pinned=list(chat.pinned))
    return True


@performs("unpinAllChatMessages")
def unpin_all(call: Call) -> bool:
    """Unpin everything."""
    chat = rights.reachable(call.world, call.bot, call.params["chat_id"])
    pinnable(call, chat)
    chat.pinned.clear()
    call.world.changes.add("chat", chat.key, pinned=[])
    return True


@performs("createForumTopic")
def create_topic(call: Call) -> Json:
    """Open a topic in a forum."""
    chat = rights.reachable(call.world, call.bot, call.params["chat_id"])
    if not chat.is_forum:
        raise bad("the chat is not a forum")
    rights.needs(chat, call.bot, "can_manage_topics", "not enough rights to create a topic")
    return open_topic(call, chat)


def open_topic(call: Call, chat: Chat) -> Json:
    """Make the topic: its number is that of the service message which opens it."""
    color = call.params.get("icon_color", 7322096)
    if color not in COLORS:
        raise bad("invalid topic icon color specified")
    topic = {"name": call.params["name"], "icon_color": color}
    message = post(call.world, chat, call.bot.id, {"forum_topic_created": topic}, Extras(thread=chat.last_id + 1))
    chat.topics[message.id] = topic
    return {"message_thread_id": message.id, **topic}


@performs("setMessageReaction")
def react(call: Call) -> bool:
    """Set the bot's reactions on a message."""
    chat = place(call)
    message = chat.messages.get(call.params["message_id"])
    if message is None:
        raise bad("message to react not found")
    set_reaction(call, chat, message, call.params.get("reaction", []))
    return True


def set_reaction(call: Call, chat: Chat, message: Message, reaction: list[Json]) -> None:
    """Keep the reaction; bots may set one."""
    if len(reaction) > 1:
        raise bad("REACTIONS_TOO_MANY")
    call.world.reactions.setdefault((chat.key, message.id), {})[call.bot.id] = reaction
    call.world.changes.add("reaction", chat.key, message, reaction=reaction)
