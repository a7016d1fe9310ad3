"""`inbox dead|asked|requeue`: updates that were given up or put by. What somebody wrote is shown only on demand."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.clock import wall_now
from bot.commands.ages import age, tries
from bot.commands.opened import changed, looked
from bot.commands.outbox import Told
from bot.printable import as_json, visible
from storage import inbox
from storage.inbox import Dead
from storage.inbox import asked as put_by
from storage.inbox.looking import given_up

_ALL = 1_000_000

TWICE = (
    "Its sender was told to send or tap it again. Where he did, the same is now dealt with twice: ask him, and close "
    "the second card."
)


def dead(*, full: bool = False, machine: bool = False) -> str:
    """Dead updates, the newest first: what came, in which chat, why it failed; with `full` the whole of each."""
    return _listed(looked(given_up), full, machine) or "No update was given up."


def asked(*, full: bool = False, machine: bool = False) -> str:
    """The same of updates that wait till their sender says for which office he sent them."""
    return _listed(looked(put_by.asked), full, machine) or "No update waits for its sender's answer."


def requeue(ids: Sequence[int], *, every: bool = False) -> Told:
    """Have these dealt with anew, or all that are dead. Raises ValueError where nothing is named.

    Of one that was put by its sender is asked again. The sender of one that was given up was told to send it again, so
    the same may be dealt with twice: that is said.
    """
    if not ids and not every:
        raise ValueError("which? Give their numbers, as `inbox dead` shows them, or --all")

    def again(conn: Connection) -> Told:
        failed = inbox.dead(conn, _ALL)
        wanted = dict.fromkeys([*ids, *([one.id for one in failed] if every else [])])
        done = {one: inbox.requeue(conn, one) or put_by.ask_again(conn, one) for one in wanted}
        lines = [
            f"{one}: {'is dealt with anew' if good else 'no update that was given up or put by'}"
            for one, good in done.items()
        ]
        lines += [TWICE] if any(one.id in wanted and _is_private(one) for one in failed) else []
        return Told("\n".join(lines) or "No update was given up.", all(done.values()))

    return changed(again)


def _is_private(one: Dead) -> bool:
    """Whether its sender was alone with the bot, and so was told that it was given up; groups have minus signs."""
    return not one.lane.rpartition(":")[2].startswith("-")


def kind(body: str) -> str:
    """What the update is: a message, a tap…; nothing of what it says."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        return "not JSON"
    names = [name for name in raw if name != "update_id"] if isinstance(raw, dict) else []
    return visible(names[0])[:60] if names else "empty"


def _listed(rows: Sequence[tuple[Dead, str]], full: bool, machine: bool) -> str:
    now = wall_now()
    if machine:
        return as_json([_json(one, body, full, now) for one, body in rows], indent=1)
    return "\n".join(_lines(one, body, full, now) for one, body in rows)


def _lines(one: Dead, body: str, full: bool, now: datetime) -> str:
    first = f"{one.id}  {kind(body)} in chat {visible(one.lane)} · {age(one.received_at, now)} · {tries(one.attempts)}"
    why = f"\n    {visible(one.error)}" if one.error else ""
    return f"{first}{why}" + (f"\n    {visible(body)}" if full else "")


def _json(one: Dead, body: str, full: bool, now: datetime) -> dict[str, Any]:
    known = {
        "id": one.id,
        "update_id": one.update_id,
        "kind": kind(body),
        "chat": one.lane,
        "attempts": one.attempts,
        "error": one.error,
        "received_at": one.received_at.isoformat(),
        "age_seconds": int((now - one.received_at).total_seconds()),
    }
    return {**known, "update": body} if full else known
