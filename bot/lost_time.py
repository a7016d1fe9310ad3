"""Taps on messages of a time that the database does not remember, since it was put back from a copy."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.forgiving import whole
from handlers.turn import Turn
from storage.forgotten import forgotten
from storage.work import Work

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = 2**33


async def of_lost_time(work: Work, raw: Mapping[str, Any]) -> bool:
    """Whether the update is a tap on such a message: its card may be another one by now, so it must do nothing.

    Of an old message Telegram may hide everything, also when it was sent; then it may be such a one.
    """
    tap = raw.get("callback_query")
    if not isinstance(tap, dict):
        return False
    sent_at = _sent_at(tap)
    return await work.read(lambda conn: forgotten(conn, sent_at))


def refuse(turn: Turn, words: str) -> None:
    """Say so, where nobody can overlook it."""
    turn.toast, turn.alert = words, True


def _sent_at(tap: Mapping[str, Any]) -> datetime | None:
    """When the message was sent whose button was tapped; None where it is not told."""
    message = tap.get("message")
    seconds = whole(message.get("date")) if isinstance(message, dict) else None
    return _EPOCH + timedelta(seconds=seconds) if seconds and 0 < seconds < _LATEST else None
