"""The journal of a card in the reader's words."""

from collections.abc import Iterator, Sequence

from demo.inspecting.looking import as_it_was, there
from handlers.history_words import told
from handlers.shown import Shown
from sandbox.words import Json
from workflow.card import Card
from workflow.events import Event, Opened
from workflow.history import apply, opened
from workflow.words import PersonId


def journal(events: Sequence[Event], shown: Shown) -> list[Json]:
    """A line for each event, the first of them first. `who` is empty where the clock acted."""
    return [_entry(event, as_it_was(shown, card, event.at)) for event, card in _with_cards(events)]


def _with_cards(events: Sequence[Event]) -> Iterator[tuple[Event, Card]]:
    """Each event with the card as it stood right after it."""
    card: Card | None = None
    for event in events:
        if card is not None:
            card = apply(card, event)
        elif isinstance(event, Opened):
            card = opened(event)
        if card is not None:
            yield event, card


def _entry(event: Event, shown: Shown) -> Json:
    words = told(event, shown)
    behalf = _name(getattr(event, "on_behalf", None), shown)
    entry: Json = {
        "seq": event.seq,
        "at": there(event.at, shown),
        "kind": event.kind,
        "what": words.what,
        "who": _name(event.by, shown),
    }
    return {**entry, **({"on_behalf": behalf} if behalf else {}), **({"note": words.note} if words.note else {})}


def _name(person: PersonId | None, shown: Shown) -> str:
    found = shown.office.person(person)
    return found.name if found else ""
