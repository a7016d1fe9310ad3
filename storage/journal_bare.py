"""What an erasure will leave of an event, fixed in the chain by a digest when the event is written.

A field that is new needs a default, and what `redacted` leaves of a kind of event must stay as it is: digests that were
written before are of that form.
"""

import hashlib
import json
from collections.abc import Collection
from typing import Any

from workflow.events import Event, Opened
from workflow.redacting import redacted

_WORD = "—"
"""Stands where words stood in the form that the digest is of, whatever language an office erases in."""


def bare_digest(event: Event, topics: Collection[str]) -> str:
    """The digest (hex) of what may ever be left of the event; `topics` are those that its office knows.

    A topic that the office does not know came from outside, and may say anything.
    """
    own = not isinstance(event, Opened) or event.topic in topics
    return digest_of_left(bare_body(event if own else without_topic(event), _WORD), _WORD)


def bare_body(event: Event, instead: str) -> str:
    """What stands in the journal in place of the event when it is erased: only what is no default, as JSON."""
    left = redacted(event, instead)
    return _json({"kind": left.kind, **left.model_dump(mode="json", exclude_defaults=True)})


def without_topic(event: Event) -> Event:
    """The event as if nobody had given it a topic."""
    return event.model_copy(update={"topic": ""}) if isinstance(event, Opened) else event


def digest_of_left(body: str, instead: str) -> str:
    """The same digest, reckoned from what is left. Raises ValueError for what is no JSON."""
    return hashlib.sha256(_json(_neutral(json.loads(body), instead)).encode()).hexdigest()


def _neutral(value: Any, instead: str) -> Any:
    if isinstance(value, dict):
        return {name: _neutral(one, instead) for name, one in value.items()}
    if isinstance(value, list):
        return [_neutral(one, instead) for one in value]
    return _WORD if isinstance(value, str) and value == instead else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
