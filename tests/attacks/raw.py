"""Raw updates as they come from the network."""

from itertools import count
from typing import Any

Raw = dict[str, Any]

DATE = 1_772_600_000
_numbers = count(1)


def user(number: int, name: str = "X") -> Raw:
    """A sender."""
    return {"id": number, "is_bot": False, "first_name": name}


def private(number: int) -> Raw:
    """The chat of one person with the bot."""
    return {"id": number, "type": "private", "first_name": "X"}


def group(number: int, title: str = "Группа") -> Raw:
    """A group."""
    return {"id": number, "type": "supergroup", "title": title}


def message(sender: int, chat: Raw | None = None, **content: Any) -> Raw:
    """A message, of text unless told otherwise."""
    body = content or {"text": "x"}
    place = chat or private(sender)
    return {"message_id": next(_numbers), "date": DATE, "chat": place, "from": user(sender), **body}


def says(sender: int, text: str, chat: Raw | None = None, **more: Any) -> Raw:
    """Somebody writes."""
    return {"message": message(sender, chat, text=text, **more)}


def taps(sender: int, data: str, under: int = 1, chat: Raw | None = None) -> Raw:
    """Somebody taps a button that carries these words, or makes his client send them."""
    below = {"message_id": under, "date": DATE, "chat": chat or private(sender), "text": "…"}
    tap = {"id": str(next(_numbers)), "from": user(sender), "chat_instance": "1", "data": data, "message": below}
    return {"callback_query": tap}


def member(sender: int, chat: Raw, status: str = "member") -> Raw:
    """Somebody lets the bot into a chat, or puts it out."""
    bot = {"id": 42, "is_bot": True, "first_name": "Отклик"}
    new = {"user": bot, "status": status, **({"until_date": 0} if status == "kicked" else {})}
    change = {"chat": chat, "from": user(sender), "date": DATE, "old_chat_member": {"user": bot, "status": "left"}}
    return {"my_chat_member": {**change, "new_chat_member": new}}
