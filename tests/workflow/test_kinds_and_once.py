"""Deadlines by kind of card, only once something has come or unless it has; actions for one kind: read and checked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.workflow.office import CURATOR, OFFICE, ROADS
from tests.workflow.story import LINK, Story, draft
from tests.workflow.test_procedure_files import SMALL
from workflow.cases import Case
from workflow.procedure import BadProcedureError, Procedure
from workflow.procedure_file import parse_procedure
from workflow.words import DraftKind

KINDS = """
[kinds]
post = { ru = "Пост", en = "Post" }
call = { ru = "Звонок", en = "Call" }
"""

MORE = f"""{KINDS}
[[action]]
name = "ring_up"
by = "executor"
needs = "reason"
kinds = ["call"]
words = {{ ru = "Позвонить", en = "Ring up" }}

[[deadline]]
name = "last"
clause = "6"
by_kind = {{ post = "7 working days after interim_published", call = "2 working hours after interim_published" }}
met_by = ["published", "dismissed"]
pings = ["at due: owner"]

[[deadline]]
name = "again"
clause = "7"
due = "2 hours after sent_back"
once = "interim_published"
met_by = ["submitted"]
pings = ["at due: owner"]

[[deadline]]
name = "first_try"
clause = "8"
due = "1 hour after sent_back"
unless = "interim_published"
met_by = ["submitted"]
pings = ["at due: owner"]
"""


@pytest.fixture
def procedure() -> Procedure:
    return parse_procedure(SMALL + MORE)


def begun(procedure: Procedure, kind: str, *, interim: bool = False) -> Story:
    """A card of this kind whose draft was sent back, after an interim answer or without one."""
    story = Story(replace(OFFICE, procedures=("small",)), procedure)
    story.open(kind=kind)
    story.usual("route")
    if interim:
        story.done(ROADS, "submit", draft=draft(kind=DraftKind.INTERIM))
        story.usual("approve")
        story.done(CURATOR, "publish", link=LINK)
    story.usual("submit")
    story.usual("send_back")
    return story


def test_a_rule_for_each_kind(procedure: Procedure) -> None:
    """A deadline follows the rule of its card's kind, and a card of no such kind has none."""
    last = procedure.named("last")
    assert last
    rules = {kind: last.rule(Case(kind=kind)) for kind in ("post", "call", "letter")}
    assert {kind: rule and rule.text for kind, rule in rules.items()} == {
        "post": "7 working days after interim_published",
        "call": "2 working hours after interim_published",
        "letter": None,
    }


def test_only_once_something_has_come(procedure: Procedure) -> None:
    """Of two times for rework one is for cards after an interim answer, the other for cards before it."""
    before, after = begun(procedure, "post"), begun(procedure, "post", interim=True)
    assert {name for name in ("again", "first_try") if name in before.clocks} == {"first_try"}
    assert {name for name in ("again", "first_try") if name in after.clocks} == {"again"}
    assert after.clocks["again"].at - after.now == timedelta(hours=2)


def test_an_action_for_one_kind(procedure: Procedure) -> None:
    """An action of one kind of card is taken with such a card and refused with another."""
    assert begun(procedure, "call").done(ROADS, "ring_up", note="Не взяли трубку").step == "draft"
    begun(procedure, "post").refused(ROADS, "ring_up", note="Не взяли трубку")


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ('kinds = ["call"]', 'kinds = ["letter"]', "action 'ring_up', kinds: there is no kind of card 'letter'"),
        ('call = "2 working', 'letter = "2 working', "deadline 'last', by_kind: there is no kind of card 'letter'"),
        ('"2 working hours', '"2 sunny hours', "by_kind: cannot read '2 sunny hours after interim_published'"),
        ('once = "interim_published"', 'once = "snowed"', "deadline 'again', once: 'snowed' can never happen"),
        (
            'unless = "interim_published"',
            'unless = "snowed"',
            "deadline 'first_try', unless: 'snowed' can never happen",
        ),
    ],
)
def test_a_broken_one(good: str, bad: str, fault: str) -> None:
    """A kind or a moment that is not there is named with its key."""
    text = SMALL + MORE
    assert text.count(good) == 1
    with pytest.raises(BadProcedureError) as raised:
        parse_procedure(text.replace(good, bad))
    assert any(fault in line for line in raised.value.faults), raised.value.faults
