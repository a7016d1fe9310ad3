"""The heart: a card and a command give events, or a refusal. Nothing here performs anything."""

from functools import singledispatch

from workflow import downward, events, handing, joining, publication
from workflow.accounts import excluded_by
from workflow.automatic import followed
from workflow.card import Card
from workflow.commands import (
    Act,
    AddPart,
    ChangePart,
    Command,
    DecideRepeat,
    GivePart,
    HandOver,
    Join,
    MarkSignificant,
    NotPublished,
    Open,
    PassDown,
    PublishHere,
    Report,
    SetImportance,
    SetKind,
    Shorten,
    Wake,
    Warn,
    Withdraw,
)
from workflow.deadlines import clocks, running
from workflow.events import Event
from workflow.history import apply as applied
from workflow.moves import moved
from workflow.possible import LONGEST_DRAFT, closed, not_enough, not_possible
from workflow.post import Part
from workflow.refusals import Refusal, Why
from workflow.rights.ask import known_may
from workflow.rights.asked import Asked
from workflow.rights.row import What
from workflow.rings import ring_out
from workflow.scene import Scene
from workflow.sharing import given, warned
from workflow.timely import may_be_shortened
from workflow.topics import topic_of
from workflow.words import CardId, Importance, PersonId, Role

__all__ = ["LONGEST_DRAFT", "Decision", "Scene", "decide", "not_possible", "open_card"]

Decision = tuple[Event, ...] | Refusal


