"""Who may do what, said here once more and by hand, to be held against what the journal says was done (Sobolevo)."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from tests.attacks.house import House
from tests.attacks.people import EXECUTORS

_OPENING = frozenset({"opened", "part_added", "importance_set", "kind_set", "marked_significant"})
_CURATORS = frozenset({"route", "dismiss", "take_back", "insist", "publish", "recall"})
_CURATORS_TOO = frozenset({"time_shortened", "repeat_decided", "joined", "publication_ordered", "passed", "pass_ended"})
OWNERS = frozenset({"accept", "submit", "return", "hand_over"})
"""The steps of an executor: whoever is in charge of the card owns them, and nobody takes them beside him."""

_OWNERS_TOO = frozenset({"repeat_decided", "joined"})
_EXECUTORS = OWNERS | _OWNERS_TOO | {"part_given", "part_warned", "draft_edited"}
_ANYBODYS = frozenset({"part_changed"})
"""Edits of messages: nobody but their sender can make them."""

MAY: dict[str, frozenset[str]] = {
    "curator": _OPENING | _CURATORS | _CURATORS_TOO | {"handed_over"},
    "coordinator": _OPENING | _CURATORS | _CURATORS_TOO | {"handed_over", "share", "part_asked"},
    "moderator": _OPENING,
    "officer": _OPENING,
    "responsible": _OPENING,
    "head": frozenset({"approve", "send_back", "share", "part_asked", "time_shortened"}),
    "executor": _EXECUTORS,
    "second": _EXECUTORS,
    "colleague": _EXECUTORS,
    "chief": frozenset({"handed_over"}),
    "administrator": frozenset(),
}
OPENERS = _CURATORS | _CURATORS_TOO
"""What whoever opened a card may do with it, being its curator."""

_BUTTONS = {
    "shorten": "time_shortened",
    "importance": "importance_set",
    "significant": "marked_significant",
    "kind": "kind_set",
    "repeat": "repeat_decided",
    "separate": "joined",
    "give_part": "part_given",
    "warn": "part_warned",
}
"""Buttons that are not called as what comes of them."""

OF_A_UNIT = frozenset({"executor", "second", "colleague", "chief"})
"""They have to do with the cards alone that were ever sent to their department."""

_OVER_PEOPLE = frozenset({"administrator", "coordinator", "chief"})
_OWN = frozenset({"locale", "comfort", "settings", "digest", "quiet", "mail"})


@dataclass(frozen=True, slots=True)
class Who:
    """A member of an office: his row, his office's row and key, his role as the house names it, and his department."""

    person: int
    office: int
    key: str
    role: str
    unit: str = ""


async def members(house: House) -> dict[int, Who]:
    """Everybody by his address."""
    query = (
        "SELECT p.id, p.office, o.key, p.key, p.address, p.department FROM people p JOIN offices o ON o.id = p.office"
    )
    found = await house.work.read(lambda conn: list(conn.execute(text(query))))
    return {
        int(row[4]): Who(row[0], row[1], row[2], row[3].rpartition("-")[2], row[5] or "") for row in found if row[4]
    }


def not_his(role: str, data: str) -> bool:
    """Whether a button of a card offers what the role may not do, as far as nobody who opens cards is asked about.

    In this house every card of a department is the executor's, and no other executor's.
    """
    fields = data.split(":")
    action = _BUTTONS.get(fields[3], fields[3]) if fields[0] == "t" else ""
    if action in OWNERS | _OWNERS_TOO and role in EXECUTORS - {"executor"}:
        return True
    return bool(action) and action not in MAY[role] and not (action in OPENERS and "opened" in MAY[role])


@dataclass
class Watch:
    """Looks at what was written since it looked last, and says what the sender may not have done."""

    event: int = 0
    change: int = 0

    async def amiss(self, house: House, sender: Who | None) -> list[str]:
        """What he may not; nothing where all is well."""
        return await house.work.read(lambda conn: self._look(conn, sender))

    def _look(self, conn: Connection, sender: Who | None) -> list[str]:
        events = list(conn.execute(text(_EVENTS), {"after": self.event}).mappings())
        changes = list(conn.execute(text(_CHANGES), {"after": self.change}).mappings())
        self.event = max([self.event, *(row["id"] for row in events)])
        self.change = max([self.change, *(row["id"] for row in changes)])
        bad = [f"event {row['kind']}: {row['body']}" for row in events if not _may_do(row, sender)]
        bad += [f"not his: {row['body']}" for row in events if sender and not _is_his(conn, row, sender)]
        return bad + [f"change: {dict(row)}" for row in changes if not _may_change(row, sender)]


_EVENTS = (
    "SELECT e.id, e.card, e.kind, e.by, e.body, e.office,"
    " (SELECT o.by FROM events o WHERE o.card = e.card AND o.seq = 1) AS opener,"
    " (SELECT group_concat(r.body) FROM events r WHERE r.card = e.card AND r.id <= e.id) AS past"
    " FROM events e WHERE e.id > :after ORDER BY e.id"
)
_CHANGES = 'SELECT id, office, "by", source, what, key, field FROM office_changes WHERE id > :after ORDER BY id'


def _may_do(row: Any, who: Who | None) -> bool:
    if who is None or row["office"] != who.office:
        return False
    body = json.loads(row["body"])
    deed = str(body.get("action") or row["kind"])
    if row["by"] is None:
        shared = deed == "share_answer" and '"kind":"joined"' in row["past"]  # what joining it brought with it
        return shared or deed in ("handed_over", "publication_failed")
    if row["by"] != who.person:
        return False
    if who.role in OF_A_UNIT and deed not in _ANYBODYS and f'"{who.unit}"' not in row["past"]:
        return False
    own = row["opener"] == who.person and "opened" in MAY[who.role]
    his = deed == "handed_over" and body.get("person") == who.person
    return deed in MAY[who.role] | _ANYBODYS or (own and deed in OPENERS) or his


def _is_his(conn: Connection, row: Any, who: Who) -> bool:
    """Whether an executor's step was taken by its owner; where he is not there, by anybody of his department."""
    body = json.loads(row["body"])
    if who.role not in EXECUTORS or str(body.get("action") or row["kind"]) not in OWNERS | _OWNERS_TOO:
        return True
    owner = owner_of(conn, row["card"], row["id"])
    return owner in (None, who.person) or conn.execute(text(_AWAY), {"owner": owner}).first() is not None


def owner_of(conn: Connection, card: int, before: int) -> int | None:
    """Who is in charge of the card, by what was written of it before an event: named last, or given it by hand."""
    query = text("SELECT kind, body FROM events WHERE card = :card AND id < :before ORDER BY id")
    owner = None
    for kind, body in conn.execute(query, {"card": card, "before": before}):
        said = json.loads(body)
        if kind == "handed_over":
            owner = said["to"] if "executor" in said["places"] else owner
        elif kind == "moved":
            owner = said.get("executor") or (None if said.get("department") else owner)
    return owner


_AWAY = (
    "SELECT id FROM people WHERE id = :owner AND (NOT active OR NOT reachable OR address IS NULL"
    " OR id IN (SELECT person FROM absences))"
)


def _may_change(row: Any, who: Who | None) -> bool:
    if who is None or row["office"] != who.office or row["by"] not in (None, who.person):
        return False
    if row["what"] == "person" and (row["field"] in _OWN or row["key"] == f"{who.key}-{who.role}"):
        return True
    return who.role == "administrator" or (row["what"] == "person" and who.role in _OVER_PEOPLE)
