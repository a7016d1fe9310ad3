"""How a card that is passed down begins in the office below: with the same post, as if it had been found there."""

from datetime import datetime

from workflow import events
from workflow.automatic import followed
from workflow.card import Card
from workflow.commands import Open
from workflow.deadlines import rules_of
from workflow.decide import open_card
from workflow.events import Event
from workflow.history import apply as applied
from workflow.history import opened
from workflow.office import Office
from workflow.passed import Origin
from workflow.ports import Books
from workflow.refusals import Refusal
from workflow.scene import Below, Scene
from workflow.words import Importance, OfficeId


def below(card: Card, office: Office, to: OfficeId, books: Books, now: datetime) -> Below | None:
    """The office below with the card as it would begin there; None where it does not stand below this office."""
    try:
        found = books.office(to)
    except LookupError:
        return None
    if found.parent != office.id or not found.procedures:
        return None
    scene = scene_in(found, books, now)
    return Below(found, _opening(card, office, scene, books))


def scene_in(office: Office, books: Books, now: datetime) -> Scene:
    """What a new card of the office is decided by."""
    return Scene(office, rules_of(office, books.procedure(office.procedures[0])), now)


def _opening(card: Card, office: Office, scene: Scene, books: Books) -> tuple[Event, ...] | Refusal:
    """The moments of its finding stay: the citizen waits since then. So does a high importance."""
    command = Open(
        scene.office.id, None, card.post, detected=_moment("detected", card), received=_moment("received", card)
    )
    allowed = open_card(command, scene, *books.new_number(scene.office.id))
    if isinstance(allowed, Refusal):
        return allowed
    first = allowed[0]
    assert isinstance(first, events.Opened)  # noqa: S101 - opening begins with it, see open_card
    first = first.model_copy(update={"passed_from": Origin(office=office.id, card=card.id, name=office.name)})
    begun = opened(first)
    happened: list[Event] = [first, *followed(begun, scene)]
    for event in happened[1:]:
        begun = applied(begun, event)
    if card.importance is Importance.HIGH and Importance.HIGH in scene.rules.procedure.importances():
        happened.append(events.ImportanceSet(seq=begun.version + 1, at=scene.now, importance=Importance.HIGH))
    return tuple(happened)


def _moment(name: str, card: Card) -> datetime | None:
    found = card.latest(name)
    return found.at if found else None
