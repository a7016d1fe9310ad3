"""Petrovsky in Stavropol: a department's head names the executor, the region agrees, the curators publish."""

import pytest

from tests.procedures.offices import PETROVSKY as OFFICE
from tests.procedures.walking import Walk
from tests.workflow.story import LINK, draft
from workflow.access import options
from workflow.post import Part, Post
from workflow.refusals import Why
from workflow.words import DraftKind, PersonId


@pytest.fixture
def walk() -> Walk:
    """A desk on a Wednesday at 10:00 in Moscow's time."""
    return Walk(OFFICE)


@pytest.mark.clause("PET-5a", "PET-5b", "PET-7", "PET-10", "PET-11")
def test_the_whole_way(walk: Walk) -> None:
    """Curator, department's head, executor, curator, region, curator: each hears of his move and has his clock."""
    walk.post("desk")
    assert walk.owed == ["route", "draft", "answer"]
    card = walk.does("desk", "route", department="roads")
    assert (card.step, card.executor, walk.heard) == ("assign", None, ["card/route > chief"])
    assert walk.owed == ["assign", "draft", "answer"]
    card = walk.does("chief", "assign", person=walk.who("roads-2"))
    assert (card.executor, walk.heard) == (walk.who("roads-2"), ["card/assign > roads-2"])
    assert walk.owed == ["draft", "answer"]
    walk.drafts("roads-2", "Починим к пятнице")
    assert walk.heard == ["card/submit > desk"]
    assert walk.owed == ["review", "answer"]
    walk.does("desk", "pass_on")
    assert walk.heard == ["card/pass_on > region"]
    assert walk.owed == ["outside", "answer"]
    walk.does("region", "approve")
    assert "card/approve > desk" in walk.heard
    assert walk.owed == ["publish", "answer"]
    card = walk.does("desk", "publish", link=LINK)
    assert (card.step, card.link, walk.owed) == ("closed", LINK, [])
    assert walk.met("answer")


@pytest.mark.clause("PET-5b")
def test_the_head_of_the_department_names_one_of_his_people(walk: Walk) -> None:
    """One tap among his own people; nobody else names them, and no other department's executor can be named."""
    walk.post("desk")
    walk.does("desk", "route", department="roads")
    chief = OFFICE.person(walk.who("chief"))
    assert chief
    offered = options(chief, walk.card, OFFICE, walk.rules.procedure)
    people = [walk.called(PersonId(int(one.value))) for one in offered if one.action == "assign"]
    assert people == ["roads", "roads-2"]
    assert walk.cannot("chief", "assign", person=walk.who("utilities")).why is Why.NO_PERSON
    for other in ("chief-2", "roads", "desk"):
        assert walk.cannot(other, "assign", person=walk.who("roads")).why is Why.NOT_YOURS


@pytest.mark.clause("PET-10")
def test_the_curator_puts_down_the_word_from_outside(walk: Walk) -> None:
    """Who agrees from outside need not sit at the bot: the curator records the outcome, and the journal names him."""
    to_outside(walk)
    walk.does("desk", "approve")
    assert walk.card.last.by == walk.who("desk")
    assert walk.card.step == "publish"
    assert walk.heard == ["answer_text > desk"], "the card is before him already: only the text to publish is new"


@pytest.mark.clause("PET-10")
def test_those_outside_see_what_was_passed_to_them_alone(walk: Walk) -> None:
    """Before the curator passes a card on it is closed to the region; then that one card is open to it."""
    to_review(walk)
    assert walk.cannot("region", "approve").why is Why.NOT_YOURS
    walk.does("desk", "pass_on")
    passed = walk.id
    to_review(walk)
    assert walk.cannot("region", "send_back", note="Не то").why is Why.NOT_YOURS
    walk.id = passed
    walk.does("region", "send_back", note="Назовите срок")


@pytest.mark.clause("PET-9", "PET-10", "PET-14")
@pytest.mark.parametrize("who", ["desk", "region"])
def test_a_send_back_and_rework(walk: Walk, who: str) -> None:
    """The curator or the region sends back with remarks; the executor's rework has an hour, then all goes on."""
    to_review(walk) if who == "desk" else to_outside(walk)
    assert walk.cannot(who, "send_back").why is Why.NO_REASON
    card = walk.does(who, "send_back", note="Назовите срок")
    assert (card.step, walk.heard) == ("draft", ["card/send_back > roads"])
    assert walk.due("rework") == "2026-03-04 11:00"
    walk.drafts("roads", "Починим 6 марта")
    assert walk.met("rework")
    assert walk.owed == ["review", "answer"]
    walk.does("desk", "pass_on")
    walk.does("region", "approve")


