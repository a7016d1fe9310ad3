"""The desk: the one door into the core. It reads, lets the core decide, and writes what follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from workflow import events
from workflow.automatic import followed
from workflow.card import Card
from workflow.commands import AddPart, Command, DecideRepeat, Join, Open, PassDown, Wake
from workflow.counting import counted, too_many
from workflow.deadlines import plan, rules_of, running
from workflow.decide import decide, open_card
from workflow.downward import called_off, closed_below
from workflow.events import Event
from workflow.history import apply as applied
from workflow.history import opened
from workflow.joining import follows
from workflow.lowering import below, scene_in
from workflow.notices import notices
from workflow.office import Office
from workflow.ports import Books
from workflow.procedure import Procedure
from workflow.refusals import Refusal, Why
from workflow.scene import Scene
from workflow.signing import signed
from workflow.words import CardId


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a command: the card as it stands now, and what happened to it."""

    card: Card
    office: Office
    procedure: Procedure
    happened: tuple[Event, ...]


Outcome = Done | Refusal


def do(command: Command, books: Books, now: datetime, settle: float = 0.0) -> Outcome:
    """Carry out one command inside the transaction behind `books`.

    `settle` is how many seconds of real time a new card waits for more parts before it is shown.
    """
    if isinstance(command, Open):
        return _open(command, books, now, settle)
    card = books.card(command.card)
    if card is None:
        return Refusal(Why.NO_CARD)
    office = books.office(card.office)
    if _is_foreign(command, office):
        return Refusal(Why.NO_CARD)
    rules = rules_of(office, books.procedure(card.procedure, card.digest))
    leads = isinstance(command, Join) and bool(books.joined_to(card.id))
    lower = below(card, office, command.to, books, now) if isinstance(command, PassDown) else None
    scene = Scene(office, rules, now, _other(command, books), leads, lower)
    decision = decide(command, card, scene)
    if isinstance(decision, Refusal):
        return decision
    decision = signed(command, decision, card, scene)
    if refusal := too_many(decision, card, scene, books):
        return refusal
    if isinstance(command, Wake) and not decision:
        # It was woken for nothing: the office's hours have changed since, and its timers must follow.
        _set_timers(card, (), scene, books)
    return _carry(card, decision, scene, books)


def _carry(card: Card, happened: tuple[Event, ...], scene: Scene, books: Books) -> Done:
    """Write what happened to the card, and what follows from it for other cards, in the same transaction."""
    done = _write(_after(card, happened), happened, scene, books)
    _take_along(card, done, scene, books)
    _across(card, done, scene, books)
    return done


def _is_foreign(command: Command, office: Office) -> bool:
    """Whether somebody who is not of the card's office wants it: to him there is no such card (Sobolevo, order 5)."""
    by = getattr(command, "by", None)
    return by is not None and office.person(by) is None


def _other(command: Command, books: Books) -> Card | None:
    """The other card that the command speaks of."""
    named = command.to if isinstance(command, Join) else command.of if isinstance(command, DecideRepeat) else None
    return books.card(named) if named is not None else None


def _take_along(before: Card, done: Done, scene: Scene, books: Books) -> None:
    """Cards that are answered together with this one follow its answer, in the same transaction."""
    if done.card.turn == before.turn:
        return
    for joined in filter(None, map(books.card, books.joined_to(before.id))):
        if happened := follows(joined, before, done.card, scene):
            _write(_after(joined, happened), happened, scene, books)


def _across(before: Card, done: Done, scene: Scene, books: Books) -> None:
    """What follows for the card of an office above or below, each decided in its own office's scene."""
    passed = next((one for one in done.happened if isinstance(one, events.Passed)), None)
    if passed and scene.below and not isinstance(scene.below.opening, Refusal):
        first, *rest = scene.below.opening
        assert isinstance(first, events.Opened)  # noqa: S101 - opening begins with it
        _write(_after(opened(first), rest), (first, *rest), scene_in(scene.below.office, books, scene.now), books)
    elif before.awaits_below and not done.card.awaits_below and before.passed:
        lower = books.card(before.passed.card)
        if lower and lower.open:
            why = done.card.passed.why if done.card.passed else ""
            there = _scene_of(lower, books, scene.now)
            _carry(lower, called_off(lower, why, there), there, books)
    if before.open and not done.card.open and before.passed_from:
        upper = books.card(before.passed_from.card)
        there = _scene_of(upper, books, scene.now) if upper else scene
        if upper and (happened := closed_below(upper, done.card, scene.rules.procedure, there)):
            _carry(upper, happened, there, books)


def _scene_of(card: Card, books: Books, now: datetime) -> Scene:
    office = books.office(card.office)
    return Scene(office, rules_of(office, books.procedure(card.procedure, card.digest)), now)


def replan(card_id: CardId, books: Books, now: datetime) -> None:
    """Count the card's times anew: the office's timetable, its readings or a production calendar have changed."""
    card = books.card(card_id)
    if card is None:
        return
    scene = _scene_of(card, books, now)
    _set_timers(card, (), scene, books)
    books.set_due(card.id, _soonest(card, scene))


def _open(command: Open, books: Books, now: datetime, settle: float) -> Outcome:
    if command.key and (known := books.card_under(command.office, command.key)):
        return _join(command, known, books, now)
    office = books.office(command.office)
    procedure = books.procedure(command.procedure or office.procedures[0])
    scene = Scene(office, rules_of(office, procedure), now)
    allowed = open_card(command, scene, *books.new_number(office.id))
    if isinstance(allowed, Refusal):
        return allowed
    first = allowed[0]
    assert isinstance(first, events.Opened)  # noqa: S101 - opening begins with it, see open_card
    card = opened(first)
    happened = (*allowed, *followed(card, scene))
    return _write(_after(card, happened[1:]), happened, scene, books, command.key, settle)


def _join(command: Open, known: CardId, books: Books, now: datetime) -> Outcome:
    outcome: Outcome = Refusal(Why.NO_CARD)
    for part in command.post.parts:
        outcome = do(AddPart(card=known, by=command.by, part=part), books, now)
    return outcome


def _after(card: Card, happened: Sequence[Event]) -> Card:
    for event in happened:
        card = applied(card, event)
    return card


def _write(
    card: Card, happened: tuple[Event, ...], scene: Scene, books: Books, key: str = "", settle: float = 0.0
) -> Done:
    if happened:
        books.write(card, happened, key, _soonest(card, scene))
        _set_timers(card, happened, scene, books)
        books.tell((*notices(happened, card, scene, settle), *counted(happened, card, scene, books)))
    return Done(card, scene.office, scene.rules.procedure, happened)


def _soonest(card: Card, scene: Scene) -> datetime | None:
    return next((clock.at for clock in running(card, scene.rules)), None)


def _set_timers(card: Card, happened: Sequence[Event], scene: Scene, books: Books) -> None:
    fired = [event.ping for event in happened if isinstance(event, events.Rang)]
    books.set_timers(card.id, {ring.key: ring.at for ring in plan(card, scene.rules)}, fired)
