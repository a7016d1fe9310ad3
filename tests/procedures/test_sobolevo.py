"""Sobolevo in Kamchatka: several executors, shortened times, repeats, and the whole way once more."""

import pytest

from tests.procedures.offices import SOBOLEVO as OFFICE
from tests.procedures.walking import HIGH, NORMAL, Walk, dues_from
from tests.workflow.story import LINK, post
from workflow.cases import Case
from workflow.desk import Done
from workflow.events import TimeShortened
from workflow.refusals import Refusal, Why
from workflow.words import DraftKind

SIX, FOUR = Case(shorter="six_hours"), Case(shorter="four_hours")
URGENT_SIX = Case(HIGH, shorter="six_hours")


@pytest.fixture
def walk() -> Walk:
    """A desk on a Wednesday at 10:00 in Kamchatka."""
    return Walk(OFFICE)


@pytest.mark.clause("SOB-10a", "SOB-12", "SOB-13", "SOB-18", "SOB-19")
@pytest.mark.parametrize(
    ("name", "anchor", "start", "case", "due"),
    [
        ("contribution", "routed", "2026-03-04 10:00", Case(), "2026-03-04 12:00"),
        ("contribution", "routed", "2026-03-04 12:45", Case(), "2026-03-04 15:45"),  # lunch
        ("contribution", "routed", "2026-03-06 16:30", Case(), "2026-03-10 10:30"),  # Friday, Monday 9 March is off
        ("contribution", "routed", "2025-03-07 15:00", Case(), "2025-03-10 10:00"),  # a Friday and an eve
        ("contribution", "routed", "2025-11-01 16:00", Case(), "2025-11-05 10:00"),  # a working Saturday
        ("contribution", "routed", "2026-12-30 17:00", Case(HIGH), "2027-01-11 10:00"),  # the New Year holidays
        ("answer", "detected", "2026-03-04 10:00", SIX, "2026-03-04 17:00"),
        ("draft", "detected", "2026-03-04 10:00", SIX, "2026-03-04 13:00"),  # just to the break
        ("answer", "detected", "2026-03-04 10:00", FOUR, "2026-03-04 15:00"),
        ("draft", "detected", "2026-03-04 10:00", FOUR, "2026-03-04 12:00"),
        ("answer", "detected", "2026-03-06 15:00", SIX, "2026-03-10 13:00"),
        ("draft", "detected", "2026-03-06 15:00", SIX, "2026-03-10 10:00"),
        ("answer", "detected", "2025-10-31 15:00", FOUR, "2025-11-01 11:00"),
        ("draft", "detected", "2025-10-31 15:00", FOUR, "2025-10-31 17:00"),
        ("answer", "detected", "2026-03-04 10:00", URGENT_SIX, "2026-03-04 15:00"),  # never later than it was
        ("draft", "detected", "2026-03-04 10:00", URGENT_SIX, "2026-03-04 12:00"),
        ("answer", "detected", "2024-12-28 16:00", FOUR, "2025-01-09 11:00"),
        ("route", "detected", "2026-03-04 10:00", FOUR, "2026-03-04 10:30"),  # not shortened
        ("final", "interim_published", "2026-12-24 10:00", FOUR, "2027-01-13 18:00"),
    ],
)
def test_a_deadline_comes_due(name: str, anchor: str, start: str, case: Case, due: str) -> None:
    """Parts of an answer and shortened times come due to the minute, whatever lies between."""
    assert dues_from(OFFICE, anchor, start, case)[name] == due


def test_each_moment_starts_its_own_deadlines() -> None:
    """Routing starts the limit of a return and the parts; clocks of our own have moments of their own."""
    starts = ("detected", "routed", "submitted", "sent_back", "approved", "interim_published", "received", "posted")
    assert {anchor: set(dues_from(OFFICE, anchor, "2026-03-04 10:00", NORMAL)) for anchor in starts} == {
        "detected": {"route", "answer", "draft"},
        "routed": {"return", "contribution"},
        "submitted": {"approve"},
        "sent_back": {"rework"},
        "approved": {"handover"},
        "interim_published": {"final"},
        "received": set(),
        "posted": set(),
    }