@pytest.mark.clause("PET-6")
@pytest.mark.parametrize("who", ["chief", "roads"])
def test_a_return_in_time(walk: Walk, who: str) -> None:
    """In the 30 minutes after the routing the department's head or his executor returns it, with a reason."""
    with_department(walk, assigned=who == "roads").at("2026-03-04 10:30")
    assert walk.cannot(who, "return").why is Why.NO_REASON
    card = walk.does(who, "return", note="Это сети района")
    assert (card.step, walk.heard) == ("route", ["card/return > desk"])
    assert walk.due("reroute") == "2026-03-04 11:00"
    walk.does("desk", "route", department="utilities")
    assert walk.card.executor is None
    assert walk.due("assign") == "2026-03-04 11:00"


@pytest.mark.clause("PET-6")
@pytest.mark.parametrize("who", ["chief", "roads"])
def test_a_return_after_its_time(walk: Walk, who: str) -> None:
    """A minute later it is only asked for: the curator leaves it with the department, or takes it back."""
    with_department(walk, assigned=who == "roads").at("2026-03-04 10:31")
    assert walk.does(who, "return", note="Это сети района").step == "dispute"
    assert walk.due("dispute") == "2026-03-04 11:01"
    assert walk.does("desk", "insist").step == "assign"
    assert walk.due("assign") == "2026-03-04 11:01"
    walk.does("chief", "assign", person=walk.who("roads"))
    walk.does("roads", "return", note="И всё-таки")
    assert walk.does("desk", "take_back").step == "route"


def test_a_card_can_be_taken_back(walk: Walk) -> None:
    """The department's head takes it from his executor and names another; the curator takes it from the head."""
    with_department(walk)
    assert walk.does("chief", "take_back").step == "assign"
    assert "reroute" in walk.owed
    walk.does("chief", "assign", person=walk.who("roads-2"))
    assert walk.owed == ["draft", "answer"]
    assert walk.does("desk", "take_back").step == "assign"
    assert walk.does("desk", "take_back").step == "route"
    assert walk.cannot("roads-2", "submit", draft=draft()).why is Why.NOT_NOW


def test_another_departments_head_has_no_buttons(walk: Walk) -> None:
    """The head of a department that does not have the card is offered nothing with it, its recall neither."""
    with_department(walk)
    stranger = OFFICE.person(walk.who("chief-2"))
    assert stranger
    assert options(stranger, walk.card, OFFICE, walk.rules.procedure) == ()


@pytest.mark.clause("PET-8", "PET-9")
def test_an_urgent_message(walk: Walk) -> None:
    """Of high importance, the answer is due in 4 working hours by clause 8, its draft 150 minutes before."""
    with_department(walk)
    walk.ranks("desk")
    assert (walk.due("answer"), walk.due("draft")) == ("2026-03-04 15:00", "2026-03-04 11:30")
    assert (walk.clocks["answer"].clause, walk.clocks["draft"].clause) == ("8", "9")
    walk.at("2026-03-04 11:30").drafts("roads")
    assert not walk.clocks["draft"].late(walk.now)
    assert walk.due("review") == "2026-03-04 12:00"
    walk.at("2026-03-04 12:00").does("desk", "pass_on")
    assert walk.due("outside") == "2026-03-04 14:30"
    walk.at("2026-03-04 14:30").does("region", "approve")
    assert walk.due("publish") == walk.due("answer") == "2026-03-04 15:00"


@pytest.mark.clause("PET-12")
def test_an_interim_answer_leads_to_the_final_one(walk: Walk) -> None:
    """An interim answer goes the same way; the final draft is due 7 working days later, and is met as it is sent."""
    to_publish(walk, DraftKind.INTERIM)
    card = walk.does("desk", "publish", link=LINK)
    assert (card.step, walk.owed, walk.due("final")) == ("draft", ["final"], "2026-03-16 18:00")
    walk.at("2026-03-12 10:00").drafts("roads", "Ждём", DraftKind.INTERIM)
    assert not walk.met("final")
    walk.does("desk", "send_back", note="Пора отвечать")
    walk.drafts("roads", "Починили")
    assert walk.met("final")
    walk.does("desk", "pass_on")
    walk.does("region", "send_back", note="Нет фото")
    assert walk.owed == ["rework"]
    walk.drafts("roads", "Починили, фото приложили")
    walk.does("desk", "pass_on")
    walk.does("region", "approve")
    assert walk.does("desk", "publish", link=LINK).step == "closed"


