"""Membership: how it is shown, and what is told when it changes."""

from sandbox.chats.posting import post, update
from sandbox.chats.render import chat_json
from sandbox.chats.state import Chat
from sandbox.chats.world import World
from sandbox.words import Json

ADMIN_RIGHTS = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories", "can_send_welcome_messages",
)  # fmt: skip
OFF = {"can_be_edited", "is_anonymous", "can_promote_members"}
GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics")
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages")
OUTSIDE = {"left", "kicked", "none"}
CAN_SEND = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_react_to_messages", "can_edit_tag", "can_change_info", "can_invite_users",
    "can_pin_messages", "can_manage_topics",
)  # fmt: skip


def member_json(world: World, chat: Chat, user: int, member: Json | None = None) -> Json:
    """Return a ChatMember with every field which its status requires."""
    known = member or chat.members.get(user) or {"status": "member" if chat.has(user) else "left"}
    own = ("id", "is_bot", "first_name", "last_name", "username", "language_code")
    base: Json = {
        "status": known["status"],
        "user": {name: world.users[user][name] for name in own if name in world.users[user]},
    }
    if known["status"] == "creator":
        return {**base, "is_anonymous": False}
    if known["status"] == "administrator":
        return {**base, **{name: known.get(name, name not in OFF) for name in admin_rights(chat)}}
    if known["status"] == "restricted":
        rights = {name: known.get(name, False) for name in CAN_SEND}
        return {**base, **rights, "is_member": known.get("is_member", True), "until_date": 0}
    return {**base, "until_date": 0} if known["status"] == "kicked" else base


def admin_rights(chat: Chat) -> tuple[str, ...]:
    """Return the rights of an administrator which exist in a chat of this type."""
    return ADMIN_RIGHTS + (CHANNEL_RIGHTS if chat.type == "channel" else GROUP_RIGHTS)


def changed(world: World, chat: Chat, user: int, member: Json, by: int) -> None:
    """Give a user a new membership; tell bots and, in groups, the chat."""
    before = chat.members.get(user, {"status": "left"})
    chat.members[user] = member
    told(world, chat, user, before, member, by)
    _service(world, chat, user, before, by)
    world.changes.add("chat", chat.key, member=user, status=member["status"])


def told(world: World, chat: Chat, user: int, before: Json, after: Json, by: int) -> None:
    """Send my_chat_member to the bot whose membership changed, chat_member to bots that are administrators."""
    body: Json = {
        "chat": chat_json(world, chat),
        "from": member_json(world, chat, by, {"status": "member"})["user"],
        "date": world.now(),
        "old_chat_member": member_json(world, chat, user, before),
        "new_chat_member": member_json(world, chat, user, after),
    }
    if user in world.bots:
        update(world, world.bots[user], "my_chat_member", body)
        return
    for bot in world.bots_in(chat):
        if chat.admin(bot.id):
            update(world, bot, "chat_member", body)


def _service(world: World, chat: Chat, user: int, before: Json, by: int) -> None:
    """Write into a group that somebody came or went."""
    was, now = before["status"] not in OUTSIDE, chat.status(user) not in OUTSIDE
    if was == now or chat.type not in {"group", "supergroup"}:
        return
    shown = member_json(world, chat, user)["user"]
    news = {"new_chat_members": [shown]} if now else {"left_chat_member": shown}
    post(world, chat, by, news)
