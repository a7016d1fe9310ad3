"""What the database and the sandbox say of a walk when it is over."""

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.conversations.stand import Stand

_REPEATED = "SELECT count(*) FROM outbox WHERE repeated GROUP BY lane"
_SENDS = ("sendMessage", "sendPhoto", "sendMediaGroup", "sendVideo", "sendDocument")


@dataclass(frozen=True)
class Ledger:
    """Facts to be held against the promises.

    `repeated` counts the messages of each chat that were sent again because nobody knew whether they had
    arrived; `unmarked` are texts that a chat got twice without being told that it may be so.
    """

    actions: list[str]
    unhandled: int
    unsent: int
    stuck: int
    repeated: list[int]
    unmarked: list[str]


def points_of(path: Path) -> list[str]:
    """The points that a bot has passed, in order."""
    return path.read_text(encoding="utf-8").split()


async def ledger_of(office: Stand) -> Ledger:
    """Read the database of the bot, and ask the sandbox what was performed."""
    with sqlite3.connect(office.folder / "office.db", timeout=10) as database:
        rows = database.execute("SELECT body FROM events WHERE kind = 'moved' ORDER BY id").fetchall()
        unhandled = _count(database, "SELECT count(*) FROM inbox WHERE status <> 'done'")
        unsent = _count(database, "SELECT count(*) FROM outbox WHERE status IN ('new', 'sending')")
        stuck = _count(database, "SELECT count(*) FROM outbox WHERE status IN ('dead', 'doubt')")
        repeated = [int(count) for (count,) in database.execute(_REPEATED)]
    database.close()
    sent = await _texts(office)
    marked = [text for _, text in sent if text.startswith("повтор")]
    plain = Counter(one for one in sent if one[1] not in marked)
    twice = [text for (_, text), times in plain.items() if times > 1]
    return Ledger(
        actions=[json.loads(body)["action"] for (body,) in rows],
        unhandled=unhandled,
        unsent=unsent,
        stuck=stuck,
        repeated=repeated,
        unmarked=twice,
    )


def _count(database: sqlite3.Connection, query: str) -> int:
    return int(database.execute(query).fetchone()[0])


async def _texts(office: Stand) -> list[tuple[str, str]]:
    """Chat and text of everything that was truly sent."""
    calls = await office.town.calls()
    performed = [call for call in calls if call["method"] in _SENDS and call["performed"]]
    return [(str(call["params"]["chat_id"]), _text(call["params"])) for call in performed]


def _text(params: dict[str, str]) -> str:
    return params.get("text") or params.get("caption") or ""
