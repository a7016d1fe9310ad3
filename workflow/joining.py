"""Posts that share one answer: each keeps its own card, owner and times, and is answered by itself (Sobolevo 20)."""

from functools import reduce
from itertools import groupby

from workflow import access, events
from workflow.actions import Need
from workflow.card import Card, Moment
from workflow.commands import Join
from workflow.contributions import cycle_began
from workflow.deadlines import running
from workflow.events import SHARED, Event
from workflow.history import apply as applied
from workflow.possible import closed
from workflow.procedure import Procedure, Step
from workflow.refusals import Refusal, Why
from workflow.rights.ask import known_may
from workflow.rights.asked import Asked
from workflow.rights.row import What
from workflow.scene import Scene
from workflow.words import PersonId

_MOST = 6
"""Rounds in which debts of the card's own way are settled; each round is one event."""

_Marks = tuple[str, ...]


def decided(command: Join, card: Card, scene: Scene) -> tuple[Event, ...] | Refusal:
    """The card is to be answered together with the one that it repeats, or by itself again."""
    if not known_may(command.by, What.JOIN, Asked(scene.office, card, scene.rules.procedure)):
        return Refusal(Why.NOT_YOURS, card.number)
    if not card.open:
        return closed(card)
    if command.to == card.joined_to:
        return ()
    if command.to is None:
        return (events.Joined(seq=card.version + 1, at=scene.now, by=command.by),)
    return _together(command.by, card, scene)


def _together(by: PersonId, card: Card, scene: Scene) -> tuple[Event, ...] | Refusal:
    main = scene.other
    if main is None or main.office != card.office:
        return Refusal(Why.NO_CARD, card.number)
    if not main.open:
        return closed(main)
    if scene.leads or not joinable(card, main, scene.rules.procedure):
        return Refusal(Why.NOT_JOINABLE, main.number)
    first = events.Joined(seq=card.version + 1, at=scene.now, by=by, to=main.id, number=main.number)
    if not gives_out(scene.rules.procedure.at(main.step), scene.rules.procedure):
        return (first,)
    return (first, *_shared(applied(card, first), main, _since_draft(main, scene.rules.procedure), scene))


def joinable(card: Card, main: Card, procedure: Procedure) -> bool:
    """Whether the card can share the other's answer: it repeats it, is of its sort, and the answer is still to come.

    A card that is itself joined to another leads nobody, so that there are no circles.
    """
    same = (card.office, card.procedure, card.digest, card.kind) == (
        main.office,
        main.procedure,
        main.digest,
        main.kind,
    )
    fits = card.id != main.id and card.open and main.open and main.joined_to is None and card.repeat_of == main.id
    return same and fits and not card.awaits_below and _is_ahead(main.step, procedure)


def gives_out(step: Step | None, procedure: Procedure) -> bool:
    """Whether an agreed answer is published or sent out at this step."""
    return step is not None and any(procedure.actions[name].gives_out for name in step.actions)


def follows(card: Card, before: Card, main: Card, scene: Scene) -> tuple[Event, ...]:
    """What becomes of a joined card as its main one has moved; `before` is how the main one stood.

    As the main card comes to where its agreed answer goes out, the joined one does too. Where the answer is sent back
    from there, it goes back as well. Where the main card is closed without an answer, they part.
    """
    procedure = scene.rules.procedure
    if not card.open or main.turn <= before.version:
        return ()
    holds = card.draft is not None and card.draft in main.drafts
    here, there = gives_out(procedure.at(before.step), procedure), gives_out(procedure.at(main.step), procedure)
    if not main.open:
        return () if holds else (events.Joined(seq=card.version + 1, at=scene.now),)
    if there and (holds or not gives_out(procedure.at(card.step), procedure)):
        return _shared(card, main, _news(card, before, main, procedure), scene)
    if here and not there and card.draft == main.draft and card.step == before.step:
        return _back(card, before, main, scene)
    return ()


def _is_ahead(step: str, procedure: Procedure) -> bool:
    """Whether the answer can still come to where it goes out from this step, or is there."""
    found, known = [step], {step}
    for name in found:
        here = procedure.at(name)
        if gives_out(here, procedure):
            return True
        found += (here.targets() if here else set()) - known
        known |= set(found)
    return False


