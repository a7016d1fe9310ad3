"""Posts that wait while their sender is asked whether they belong to the card before them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, delete, select

from storage.sql import insert_new
from storage.tables import held
from workflow.ports import HeldPost
from workflow.post import Post
from workflow.words import CardId, OfficeId, PersonId


@dataclass(frozen=True, slots=True)
class Held:
    """A post that waits in a lane, and who sent it for which office."""

    lane: str
    office: OfficeId
    person: PersonId | None
    post: HeldPost


def put(conn: Connection, waiting: Held, now: datetime, due_at: datetime) -> None:
    """Let the post wait, till `due_at` at most (both real times). A second one under its key is left out."""
    row = {
        "lane": waiting.lane,
        "office": waiting.office,
        "person": waiting.person,
        "key": waiting.post.key,
        "card": waiting.post.after,
        "body": waiting.post.post.model_dump_json(),
        "detected_at": waiting.post.detected,
        "held_at": now,
        "due_at": due_at,
    }
    insert_new(conn, held, [row])


def in_lane(conn: Connection, lane: str) -> list[HeldPost]:
    """What waits in this chat, in the order it came."""
    return [_held(row).post for row in conn.execute(select(held).where(held.c.lane == lane).order_by(held.c.id))]


def take(conn: Connection, lane: str, keys: Sequence[str]) -> list[Held]:
    """Take these posts out and give back those that were still there."""
    return _take(conn, (held.c.lane == lane) & held.c.key.in_(keys))


def take_after(conn: Connection, lane: str, card: CardId) -> list[Held]:
    """Take out all that waits after this card, in the order it came."""
    return _take(conn, (held.c.lane == lane) & (held.c.card == card))


def _take(conn: Connection, these: ColumnElement[bool]) -> list[Held]:
    found = conn.execute(select(held).where(these).order_by(held.c.id).with_for_update()).all()
    conn.execute(delete(held).where(held.c.id.in_([row.id for row in found])))
    return [_held(row) for row in found]


def due(conn: Connection, now: datetime, limit: int) -> list[Held]:
    """Posts that nobody decided on in time (`now` is real time), the longest waiting first."""
    late = select(held).where(held.c.due_at <= now).order_by(held.c.due_at, held.c.id).limit(limit)
    return [_held(row) for row in conn.execute(late)]


def _held(row: Row[tuple[object, ...]]) -> Held:
    post = HeldPost(
        key=row.key, after=CardId(row.card), post=Post.model_validate_json(row.body), detected=row.detected_at
    )
    return Held(row.lane, OfficeId(row.office), row.person, post)
