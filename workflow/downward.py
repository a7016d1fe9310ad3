"""A card passed down to an office below: its own card there, decided by its own people; the one above waits for it.

Each card is decided in its own office's scene. What crosses is the post with the moments at which it was found, and
on the way back the answer with its link (Sobolevo, the order's 5).
"""

from collections.abc import Iterable

from workflow import events
from workflow.actions import Action, Need
from workflow.card import CLOSED, Card
from workflow.commands import PassDown, Withdraw
from workflow.contributions import cycle_began
from workflow.deadlines import running
from workflow.events import ANSWERED_BELOW, WITHDRAWN, Event
from workflow.office import Office, Person
from workflow.passed import End, Passing
from workflow.possible import closed
from workflow.procedure import Procedure, Step
from workflow.publication import under_way
from workflow.refusals import Refusal, Why
from workflow.rights.ask import may
from workflow.rights.asked import Asked
from workflow.rights.row import What
from workflow.scene import Scene
from workflow.words import DraftKind

_INTERIM = frozenset({DraftKind.INTERIM.value, DraftKind.CLARIFICATION.value})
_BEFORE = frozenset({"submitted"})
"""What comes before an answer is out, even where one tap does both."""

_TURNED_AWAY = frozenset({"dismissed", "declined", "returned_up"})
_RETURNED = "returned"


def may_pass(person: Person, card: Card, office: Office, procedure: Procedure) -> bool:
    """Whether he may pass the card down now, where there is an office below: it is still to be routed, by him."""
    mine = may(person, What.PASS_DOWN, Asked(office, card, procedure))
    return mine and _is_free(card) and routes(procedure.at(card.step), procedure)


def may_withdraw(person: Person, card: Card, office: Office, procedure: Procedure) -> bool:
    """Whether he may take the card back from the office below now."""
    return card.awaits_below and may(person, What.WITHDRAW, Asked(office, card, procedure))


def routes(step: Step | None, procedure: Procedure) -> bool:
    """Whether at this step it is said who is to answer."""
    return step is not None and any(procedure.actions[name].asks(Need.DEPARTMENT) for name in step.actions)


def passed(command: PassDown, card: Card, scene: Scene) -> tuple[Event, ...] | Refusal:
    """The card is passed down; what it becomes there stands in the scene."""
    person, procedure = scene.office.person(command.by), scene.rules.procedure
    if person is None or not may(person, What.PASS_DOWN, Asked(scene.office, card, procedure)):
        return closed(card) if person and not card.open else Refusal(Why.NOT_YOURS, card.number)
    if card.awaits_below:
        return Refusal(Why.PASSED, card.number)
    if command.turn not in (None, card.turn) or not may_pass(person, card, scene.office, procedure):
        return Refusal(Why.NOT_NOW, card.number)
    if scene.below is None:
        return Refusal(Why.NO_OFFICE, card.number)
    opening = scene.below.opening
    if isinstance(opening, Refusal):
        return opening
    first = opening[0]
    assert isinstance(first, events.Opened)  # noqa: S101 - opening begins with it, see lowering.opening
    to = Passing(office=first.office, card=first.card, number=first.number, name=scene.below.office.name)
    marks = _of_routing(card, scene)
    return (events.Passed(seq=card.version + 1, at=scene.now, by=command.by, to=to, marks=marks),)


def withdrawn(command: Withdraw, card: Card, scene: Scene) -> tuple[Event, ...] | Refusal:
    """The card is taken back from below, and goes on at its step."""
    person, procedure = scene.office.person(command.by), scene.rules.procedure
    if not card.open:
        return closed(card)
    if not card.awaits_below:
        return Refusal(Why.NOT_PASSED, card.number)
    if person is None or not may_withdraw(person, card, scene.office, procedure):
        return Refusal(Why.NOT_YOURS, card.number)
    if not command.note.strip():
        return Refusal(Why.NO_REASON, card.number)
    return (_ended(End.WITHDRAWN, card, scene).model_copy(update={"by": command.by, "why": command.note.strip()}),)


