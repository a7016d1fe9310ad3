"""Links that open a card in the private chat: numbers are each office's own, so a link names the office too."""

import re

from workflow.words import OfficeId

_PAYLOAD = re.compile(r"card_(\d{1,9})(?:-(\d{1,9}))?", re.ASCII)


def card_link(bot: str, number: int, office: OfficeId) -> str:
    """An address that opens the card with this number in the office."""
    return f"https://t.me/{bot}?start=card_{number}-{office}"


def linked(payload: str) -> tuple[int, OfficeId | None] | None:
    """The number that a link brings and the office it names, None for one that names none; None for another link."""
    found = _PAYLOAD.fullmatch(payload.strip())
    return (int(found[1]), OfficeId(int(found[2])) if found[2] else None) if found else None
