"""What people are in the middle of writing about an erased card; what they write of other cards is left to them."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, Row, Text, and_, cast, or_, select, update

from storage.tables import conversations

KEPT = frozenset({"last", "sent", "drafts", "found", "setup"})
"""What a talk remembers between questions (handlers.states); all else is of the question that is asked just now."""

_PURPOSES = "p?"
"""What follows a card's number in the key of a text begun for it (handlers.begun)."""

Talk = tuple[str | None, Mapping[str, Any]]


def scrub_talks(conn: Connection, these: Collection[int]) -> int:
    """Forget texts begun for these cards, and what is asked about them. Returns in how many talks.

    Buttons under the previews of such a text are of no use any more. Each talk is held from the look to the change:
    a turn that was committed in between would be undone.
    """
    return sum(_scrub(conn, key, these) for key in _naming(conn, these))


def _naming(conn: Connection, these: Collection[int]) -> list[Row[Any]]:
    """Talks in which there is something of these cards; they are not held yet."""
    data = cast(conversations.c.data, Text)
    rows = conn.execute(select(conversations).where(or_(*(data.contains(str(card)) for card in these))))
    return [row for row in rows if without((row.state, row.data), these) != (row.state, row.data)]


def _scrub(conn: Connection, key: Row[Any], these: Collection[int]) -> bool:
    c = conversations.c
    this = and_(c.channel == key.channel, c.chat == key.chat, c.person == key.person)
    row = conn.execute(select(c.state, c.data).where(this).with_for_update()).first()
    if row is None:
        return False
    state, data = without((row.state, row.data), these)
    if (state, data) == (row.state, row.data):
        return False
    conn.execute(update(conversations).where(this).values(state=state, data=data))
    return True


def without(talk: Talk, these: Collection[int]) -> Talk:
    """The talk without what is of these cards."""
    state, data = talk
    if data.get("card") in these:
        state, data = None, {name: value for name, value in data.items() if name in KEPT}
    drafts = data.get("drafts")
    if isinstance(drafts, dict):
        data = {**data, "drafts": {name: _bare(one) if _of(name) in these else one for name, one in drafts.items()}}
    return state, data


def _bare(draft: Any) -> Any:
    """The text begun anew: what was written is gone, and the revision is another."""
    if not isinstance(draft, dict) or not (draft.get("parts") or draft.get("given")):
        return draft
    return {**draft, "revision": int(draft.get("revision", 0)) + 1, "parts": [], "given": {}}


def _of(name: str) -> int | None:
    digits = name.rstrip(_PURPOSES)
    return int(digits) if digits.isdecimal() else None
