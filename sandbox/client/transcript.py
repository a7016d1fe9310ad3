"""A chat written out so that it can be read."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sandbox.client.message import Message


def line(message: Message) -> str:
    """Return a message as a few lines: time, author, what it is, text, buttons."""
    when = datetime.fromtimestamp(message.date, UTC).strftime("%H:%M:%S")
    notes = [
        f"[{message.media.kind}]" if message.media else "",
        f"[forward: {message.forward['type']}]" if message.forward else "",
        f"[reply to {message.reply_to}]" if message.reply_to else "",
        "[edited]" if message.edited else "",
        "[deleted]" if message.deleted else "",
        f"[{', '.join(message.service)}]" if message.service else "",
    ]
    head = f"{when} #{message.id} {message.author}: {' '.join(note for note in notes if note)}".rstrip()
    text = [f"    {row}" for row in message.text.splitlines()]
    rows = ["    " + " ".join(f"[ {one.label} ]" for one in row) for row in message.buttons]
    return "\n".join([head, *text, *rows])


def transcript(messages: Iterable[Message]) -> str:
    """Return a chat, oldest message first."""
    return "\n".join(line(message) for message in messages) or "(nothing was written here)"
