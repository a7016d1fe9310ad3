"""What the database and the sandbox say of a walk when it is over."""

import asyncio
import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from storage.work import Work
from tests.conversations.stand import Stand

_SENDS = ("sendMessage", "sendPhoto", "sendMediaGroup", "sendVideo", "sendDocument")
_MARK = "повтор"
REPEAT = "повтор · "
_SPANS = re.compile(r"\d{1,2}:\d\d(:\d\d)?|\d+ (ч|мин|с)\b\.?")
_COPIED = re.compile(r"^текст ответа:\n<pre>(.*)</pre>$", re.DOTALL)
"""What stands before the text of an answer that came a second time: the mark is not to be copied with it."""


@dataclass(frozen=True)
class Ledger:
    """Facts to be held against the promises.

    `updates` is how many were stored. `repeated` counts the messages of each chat that were sent again because nobody
    knew whether they had arrived; `unmarked` are texts that a chat got twice without being told that it may be so;
    `missing` are chats that got fewer messages than the database takes for sent; `told` is every
    chat with each text that it got, without times and the mark of a repeat.
    """

    actions: tuple[str, ...]
    updates: int
    unhandled: int
    unsent: int
    stuck: int
    repeated: dict[str, int]
    unmarked: list[str]
    missing: list[str]
    told: frozenset[tuple[str, str]]

    @property
    def lost(self) -> int:
        """How many updates or notices came to nothing."""
        return self.unhandled + self.unsent + self.stuck + len(self.missing)


async def settled(work: Work) -> None:
    """Wait till every update is dealt with and nothing is left to be sent."""
    async with asyncio.timeout(90):
        while await work.read(_open):  # noqa: ASYNC110 - another process's database has no event to wait for
            await asyncio.sleep(0.05)


async def ledger_of(work: Work, office: Stand) -> Ledger:
    """Read the database of the bot, and ask the sandbox what was performed."""
    said = await _said(office)
    return await work.read(lambda conn: _ledger(conn, said))


def _ledger(conn: Connection, said: list[tuple[str, str]]) -> Ledger:
    sent = _counted(
        conn, "SELECT lane, count(*) FROM outbox WHERE status = 'sent' AND kind <> 'commands' GROUP BY lane"
    )
    came = Counter(f"telegram:{chat}" for chat, _ in said)
    plain = Counter(one for one in said if not one[1].startswith(_MARK))
    return Ledger(
        actions=tuple(_actions(conn)),
        updates=_count(conn, "SELECT count(*) FROM inbox"),
        unhandled=_count(conn, "SELECT count(*) FROM inbox WHERE status <> 'done'"),
        unsent=_count(conn, "SELECT count(*) FROM outbox WHERE status IN ('new', 'sending')"),
        stuck=_count(conn, "SELECT count(*) FROM outbox WHERE status IN ('dead', 'doubt')"),
        repeated=_counted(conn, "SELECT lane, count(*) FROM outbox WHERE repeated GROUP BY lane"),
        unmarked=[text for (_, text), times in plain.items() if times > 1],
        missing=[lane for lane, count in sent.items() if came[lane] < count],
        told=frozenset((chat, timeless(text)) for chat, text in said),
    )


def timeless(text: str) -> str:
    """The text without what depends on the moment: clock times, spans of time, and whether it came a second time."""
    return _SPANS.sub("…", _COPIED.sub(r"\1", text.removeprefix(REPEAT)))


def _actions(conn: Connection) -> list[str]:
    rows = conn.exec_driver_sql("SELECT body FROM events WHERE kind = 'moved' ORDER BY id")
    found = [str(json.loads(row.body)["action"]) for row in rows]
    return [action for action in found if action != "open"]


def _open(conn: Connection) -> int:
    return _count(conn, "SELECT count(*) FROM inbox WHERE status = 'new'") + _count(
        conn, "SELECT count(*) FROM outbox WHERE status IN ('new', 'sending')"
    )


def _count(conn: Connection, query: str) -> int:
    return int(conn.exec_driver_sql(query).scalar_one())


def _counted(conn: Connection, query: str) -> dict[str, int]:
    return {str(row[0]): int(row[1]) for row in conn.exec_driver_sql(query)}


async def _said(office: Stand) -> list[tuple[str, str]]:
    """Chat and text of everything that was truly sent."""
    calls: list[dict[str, Any]] = await office.town.calls()
    performed = [call["params"] for call in calls if call["method"] in _SENDS and call["performed"]]
    return [(str(params["chat_id"]), params.get("text") or params.get("caption") or "") for params in performed]
