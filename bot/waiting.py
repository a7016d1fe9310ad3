"""A message may have waited for the bot, which was off or cut off: what it opens counts from when it was sent. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.forgiving import whole

LEAST = timedelta(minutes=1)
"""Less is the ordinary way of a message, and clocks that differ a little."""

MOST = timedelta(days=7)
"""Telegram keeps updates for a day; they wait longer here where they failed. More comes of a clock that is wrong."""


def came_at(raw: Mapping[str, Any], now: datetime, real: datetime) -> datetime | None:
    """When the message of an update came, by the office's clock (UTC), which is `now` at the `real` moment.

    None for one that did not wait, and for what has no time of its own, as a tap: such a thing comes now.
    """
    sent = _sent(raw)
    waited = min(_age(sent, now, real), MOST.total_seconds()) if sent else 0.0
    return None if waited < LEAST.total_seconds() else now - timedelta(seconds=waited)


def _age(sent: int, now: datetime, real: datetime) -> float:
    """Telegram goes by the wall's clock, which is the office's too. The sandbox may go by either, where they differ."""
    return min((clock.timestamp() - sent for clock in (now, real)), key=abs)


def _sent(raw: Mapping[str, Any]) -> int:
    """When it was sent, Unix time, however often it was edited since; 0 where that is not told."""
    message = raw.get("message") or raw.get("edited_message")
    return whole(message.get("date")) or 0 if isinstance(message, dict) else 0
