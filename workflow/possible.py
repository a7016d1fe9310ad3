"""Why an action may not be taken: by whom, when, or for want of what."""

import re
from collections.abc import Callable

from workflow import access
from workflow.actions import Action, Need
from workflow.card import Card
from workflow.commands import Act
from workflow.links import is_link
from workflow.office import Person
from workflow.post import Draft
from workflow.procedure import Procedure, Step
from workflow.refusals import Refusal, Why
from workflow.scene import Scene
from workflow.words import MediaKind

LONGEST_DRAFT = 4096
"""Characters that a messenger shows in one message; a longer answer could not be handed over whole."""

_RATING = re.compile(r"[1-5](?!\d)")
_PROOFS = frozenset({MediaKind.PHOTO, MediaKind.VIDEO, MediaKind.DOCUMENT})


def closed(card: Card) -> Refusal:
    """The answer to whatever is asked of a closed card."""
    return Refusal(Why.CLOSED, card.number, card.last.action, card.last.by, card.last.at)


def not_possible(command: Act, card: Card, step: Step | None, person: Person | None, scene: Scene) -> Refusal | None:
    """Why the person may not take this action now, whatever he brings with it; None where he may."""
    if command.by is not None and (person is None or not access.sees(person, card)):
        return Refusal(Why.NOT_YOURS, card.number)
    if card.awaits_below:
        return Refusal(Why.PASSED, card.number)
    procedure = scene.rules.procedure
    action = procedure.actions.get(command.action)
    if action and access.stands(person, action, card, scene.office):
        return None if access.in_order(action, card, procedure) else _already(card)
    if step is None:
        return closed(card)
    if person is None:
        return Refusal(Why.NOT_YOURS, card.number)
    return _not_of_the_step(command, card, step, person, scene)


def _not_of_the_step(command: Act, card: Card, step: Step, person: Person, scene: Scene) -> Refusal | None:
    procedure = scene.rules.procedure
    if command.turn is not None and command.turn != card.turn:
        return _already(card)
    if command.action == access.RECALL and access.may_recall(person, card, scene.office, procedure):
        return None
    if command.action not in step.actions or not access.fits(procedure.actions[command.action], card):
        return Refusal(Why.NOT_NOW, card.number, command.action)
    if not access.owns(person, card, scene.office, procedure):
        return not_his(person, card)
    if command.action == "accept" and card.accepted:
        return _already(card)
    return None if access.in_order(procedure.actions[command.action], card, procedure) else _already(card)


def not_his(person: Person, card: Card) -> Refusal:
    """The answer to one who does not have the card; who had it before learns who has it now."""
    had = next((one.place for one in reversed(card.handed) if one.of == person.id), None)
    now = card.holders.get(had) if had else None
    return Refusal(Why.HANDED_OVER, card.number, by=now) if now else Refusal(Why.NOT_YOURS, card.number)


def _already(card: Card) -> Refusal:
    return Refusal(Why.ALREADY, card.number, card.last.action, card.last.by, card.last.at)


def not_enough(command: Act, card: Card, scene: Scene) -> Refusal | None:
    """What the action lacks of what it asks for; None where it has all."""
    action = scene.rules.procedure.actions[command.action]
    checks = (_LACKS[Need(need)](command, card, scene) for need in action.needs)
    found = next((refusal for refusal in checks if refusal), None)
    return (
        found
        or too_early(action, card, scene)
        or _unprepared(action, command.draft, card, scene)
        or _unproved(action, command.draft, card)
    )


def unfit(need: Need, command: Act, card: Card, scene: Scene) -> Refusal | None:
    """What is wrong with what the command brings for this one need; None where nothing is."""
    return _LACKS[need](command, card, scene)


def _no_reason(command: Act, card: Card, scene: Scene) -> Refusal | None:
    return None if command.note.strip() else Refusal(Why.NO_REASON, card.number, command.action)


def longest_draft(card: Card, procedure: Procedure) -> int:
    """How many characters an answer to this card may have: a network may take less than a messenger."""
    return min(LONGEST_DRAFT, procedure.lengths.get(card.post.network, LONGEST_DRAFT))


def _unfit_draft(command: Act, card: Card, scene: Scene) -> Refusal | None:
    if command.draft is None or not command.draft.text.strip():
        return Refusal(Why.EMPTY_DRAFT, card.number)
    most = longest_draft(card, scene.rules.procedure)
    if (length := len(command.draft.text)) > most:
        return Refusal(Why.TOO_LONG, card.number, amount=length, limit=most)
    known = command.draft.kind in scene.rules.procedure.drafts
    return None if known else Refusal(Why.WRONG_DRAFT, card.number)


def _no_rating(command: Act, card: Card, scene: Scene) -> Refusal | None:
    return None if _RATING.match(command.note.strip()) else Refusal(Why.NO_RATING, card.number, command.action)


def _no_such_department(command: Act, card: Card, scene: Scene) -> Refusal | None:
    if scene.office.department(command.department) is None:
        return Refusal(Why.NO_DEPARTMENT, card.number)
    if not scene.office.staff_of(command.department or ""):
        return Refusal(Why.NOBODY_THERE, card.number)
    return None


