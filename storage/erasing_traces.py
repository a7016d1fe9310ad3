"""What a card leaves elsewhere than on itself: words in messages, files, acts, other offices' cards."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from storage.erasing_posts import Origin, origin_of
from storage.erasing_words import strings
from workflow.card import Card
from workflow.events import Erased, Event
from workflow.post import Media
from workflow.redacting import redacted
from workflow.words import CardId

_OURS = "blob:"
"""How references to bytes begin that are kept in the database."""


@dataclass(frozen=True, slots=True)
class Traces:
    """Of some cards: ids, where their posts came from, all that was said, references of messengers, our own bytes."""

    cards: frozenset[CardId]
    posts: tuple[Origin, ...]
    texts: frozenset[str]
    refs: frozenset[str]
    files: frozenset[str]
    events: int

    @classmethod
    def of_all(cls, many: Iterable["Traces"]) -> "Traces":
        """Of all these cards together."""
        each = list(many)
        return cls(
            frozenset[CardId]().union(*(one.cards for one in each)),
            tuple(post for one in each for post in one.posts),
            frozenset[str]().union(*(one.texts for one in each)),
            frozenset[str]().union(*(one.refs for one in each)),
            frozenset[str]().union(*(one.files for one in each)),
            sum(one.events for one in each),
        )


def traces_of(card: Card, key: str, history: Sequence[Event], events: int) -> Traces:
    """What there was on the card before it was made bare; `key` is what it was opened under."""
    media = [one for event in history for one in _media(event)]
    return Traces(
        cards=frozenset({card.id}),
        posts=(origin_of(card.post, key),),
        texts=frozenset(text for event in history for text in _said(event)),
        refs=frozenset(one.ref for one in media if not one.ref.startswith(_OURS)),
        files=frozenset(one.ref.removeprefix(_OURS) for one in media if one.ref.startswith(_OURS)),
        events=events,
    )


def _said(event: Event) -> Iterator[str]:
    """Every text that is there before and is not there after."""
    if isinstance(event, Erased):
        return
    before, after = event.model_dump(mode="json"), redacted(event, "").model_dump(mode="json")
    kept = set(strings(after))
    yield from (text for text in strings(_without_media(before)) if text and text not in kept)


def _without_media(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_media(one) for name, one in value.items() if name not in ("media", "key")}
    return [_without_media(one) for one in value] if isinstance(value, list) else value


def _media(event: Any) -> Iterator[Media]:
    """Attachments anywhere in the event."""
    if isinstance(event, Media):
        yield event
    elif isinstance(event, tuple):
        for one in event:
            yield from _media(one)
    elif hasattr(event, "model_fields_set"):
        for name in type(event).model_fields:
            yield from _media(getattr(event, name))
