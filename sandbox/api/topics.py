"""Topics of forums, and reactions."""

from sandbox.api.call import Call, performs
from sandbox.api.editing import place
from sandbox.chats.posting import Extras, post
from sandbox.chats.state import Chat, Message
from sandbox.rules import rights
from sandbox.words import Json, bad

COLORS = {7322096, 16766590, 13338331, 9367192, 16749490, 16478047}


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