@pytest.mark.clause("SOB-12", "SOB-15", "SOB-16", "SOB-17")
def test_the_whole_way_with_an_interim_answer(walk: Walk) -> None:
    """Routed, sent back once, reworked, agreed, handed over, published, and after 7 working days at most the end."""
    walk.post("curator")
    walk.does("curator", "route", department="roads")
    walk.drafts("roads", "Скоро", DraftKind.INTERIM)
    walk.does("head", "send_back", note="Когда?")
    walk.at("2026-03-04 11:00").drafts("roads", "К пятнице разберёмся", DraftKind.INTERIM)
    assert not walk.clocks["rework"].late(walk.now)
    walk.does("head", "approve")
    walk.does("roads", "hand_over")
    assert walk.does("curator", "publish", link=LINK).step == "draft"
    assert walk.due("final") == "2026-03-16 18:00"
    walk.at("2026-03-16 17:00").drafts("roads", "Починили")
    assert not walk.met("final")  # met by publication alone
    walk.does("head", "approve")
    walk.does("roads", "hand_over")
    assert walk.does("curator", "publish", link=LINK).step == "closed"
    assert not walk.clocks["final"].late(walk.now)


@pytest.mark.clause("SOB-19")
def test_several_executors_give_their_parts(walk: Walk) -> None:
    """The first whom the head names leads; each other has two hours, and the lead gets every part as it comes."""
    shared(walk)
    assert walk.card.executor == walk.who("utilities")
    assert walk.heard == ["card/share > utilities", "card/share > roads", "card/share > parks"]
    assert parts_due(walk) == {1: "2026-03-04 12:20", 2: "2026-03-04 12:20"}
    assert isinstance(walk.gives("roads", "Засыпали яму"), Done)
    assert walk.heard == ["part/1 > utilities"]
    assert isinstance(walk.gives("parks", "Высадим деревья", whole=False), Done)
    assert "contribution" in walk.owed
    walk.gives("parks", "И кусты")
    assert walk.owed == ["draft", "answer"]
    assert [one.text for one in walk.card.contributions] == ["Засыпали яму", "Высадим деревья\nИ кусты"]
    assert walk.drafts("utilities", "Яму засыпали, деревья высадим").step == "approve"


@pytest.mark.clause("SOB-19")
def test_a_late_part_holds_nobody_up(walk: Walk) -> None:
    """A part that does not come is called out by name, to the lead too, then to the head; the answer goes on."""
    shared(walk)
    walk.gives("roads", "Засыпали яму")
    late = "contribution/2 19 late, parks"
    assert walk.rung("2026-03-04 12:20") == {late: ["parks", "utilities", "curator", "group"]}
    assert walk.rung("2026-03-04 14:20")[late] == ["head", "coordinator"]
    walk.drafts("utilities", "Яму засыпали")
    walk.does("head", "approve")
    walk.does("utilities", "hand_over")
    assert walk.does("curator", "publish", link=LINK).step == "closed"
    assert isinstance(walk.gives("parks", "Опоздали"), Refusal)


@pytest.mark.clause("SOB-19")
def test_a_part_can_be_warned_of(walk: Walk) -> None:
    """Whoever sees that he will be late says so with a reason, and the lead hears before the time is over."""
    shared(walk)
    assert isinstance(walk.warns("parks", " "), Refusal)
    walk.warns("parks", "Озеленитель на выезде до обеда")
    assert walk.heard == ["warned/2 > utilities"]


@pytest.mark.clause("SOB-19")
@pytest.mark.parametrize("who", ["curator", "roads", "utilities"])
def test_only_the_head_names_them(walk: Walk, who: str) -> None:
    """Neither curator nor executor may ask others for parts; the coordinator may act in the head's place."""
    walk.post("curator")
    walk.does("curator", "route", department="roads")
    assert walk.cannot(who, "share", people=("roads", "parks")).why in (Why.NOT_NOW, Why.NOT_YOURS)
    assert walk.cannot("head", "share", people=()).why is Why.NO_PEOPLE
    walk.does("coordinator", "share", people=("roads", "parks"))


