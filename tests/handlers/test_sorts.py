"""Steps told apart by what they ask for, and what counts as the citizen's answer."""

from pathlib import Path

import pytest

from handlers.sorts import Sort, awaits_final, finals, shows_answer, sort_of
from tests.handlers.invented import invented
from tests.handlers.world import CURATOR, LINK, World
from workflow.procedure import Procedure
from workflow.procedure_file import parse_procedure
from workflow.words import DraftKind

PROCEDURES = Path(__file__).parents[2] / "procedures"


def shipped(name: str) -> Procedure:
    """A procedure that the product ships."""
    return parse_procedure((PROCEDURES / f"{name}.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("name", "step", "sort"),
    [
        ("anapa", "await", Sort.CLARIFY),
        ("anapa", "review", Sort.REVIEW),
        ("kamchatka", "moderate", Sort.MODERATE),
        ("kamchatka", "draft", Sort.DRAFT),
        ("klepechikha", "publish", Sort.PUBLISH),
        ("kozhevnikovo", "compose", Sort.DRAFT),
        ("kozhevnikovo", "review", Sort.DISPATCH),
        ("kozhevnikovo", "confirm", Sort.CONFIRM),
        ("petrovsky", "assign", Sort.ASSIGN),
        ("petrovsky", "outside", Sort.OUTSIDE),
        ("sobolevo", "dispute", Sort.DISPUTE),
        ("sobolevo", "handover", Sort.HANDOVER),
    ],
)
def test_a_step_is_known_by_what_it_asks(name: str, step: str, sort: Sort) -> None:
    """Whatever a file calls its steps, their actions tell what sort they are."""
    procedure = shipped(name)
    found = procedure.at(step)
    assert found is not None
    assert sort_of(found, procedure, procedure.default_kind) is sort


def test_the_same_step_may_be_of_two_sorts() -> None:
    """Who agrees may depend on the kind of card: somebody of the office, or somebody from outside."""
    procedure = shipped("anapa")
    step = procedure.at("approve")
    assert step is not None
    assert sort_of(step, procedure, "publication") is Sort.APPROVE
    assert sort_of(step, procedure, "incident") is Sort.OUTSIDE
    assert shows_answer(Sort.OUTSIDE)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("sobolevo", {"published", "interim_published"}),
        ("kozhevnikovo", {"dispatched", "interim_sent", "publication_confirmed"}),
        ("kamchatka", {"published"}),
    ],
)
def test_the_answer_is_what_goes_out(name: str, told: set[str]) -> None:
    """Publication, dispatch and its confirmation answer the citizen; a draft, a return or a ground do not."""
    found = finals(shipped(name))
    assert told <= found
    assert found.isdisjoint({"submitted", "returned", "returned_up", "dismissed", "declined"})


def test_an_outcome_is_an_answer_and_a_reason_is_none() -> None:
    """What closes a card with an outcome answers it; what closes it with a reason turns it away."""
    assert finals(invented()) == {"finished"}


def test_after_an_interim_answer_the_final_one_is_owed_until_a_new_cycle() -> None:
    """An interim answer leaves the final one to be written; a card whose times began anew owes no final one."""
    again = """
        [[action]]
        name = "reopen"
        by = "curator"
        at = ["draft"]
        to = "route"
    """
    rules = parse_procedure((PROCEDURES / "sobolevo.toml").read_text("utf-8") + again)
    world = World(rules=rules).to_publish(DraftKind.INTERIM).act(CURATOR, "publish", link=LINK)
    assert awaits_final(world.card, rules)
    assert not awaits_final(world.act(CURATOR, "reopen", note="Сначала").card, rules)


def test_a_waiting_question_leaves_the_step_what_it_is() -> None:
    """A step that both asks for a clarification and hears it stays a step that routes."""
    step = invented().at("intake")
    assert step is not None
    assert sort_of(step, invented()) is Sort.ROUTE