@pytest.mark.clause("PET-9")
def test_the_document_knows_two_kinds_of_draft(walk: Walk) -> None:
    """An answer and an interim answer go for agreement; a request to clarify is none of them."""
    with_department(walk)
    paper = draft("Уточните адрес", DraftKind.CLARIFICATION)
    assert walk.cannot("roads", "submit", draft=paper).why is Why.WRONG_DRAFT


@pytest.mark.clause("PET-9", "PET-14")
def test_a_late_draft_rings_up_to_the_head(walk: Walk) -> None:
    """A late draft is called out with its clause and the executor's name, an hour on to the head of the okrug."""
    with_department(walk)
    assert walk.rung("2026-03-04 12:00") == {"draft 9 soon": ["roads", "chief", "group"]}
    late = "draft 9 late, roads"
    assert walk.rung("2026-03-04 14:00") == {late: ["roads", "chief", "desk", "group"]}
    assert walk.rung("2026-03-04 15:00") == {late: ["head"]}


@pytest.mark.clause("PET-14")
def test_a_chief_who_names_nobody_is_called_out(walk: Walk) -> None:
    """Half an hour without an executor is told to the department's head by name, to the curator, then to the head."""
    with_department(walk, assigned=False)
    late = "assign 5 late, chief"
    assert walk.rung("2026-03-04 10:30") == {late: ["chief", "desk", "group"]}
    assert walk.rung("2026-03-04 11:00") == {late: ["head"]}


@pytest.mark.clause("PET-10")
def test_the_curator_hears_that_the_region_is_slow(walk: Walk) -> None:
    """An agreement from outside that does not come is told to the curator, who can ask for it."""
    to_outside(walk)
    late = "outside 10 late, region"
    assert walk.rung("2026-03-04 13:00")[late] == ["region", "desk", "group"]
    assert walk.rung("2026-03-04 15:00")[late] == ["desk", "head"]


@pytest.mark.clause("PET-15")
@pytest.mark.parametrize("ground", ["abuse", "threat"])
def test_not_handled(walk: Walk, ground: str) -> None:
    """A message of abuse or threats is closed by a curator on its ground, and by nobody else."""
    walk.post("desk")
    assert walk.cannot("desk", "dismiss", ground="harm").why is Why.NO_GROUND
    assert walk.cannot("head", "dismiss", ground=ground).why is Why.NOT_YOURS
    card = walk.does("desk", "dismiss", ground=ground)
    assert (card.step, card.ground, walk.owed) == ("closed", ground, [])


@pytest.mark.clause("PET-4")
def test_the_curators_stand_in_for_one_another(walk: Walk) -> None:
    """Any curator of the organisational department goes on with a card that another one opened."""
    walk.post("desk")
    walk.does("desk-2", "route", department="roads")
    walk.does("chief", "assign", person=walk.who("roads"))
    walk.drafts("roads")
    walk.does("desk-2", "pass_on")


@pytest.mark.clause("PET-3")
@pytest.mark.parametrize("network", ["ok", "vk", "telegram"])
def test_networks(walk: Walk, network: str) -> None:
    """The three networks are those of the file, and a post of each becomes a card that knows it."""
    assert network in walk.books.procedure("petrovsky").networks
    card = walk.post("desk", Post(network=network, parts=(Part(key="p", text="Снег не убран"),)))
    assert card.post.network == network


def with_department(walk: Walk, *, assigned: bool = True) -> Walk:
    """A card that has come to a department, and to its executor where `assigned`; in no time."""
    walk.post("desk")
    walk.does("desk", "route", department="roads")
    if assigned:
        walk.does("chief", "assign", person=walk.who("roads"))
    return walk


def to_review(walk: Walk, kind: DraftKind = DraftKind.ANSWER) -> Walk:
    """A card whose draft has come to the curator."""
    with_department(walk).drafts("roads", "Починим", kind)
    return walk


def to_outside(walk: Walk, kind: DraftKind = DraftKind.ANSWER) -> Walk:
    """A card that was passed on for agreement."""
    to_review(walk, kind).does("desk", "pass_on")
    return walk


def to_publish(walk: Walk, kind: DraftKind = DraftKind.ANSWER) -> Walk:
    """A card whose text was agreed."""
    to_outside(walk, kind).does("region", "approve")
    return walk
