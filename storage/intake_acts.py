"""Acts that came through the intake interface: what was answered to each, so that none is carried out twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from storage.tables import intake_acts
from workflow.words import CardId


@dataclass(frozen=True, slots=True)
class Answered:
    """An act that was carried out: `digest` stands for what was asked, `answer` is what was said to it."""

    digest: str
    answer: Mapping[str, Any]


def get(conn: Connection, card: CardId, key: str) -> Answered | None:
    """The act that came under this key, or None."""
    this = (intake_acts.c.card == card) & (intake_acts.c.key == key)
    row = conn.execute(select(intake_acts.c.digest, intake_acts.c.answer).where(this)).first()
    return Answered(row.digest, row.answer) if row else None


def put(conn: Connection, card: CardId, key: str, act: Answered, now: datetime) -> None:
    """Keep what was answered. `now` is real time. The card must be held, so that nobody answers the same act too."""
    row = {"card": card, "key": key, "digest": act.digest, "answer": dict(act.answer), "at": now}
    conn.execute(insert(intake_acts), row)
