"""The table of driving requests, and what they have in common."""

from collections.abc import Awaitable, Callable
from typing import Any

from sandbox.chats.state import Chat, Message
from sandbox.chats.world import World
from sandbox.words import DriveError, Json

Act = Callable[[World, Json], Json | Awaitable[Json]]
ACTS: dict[str, Act] = {}
READING: set[str] = set()
"""Acts that change nothing: these may be asked for by GET too."""


def act(name: str, *, reads: bool = False) -> Callable[[Act], Act]:
    """Register the function behind POST /sandbox/NAME; behind GET too where it only `reads`."""

    def register(function: Act) -> Act:
        ACTS[name] = function
        READING.update({name} if reads else ())
        return function

    return register


def need(body: Json, name: str) -> Any:
    """Return a field; raise DriveError where it is missing."""
    if body.get(name) is None:
        raise DriveError(f"the field {name!r} is missing")
    return body[name]


def number(body: Json, name: str, default: int | None = None) -> int:
    """Return a whole number; raise DriveError where there is none."""
    value = body.get(name, default)
    try:
        return int(value)  # type: ignore[arg-type] # nothing is refused below together with other unfit values
    except (TypeError, ValueError):
        raise DriveError(f"the field {name!r} must be a whole number, not {value!r}") from None


def maybe(body: Json, name: str) -> int | None:
    """Return a whole number or nothing."""
    return None if body.get(name) in (None, "") else number(body, name)


def place(world: World, body: Json) -> Chat:
    """Return the chat of a request: `chat` is a group or channel, or the person whose chat with `bot` is meant."""
    chat = body.get("chat")
    if chat in (None, ""):
        chat = number(body, "user")
    if not str(chat).isdigit():
        return world.chat(str(chat))
    world.user(int(chat))
    return world.private(int(chat), world.bot(maybe(body, "bot")).id)


def existing(chat: Chat, body: Json) -> Message:
    """Return a message of the chat by `message`; raise DriveError where there is none."""
    message = chat.messages.get(number(body, "message"))
    if message is None:
        raise DriveError(f"there is no message {body['message']} in chat {chat.key}")
    return message