def called_off(card: Card, why: str, scene: Scene) -> tuple[Event, ...]:
    """The card below is closed as it is taken back; its people hear of it, and why."""
    ended = _ended(End.WITHDRAWN, card, scene).model_copy(update={"why": why, "marks": ()})
    seq = card.version + 2
    closing = events.Moved(seq=seq, at=scene.now, action=WITHDRAWN, step=CLOSED, marks=(WITHDRAWN,))
    return ended, closing


def closed_below(card: Card, below: Card, rules_below: Procedure, scene: Scene) -> tuple[Event, ...]:
    """What becomes of the card above as the one below is closed: it has the answer, or goes on without one."""
    if not card.awaits_below or card.passed is None or card.passed.card != below.id:
        return ()
    if not answered(below, rules_below):
        return (_ended(End.UNANSWERED, card, scene),)
    ended = _ended(End.ANSWERED, card, scene).model_copy(update={"marks": ()})
    closing = events.Moved(
        seq=card.version + 2,
        at=scene.now,
        action=ANSWERED_BELOW,
        step=CLOSED,
        marks=_paid(card, below, scene),
        draft=below.draft,
        link=below.link,
    )
    return ended, closing


def answered(card: Card, procedure: Procedure) -> bool:
    """Whether the citizen has his final answer by this card."""
    began = cycle_began(card.moments)
    entered = {one.name for one in card.moments if one.seq == card.turn}
    last = card.latest(*finals(procedure))
    return last is not None and last.seq >= began and not entered & _TURNED_AWAY


def finals(procedure: Procedure) -> frozenset[str]:
    """Moments at which the citizen has his final answer: it is out, or the card was closed with an outcome."""
    found: set[str] = set()
    for step in procedure.step:
        for name in step.actions:
            action = procedure.actions[name]
            if _goes_out(action) or _ends(action, step):
                tables = procedure.marks.get(name, {}).items()
                found |= {*action.mark, *(mark for case, marks in tables if case not in _INTERIM for mark in marks)}
    return frozenset(found - _BEFORE)


def _goes_out(action: Action) -> bool:
    own = action.asks(Need.DRAFT) and "published" in action.mark
    return action.gives_out or own


def _ends(action: Action, step: Step) -> bool:
    """Whether it closes the card with something said to the citizen; a ground or a reason turns the card away."""
    target = step.actions[action.name]
    closes = CLOSED in ({target} if isinstance(target, str) else target.values())
    return closes and not (action.asks(Need.GROUND) or action.asks(Need.REASON))


def _is_free(card: Card) -> bool:
    return card.open and not card.awaits_below and card.joined_to is None and not under_way(card)


def _of_routing(card: Card, scene: Scene) -> tuple[str, ...]:
    """The moments by which what is owed of routing is paid: the card has gone to whoever answers it."""
    step, procedure = scene.rules.procedure.at(card.step), scene.rules.procedure
    names = step.actions if step else ()
    routing = [one for name in names if (one := procedure.actions[name]).asks(Need.DEPARTMENT)]
    owed = {name for clock in running(card, scene.rules) for name in clock.deadline.met_by}
    return tuple(dict.fromkeys(mark for one in routing for mark in one.mark if mark in owed))


def _ended(end: End, card: Card, scene: Scene) -> events.PassEnded:
    """A card that comes back without an answer is to be routed again, as one that an executor has returned."""
    known = {mark for one in scene.rules.procedure.actions.values() for mark in one.mark}
    marks = (_RETURNED,) if _RETURNED in known else ()
    return events.PassEnded(seq=card.version + 1, at=scene.now, end=end, step=card.step, marks=marks)


def _paid(card: Card, below: Card, scene: Scene) -> tuple[str, ...]:
    """The moments that pay what the card still owes, those that the card below has had before any other."""
    began = cycle_began(below.moments)
    had = [one.name for one in below.moments if one.seq >= began]
    met = (clock.deadline.met_by for clock in running(card, scene.rules))
    paying = (_first(names, had) for names in met)
    final = sorted(finals(scene.rules.procedure) & set(had))
    return tuple(dict.fromkeys([*final, *(name for name in paying if name)]))


def _first(names: Iterable[str], had: list[str]) -> str | None:
    fitting = [name for name in names if name not in _TURNED_AWAY]
    return next((name for name in fitting if name in had), next(iter(fitting), None))