@pytest.mark.clause("SOB-10a", "SOB-18")
@pytest.mark.parametrize("who", ["head", "curator"])
def test_the_time_is_shortened_with_one_tap(walk: Walk, who: str) -> None:
    """Answer and draft move at once, by clause 18; the executor hears, and the journal keeps who did it."""
    walk.post("curator")
    walk.does("curator", "route", department="roads")
    assert isinstance(walk.shortens(who, "four_hours"), Done)
    assert (walk.due("answer"), walk.due("draft")) == ("2026-03-04 15:00", "2026-03-04 12:00")
    assert (walk.clocks["answer"].clause, walk.clocks["draft"].clause) == ("18", "18")
    assert walk.heard == ["shortened > roads"]
    kept = walk.history[-1]
    assert isinstance(kept, TimeShortened)
    assert (kept.by, kept.name) == (walk.who(who), "four_hours")
    walk.at("2026-03-04 12:01").drafts("roads")
    assert walk.clocks["draft"].late(walk.now)


@pytest.mark.clause("SOB-18")
def test_an_executor_shortens_nothing(walk: Walk) -> None:
    """The executor may not set a time for himself, and no time that the file does not name can be set."""
    walk.post("curator")
    walk.does("curator", "route", department="roads")
    assert isinstance(walk.shortens("roads", "six_hours"), Refusal)
    assert isinstance(walk.shortens("head", "one_hour"), Refusal)
    assert walk.due("answer") == "2026-03-05 10:00"


@pytest.mark.clause("SOB-10b", "SOB-18")
def test_a_shortened_time_of_an_urgent_message(walk: Walk) -> None:
    """Six hours do not put off what is due in four, by whatever way the card became urgent."""
    walk.post("curator")
    walk.ranks("curator")
    walk.shortens("head", "six_hours")
    assert (walk.due("answer"), walk.due("draft")) == ("2026-03-04 15:00", "2026-03-04 12:00")
    assert walk.clocks["answer"].clause == "10"


@pytest.mark.clause("SOB-20")
@pytest.mark.parametrize("who", ["roads", "curator", "coordinator"])
def test_a_repeat_is_linked_to_the_earlier_card(walk: Walk, who: str) -> None:
    """Executor, curator or coordinator says what a message repeats; it goes the same way, in the same times."""
    earlier = walk.post("curator")
    walk.post("curator", post(key="post-2"))
    walk.does("curator", "route", department="roads")
    assert isinstance(walk.finds_repeat("utilities", earlier.id), Refusal)
    assert isinstance(walk.finds_repeat(who, earlier.id), Done)
    assert (walk.card.repeat_of, walk.card.repeat_number) == (earlier.id, 1)
    assert walk.owed == ["draft", "answer"]


@pytest.mark.clause("SOB-20")
def test_a_message_may_be_new(walk: Walk) -> None:
    """That a message repeats none is said as well, and is not asked again."""
    walk.post("curator")
    walk.finds_repeat("curator", None)
    assert walk.card.repeat_of is None
    assert walk.moments[-1] == "repeat_checked"


def shared(walk: Walk) -> Walk:
    """A card of the roads that the head has given to three units at 10:20, the utilities leading."""
    walk.post("curator")
    walk.does("curator", "route", department="roads")
    walk.at("2026-03-04 10:20").does("head", "share", people=("utilities", "roads", "parks"))
    return walk


def parts_due(walk: Walk) -> dict[int, str]:
    """When each part is due, local to the office, by its number."""
    rings = (ring.clock for ring in walk.plan if ring.clock.part is not None)
    return {clock.part or 0: f"{clock.at.astimezone(walk.zone):%Y-%m-%d %H:%M}" for clock in rings}
