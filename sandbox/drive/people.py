"""What people do: write, forward, tap, edit, delete, block, come and go."""

from typing import Any

from sandbox.api.albums import group_id
from sandbox.chats.members import changed, told
from sandbox.chats.migration import migrated
from sandbox.chats.posting import Extras, change, post, remove, update
from sandbox.chats.render import chat_json, for_bot, inaccessible, view
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


def chosen(message: Message, body: Json) -> str:
    """Return the data of the button which `button` names by its label or its data."""
    wanted = need(body, "button")
    rows = message.data.get("reply_markup", {}).get("inline_keyboard", [])
    every = [one for row in rows for one in row]
    found = next((one for one in every if wanted in (one["text"], one.get("callback_data"))), None)
    if found is None or "callback_data" not in found:
        raise DriveError(f"no button {wanted!r} to tap; buttons: {[one['text'] for one in every]}")
    data: str = found["callback_data"]
    return data


@act("tap")
def tap(world: World, body: Json) -> Json:
    """Tap a button; `data` forges any callback data instead, and `inaccessible` hides the message from the bot."""
    chat, user = place(world, body), number(body, "user")
    person = content.user_json(world, user)
    message = chat.messages.get(number(body, "message"))
    if message is None and not body.get("inaccessible"):
        raise DriveError(f"there is no message {body['message']} in chat {chat.key}")
    data = str(body["data"]) if "data" in body else chosen(existing(chat, body), body)
    bot = world.bots[tapped_bot(world, chat, message, body)]
    callback = world.add_callback(bot.id, user, chat.key, number(body, "message"))
    hidden = message is None or body.get("inaccessible")
    shown = (
        inaccessible(world, chat, number(body, "message"))
        if hidden or message is None
        else for_bot(world, bot.id, chat, message)
    )
    query: Json = {"id": callback.id, "from": person, "message": shown}
    update(world, bot, "callback_query", {**query, "chat_instance": str(abs(hash(chat.key))), "data": data})
    return {"callback": callback.id}


def tapped_bot(world: World, chat: Chat, message: Message | None, body: Json) -> int:
    """Return the bot which hears of a tap: the one that wrote the message."""
    if message is not None and message.author in world.bots:
        return message.author
    return chat.bot if chat.bot is not None else world.bot(maybe(body, "bot")).id


@act("open")
def open_chat(world: World, body: Json) -> Json:
    """Open a bot; with `start` or a `payload` also press Start, which sends /start."""
    chat = place(world, body)
    if chat.blocked:
        blocked(world, chat, False)
    chat.opened = True
    payload = str(body.get("payload") or "")
    if not (payload or body.get("start")):
        return {"messages": []}
    return send(world, {**body, "text": f"/start {payload}".strip()})  # type: ignore[return-value] # it is synchronous


def blocked(world: World, chat: Chat, state: bool) -> None:
    """Block or unblock a bot; it learns of this by my_chat_member."""
    if not chat.private or chat.person is None or chat.bot is None:
        raise DriveError("only a private chat with a bot can be blocked")
    chat.blocked = state
    before, after = ("member", "kicked") if state else ("kicked", "member")
    told(world, chat, chat.bot, {"status": before}, {"status": after}, chat.person)
    world.changes.add("chat", chat.key, blocked=state)


@act("block")
def block(world: World, body: Json) -> Json:
    """Block the bot."""
    blocked(world, place(world, body), True)
    return {}


@act("unblock")
def unblock(world: World, body: Json) -> Json:
    """Unblock the bot."""
    blocked(world, place(world, body), False)
    return {}


@act("join")
def join(world: World, body: Json) -> Json:
    """Join a group or channel."""
    return moved(world, body, "member")


@act("leave")
def leave(world: World, body: Json) -> Json:
    """Leave a group or channel."""
    return moved(world, body, "left")


def moved(world: World, body: Json, status: str) -> Json:
    """Change the person's own membership."""
    user = number(body, "user")
    world.user(user)
    changed(world, world.chat(need(body, "chat")), user, {"status": status}, by=user)
    return {}


@act("migrate")
def migrate(world: World, body: Json) -> Json:
    """Turn a basic group into a supergroup; returns its new id."""
    chat = world.chat(need(body, "chat"))
    if chat.type != "group" or chat.migrated_to is not None:
        raise DriveError(f"chat {chat.id} is no basic group")
    return {"chat": migrated(world, chat, maybe(body, "to")).id}


@act("react")
def react(world: World, body: Json) -> Json:
    """Set a reaction on a message; without `emoji` take it away."""
    chat, user = here(world, body)
    message = existing(chat, body)
    fresh: list[Json] = [{"type": "emoji", "emoji": body["emoji"]}] if body.get("emoji") else []
    kept = world.reactions.setdefault((chat.key, message.id), {})
    old, kept[user] = kept.get(user, []), fresh
    world.changes.add("reaction", chat.key, message, user=None, reaction=fresh)
    for bot in world.bots_in(chat):
        if chat.private or chat.admin(bot.id):
            update(world, bot, "message_reaction", reaction_json(world, chat, message, user, old, fresh))
    return {}


def reaction_json(world: World, chat: Chat, message: Message, user: int, old: Any, new: Any) -> Json:
    """Return the update about a changed reaction."""
    return {
        "chat": chat_json(world, chat),
        "message_id": message.id,
        "user": content.user_json(world, user),
        "date": world.now(),
        "old_reaction": old,
        "new_reaction": new,
    }
