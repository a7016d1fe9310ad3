"""Random people press random buttons under each procedure, and no card is ever without an owner or a clock."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.commands.procedures import shipped
from tests.cases import cases
from tests.procedures.walking import Walk, office_of
from tests.workflow.offers import command_of
from tests.workflow.story import PHOTO, draft
from workflow.access import options
from workflow.commands import Act, Command
from workflow.deadlines import plan, running
from workflow.owners import owners
from workflow.procedure import Procedure
from workflow.refusals import Refusal, Why
from workflow.words import DraftKind

EVERYBODY = {
    "desk": "curator responsible officer",
    "coordinator": "coordinator moderator",
    "roads": "executor, roads",
    "roads-2": "executor, roads",
    "chief": "chief, roads",
    "utilities": "executor, utilities",
    "chief-2": "chief, utilities",
    "outside": "outside",
    "head": "head",
}

TOO_LATE = {Why.NO_SHORTER, Why.NEEDS_FIRST, Why.BAD_DAYS}
"""What a button may still be refused for: it depends on what is brought with it, or on the time."""

ENDS = {"dismiss", "decline", "return_up"}
MOSTLY = 40
"""Up to this choice a card goes on its way by one of its step's actions, and does not end early."""

PAUSES = st.sampled_from([timedelta(), timedelta(minutes=20), timedelta(hours=3), timedelta(days=2)])
MOVES = st.lists(st.tuples(st.integers(0, 60), PAUSES, st.sampled_from(DraftKind)), min_size=10, max_size=25)


@pytest.mark.parametrize("name", [one.name for one in shipped()])
@settings(max_examples=cases(12), deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(moves=MOVES)
def test_no_card_is_ever_stuck(name: str, moves: list[tuple[int, timedelta, DraftKind]]) -> None:
    """Whatever is pressed, it works; an open card has somebody whose move it is and a clock, and its timers ring."""
    walk = Walk(office_of(name, "Europe/Moscow", EVERYBODY))
    walk.post("desk")
    for choice, pause, kind in moves:
        walk.now += pause
        walk.wake()
        press(walk, choice, kind)
        holds(walk)


def press(walk: Walk, choice: int, kind: DraftKind) -> None:
    """Somebody presses one of all the buttons that there are; one that is there must work."""
    card, rules = walk.card, walk.rules
    step = rules.procedure.at(card.step)
    offers = [
        (person.id, one)
        for person in walk.office.people
        for one in options(person, card, walk.office, rules.procedure)
        if choice > MOSTLY or (step and one.action in step.actions and one.action not in ENDS)
    ]
    if not offers:
        assert choice <= MOSTLY or not card.open
        return
    who, option = offers[choice % len(offers)]
    known = rules.procedure.drafts
    paper = draft("Ответ", kind if kind in known else known[0], PHOTO)
    outcome = walk.tell_desk(with_names(command_of(option, who, card, paper), rules.procedure))
    if isinstance(outcome, Refusal):
        assert outcome.why in TOO_LATE, f"{option}: {outcome}"


def with_names(command: Command, procedure: Procedure) -> Command:
    """The command with a ground, an outcome and a category of this procedure."""
    if not isinstance(command, Act):
        return command
    ground, outcome, category = (
        next(iter(one), None) for one in (procedure.ground, procedure.outcome, procedure.category)
    )
    return replace(
        command,
        ground=ground.name if ground else "",
        outcome=outcome.name if outcome else "",
        category=category.name if category else "",
    )


def holds(walk: Walk) -> None:
    """What is true of every card at every moment."""
    card, rules = walk.card, walk.rules
    assert walk.books.replayed(card.id) == card
    assert walk.books.timers[card.id] == {ring.key: ring.at for ring in plan(card, rules)}
    assert len(card.rung) == len(set(card.rung))
    if card.open:
        assert owners(card, walk.office, rules.procedure)
        assert running(card, rules), (card.step, [one.action for one in walk.history if hasattr(one, "action")])
