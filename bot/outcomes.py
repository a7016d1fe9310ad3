"""What came of one call to Telegram: the answer's status and body, sorted by what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.forgiving import parsed, whole


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
_CODES = range(400, 600)
_DAY = 86400
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")


def classify(status: int, body: bytes) -> Outcome:
    """Sort an answer. What has no `ok` came from something in between, or was cut off; of its kind nothing follows."""
    try:
        answer = parsed(body)
    except ValueError:
        return _between(status, "is not JSON")
    done = answer.get("ok") if isinstance(answer, dict) else None
    if done is True:
        return Sent(message_ids(answer.get("result")), answer.get("result"))
    code = whole(answer.get("error_code")) if done is False else None
    if code is None or code not in _CODES:
        return _between(status, "is not Telegram's")
    return _error(answer, code)


def message_ids(result: Any) -> tuple[str, ...]:
    """The ids of the messages in a result: one message, an album, or none."""
    messages = result if isinstance(result, list) else [result]
    return tuple(str(one["message_id"]) for one in messages if isinstance(one, dict) and "message_id" in one)


def _between(status: int, but: str) -> Outcome:
    """What a proxy or a gateway said: a refusal at its door, or nothing that is known."""
    why = f"an answer with status {status} that {but}"
    if status == 413:
        return Refused(why)
    if status == 429:
        return Retry(5.0)
    return NotSent(why) if 400 <= status < 500 else Unsure(why)


def _error(answer: Mapping[str, Any], code: int) -> Outcome:
    why, parameters = _words(answer.get("description")), answer.get("parameters")
    more = parameters if isinstance(parameters, dict) else {}
    if chat := whole(more.get("migrate_to_chat_id")):
        return Migrated(str(chat))
    wait = _seconds(more.get("retry_after"))
    if code == 429 or wait:
        return Retry(wait or 1.0)
    if code == 400:
        return _bad_request(why)
    return _by_code(code, why)


def _words(given: object) -> str:
    """A description as a text that every database takes."""
    text = given if isinstance(given, str) else ""
    return text.encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")


def _seconds(given: object) -> float:
    """A pause that was asked for; 0 where it is none. What is longer than a day is asked about again after a day."""
    if not isinstance(given, int | float) or isinstance(given, bool) or not given > 0:
        return 0.0
    return float(min(given, _DAY))


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
