"""The heart: a card and a command give events, or a refusal. Nothing here performs anything."""

from functools import singledispatch

from workflow import access, events
from workflow.actions import ACTIONS, Need
from workflow.card import Card
from workflow.commands import Act, AddPart, ChangePart, Command, MarkSignificant, Open, SetImportance, Wake
from workflow.deadlines import limit
from workflow.events import Event
from workflow.office import Office
from workflow.possible import LONGEST_DRAFT, closed, not_enough, not_possible
from workflow.post import Part
from workflow.procedure import Step
from workflow.refusals import Refusal, Why
from workflow.rings import ring_out
from workflow.scene import Scene
from workflow.topics import topic_of
from workflow.words import CardId, DraftKind, PersonId

__all__ = ["LONGEST_DRAFT", "Decision", "Scene", "decide", "not_possible", "open_card"]

Decision = tuple[Event, ...] | Refusal


def open_card(command: Open, scene: Scene, card: CardId, number: int) -> Decision:
    """Make a card of a post, if the person may."""
    by = scene.office.person(command.by)
    if command.by is not None and (by is None or not access.manages(by)):
        return Refusal(Why.NOT_YOURS)
    detected = command.detected or scene.now
    return (
        events.Opened(
            seq=1,
            at=scene.now,
            by=command.by,
            card=card,
            office=scene.office.id,
            number=number,
            procedure=scene.rules.procedure.name,
            digest=scene.rules.procedure.digest,
            step=scene.rules.procedure.start,
            post=command.post,
            topic=topic_of(command.post.text, scene.office.departments),
            detected=detected,
            received=command.received or detected,
        ),
    )


@singledispatch
def decide(command: Command, card: Card, scene: Scene) -> Decision:
    """What the command makes of the card. Raises TypeError for a command that is none."""
    raise TypeError(f"the desk does not know the command {command!r}")


@decide.register
def _(command: AddPart, card: Card, scene: Scene) -> Decision:
    if refusal := _not_a_manager(command.by, card, scene):
        return refusal
    if not card.open:
        return closed(card)
    if command.part.key and any(part.key == command.part.key for part in card.post.parts):
        return ()
    return (events.PartAdded(seq=card.version + 1, at=scene.now, by=command.by, part=command.part),)


@decide.register
def _(command: ChangePart, card: Card, scene: Scene) -> Decision:
    if command.by is not None and scene.office.person(command.by) is None:
        return Refusal(Why.NOT_YOURS, card.number)
    if not card.open:
        return ()
    seq = card.version + 1
    if _differs(command.part, card.post.parts):
        return (events.PartChanged(seq=seq, at=scene.now, by=command.by, part=command.part),)
    if card.draft and _differs(command.part, card.draft.parts):
        return (events.DraftEdited(seq=seq, at=scene.now, by=command.by, part=command.part),)
    return ()


def _differs(part: Part, parts: tuple[Part, ...]) -> bool:
    """Whether one of the parts is an older form of this one."""
    return bool(part.key) and any(known.key == part.key and known != part for known in parts)


@decide.register
def _(command: SetImportance, card: Card, scene: Scene) -> Decision:
    if refusal := _not_a_manager(command.by, card, scene):
        return refusal
    if not card.open:
        return closed(card)
    if card.importance is command.importance:
        return ()
    return (events.ImportanceSet(seq=card.version + 1, at=scene.now, by=command.by, importance=command.importance),)


@decide.register
def _(command: MarkSignificant, card: Card, scene: Scene) -> Decision:
    if refusal := _not_a_manager(command.by, card, scene):
        return refusal
    if not card.open:
        return closed(card)
    if card.significant:
        return ()
    return (events.MarkedSignificant(seq=card.version + 1, at=scene.now, by=command.by),)


@decide.register
def _(command: Act, card: Card, scene: Scene) -> Decision:
    person = scene.office.person(command.by)
    step = scene.rules.procedure.at(card.step)
    if refusal := not_possible(command, card, step, person, scene) or not_enough(command, card, scene):
        return refusal
    assert step is not None  # noqa: S101 - a card without a step is closed, and was refused above
    return (_moved(command, card, step, scene),)


@decide.register
def _(command: Wake, card: Card, scene: Scene) -> Decision:
    return ring_out(card, scene)


def _not_a_manager(by: PersonId | None, card: Card, scene: Scene) -> Refusal | None:
    person = scene.office.person(by)
    if by is not None and (person is None or not access.manages(person)):
        return Refusal(Why.NOT_YOURS, card.number)
    return None


def _moved(command: Act, card: Card, step: Step, scene: Scene) -> events.Moved:
    procedure, need = scene.rules.procedure, ACTIONS[command.action].need
    kind = card.draft.kind if card.draft else None
    late = _is_late(command.action, card, scene)
    target = _target(command.action, step, kind, late)
    # A return after its time is only asked for: it becomes one when the curator takes the card back.
    only_asked = late and target != _target(command.action, step, kind, late=False)
    return events.Moved(
        seq=card.version + 1,
        at=scene.now,
        by=command.by,
        action=command.action,
        step=target,
        marks=("return_asked",) if only_asked else procedure.moments_of(command.action, kind),
        note=command.note.strip(),
        department=command.department if need is Need.DEPARTMENT else None,
        executor=_in_charge(command.department, scene.office) if need is Need.DEPARTMENT else None,
        draft=command.draft if need is Need.DRAFT else None,
        link=command.link.strip() if need is Need.LINK else "",
        ground=command.ground if need is Need.GROUND else "",
        late=late,
    )


def _target(action: str, step: Step, kind: DraftKind | None, late: bool) -> str:
    if action not in step.actions and step.recall:
        return step.recall
    return step.target(action, kind=kind, late=late)


def _in_charge(department: str | None, office: Office) -> PersonId | None:
    """The first executor who can be told, else the first: the others stand in for him (SOB-9a)."""
    unit = office.executors_of(department or "")
    return next((person.id for person in (*(one for one in unit if one.can_be_told()), *unit)), None)


def _is_late(action: str, card: Card, scene: Scene) -> bool:
    clock = limit(card, action, scene.rules)
    return clock is not None and scene.now > clock.at
