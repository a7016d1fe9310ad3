"""Which cards are meant when somebody asks that his data be erased."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from storage.tables import cards, offices
from workflow.finding.words import link_key
from workflow.words import CardId, OfficeId

_PAGE = 500
_SEEN = 60


@dataclass(frozen=True, slots=True)
class Found:
    """A card as it is shown before it is erased. `office` is its office's key, `text` the beginning of its post."""

    id: CardId
    office: str
    number: int
    open: bool
    opened_at: datetime
    author: str
    text: str


def of_number(conn: Connection, office: OfficeId, number: int) -> CardId | None:
    """The card with this number, or None."""
    these = (cards.c.office == office) & (cards.c.number == number)
    found: CardId | None = conn.scalar(select(cards.c.id).where(these))
    return found


def of_author(conn: Connection, office: OfficeId, author: str) -> list[CardId]:
    """Cards of the office whose author has this name, or whose post has this link; letters and blanks do not matter."""
    name, link = _plain(author), link_key(author)
    return [card for card, post in _posts(conn, office) if _plain(post["author"]) == name or _is_link(post, link)]


def author_of(conn: Connection, card: CardId) -> str:
    """The name of who wrote the card's post; empty where the messenger hid it, or it was erased."""
    body = conn.scalar(select(cards.c.body).where(cards.c.id == card))
    return str(json.loads(body)["post"]["author"]) if body else ""


def with_passed(conn: Connection, these: list[CardId]) -> list[CardId]:
    """The same cards and those of offices above and below that hold the same post."""
    known, left = set[int](these), list[int](these)
    while left:
        body = conn.scalar(select(cards.c.body).where(cards.c.id == left.pop()))
        for name in ("passed", "passed_from") if body else ():
            there = (json.loads(body or "{}").get(name) or {}).get("card")
            if there and there not in known:
                known.add(there)
                left.append(there)
    return sorted(map(CardId, known))


def shown(conn: Connection, these: list[CardId]) -> list[Found]:
    """How these cards are shown to who is about to erase them."""
    columns = (cards.c.id, cards.c.number, cards.c.open, cards.c.opened_at, cards.c.body, offices.c.key)
    rows = select(*columns).join(offices, offices.c.id == cards.c.office).where(cards.c.id.in_(these))
    return [_found(row) for row in conn.execute(rows.order_by(cards.c.id)).mappings()]


def _found(row: Any) -> Found:
    post = json.loads(row["body"])["post"]
    text = " ".join(" ".join(part["text"] for part in post["parts"]).split())
    seen = text if len(text) <= _SEEN else f"{text[:_SEEN]}…"
    return Found(row["id"], row["key"], row["number"], row["open"], row["opened_at"], post["author"], seen)


def _posts(conn: Connection, office: OfficeId) -> Iterator[tuple[CardId, dict[str, Any]]]:
    after = 0
    rows = select(cards.c.id, cards.c.body).where(cards.c.office == office).order_by(cards.c.id).limit(_PAGE)
    while page := conn.execute(rows.where(cards.c.id > after)).all():
        yield from ((CardId(row.id), json.loads(row.body)["post"]) for row in page)
        after = page[-1].id


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("ё", "е").split())


def _is_link(post: dict[str, Any], link: str) -> bool:
    return "/" in link and bool(post["link"]) and link_key(post["link"]) == link
