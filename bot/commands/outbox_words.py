"""What a row of the outbox is about, in words for a terminal. Names come from the database: nothing of them steers."""

from datetime import datetime
from typing import Any

from bot.commands.ages import age, tries
from bot.printable import visible
from storage.outbox.mending import Left

_KINDS = {
    "reply": "an answer of the bot to somebody's message or tap",
    "publication": "an answer to a citizen, published by the bot",
    "ping": "a reminder of a deadline",
    "pings": "reminders of several deadlines",
    "card": "a card that came to somebody",
    "unpublished": "news that an answer could not be published",
    "digest": "a morning digest",
    "duty": "a reminder of a duty",
    "staff": "news of the office's people",
    "mail": "a card by mail",
    "commands": "a menu of commands",
    "post_media": "pictures and files of a post",
    "draft_media": "pictures and files of a draft",
    "answer_text": "the text of an answer to be published",
    "part_media": "pictures and files of a part of an answer",
    "part": "a part of an answer, as it was given",
    "warned": "news that a part of an answer will be late",
    "added": "news that a post has a further part",
    "edited": "news that somebody changed his message after it became a draft",
    "significant": "news that a post is a significant one",
    "ranked": "news that a card's importance or kind was changed",
    "shortened": "news that a deadline has become a shorter one",
    "reported": "news that a deadline was missed, for those to whom that is reported",
    "joined": "news that a card is answered together with another, or no more",
    "counted": "news that something was counted too often",
    "handed": "a card that somebody handed over",
    "taken": "news that a card was taken back from somebody",
    "bare": "buttons that are taken away from a message",
    "behalf": "news that somebody acted for another",
    "repeat": "the mark that a message came again",
    "alert": "the bot's own trouble, told to an administrator",
    "alert_chat": "the bot's own trouble, told in the chat of ALERTS_CHAT",
}
_STATES = {
    "new": "waits",
    "sending": "its sending has begun",
    "dead": "dead",
    "doubt": "in doubt: it may have arrived",
}
_FATES = {
    "new": "it waits, and goes by itself",
    "sending": "its sending has begun",
    "sent": "it was sent",
    "dropped": "it was dropped before",
    "superseded": "a newer one took its place",
}


def about(row: Left) -> str:
    """What it says, to whom, about which card."""
    office = f" of {row.office}" if row.office else ""
    of_card = f", card № {row.number}{office}" if row.number is not None else office
    reader = f", for {row.reader}" if row.reader else ""
    return visible(
        f"{_KINDS.get(row.kind, f'a message of a kind that is not known here ({row.kind})')}{of_card}{reader}"
    )


def state(row: Left) -> str:
    """How it stands, of a row that has not arrived for certain."""
    perhaps = ": it may have arrived" if row.perhaps and row.status == "dead" else ""
    return f"{_STATES.get(row.status, row.status)}{perhaps}"


def fate(row: Left) -> str:
    """Why a row is neither dead nor in doubt, as a sentence."""
    return _FATES.get(row.status, f"its state is {row.status!r}")


def lines(row: Left, now: datetime) -> str:
    """A line with what it is about, and one beneath with where it goes and why it has not."""
    why = f" · {row.error}" if row.error else ""
    first = f"{row.id}  {state(row)} · {age(row.created_at, now)} · {about(row)}"
    return f"{first}\n    to {visible(row.lane)} · {tries(row.attempts)}{visible(why)}"


def fields(row: Left, now: datetime) -> dict[str, Any]:
    """The same for a program; the text itself is not among it."""
    return {
        "id": row.id,
        "status": row.status,
        "may_have_arrived": row.perhaps,
        "kind": row.kind,
        "about": about(row),
        "office": row.office,
        "card": row.number,
        "to": row.lane,
        "attempts": row.attempts,
        "error": row.error,
        "created_at": row.created_at.isoformat(),
        "age_seconds": int((now - row.created_at).total_seconds()),
    }
