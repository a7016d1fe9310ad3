"""What the prover says is held against what the desk does: cards wander at random, and are never where it never was."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from bot.commands.procedures import shipped
from tests.cases import cases
from tests.workflow.pieces import made_of, procedures
from tests.workflow.wander import Wanderer
from workflow.checker import check
from workflow.commands import Act, GivePart
from workflow.procedure import Procedure
from workflow.procedure_file import parse_procedure
from workflow.proof.walk import walk
from workflow.words import DraftKind

FOLDER = Path(__file__).parents[1] / "procedures"
INVENTED = [FOLDER / "whole.toml", *sorted((FOLDER / "unlike").glob("*.toml"))]
PROCEDURES = [*shipped(), *(parse_procedure(file.read_text(encoding="utf-8"), file.name) for file in INVENTED)]
CHOICES = st.lists(st.integers(0, 10**6), min_size=5, max_size=60)
TOPICS = st.sampled_from(["", "снег", "вода"])
QUICKLY = settings(
    deadline=None,
    database=None,
    # A procedure shrinks too slowly to be waited for; what failed is told as it was.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda one: str(one.name))
def test_cards_of_a_good_procedure_are_never_stuck(procedure: Procedure) -> None:
    """Whatever people and the clock do with a card, the prover has been there, and knows a way to the end."""
    walked = walk(procedure)

    @settings(QUICKLY, max_examples=cases(20))
    @given(choices=CHOICES, topic=TOPICS, kind=st.sampled_from(list(procedure.kinds) or [""]))
    def wander(choices: list[int], topic: str, kind: str) -> None:
        card = Wanderer(procedure, walked, topic, kind)
        card.wander(choices)
        card.finish()

    wander()


@settings(QUICKLY, max_examples=cases(80))
@given(procedure=procedures(), choices=CHOICES, topic=TOPICS)
def test_what_the_prover_accepts_never_gets_stuck(procedure: Procedure | None, choices: list[int], topic: str) -> None:
    """A random procedure that is proved holds no card up, leaves none without somebody or without a clock."""
    assume(procedure is not None and not check(procedure))
    assert procedure is not None
    card = Wanderer(procedure, topic=topic)
    card.wander(choices)
    card.finish()


def test_what_an_action_did_not_ask_for_leads_nowhere() -> None:
    """A draft that is sent along with a publication does not make a final answer of an interim one."""
    park = next(one for one in PROCEDURES if one.name == "park")
    desk = Wanderer(park)
    for name, kind in (("route", "answer"), ("submit", "interim"), ("approve", "interim"), ("publish", "answer")):
        offered = (one for one in desk.offers() if isinstance(one, Act) and one.action == name)
        act = next(offered)
        paper = act.draft and act.draft.model_copy(update={"kind": DraftKind(kind)})
        desk.ask(replace(act, draft=paper))
    assert [moment.name for moment in desk.card.moments][-2:] == ["approved", "interim_published"]
    assert desk.card.step == "draft"


def test_a_reopened_card_owes_no_part_of_before() -> None:
    """A part that nobody gave before the card was closed is asked of nobody once it is open again."""
    desk = Wanderer(made_of("reopening", "sharing"))
    for name in ("route", "share", "submit", "publish", "reopen"):
        desk.ask(next(one for one in desk.offers() if isinstance(one, Act) and one.action == name))
        desk.must_hold()
    assert desk.card.step == "route"
    assert not [one for one in desk.offers() if isinstance(one, GivePart)]
