"""What an office file changes, or may not change, in lines for a terminal."""

from zoneinfo import ZoneInfo

from storage.contradictions import Contradiction
from workflow.staffing.changes import Change

_IN_THE_FILE = {
    "group_address": "group_chat",
    "day_off": "day_off_deadlines",
    "confirms": "confirm_joining",
    "address": "telegram_id",
}
"""Fields that have another name in the file."""


def in_words(change: Change) -> str:
    """One change in one line."""
    what = _what(change)
    if change.field:
        return f"{what}: {change.field}: {_short(change.old)} → {_short(change.new)}"
    return f"{what}: taken out" if change.new is None else f"{what}: new, {change.new}"


def contradiction_in_words(one: Contradiction, zone: str) -> str:
    """What the file says, and what was made of it in the chat, by whom and when."""
    change, there = one.change, one.made.at.astimezone(ZoneInfo(zone))
    when = f"by {one.who or 'the bot itself'} on {there.day} {there:%B}"
    if not change.field or change.field == "active":
        said, done = ("it is there", "taken out") if change.new is not None else ("it is not there", "added")
        return f"{_what(change)}: by the file {said}, but it was {done} in the chat {when}"
    if change.field == "position":
        return f"{_what(change)}: by the file it stands in another place, but the order was changed in the chat {when}"
    field = _IN_THE_FILE.get(change.field, change.field)
    said, now = _said(change.new), _said(change.old)
    return f"{_what(change)}, {field}: the file says {said}, changed in the chat to {now} {when}"


def _what(change: Change) -> str:
    return f"{change.what} {change.key!r}"


def _said(value: object) -> str:
    return repr(value) if isinstance(value, str) else _short(value)


def _short(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return text if value not in (None, "", []) else "nothing"
