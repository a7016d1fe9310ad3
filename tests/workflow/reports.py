"""A weekly report, as duties go, and moments written as people write them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from workflow.duties import Duty

KAMCHATKA, MOSCOW = "Asia/Kamchatka", "Europe/Moscow"
REPORT: Mapping[str, Any] = {
    "name": "report",
    "clause": "24",
    "words": {"ru": "Еженедельный отчёт", "en": "The weekly report"},
    "by": "curator",
    "due": "every week by fri 17:00",
    "pings": ["1 hour before", "at due: owner, group", "1 hour after: head"],
}


def duty(**changes: Any) -> Duty:
    """The report, with some of it changed."""
    return Duty.model_validate({**REPORT, **changes})


def on(due: str, day_off: str = "next") -> Duty:
    """The report with another rhythm."""
    return duty(due=due, day_off=day_off)


def at(text: str, zone: str = KAMCHATKA) -> datetime:
    """A moment of a zone, written as "2026-03-04 12:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def local(moment: datetime, zone: str = KAMCHATKA) -> str:
    """The same the other way round."""
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M:%S}".removesuffix(":00")
