"""Forwards and copies by bots."""

from collections.abc import Callable

from sandbox.api.albums import group_id
from sandbox.api.call import Call, performs
from sandbox.api.sending import extras
from sandbox.chats.origins import content, origin
from sandbox.chats.posting import post
from sandbox.chats.state import Chat, Message
from sandbox.rules import keyboards, rights
from sandbox.rules.entities import message_caption
from sandbox.words import Json, bad

Make = Callable[[Call, Chat, Message], Json]


def source(call: Call) -> Chat:
    """Return the chat from which messages are taken."""
    return rights.find(call.world, call.bot, call.params["from_chat_id"])


def movable(message: Message) -> bool:
    """Tell whether a message may be forwarded or copied at all."""
    return not message.service and not message.data.get("has_protected_content")


def one(call: Call, verb: str, participle: str) -> tuple[Chat, Message]:
    """Return the one message to be moved; raise ApiError 400 where it is missing or protected."""
    chat = source(call)
    message = chat.messages.get(call.params["message_id"])
    if message is None:
        raise bad(f"message to {verb} not found")
    if not movable(message):
        raise bad(f"the message can't be {participle}")
    return chat, message


def forwarded(call: Call, chat: Chat, message: Message) -> Json:
    """Return the content of a forward."""
    return {**content(message), "forward_origin": origin(call.world, chat, message)}


def copied(call: Call, chat: Chat, message: Message) -> Json:
    """Return the content of a copy, with the new caption where one is given."""
    kept = content(message)
    if "caption" in call.params and message.media:
        kept = {name: value for name, value in kept.items() if not name.startswith("caption")}
        kept |= message_caption(call.params)
    return kept


@performs("forwardMessage")
def forward_message(call: Call) -> Json:
    """Forward one message."""
    chat, message = one(call, "forward", "forwarded")
    there = rights.writable(call.world, call.bot, call.params["chat_id"], message.media or "text")
    sent = post(call.world, there, call.bot.id, forwarded(call, chat, message), extras(call, there, None))
    return call.shown(there, sent)


@performs("copyMessage")
def copy_message(call: Call) -> Json:
    """Copy one message."""
    chat, message = one(call, "copy", "copied")
    markup = keyboards.checked(call.params.get("reply_markup"))
    there = rights.writable(call.world, call.bot, call.params["chat_id"], message.media or "text")
    sent = post(call.world, there, call.bot.id, copied(call, chat, message), extras(call, there, markup))
    return {"message_id": sent.id}


def several(call: Call, make: Make, verb: str) -> list[Json]:
    """Move many messages, passing over the missing ones; albums stay albums."""
    numbers = call.params["message_ids"]
    if not 0 < len(numbers) <= 100:
        raise bad(f"too many messages to {verb}" if numbers else "message identifiers are not specified")
    if sorted(set(numbers)) != numbers:
        raise bad("message identifiers must be in a strictly increasing order")
    chat = source(call)
    found = [chat.messages[number] for number in numbers if number in chat.messages]
    taken = [message for message in found if movable(message)]
    if not taken:
        raise bad(f"there are no messages to {verb}")
    there = rights.writable(call.world, call.bot, call.params["chat_id"], taken[0].media or "text")
    return [{"message_id": number} for number in _moved(call, chat, there, taken, make)]


def _moved(call: Call, chat: Chat, there: Chat, taken: list[Message], make: Make) -> list[int]:
    groups: dict[str, str] = {}
    more = extras(call, there, None)
    sent: list[int] = []
    for message in taken:
        album = message.data.get("media_group_id")
        shared = {"media_group_id": groups.setdefault(album, group_id())} if album else {}
        sent.append(post(call.world, there, call.bot.id, {**make(call, chat, message), **shared}, more).id)
    return sent


@performs("forwardMessages")
def forward_messages(call: Call) -> list[Json]:
    """Forward up to 100 messages."""
    return several(call, forwarded, "forward")


@performs("copyMessages")
def copy_messages(call: Call) -> list[Json]:
    """Copy up to 100 messages."""
    return several(call, copied, "copy")
