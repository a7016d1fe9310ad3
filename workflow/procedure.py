"""A procedure: the rules of one office as data. Parsed from TOML, never written in code."""

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from workflow.actions import ACTIONS, Action, Names, Need
from workflow.bilingual import Words
from workflow.calendar import ScheduleError, read_schedule
from workflow.counters import Counter
from workflow.duties import Duty
from workflow.model import Model
from workflow.procedure_deadlines import Deadline, Extension, Reports, Shorter
from workflow.procedure_steps import Step
from workflow.words import DraftKind, Importance, Role

__all__ = [
    "BadProcedureError",
    "Deadline",
    "Excluded",
    "Extension",
    "Ground",
    "Outcome",
    "Procedure",
    "Reports",
    "ShortTime",
    "Shorter",
    "StatedReading",
    "Step",
    "Words",
]

FIRST_MOMENTS = ("detected", "received", "posted")
"""Moments that every card has from its opening."""


class BadProcedureError(ValueError):
    """A procedure file cannot be used; each line names the key and how to mend it."""

    def __init__(self, source: str, faults: list[str]) -> None:
        self.source = source
        self.faults = faults
        super().__init__("\n".join(f"{source}: {fault}" for fault in faults))


Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,19}$")]
"""A name short and plain enough for a button to carry it."""


class Named(Model):
    """Something that the file names and people read."""

    name: Name
    clause: str = ""
    words: Words


class Ground(Named):
    """Why a card may be closed without an answer. `pointer` is where the citizen is sent instead."""

    pointer: Words | None = None


class Outcome(Named):
    """How a matter ended. With `reason` it must be explained."""

    reason: bool = False


class Excluded(Named):
    """Accounts that the procedure does not cover; the office's file says which they are (Kozhevnikovo 18)."""


class ShortTime(Named):
    """A shorter time that may be set on a card with one tap; `due` gives rules by deadlines (Sobolevo 18).

    It may be set at the steps named in `at`, at every open one where none is. `reading` is how the document is read
    where it would leave another deadline no time under the shortened one.
    """

    by: tuple[Role, ...]
    at: Names = ()
    due: Mapping[str, str]
    reading: str | None = None


class Sharing(Model):
    """Several executors for one card: all at once or one after another; with `lead` the first of them leads."""

    clause: str
    order: Literal["together", "in_turn"] = "together"
    lead: bool = False


class Repeats(Model):
    """Who decides that a post repeats an earlier one; looked for among cards of so many days."""

    clause: str
    by: tuple[Role, ...]
    days: int = Field(90, gt=0, le=3660)


class Dismissal(Model):
    """So many calendar days after the order curators must know that somebody has left (Sobolevo 9)."""

    clause: str
    days: int = Field(gt=0, le=366)


class StatedReading(Model):
    """How the file reads a place of the document that concerns no single deadline.

    `contradiction` says what in the document does not fit together, where it is more than silent.
    """

    clause: str
    text: str
    contradiction: str = ""