def _back(card: Card, before: Card, main: Card, scene: Scene) -> tuple[Event, ...]:
    """The answer was not good enough; one that has gone out leaves the joined card to go out by itself."""
    step = scene.rules.procedure.at(before.step)
    action = scene.rules.procedure.actions.get(main.last.action)
    if step is None or (action and action.gives_out):
        return ()
    remark = main.remark(main.last.action)
    note = remark.text if remark and remark.at == main.last.at else ""
    marks = tuple(one.name for one in main.moments if one.seq == main.turn)
    event = events.Moved(seq=card.version + 1, at=scene.now, action=SHARED, step=main.step, marks=marks, note=note)
    return (event,)


def _news(card: Card, before: Card, main: Card, procedure: Procedure) -> tuple[_Marks, ...]:
    """What has happened to the answer since the joined card had it last."""
    if card.draft == main.draft:
        return _of_the_way([one for one in main.moments if one.seq > before.version], procedure)
    return _since_draft(main, procedure)


def _since_draft(main: Card, procedure: Procedure) -> tuple[_Marks, ...]:
    """The moments from the newest draft on, event by event."""
    drafting = {
        one for name, action in procedure.actions.items() if action.asks(Need.DRAFT) for one in _all(name, procedure)
    }
    drafted = max((one.seq for one in main.moments if one.name in drafting), default=main.turn)
    return _of_the_way([one for one in main.moments if one.seq >= drafted], procedure)


def _of_the_way(moments: list[Moment], procedure: Procedure) -> tuple[_Marks, ...]:
    """Those that actions of the steps set, event by event."""
    known = {one for step in procedure.step for name in step.actions for one in _all(name, procedure)}
    groups = groupby(moments, key=lambda one: one.seq)
    named = (tuple(one.name for one in group if one.name in known) for _, group in groups)
    return tuple(marks for marks in named if marks)


def _all(action: str, procedure: Procedure) -> set[str]:
    """Every moment that the action may set."""
    by_case = procedure.marks.get(action, {}).values()
    return {*procedure.actions[action].mark, *(name for names in by_case for name in names)}


def _shared(card: Card, main: Card, marks: tuple[_Marks, ...], scene: Scene) -> tuple[Event, ...]:
    """The joined card comes to where the main one stands, with its answer, and owes what the main one owes."""
    before: list[_Marks] = []
    found = _moves(card, main, marks, scene)
    for _ in range(_MOST):
        paid = _settled(card, reduce(applied, found, card), main, scene)
        if not paid:
            break
        before.append(paid)
        found = _moves(card, main, (*before, *marks), scene)
    return found


def _moves(card: Card, main: Card, marks: tuple[_Marks, ...], scene: Scene) -> tuple[Event, ...]:
    """One event for each group of moments; a debt that begins with one of them is paid by a later one."""
    fresh = main.draft if card.draft != main.draft else None
    led = _led(card, main, scene.rules.procedure)
    return tuple(
        events.Moved(
            seq=card.version + 1 + index,
            at=scene.now,
            action=SHARED,
            step=main.step,
            marks=names,
            draft=fresh if index == 0 else None,
            department=main.department if led and index == 0 else None,
            executor=main.executor if led and index == 0 else None,
        )
        for index, names in enumerate(marks or ((),))
    )


def _led(card: Card, main: Card, procedure: Procedure) -> bool:
    """Whether the main card's executor is to have the joined one: nobody has it yet, or it is with who routes it."""
    step = procedure.at(card.step)
    routing = step is not None and any(
        name == access.RECALL or procedure.actions[name].asks(Need.DEPARTMENT) for name in step.actions
    )
    return main.department is not None and (routing or card.executor is None)


def _settled(card: Card, after: Card, main: Card, scene: Scene) -> _Marks:
    """The moments that pay what the joined card would still owe of its own way and the main one does not."""
    procedure, rules = scene.rules.procedure, scene.rules
    owed = {clock.deadline.name for clock in running(main, rules)}
    step = procedure.at(card.step)
    began = cycle_began(main.moments)
    paying = [
        *(one.name for one in main.moments if one.seq >= began),
        *(one for name in (step.actions if step else ()) for one in sorted(_all(name, procedure))),
    ]
    stale = (one.deadline for one in running(after, rules) if one.part is None and one.deadline.name not in owed)
    found = (next((name for name in paying if name in deadline.met_by), None) for deadline in stale)
    return tuple(dict.fromkeys(name for name in found if name))