def _no_such_person(command: Act, card: Card, scene: Scene) -> Refusal | None:
    among = {one.id for one in scene.office.executors_of(card.department or "")}
    return None if command.person in among else Refusal(Why.NO_PERSON, card.number)


def _no_such_people(command: Act, card: Card, scene: Scene) -> Refusal | None:
    sharing = scene.rules.procedure.sharing
    fewest = 2 if sharing and sharing.lead else 1
    if len(command.people) < fewest or len(set(command.people)) != len(command.people):
        return Refusal(Why.NO_PEOPLE, card.number)
    staffed = all(scene.office.executors_of(unit) for unit in command.people)
    return None if staffed else Refusal(Why.NOBODY_THERE, card.number)


def _no_ground(command: Act, card: Card, scene: Scene) -> Refusal | None:
    known = {ground.name for ground in scene.rules.procedure.ground}
    return None if command.ground in known else Refusal(Why.NO_GROUND, card.number)


def _no_outcome(command: Act, card: Card, scene: Scene) -> Refusal | None:
    outcome = scene.rules.procedure.outcome_named(command.outcome)
    if outcome is None:
        return Refusal(Why.NO_OUTCOME, card.number)
    return _no_reason(command, card, scene) if outcome.reason else None


def _no_category(command: Act, card: Card, scene: Scene) -> Refusal | None:
    known = {category.name for category in scene.rules.procedure.category}
    return None if command.category in known else Refusal(Why.NO_CATEGORY, card.number)


def _no_link(command: Act, card: Card, scene: Scene) -> Refusal | None:
    if not command.link and not command.note.strip():
        return Refusal(Why.NO_LINK, card.number)
    return Refusal(Why.BAD_LINK, card.number) if command.link and not is_link(command.link) else None


def _bad_date(command: Act, card: Card, scene: Scene) -> Refusal | None:
    return None if command.date and command.date > scene.now else Refusal(Why.BAD_DATE, card.number)


def _bad_days(command: Act, card: Card, scene: Scene) -> Refusal | None:
    most = days_left(command.action, card, scene)
    return None if 1 <= command.days <= most else Refusal(Why.BAD_DAYS, card.number, amount=most)


def days_left(action: str, card: Card, scene: Scene) -> int:
    """How many days of the extension may still be asked for; it is limited in all (Kamchatka 2.5)."""
    procedure = scene.rules.procedure
    extended = (one for one in procedure.deadline if one.extension)
    deadline = procedure.extended_by(action) or next(extended, None)
    if deadline is None or deadline.extension is None:
        return 0
    return max(0, deadline.extension.days - card.extended.get(deadline.name, 0))


def too_early(action: Action, card: Card, scene: Scene) -> Refusal | None:
    """What must have been done first: an analysis before a repeated answer (Kamchatka 2.10)."""
    for happened, needed in action.first.items():
        before, after = card.latest(happened), card.latest(needed)
        if before and (after is None or after.seq < before.seq):
            return Refusal(Why.NEEDS_FIRST, card.number, _taker(needed, scene.rules.procedure))
    return None


def _taker(moment: str, procedure: Procedure) -> str:
    """The action that sets the moment."""
    return next((one.name for one in procedure.actions.values() if moment in one.mark), moment)


def _unprepared(action: Action, draft: Draft | None, card: Card, scene: Scene) -> Refusal | None:
    """What such a kind of draft needs first, each time anew: a reason and a date before an interim answer (ANP-2.9)."""
    needed = action.first.get(draft.kind) if draft else None
    if draft is None or needed is None:
        return None
    procedure = scene.rules.procedure
    sent = {name for cases in procedure.marks.values() for name in cases.get(draft.kind, ())} - set(action.mark)
    since, prepared = card.latest("routed", *sent), card.latest(needed)
    if prepared and (since is None or prepared.seq > since.seq):
        return None
    return Refusal(Why.NEEDS_FIRST, card.number, _taker(needed, procedure))


def _unproved(action: Action, draft: Draft | None, card: Card) -> Refusal | None:
    """A draft without a photo or a document, where there must be one or a word why there can be none."""
    if action.proof is None or draft is None or any(one.kind in _PROOFS for one in draft.media):
        return None
    routed, excused = card.latest("routed"), card.latest(action.proof)
    if excused and (routed is None or excused.seq > routed.seq):
        return None
    return Refusal(Why.NO_PROOF, card.number, action.proof)


_LACKS: dict[Need, Callable[[Act, Card, Scene], Refusal | None]] = {
    Need.DEPARTMENT: _no_such_department,
    Need.PERSON: _no_such_person,
    Need.PEOPLE: _no_such_people,
    Need.REASON: _no_reason,
    Need.DRAFT: _unfit_draft,
    Need.LINK: _no_link,
    Need.GROUND: _no_ground,
    Need.OUTCOME: _no_outcome,
    Need.CATEGORY: _no_category,
    Need.DATE: _bad_date,
    Need.DAYS: _bad_days,
    Need.RATING: _no_rating,
}
