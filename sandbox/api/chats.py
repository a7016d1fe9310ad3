"""Chats: what is known of them, their members and files; leaving."""

from sandbox.api.call import Call, performs
from sandbox.chats.members import changed, member_json
from sandbox.chats.render import chat_json, for_bot
from sandbox.chats.state import Chat, without_nothing
from sandbox.rules import rights
from sandbox.words import Json, bad

GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


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
        "can_add_web_page_previews", "can_react_to_messages", "can_edit_tag", "can_invite_users",
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
