"""What an action makes of a card: where it leads, which moments it sets, what it leaves in the journal."""

from typing import Any

from workflow import events
from workflow.actions import Action, Need
from workflow.card import Card
from workflow.cases import IN_TIME, LATE
from workflow.commands import Act
from workflow.contributions import Share
from workflow.deadlines import limit
from workflow.office import Office
from workflow.procedure import Procedure, Step
from workflow.scene import Scene
from workflow.words import PersonId, Role

ASKED = "return_asked"
"""A return after its time is only asked for: it becomes one when the card is taken back."""


def moved(command: Act, card: Card, scene: Scene) -> events.Moved:
    """The event of an action that is allowed and has all it asks for."""
    procedure = scene.rules.procedure
    action, step = procedure.actions[command.action], procedure.at(card.step)
    late = _is_late(command.action, card, scene)
    facts = facts_of(command, card, late, procedure)
    target = _target(action, step, card, facts)
    only_asked = late and target != _target(action, step, card, _in_time(facts))
    return events.Moved(
        seq=card.version + 1,
        at=scene.now,
        by=command.by,
        action=action.name,
        step=target,
        marks=(ASKED,) if only_asked else procedure.moments_of(action.name, facts),
        note=_note(command, action),
        late=late,
        cycle=action.cycle,
        outside=_is_outside(procedure.at(target), card),
        **_assigned(command, action, target, card, scene),
        **_given(command, action, card, procedure),
    )


def facts_of(command: Act, card: Card, late: bool, procedure: Procedure) -> tuple[str, ...]:
    """What the target of an action, and the moments it sets, may depend on; of the command only what was asked for."""
    action = procedure.actions[command.action]
    draft = (command.draft if action.asks(Need.DRAFT) else None) or card.draft
    facts = (
        LATE if late else IN_TIME,
        draft.kind if draft else "answer",
        card.kind,
        (command.outcome if action.asks(Need.OUTCOME) else "") or card.outcome,
        (command.category if action.asks(Need.CATEGORY) else "") or card.category,
    )
    return tuple(fact for fact in facts if fact)


def in_charge(department: str | None, office: Office) -> PersonId | None:
    """The first executor who can be told, else the first: the others stand in for him (SOB-9a)."""
    unit = office.executors_of(department or "")
    return next((person.id for person in (*(one for one in unit if one.can_be_told()), *unit)), None)


def _in_time(facts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(IN_TIME if fact == LATE else fact for fact in facts)


def _target(action: Action, step: Step | None, card: Card, facts: tuple[str, ...]) -> str:
    if step and action.name in step.actions:
        return step.target(action.name, facts)
    if action.standing:
        return action.to or card.step
    return step.recall if step and step.recall else card.step


def _is_late(action: str, card: Card, scene: Scene) -> bool:
    clock = limit(card, action, scene.rules)
    return clock is not None and scene.now > clock.at


def _is_outside(step: Step | None, card: Card) -> bool:
    return step is not None and step.role(card.kind) is Role.OUTSIDE


def _assigned(command: Act, action: Action, target: str, card: Card, scene: Scene) -> dict[str, Any]:
    """Whose the card becomes. Where its new step is the department's head's, he names the executor (Petrovsky 5)."""
    if action.asks(Need.PERSON):
        return {"executor": command.person}
    if action.asks(Need.PEOPLE):
        return _shared(command, card, scene)
    if not action.asks(Need.DEPARTMENT):
        return {}
    step = scene.rules.procedure.at(target)
    by_chief = step is not None and step.role(card.kind) is Role.CHIEF
    executor = None if by_chief else in_charge(command.department, scene.office)
    return {"department": command.department, "executor": executor}


def _shared(command: Act, card: Card, scene: Scene) -> dict[str, Any]:
    """Several executors: with a lead the first of them leads and writes the common answer (SOB-19)."""
    sharing, office = scene.rules.procedure.sharing, scene.office
    lead = bool(sharing and sharing.lead)
    first = max((one.number for one in card.contributions), default=0) + 1
    units = command.people[1:] if lead else command.people
    shares = tuple(
        Share(number=first + i, department=unit, executor=in_charge(unit, office)) for i, unit in enumerate(units)
    )
    led = {"department": command.people[0], "executor": in_charge(command.people[0], office)} if lead else {}
    return {"shares": shares, "in_turn": bool(sharing and sharing.order == "in_turn"), **led}


def _note(command: Act, action: Action) -> str:
    """What was written with it; the address of a receipt or a letter is no address of the answer, and stands here."""
    aside = command.link.strip() if action.asks(Need.LINK) and _aside(action) else ""
    return "\n".join(part for part in (command.note.strip(), aside) if part)


def _aside(action: Action) -> bool:
    """Whether it stands beside the steps and gives out no answer."""
    return action.standing and not action.papers


def _given(command: Act, action: Action, card: Card, procedure: Procedure) -> dict[str, Any]:
    """Of what the command brings, only what the action asked for."""
    extended = procedure.extended_by(action.name)
    found: dict[str, Any] = {
        "draft": command.draft if action.asks(Need.DRAFT) else None,
        "link": command.link.strip() if action.asks(Need.LINK) and not _aside(action) else "",
        "ground": command.ground if action.asks(Need.GROUND) else "",
        "outcome": command.outcome if action.asks(Need.OUTCOME) else "",
        "category": command.category if action.asks(Need.CATEGORY) else "",
        "date": command.date if action.asks(Need.DATE) else None,
        "days": command.days if action.asks(Need.DAYS) else 0,
    }
    if extended:
        found |= {"extends": extended.name, "days": found["days"] or card.asked_days}
    return found
