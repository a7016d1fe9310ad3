"""A procedure: the rules of one office as data. Parsed from TOML, never written in code."""

from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from workflow.actions import ACTIONS
from workflow.due import Rule, parse_rule
from workflow.model import Model
from workflow.pings import Ping, parse_ping
from workflow.words import DraftKind, Importance, Role

_CASES = ("in_time", "late", *DraftKind)
"""What the target of an action may depend on."""


class BadProcedureError(ValueError):
    """A procedure file cannot be used; each line names the key and how to mend it."""

    def __init__(self, source: str, faults: list[str]) -> None:
        self.source = source
        self.faults = faults
        super().__init__("\n".join(f"{source}: {fault}" for fault in faults))


class Words(Model):
    """The same words in the languages of the product; those who read no Russian get English."""

    ru: str
    en: str

    def into(self, locale: str) -> str:
        """The words for a person of this locale."""
        return self.ru if locale.startswith("ru") else self.en


class Ground(Model):
    """Why a card may be closed without an answer."""

    name: str = Field(max_length=20)
    clause: str
    words: Words


class Step(Model):
    """Where a card stands, whose move it is, and where each action leads.

    A target is a step's name, or a table of them: by kind of draft for `publish`, or `in_time` and
    `late` for an action that a deadline limits. `recall` is where a curator may take the card back to
    while the move is somebody else's.
    """

    name: str = Field(max_length=20)
    by: Role
    recall: str | None = None
    actions: Mapping[str, str | Mapping[str, str]]

    @field_validator("actions")
    @classmethod
    def _known(cls, actions: Mapping[str, Any]) -> Mapping[str, Any]:
        if unknown := sorted(set(actions) - set(ACTIONS)):
            raise ValueError(f"unknown action {unknown[0]!r}; known are: {', '.join(ACTIONS)}")
        for action, targets in actions.items():
            if unknown := [] if isinstance(targets, str) else sorted(set(targets) - set(_CASES)):
                raise ValueError(f"{action} has {unknown[0]!r}; known are: {', '.join(_CASES)}")
        return actions

    def target(self, action: str, *, kind: DraftKind | None = None, late: bool = False) -> str:
        """The step that the action leads to."""
        target = self.actions[action]
        if isinstance(target, str):
            return target
        if "in_time" in target:
            return target["late" if late else "in_time"]
        return target[kind or DraftKind.ANSWER]

    def targets(self) -> set[str]:
        """Every step that can follow this one."""
        found: set[str] = {self.recall} if self.recall else set()
        for target in self.actions.values():
            found |= {target} if isinstance(target, str) else set(target.values())
        return found


class Shorter(Model):
    """What a higher importance makes of a deadline."""

    due: str
    clause: str | None = None
    reading: str | None = None

    @field_validator("due")
    @classmethod
    def _readable(cls, due: str) -> str:
        parse_rule(due)
        return due

    @property
    def rule(self) -> Rule:
        """The rule as the calendar understands it."""
        return parse_rule(self.due)


class Deadline(Model):
    """A named moment by which something must have happened, with the clause that demands it.

    `limits` names the action that it limits: such a one is nobody's debt. `blames` is who answers for a
    miss; None means whoever's move it is. `since` tells which of several such moments counts. `reading` is
    how a silent or contradictory document is read.
    """

    name: str = Field(max_length=20)
    clause: str
    due: str
    met_by: tuple[str, ...]
    blames: Role | None = None
    limits: str | None = None
    high: Shorter | None = None
    since: Literal["latest", "first"] = "latest"
    pings: tuple[str, ...] = ()
    reading: str | None = None

    @field_validator("due")
    @classmethod
    def _readable(cls, due: str) -> str:
        parse_rule(due)
        return due

    @field_validator("pings")
    @classmethod
    def _heard(cls, pings: tuple[str, ...]) -> tuple[str, ...]:
        for ping in pings:
            parse_ping(ping)
        return pings

    def rule(self, importance: Importance) -> Rule:
        """The rule for a card of this importance."""
        return self.high.rule if self.high and importance is Importance.HIGH else parse_rule(self.due)

    def clause_for(self, importance: Importance) -> str:
        """The clause that this deadline of such a card follows from."""
        if self.high and self.high.clause and importance is Importance.HIGH:
            return self.high.clause
        return self.clause

    @property
    def rings(self) -> tuple[Ping, ...]:
        """When to ring and whom to tell."""
        return tuple(parse_ping(text) for text in self.pings)


class StatedReading(Model):
    """How the file reads a place of the document that concerns no single deadline."""

    clause: str
    text: str


class Procedure(Model):
    """The rules of one kind of office: steps, deadlines, grounds, networks."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_-]{0,30}$")
    title: Words
    document: str
    bare_hours: Literal["working", "clock"] = "working"
    day_off_deadlines: Literal["next", "keep", "previous"] = "next"
    networks: tuple[str, ...]
    repeats: str | None = None
    start: str
    step: tuple[Step, ...]
    deadline: tuple[Deadline, ...]
    ground: tuple[Ground, ...] = ()
    reading: tuple[StatedReading, ...] = ()
    marks: Mapping[str, Mapping[DraftKind, tuple[str, ...]]] = Field(default_factory=dict)
    digest: str = Field(default="", exclude=True)

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        for what, names in (
            ("step", [step.name for step in self.step]),
            ("deadline", [deadline.name for deadline in self.deadline]),
            ("ground", [ground.name for ground in self.ground]),
        ):
            if twice := sorted({name for name in names if names.count(name) > 1}):
                raise ValueError(f"{what} {twice[0]!r} stands twice; give one of them another name")
        return self

    def at(self, step: str) -> Step | None:
        """The step with this name; None for a closed card."""
        return next((known for known in self.step if known.name == step), None)

    def named(self, deadline: str) -> Deadline | None:
        """The deadline with this name, or None."""
        return next((known for known in self.deadline if known.name == deadline), None)

    def limit_on(self, action: str) -> Deadline | None:
        """The deadline that limits this action, or None."""
        return next((known for known in self.deadline if known.limits == action), None)

    def moments_of(self, action: str, kind: DraftKind | None) -> tuple[str, ...]:
        """The moments that an action sets; a publication's depend on what was published."""
        by_kind = self.marks.get(action, {})
        return (kind and by_kind.get(kind)) or (ACTIONS[action].mark,)

    def actions(self) -> set[str]:
        """Every action that some step allows."""
        return {action for step in self.step for action in step.actions}

    def moments(self) -> set[str]:
        """Every moment that can happen under this procedure."""
        found = {"detected", "received"}
        for step in self.step:
            for action in step.actions:
                found |= {ACTIONS[action].mark}
                found |= {name for names in self.marks.get(action, {}).values() for name in names}
        return found