class Procedure(Model):
    """The rules of one kind of office: steps, deadlines, grounds, networks.

    `roles` are those who only hear: they are told of a late card, and no step or action is theirs.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_-]{0,30}$")
    title: Words
    summary: Words | None = None
    document: str
    bare_hours: Literal["working", "clock"] = "working"
    day_off_deadlines: Literal["next", "keep", "previous"] = "next"
    networks: tuple[str, ...]
    lengths: Mapping[str, int] = Field(default_factory=dict)
    kinds: Mapping[Name, Words] = Field(default_factory=dict)
    drafts: tuple[DraftKind, ...] = tuple(DraftKind)
    fast_by: Role = Role.COORDINATOR
    roles: tuple[Role, ...] = ()
    start: str
    step: tuple[Step, ...]
    action: tuple[Action, ...] = ()
    deadline: tuple[Deadline, ...]
    ground: tuple[Ground, ...] = ()
    outcome: tuple[Outcome, ...] = ()
    category: tuple[Named, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    shorter: tuple[ShortTime, ...] = ()
    sharing: Sharing | None = None
    repeats: Repeats | None = None
    counter: tuple[Counter, ...] = ()
    duty: tuple[Duty, ...] = ()
    dismissal: Dismissal | None = None
    reading: tuple[StatedReading, ...] = ()
    timetable: Mapping[str, Mapping[str, Any]] = Field(default_factory=dict)
    moments: Annotated[Mapping[str, Words], Field(alias="moment")] = Field(default_factory=dict)
    marks: Mapping[str, Mapping[str, tuple[str, ...]]] = Field(default_factory=dict)
    digest: str = Field(default="", exclude=True)

    @field_validator("timetable")
    @classmethod
    def _timetables(cls, tables: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Mapping[str, Any]]:
        for name, table in tables.items():
            try:
                read_schedule(table)
            except ScheduleError as error:
                raise ValueError(f"{name}: {str(error).splitlines()[0]}") from error
        return tables

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        for what, things in (
            ("step", self.step),
            ("action", self.action),
            ("deadline", self.deadline),
            ("ground", self.ground),
            ("outcome", self.outcome),
            ("category", self.category),
            ("shorter", self.shorter),
            ("counter", self.counter),
            ("duty", self.duty),
        ):
            names = [thing.name for thing in things]
            if twice := sorted({name for name in names if names.count(name) > 1}):
                raise ValueError(f"{what} {twice[0]!r} stands twice; give one of them another name")
        return self

    @cached_property
    def actions(self) -> Mapping[str, Action]:
        """Every action that is known here: the common ones, with what the file says of them, and its own."""
        own = {one.name: one.over(ACTIONS.get(one.name)) for one in self.action}
        return {**ACTIONS, **own}

    @cached_property
    def standing(self) -> tuple[Action, ...]:
        """Actions that stand beside the steps, in the order of the file."""
        return tuple(self.actions[one.name] for one in self.action if self.actions[one.name].standing)

    @property
    def default_kind(self) -> str:
        """The kind of a card of which nothing was said."""
        return next(iter(self.kinds), "")

    def at(self, step: str) -> Step | None:
        """The step with this name; None for a closed card."""
        return next((known for known in self.step if known.name == step), None)

    def named(self, deadline: str) -> Deadline | None:
        """The deadline with this name, or None."""
        return next((known for known in self.deadline if known.name == deadline), None)

    def limit_on(self, action: str) -> Deadline | None:
        """The deadline that limits this action, or None."""
        return next((known for known in self.deadline if known.limits == action), None)

    def short_time(self, name: str) -> ShortTime | None:
        """The shortened time with this name, or None."""
        return next((known for known in self.shorter if known.name == name), None)

    def outcome_named(self, name: str) -> Outcome | None:
        """The outcome with this name, or None."""
        return next((known for known in self.outcome if known.name == name), None)

    def extended_by(self, action: str) -> Deadline | None:
        """The deadline that this action makes longer, or None."""
        return next((one for one in self.deadline if one.extension and one.extension.by == action), None)

    def moments_of(self, action: str, facts: Collection[str] = ()) -> tuple[str, ...]:
        """The moments that an action sets; those of a publication depend on what was published."""
        by_case = self.marks.get(action, {})
        found = next((by_case[fact] for fact in by_case if fact in facts), None)
        return found or self.actions[action].mark

    def used(self) -> set[str]:
        """Every action that somebody can take."""
        return {action for step in self.step for action in step.actions} | {one.name for one in self.standing}

    def happenings(self) -> set[str]:
        """Every moment that can happen under this procedure."""
        found = {*FIRST_MOMENTS}
        for action in self.used() | ({"take_back"} if any(step.recall for step in self.step) else set()):
            found |= {*self.actions[action].mark} if action in self.actions else set()
            found |= {name for names in self.marks.get(action, {}).values() for name in names}
        if any(step.limited(action) for step in self.step for action in step.actions):
            found |= {"return_asked"}
        return found | ({"repeat_checked", "repeated"} if self.repeats else set())

    def dated(self) -> set[str]:
        """Moments whose date a person gives, mostly ahead of time."""
        known = [self.actions[action] for action in self.used() if action in self.actions]
        asking = [one for one in known if one.asks(Need.DATE)]
        by_case = {mark for one in asking for marks in self.marks.get(one.name, {}).values() for mark in marks}
        return by_case | {mark for one in asking for mark in one.mark}

    def importances(self) -> tuple[Importance, ...]:
        """The importances that a card may be given."""
        fast = any(one.fast for one in self.deadline)
        return tuple(one for one in Importance if fast or one is not Importance.FAST)

    def asks(self, step: Step, need: Need) -> bool:
        """Whether some action of the step asks for this."""
        return any(self.actions[action].asks(need) for action in step.actions)
