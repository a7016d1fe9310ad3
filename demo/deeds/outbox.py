"""What the side panel shows of the outbox: what waits to be said, and what was said last."""

from demo.deeds.cards import look
from demo.deeds.line import line
from demo.inspecting.lanes import chat_of
from demo.show import Show, deed
from sandbox.chats.state import Chat
from sandbox.chats.world import World
from sandbox.words import Json

_LINE = 160


@deed("outbox", reads=True)
async def outbox(show: Show, body: Json) -> Json:
    """The newest 50 rows, those that have not gone yet first, and how much waits in all."""
    found = await look("outbox", show, body) if show.database.exists() else {"rows": []}
    return {"rows": [_row(row, show.world) for row in found["rows"]], "counts": await line(show)}


def _row(row: Json, world: World) -> Json:
    """The row with the name of whoever gets it, and for what has arrived how it begins in the messenger."""
    lane, message = str(row.pop("lane")), row.pop("message")
    chat = chat_of(world, lane)
    said = _said(chat, message) if chat and message else ""
    return {**row, "to": _name(world, lane, chat), "what": row["what"] or said}


def _name(world: World, lane: str, chat: Chat | None) -> str:
    if chat is None:
        return lane.partition(":")[2]
    return str(world.users[chat.person]["first_name"]) if chat.person in world.users else chat.title


def _said(chat: Chat, message: str) -> str:
    found = chat.messages.get(int(message))
    text = str(found.data.get("text") or found.data.get("caption") or "") if found else ""
    return text.strip().partition("\n")[0][:_LINE]
