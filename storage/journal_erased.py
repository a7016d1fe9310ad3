"""Rows of the journal whose contents are erased: whether the chain says so, and just what it foretold is left."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence

from pydantic import ValidationError
from sqlalchemy import Connection, RowMapping, select

from storage.journal_bare import digest_of_left
from storage.tables import events
from workflow.events import Erased, Event, Removal, load


class Erasures:
    """What the journal says of the erased rows of one page."""

    def __init__(self, conn: Connection, page: Sequence[RowMapping]) -> None:
        """Reads the erasures of those cards alone of which the page has erased rows."""
        cards = {row["card"] for row in page if row["salt"] is None}
        self._told: dict[int, list[tuple[int, Erased]]] = defaultdict(list)
        if cards:
            self._read(conn, cards)

    def fault(self, row: RowMapping) -> str | None:
        """What is wrong with the row; None for one that is whole, or erased as the chain says.

        That the erasure itself was not changed is found where the walk comes to it: it stands later in the chain.
        """
        if row["salt"] is not None:
            return None
        named = [one for seq, one in self._told[row["card"]] if seq > row["chain_seq"] and _names(one, row)]
        if not named:
            return "the contents are gone or were changed, and no later event says that they were erased"
        fits = _left_digest(row["body"], named[-1].instead) == row["bare"]
        return None if fits else "what stands in place of erased contents is not what an erasure leaves of them"

    def _read(self, conn: Connection, cards: set[int]) -> None:
        said = select(events.c.card, events.c.chain_seq, events.c.body).where(
            events.c.card.in_(cards), events.c.kind == "erased"
        )
        for row in conn.execute(said.order_by(events.c.chain_seq)):
            if isinstance(found := _loaded(row.body), Erased):
                self._told[row.card].append((row.chain_seq, found))


def removal(seq: int, body: str) -> Removal:
    """How an erasure names the card's event with this number, of which `body` is left."""
    return Removal(seq=seq, digest=_digest(body))


def _names(erased: Erased, row: RowMapping) -> bool:
    return Removal(seq=row["seq"], digest=_digest(row["body"])) in erased.removed


def _left_digest(body: str, instead: str) -> str | None:
    try:
        return digest_of_left(body, instead)
    except (ValueError, RecursionError):
        return None


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def _loaded(body: str) -> Event | None:
    try:
        return load(body)
    except ValidationError:
        return None
