"""Deadlines as a procedure gives them: the rule for each case, its clause, whom it blames and how it rings."""

from collections.abc import Mapping
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from workflow.bilingual import Words
from workflow.cases import Case
from workflow.due import Rule, parse_rule
from workflow.model import Model
from workflow.pings import Ping, parse_ping
from workflow.words import Importance, Role

NONE = "none"
"""Written instead of a rule where a category has no such deadline."""


def _readable(due: str) -> str:
    parse_rule(due)
    return due


class Shorter(Model):
    """What a higher importance makes of a deadline.

    `contradiction` says what in the document does not fit together there, and `reading` how it is read.
    """

    due: str
    clause: str | None = None
    reading: str | None = None
    contradiction: str | None = None

    @field_validator("due")
    @classmethod
    def _is_rule(cls, due: str) -> str:
        return _readable(due)

    @property
    def rule(self) -> Rule:
        """The rule as the calendar understands it."""
        return parse_rule(self.due)


class Extension(Model):
    """How much longer a deadline may become: so many days in all, by the action `by` (Kamchatka 2.5)."""

    by: str
    days: int = Field(gt=0, le=366)
    clause: str = ""


class Reports(Model):
    """Who must tell whom of a miss; he does it with one tap (Anapa 3.2)."""

    by: Role
    to: Role
    clause: str


class Deadline(Model):
    """A named moment by which something must have happened, with the clause that demands it.

    `limits` names the action that it limits: such a one is nobody's debt. `blames` is who answers for a
    miss; None means whoever's move it is. `since` tells which of several such moments counts: the latest, or the first
    since the deadline was last met. `kinds` are the kinds of card it is for; none means all. `each` says whether the
    card has one, or each contribution. `then` is the action that the desk takes by itself when the time is over.
    `timetable` names other hours than the office's. `reading` is how a silent or contradictory document is read.
    `by_kind`, `by_category` and `by_topic` give rules of their own to some cards. With `once` it is only for a card in
    which that moment has come before, with `unless` only for one in which it has not.
    """

    name: str = Field(max_length=20, pattern=r"^[a-z][a-z0-9_]*$")
    clause: str
    due: str | None = None
    by_kind: Mapping[str, str] = Field(default_factory=dict)
    by_category: Mapping[str, str] = Field(default_factory=dict)
    by_topic: Mapping[str, str] = Field(default_factory=dict)
    met_by: tuple[str, ...]
    blames: Role | None = None
    limits: str | None = None
    high: Shorter | None = None
    fast: Shorter | None = None
    kinds: tuple[str, ...] = ()
    each: Literal["card", "contribution"] = "card"
    since: Literal["latest", "first"] = "latest"
    once: str | None = None
    unless: str | None = None
    timetable: str | None = None
    extension: Extension | None = None
    reports: Reports | None = None
    then: str | None = None
    pings: tuple[str, ...] = ()
    words: Words | None = None
    reading: str | None = None
    contradiction: str | None = None

    @field_validator("due")
    @classmethod
    def _is_rule(cls, due: str | None) -> str | None:
        return due if due is None else _readable(due)

    @field_validator("by_kind", "by_category", "by_topic")
    @classmethod
    def _are_rules(cls, rules: Mapping[str, str]) -> Mapping[str, str]:
        for due in rules.values():
            if due != NONE:
                _readable(due)
        return rules

    @field_validator("pings")
    @classmethod
    def _heard(cls, pings: tuple[str, ...]) -> tuple[str, ...]:
        for ping in pings:
            parse_ping(ping)
        return pings

    @model_validator(mode="after")
    def _has_a_rule(self) -> Self:
        if self.due is None and not (self.by_kind or self.by_category or self.by_topic):
            raise ValueError('due: missing; write a rule such as "8 working hours after detected"')
        return self

    def rule(self, case: Case) -> Rule | None:
        """The rule for such a card; None where it has no such deadline. Shortened times are not looked at."""
        if self.kinds and case.kind and case.kind not in self.kinds:
            return None
        hurried = self.hurried(case.importance)
        rule = hurried.rule if hurried else self._usual(case)
        if rule and rule.least is not None:
            rule = rule.of(case.days or rule.amount)
        longer = case.extended.get(self.name, 0)
        return rule.of(rule.amount + longer) if rule and longer else rule

    def hurried(self, importance: Importance) -> Shorter | None:
        """What this importance makes of it; None where it stays."""
        return {Importance.HIGH: self.high, Importance.FAST: self.fast}.get(importance)

    def clause_for(self, importance: Importance) -> str:
        """The clause that this deadline of such a card follows from."""
        hurried = self.hurried(importance)
        return hurried.clause if hurried and hurried.clause else self.clause

    def _usual(self, case: Case) -> Rule | None:
        text = self.by_category.get(case.category, self.by_topic.get(case.topic, self.by_kind.get(case.kind, self.due)))
        return None if text is None or text == NONE else parse_rule(text)

    def every_rule(self) -> tuple[Rule, ...]:
        """Every rule that some card's deadline may follow."""
        texts = [self.due, *self.by_kind.values(), *self.by_category.values(), *self.by_topic.values()]
        usual = [parse_rule(text) for text in texts if text is not None and text != NONE]
        return (*usual, *(one.rule for one in (self.high, self.fast) if one))

    @property
    def rings(self) -> tuple[Ping, ...]:
        """When to ring and whom to tell."""
        return tuple(parse_ping(text) for text in self.pings)
