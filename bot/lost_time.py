"""Taps on messages of a time that the database does not remember, and replies to them: it was put back from a copy."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from bot import updates
from bot.forgiving import whole
from bot.tools import Tools
from handlers import trouble
from handlers.turn import Reply, Turn
from storage import speaking
from storage.forgotten import forgotten
from storage.work import Work

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = 2**33
_ANSWERED = "lost-time"


async def refused(tools: Tools, raw: Mapping[str, Any], turn: Turn) -> bool:
    """Whether the update is about such a message: then it is said, where nobody can overlook it, and nothing is done.

    A stranger is told nothing of it. Of an album that replies, the last part alone is answered.
    """
    if await of_lost_time(tools.work, raw):
        turn.toast, turn.alert = trouble.lost_time(tools.texts(turn)), True
        return True
    if turn.person is None or not await replies_to_lost_time(tools.work, raw, tools.bot.id):
        return False
    words = trouble.lost_reply(tools.texts(turn))
    delay = turn.settle if updates.of_album(raw) else 0.0
    turn.say(Reply(text=words, answers=updates.said(raw), supersede=_ANSWERED if delay else "", delay=delay))
    return True


async def of_lost_time(work: Work, raw: Mapping[str, Any]) -> bool:
    """Whether the update is a tap on such a message: its card may be another one by now, so it must do nothing.

    Of an old message Telegram may hide everything, also when it was sent; then it may be such a one.
    """
    tap = raw.get("callback_query")
    if not isinstance(tap, dict):
        return False
    sent_at = _sent_at(tap.get("message"))
    return await work.read(lambda conn: forgotten(conn, sent_at))


async def replies_to_lost_time(work: Work, raw: Mapping[str, Any], me: int) -> bool:
    """Whether the update replies to such a message of the bot's own, which is `me`, and no row here knows the message.

    It would be taken for words about nothing, or for a new post. A command stands for itself.
    """
    replied = _replied(raw, me)
    if replied is None:
        return False
    sent_at, number = _sent_at(replied), str(replied.get("message_id"))

    def unknown(conn: Connection) -> bool:
        return forgotten(conn, sent_at) and speaking.of_message(conn, updates.lane(raw), number) is None

    return await work.read(unknown)


def _replied(raw: Mapping[str, Any], me: int) -> Mapping[str, Any] | None:
    """The bot's own message that is replied to. Whatever is said in a forum's topic replies to its beginning."""
    message = raw.get("message")
    replied = message.get("reply_to_message") if isinstance(message, dict) else None
    if not isinstance(message, dict) or not isinstance(replied, dict) or "forum_topic_created" in replied:
        return None
    author = replied.get("from")
    own = isinstance(author, dict) and author.get("id") == me
    return replied if own and not str(message.get("text") or "").startswith("/") else None


def _sent_at(message: object) -> datetime | None:
    """When the message was sent; None where it is not told."""
    seconds = whole(message.get("date")) if isinstance(message, dict) else None
    return _EPOCH + timedelta(seconds=seconds) if seconds and 0 < seconds < _LATEST else None
