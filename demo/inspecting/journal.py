"""The journal of a card in the reader's words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from demo.inspecting.looking import as_it_was, there
from handlers.history_words import told
from handlers.shown import Shown
from sandbox.words import Json
from storage import people
from workflow.card import Card
from workflow.events import Event, HandedOver, Moved, Opened
from workflow.history import apply, opened
from workflow.office import Office, Person
from workflow.words import PersonId


def journal(conn: Connection, events: Sequence[Event], shown: Shown) -> list[Json]:
    """A line for each event, the first of them first. `who` is empty where the clock acted."""
    whole = replace(shown, office=_with_the_gone(conn, events, shown.office))
    return [_entry(event, as_it_was(whole, card, event.at)) for event, card in _with_cards(events)]


def _with_the_gone(conn: Connection, events: Sequence[Event], office: Office) -> Office:
    """The office with those whom the journal names and who have left since: they have names, and nothing else."""
    named = {person for event in events for person in _named(event) if person is not None}
    names = {person: people.name_of(conn, person) for person in named - {one.id for one in office.people}}
    return replace(office, people=(*office.people, *(_gone(one, name) for one, name in names.items() if name)))


def _named(event: Event) -> list[PersonId | None]:
    """Everybody whose name the line of this event may want."""
    found = [event.by, getattr(event, "on_behalf", None)]
    if isinstance(event, HandedOver):
        found += [event.person, event.to]
    return [*found, event.executor] if isinstance(event, Moved) else found


def _gone(person: PersonId, name: str) -> Person:
    return Person(person, "", name, frozenset())


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
