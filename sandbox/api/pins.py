"""Pinned messages."""

from sandbox.api.call import Call, performs
from sandbox.chats.posting import post
from sandbox.chats.state import Chat
from sandbox.rules import rights
from sandbox.words import bad


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