def open_card(command: Open, scene: Scene, card: CardId, number: int) -> Decision:
    """Make a card of a post, if the person may."""
    if not known_may(command.by, What.OPEN, Asked(scene.office)):
        return Refusal(Why.NOT_YOURS)
    detected = command.detected or scene.now
    procedure = scene.rules.procedure
    if command.kind and command.kind not in procedure.kinds:
        return Refusal(Why.NO_SUCH_KIND)
    if excluded := excluded_by(command.post, scene.office, procedure):
        return Refusal(Why.EXCLUDED, words=excluded.words, clause=excluded.clause)
    return (
        events.Opened(
            seq=1,
            at=scene.now,
            by=command.by,
            card=card,
            office=scene.office.id,
            number=number,
            procedure=procedure.name,
            digest=procedure.digest,
            step=procedure.start,
            post=command.post,
            topic=command.topic or topic_of(command.post.text, scene.office.departments),
            card_kind=command.kind or procedure.default_kind,
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
    if not _may(command.by, What.ADD_PART, card, scene):
        return Refusal(Why.NOT_YOURS, card.number)
    if not card.open:
        return closed(card)
    if command.part.key and any(part.key == command.part.key for part in card.post.parts):
        return ()
    return (events.PartAdded(seq=card.version + 1, at=scene.now, by=command.by, part=command.part),)


@decide.register
def _(command: ChangePart, card: Card, scene: Scene) -> Decision:
    if not _may(command.by, What.CHANGE_PART, card, scene):
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
    procedure = scene.rules.procedure
    what = What.FAST_TRACK if command.importance is Importance.FAST else What.SET_IMPORTANCE
    if not _may(command.by, what, card, scene):
        return Refusal(Why.NOT_YOURS, card.number)
    if command.importance not in procedure.importances():
        return Refusal(Why.NO_SUCH_IMPORTANCE, card.number)
    if not card.open:
        return closed(card)
    days = command.days if command.importance is Importance.FAST else None
    if refusal := _bad_fast_days(command, card, scene):
        return refusal
    if (card.importance, card.fast_days) == (command.importance, days):
        return ()
    seq = card.version + 1
    return (events.ImportanceSet(seq=seq, at=scene.now, by=command.by, importance=command.importance, days=days),)


def _bad_fast_days(command: SetImportance, card: Card, scene: Scene) -> Refusal | None:
    """The fast track has so many days as its rule lets one choose."""
    rules = [one.fast.rule for one in scene.rules.procedure.deadline if one.fast]
    chosen = [rule for rule in rules if rule.least is not None]
    if command.importance is not Importance.FAST or not chosen:
        return None
    fits = all((rule.least or 0) <= (command.days or 0) <= rule.amount for rule in chosen)
    return None if fits else Refusal(Why.BAD_DAYS, card.number, amount=min(rule.amount for rule in chosen))


@decide.register
def _(command: SetKind, card: Card, scene: Scene) -> Decision:
    if not _may(command.by, What.SET_KIND, card, scene):
        return Refusal(Why.NOT_YOURS, card.number)
    if not card.open:
        return closed(card)
    if command.kind not in scene.rules.procedure.kinds:
        return Refusal(Why.NO_SUCH_KIND, card.number)
    if command.kind == card.kind:
        return ()
    step = scene.rules.procedure.at(card.step)
    outside = step is not None and step.role(command.kind) is Role.OUTSIDE
    seq = card.version + 1
    return (events.KindSet(seq=seq, at=scene.now, by=command.by, card_kind=command.kind, outside=outside),)


@decide.register
def _(command: Shorten, card: Card, scene: Scene) -> Decision:
    if not card.open:
        return closed(card)
    short = scene.rules.procedure.short_time(command.name)
    if short is None:
        return Refusal(Why.NO_SHORTER, card.number)
    if command.name == card.shorter:
        return ()
    if not _may(command.by, What.SHORTEN, card, scene, command.name):
        return Refusal(Why.NOT_YOURS, card.number)
    if not may_be_shortened(card, short):
        return Refusal(Why.NO_SHORTER, card.number)
    event = events.TimeShortened(seq=card.version + 1, at=scene.now, by=command.by, name=command.name)
    return Refusal(Why.NO_SHORTER, card.number) if _over_already(applied(card, event), scene) else (event,)


def _over_already(card: Card, scene: Scene) -> bool:
    """Whether a time that was just set is past: nobody can keep such a one."""
    short = scene.rules.procedure.short_time(card.shorter)
    names = set(short.due) if short else set()
    return any(one.hurried and one.deadline.name in names and one.at <= scene.now for one in running(card, scene.rules))


@decide.register
def _(command: DecideRepeat, card: Card, scene: Scene) -> Decision:
    if not _may(command.by, What.DECIDE_REPEAT, card, scene):
        return Refusal(Why.NOT_YOURS, card.number)
    if not card.open:
        return closed(card)
    earlier = scene.other
    if command.of is not None and (earlier is None or earlier.id == card.id or earlier.office != card.office):
        return Refusal(Why.NO_CARD, card.number)
    if card.latest("repeat_checked") and command.of == card.repeat_of:
        return ()
    number = earlier.number if earlier else None
    return (events.RepeatDecided(seq=card.version + 1, at=scene.now, by=command.by, of=command.of, number=number),)


@decide.register
def _(command: Join, card: Card, scene: Scene) -> Decision:
    return joining.decided(command, card, scene)


@decide.register
def _(command: PassDown, card: Card, scene: Scene) -> Decision:
    return downward.passed(command, card, scene)


@decide.register
def _(command: Withdraw, card: Card, scene: Scene) -> Decision:
    return downward.withdrawn(command, card, scene)


@decide.register
def _(command: GivePart, card: Card, scene: Scene) -> Decision:
    return given(command, card, scene)


@decide.register
def _(command: Warn, card: Card, scene: Scene) -> Decision:
    return warned(command, card, scene)


@decide.register
def _(command: Report, card: Card, scene: Scene) -> Decision:
    clock = next((one for one in clocks(card, scene.rules) if one.deadline.name == command.deadline), None)
    if not _may(command.by, What.REPORT, card, scene, command.deadline):
        return Refusal(Why.NOT_YOURS, card.number)
    if clock is None or not clock.late(scene.now):
        return Refusal(Why.NOT_MISSED, card.number)
    if command.deadline in card.reported:
        return ()
    return (events.Reported(seq=card.version + 1, at=scene.now, by=command.by, deadline=command.deadline),)


@decide.register
def _(command: MarkSignificant, card: Card, scene: Scene) -> Decision:
    if not _may(command.by, What.MARK_SIGNIFICANT, card, scene):
        return Refusal(Why.NOT_YOURS, card.number)
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
    first = moved(command, card, scene)
    return (first, *followed(applied(card, first), scene))


@decide.register
def _(command: HandOver, card: Card, scene: Scene) -> Decision:
    return handing.decided(command, card, scene)


@decide.register
def _(command: PublishHere, card: Card, scene: Scene) -> Decision:
    return publication.ordered(command, card, scene)


@decide.register
def _(command: NotPublished, card: Card, scene: Scene) -> Decision:
    return publication.failed(command, card, scene)


@decide.register
def _(command: Wake, card: Card, scene: Scene) -> Decision:
    return ring_out(card, scene)


def _may(by: PersonId | None, what: What, card: Card, scene: Scene, name: str = "") -> bool:
    return known_may(by, what, Asked(scene.office, card, scene.rules.procedure, name))
