"""What people see, what bots did, and waiting for either."""

import asyncio

from sandbox.chats.changes import Change
from sandbox.chats.render import view
from sandbox.chats.state import Chat
from sandbox.chats.world import Entry, World
from sandbox.drive.acts import act, maybe, number, place
from sandbox.menu import menu_of
from sandbox.words import Json

MOST = 60.0


@act("messages", reads=True)
def messages(world: World, body: Json) -> Json:
    """Return the messages of a chat, oldest first; `after` leaves out those up to a number."""
    chat = place(world, body)
    after = maybe(body, "after") or 0
    return {"messages": [view(world, chat, one) for number_, one in chat.messages.items() if number_ > after]}


def visible(world: World, user: int | None, change: Change) -> bool:
    """Tell whether a person may see a change; without a person everything is seen."""
    if user is None:
        return True
    if change.user is not None:
        return change.user == user
    chat = world.chats.get(change.chat or "")
    return chat is not None and (chat.person == user if chat.private else chat.has(user))


def shown(world: World, change: Change) -> Json:
    """Return a change; a message is shown as it was then."""
    chat: Chat | None = world.chats.get(change.chat or "")
    told: Json = {"number": change.number, "kind": change.kind, "chat": change.chat, "user": change.user, **change.more}
    if change.message and chat:
        told["message"] = view(world, chat, change.message, change.data)
    return told


def seen(world: World, body: Json, after: int) -> list[Json]:
    """Return the visible changes past a number."""
    user, calls = maybe(body, "user"), bool(body.get("calls"))
    found = [one for one in world.changes.after(after) if calls or one.kind != "call"]
    return [shown(world, one) for one in found if visible(world, user, one)]


@act("changes", reads=True)
async def changes(world: World, body: Json) -> Json:
    """Return changes past `after`; wait up to `timeout` real seconds (at most 60) for the first one."""
    after = number(body, "after", 0)
    timeout = min(float(body.get("timeout", 0)), MOST)
    found = seen(world, body, after)
    try:
        async with asyncio.timeout(timeout):
            while not found and timeout > 0:
                after = world.changes.last
                await world.changes.wait()
                found = seen(world, body, after)
    except TimeoutError:
        found = []
    return {"changes": found, "last": world.changes.last}


def call_json(entry: Entry) -> Json:
    """Return a call of a bot."""
    return {
        "number": entry.number,
        "bot": entry.bot,
        "method": entry.method,
        "params": entry.params,
        "time": entry.time,
        "answer": entry.answer,
        "performed": entry.performed,
    }


@act("calls", reads=True)
def calls(world: World, body: Json) -> Json:
    """List what bots called, getUpdates left out; `method`, `chat`, `bot` and `after` narrow the list."""
    method, chat, bot = str(body.get("method") or "").lower(), body.get("chat"), maybe(body, "bot")
    after = maybe(body, "after") or 0
    found = [
        entry
        for entry in world.journal
        if entry.number > after
        and (not method or entry.method.lower() == method)
        and (chat in (None, "") or str(entry.params.get("chat_id")) == str(chat))
        and bot in (None, entry.bot)
    ]
    return {"calls": [call_json(entry) for entry in found], "last": world.calls}


@act("menu", reads=True)
def menu(world: World, body: Json) -> Json:
    """Return the commands which a person sees in a chat."""
    chat = place(world, body)
    bot = world.bots[chat.bot] if chat.bot is not None else world.bot(maybe(body, "bot"))
    return {"commands": menu_of(world, bot, chat, number(body, "user"))}
