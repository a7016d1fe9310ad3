"""What people write: messages, forwards, albums, edits; and what they delete."""

from sandbox.api.albums import group_id
from sandbox.chats.posting import Extras, change, post, remove
from sandbox.chats.render import view
from sandbox.chats.state import Chat, Message
from sandbox.chats.world import World
from sandbox.drive import content
from sandbox.drive.acts import act, existing, maybe, need, number, place
from sandbox.words import DriveError, Json


def here(world: World, body: Json) -> tuple[Chat, int]:
    """Return the chat and the person who acts in it; raise DriveError where the person cannot write there."""
    chat, user = place(world, body), number(body, "user")
    world.user(user)
    if chat.migrated_to is not None:
        raise DriveError(f"the group became supergroup {chat.migrated_to}")
    if not chat.has(user):
        raise DriveError(f"{user} is not in chat {chat.id}")
    if chat.blocked:
        raise DriveError(f"{user} blocked the bot; unblock it first")
    chat.opened = chat.opened or chat.private
    return chat, user


def extras(chat: Chat, body: Json) -> Extras:
    """Return what a person's message hangs on."""
    reply, thread = maybe(body, "reply_to"), content.thread_of(body)
    if reply is not None and reply not in chat.messages:
        raise DriveError(f"there is no message {reply} to reply to")
    if thread is not None and thread not in chat.topics:
        raise DriveError(f"there is no topic {thread}")
    return Extras(reply_to=reply, thread=thread)


def told_of(world: World, body: Json) -> list[Json]:
    """Return the contents of a request, one for each message."""
    if body.get("from_message"):
        source = place(world, {**body, "chat": body.get("from_chat", body.get("chat"))})
        return [content.forwarded(world, source, existing(source, {"message": body["from_message"]}))]
    if body.get("contact"):
        return [content.contact(body)]
    if body.get("media"):
        return [content.media(world, body["media"], {**body, "caption": body.get("caption") or body.get("text")})]
    return content.texts(body)


@act("send")
def send(world: World, body: Json) -> Json:
    """Send text, media or a contact; with `forward` as a forward; returns the messages as the person sees them."""
    chat, user = here(world, body)
    more = extras(chat, body)
    origin = {"forward_origin": content.forward_origin(world, body["forward"])} if body.get("forward") else {}
    sent = [post(world, chat, user, {**one, **origin}, more) for one in told_of(world, body)]
    return {"messages": [view(world, chat, message) for message in sent]}


@act("album")
def album(world: World, body: Json) -> Json:
    """Send an album: `items` of media, each with its caption; every part is an update of its own."""
    chat, user = here(world, body)
    items = need(body, "items")
    if not 2 <= len(items) <= 10:
        raise DriveError("an album has 2 to 10 parts")
    shared: Json = {"media_group_id": group_id()}
    if body.get("forward"):
        shared["forward_origin"] = content.forward_origin(world, body["forward"])
    parts = [content.media(world, item, {"html": body.get("html"), **item}) for item in items]
    sent = [post(world, chat, user, {**part, **shared}, extras(chat, body)) for part in parts]
    return {"messages": [view(world, chat, message) for message in sent]}


def own(world: World, body: Json) -> tuple[Chat, Message]:
    """Return a message which the person wrote."""
    chat, user = here(world, body)
    message = existing(chat, body)
    if message.author != user:
        raise DriveError(f"message {message.id} was not written by {user}")
    return chat, message


@act("edit")
def edit(world: World, body: Json) -> Json:
    """Edit one's own message: its text, or its caption."""
    chat, message = own(world, body)
    name, entities = ("caption", "caption_entities") if message.media else ("text", "entities")
    if "forward_origin" in message.data:
        raise DriveError("a forward cannot be edited")
    fresh = content.marked({**body, name: need(body, "text")}, name, entities)
    change(world, chat, message, fresh, (name, entities))
    return {"messages": [view(world, chat, message)]}


@act("delete")
def delete(world: World, body: Json) -> Json:
    """Delete a message for everybody; in a private chat also the bot's. The bot is not told."""
    chat = place(world, body)
    if not chat.private:
        chat, _ = own(world, body)
    remove(world, chat, existing(chat, body).id)
    return {}
