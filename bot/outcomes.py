"""What came of one call to Telegram: the answer's status and body, sorted by what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.forgiving import parsed


@dataclass(frozen=True, slots=True)
class Sent:
    """Done. `ids` are the messages that there are now; `result` is what Telegram returned, raw."""

    ids: tuple[str, ...] = ()
    result: Any = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class NotModified:
    """The message shows just this already."""


@dataclass(frozen=True, slots=True)
class Retry:
    """Too many: nothing to this chat for so many seconds."""

    after: float


@dataclass(frozen=True, slots=True)
class Blocked:
    """This chat cannot be written to: blocked, left, never begun, without the right."""

    why: str


@dataclass(frozen=True, slots=True)
class Migrated:
    """The group has become a supergroup with another id."""

    chat: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The message to be changed is not there, or cannot be changed any more."""

    why: str


@dataclass(frozen=True, slots=True)
class NoTopic:
    """The forum topic is not there."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Will never work as it is."""

    why: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """May have been done or not: the answer was lost."""

    why: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """Surely not done, and may well work later."""

    why: str


UNKNOWN_BOT = "BOT_TOKEN: Telegram does not know it; copy it anew from @BotFather"
"""What somebody must mend where that is the outcome."""


@dataclass(frozen=True, slots=True)
class Unauthorized:
    """Telegram does not know this token."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else reads this bot's updates, or a webhook is set."""

    why: str


Outcome = (
    Sent
    | NotModified
    | Retry
    | Blocked
    | Migrated
    | Gone
    | NoTopic
    | Refused
    | Unsure
    | NotSent
    | Unauthorized
    | Conflict
)

_CLOSED_CHATS = (
    "chat not found",
    "not enough rights to send",
    "have no rights to send",
    "chat_write_forbidden",
    "topic_closed",
    "need administrator rights",
    "group chat was deactivated",
    "peer_id_invalid",
    "user is deactivated",
)
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")


def classify(status: int, body: bytes) -> Outcome:
    """Sort an answer. One that is no JSON came from something in between, or was cut off."""
    try:
        answer = parsed(body)
    except ValueError:
        return _between(status)
    if not isinstance(answer, dict):
        return _between(status)
    if answer.get("ok"):
        return Sent(message_ids(answer.get("result")), answer.get("result"))
    return _error(answer, status)


def message_ids(result: Any) -> tuple[str, ...]:
    """The ids of the messages in a result: one message, an album, or none."""
    messages = result if isinstance(result, list) else [result]
    return tuple(str(one["message_id"]) for one in messages if isinstance(one, dict) and "message_id" in one)


def _between(status: int) -> Outcome:
    """What a proxy or a gateway said: a refusal at its door, or nothing that is known."""
    why = f"an answer with status {status} that is not JSON"
    if status == 413:
        return Refused(why)
    if status == 429:
        return Retry(5.0)
    return NotSent(why) if 400 <= status < 500 else Unsure(why)


def _error(answer: Mapping[str, Any], status: int) -> Outcome:
    code, why = int(answer.get("error_code") or status), str(answer.get("description") or "")
    parameters = answer.get("parameters") or {}
    if chat := parameters.get("migrate_to_chat_id"):
        return Migrated(str(chat))
    if code == 429 or "retry_after" in parameters:
        return Retry(float(parameters.get("retry_after") or 1))
    if code == 400:
        return _bad_request(why)
    return _by_code(code, why)


def _by_code(code: int, why: str) -> Outcome:
    match code:
        case 401:
            return Unauthorized()
        case 403:
            return Blocked(why)
        case 404:  # a token of the wrong shape is answered so; an unknown method is named
            return Refused(why) if "method" in why else Unauthorized()
        case 409:
            return Conflict(why)
    if code >= 500:
        return NotSent(why) if "restart" in why.lower() else Unsure(why)
    return Refused(why)


def _bad_request(why: str) -> Outcome:
    text = why.lower()
    if "message is not modified" in text:
        return NotModified()
    if "message thread not found" in text:
        return NoTopic()
    if any(known in text for known in _GONE):
        return Gone(why)
    if any(known in text for known in _CLOSED_CHATS):
        return Blocked(why)
    return Refused(why)
