"""`cards.csv`: one row a card, for people with a spreadsheet. Times are the office's own."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from workflow.card import Card

HEADINGS = (
    "office", "number", "opened", "closed", "step", "importance", "due", "department", "executor", "curator",
    "network", "source", "author", "link", "topic", "text", "answer", "published", "erased",
)  # fmt: skip


def table(
    cards: Iterator[dict[str, Any]], offices: Mapping[int, Mapping[str, Any]], people: Mapping[int, str]
) -> Iterator[tuple[object, ...]]:
    """The rows; `offices` and `people` are those that cards name by their ids."""
    return (_row(one, offices[one["office"]], people) for one in cards)


def _row(row: Mapping[str, Any], office: Mapping[str, Any], people: Mapping[int, str]) -> tuple[object, ...]:
    card, zone = Card.model_validate_json(row["body"]), ZoneInfo(office["zone"])
    post, draft = card.post, card.draft
    return (
        office["key"],
        card.number,
        *(_local(row[name], zone) for name in ("opened_at", "closed_at")),
        card.step,
        card.importance.value,
        _local(row["next_due"], zone),
        card.department or "",
        people.get(card.executor or 0, ""),
        people.get(card.curator or 0, ""),
        post.network,
        post.source,
        post.author,
        post.link,
        card.topic,
        post.text,
        draft.text if draft else "",
        card.link,
        _local(card.erased_at.isoformat() if card.erased_at else None, zone),
    )


def _local(moment: str | None, zone: ZoneInfo) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(zone):%Y-%m-%d %H:%M}" if moment else ""
