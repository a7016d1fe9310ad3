"""Kamchatka's platform: moderated, routed by itself, answered with proof, rated and sent back; every deadline."""

from dataclasses import replace
from typing import Any

import pytest

from bot.commands.procedures import find
from tests.procedures.steps_region import CITIZEN, Steps, due, every_moment, why
from tests.procedures.walking import FAST, HIGH, UNITS, office_of
from tests.workflow.story import PHOTO, draft
from workflow.checker import check
from workflow.commands import Act, SetImportance
from workflow.desk import Done, Outcome
from workflow.events import Moved
from workflow.office import Department
from workflow.post import Part, Post
from workflow.refusals import Why
from workflow.words import DraftKind

ZONE = "Asia/Kamchatka"
OFFICE = office_of(
    "kamchatka",
    ZONE,
    {
        "moderator": "moderator",
        "coordinator": "coordinator",
        "roads": "executor, roads",
        "utilities": "executor, utilities",
        "head": "head",
    },
)
PROVED = draft("Убрали, вот фото", DraftKind.ANSWER, PHOTO)
BARE = draft("Убрали")
USUAL: dict[str, tuple[str, dict[str, Any]]] = {
    "admit": ("moderator", {}),
    "decline": ("moderator", {"ground": "rules"}),
    "route": ("coordinator", {"department": "roads"}),
    "dismiss": ("coordinator", {"ground": "elsewhere"}),
    "accept": ("roads", {}),
    "no_proof": ("roads", {"note": "Отменили приказ, снимать нечего"}),
    "analyse": ("roads", {"note": "Убрали только половину улицы"}),
    "place": ("roads", {"draft": PROVED}),
    "return": ("roads", {"note": "Дорога не наша"}),
    "take_back": ("coordinator", {}),
    "grant": ("coordinator", {}),
    "deny": ("coordinator", {"note": "Успеете"}),
    "resolved": (CITIZEN, {}),
    "rate": (CITIZEN, {"note": "4"}),
    "comment": (CITIZEN, {"note": "Долго"}),
    "disagree": (CITIZEN, {"note": "Убрали не всё"}),
}


def message(text: str = "Снег на дороге не убран", place: str = "") -> Post:
    return Post(network="platform", author="Житель", place=place, parts=(Part(key="1", text=text),))


@pytest.fixture
def walk() -> Steps:
    return Steps(OFFICE, USUAL)


def opened(walk: Steps, what: Post | None = None, topic: str = "снег") -> Steps:
    walk.post(None, what or message(), topic=topic)
    return walk


def asks(walk: Steps, days: int) -> Outcome:
    """The executor asks for so many more days."""
    return walk.tell_desk(Act(walk.id, walk.who("roads"), "extend", note="Ждём технику", days=days))


# ---------------------------------------------------------------- deadlines


@pytest.mark.clause("KAM-2.2", "KAM-2.5a", "KAM-2.6", "KAM-2.9", "KAM-2.1.3")
@pytest.mark.parametrize(
    ("name", "moments", "options", "wanted"),
    [
        ("route", "posted=2026-03-04T12:45", {}, "2026-03-04 18:00"),
        ("route", "posted=2026-03-06T10:00", {}, "2026-03-06 17:00"),  # Friday closes at 17
        ("route", "posted=2026-03-04T20:00", {}, "2026-03-05 18:00"),  # after closing
        ("route", "posted=2026-03-07T12:00", {}, "2026-03-10 18:00"),  # a Saturday, then a Monday off
        ("route", "posted=2025-11-01T10:00", {}, "2025-11-01 17:00"),  # a working Saturday that closes at 17
        ("route", "posted=2026-01-02T10:00", {}, "2026-01-12 18:00"),  # over New Year
        ("route", "posted=2026-03-04T10:00 moderated=2026-03-05T10:00", {}, "2026-03-05 18:00"),
        ("repeat", "routed=2026-03-04T12:45", {}, "2026-03-05 18:00"),
        ("repeat", "routed=2026-03-06T10:00", {}, "2026-03-10 18:00"),
        ("repeat", "routed=2025-10-31T10:00", {}, "2025-11-01 17:00"),
        ("repeat", "routed=2025-12-30T10:00", {}, "2026-01-12 18:00"),
        ("repeat", "routed=2026-04-29T10:00", {}, "2026-04-30 17:00"),  # an eve
        ("answer", "posted=2026-03-02T10:00", {}, "2026-03-12 18:00"),
        ("answer", "posted=2026-03-04T10:00", {}, "2026-03-16 18:00"),  # the tenth day is a Saturday
        ("answer", "posted=2026-04-29T10:00", {}, "2026-05-12 18:00"),  # 9 May and its Monday are off
        ("answer", "posted=2024-04-17T10:00", {}, "2024-04-27 18:00"),  # a working Saturday does not move
        ("answer", "posted=2026-02-13T10:00", {}, "2026-02-24 18:00"),
        ("answer", "posted=2025-12-22T10:00", {}, "2026-01-12 18:00"),
        ("answer", "posted=2026-03-02T10:00", {"importance": "high"}, "2026-03-12 18:00"),
        ("answer", "routed=2026-03-05T10:00", {"importance": "fast", "days": 1}, "2026-03-06 17:00"),
        ("answer", "routed=2026-03-02T10:00", {"importance": "fast", "days": 2}, "2026-03-04 18:00"),
        ("answer", "routed=2026-03-05T10:00", {"importance": "fast", "days": 3}, "2026-03-10 18:00"),
        ("answer", "routed=2025-10-31T10:00", {"importance": "fast", "days": 1}, "2025-11-01 17:00"),
    ],
)
def test_deadline(name: str, moments: str, options: dict[str, Any], wanted: str) -> None:
    """Each deadline is due at its minute, at every importance."""
    assert due("kamchatka", ZONE, moments, **options)[name] == wanted


def test_names_of_the_deadlines() -> None:
    """From the moments of the document follow its deadlines and no others; the fast track counts from routing alone."""
    assert list(due("kamchatka", ZONE, every_moment("2026-03-04T10:00"))) == ["route", "repeat", "answer"]
    assert list(due("kamchatka", ZONE, "posted=2026-03-04T10:00", importance="fast", days=2)) == ["route"]


@pytest.mark.parametrize("days", [None, 0, 4])
def test_the_fast_track_has_one_to_three_days(days: int | None) -> None:
    """No other number of days can be asked of (KAM-2.6)."""
    with pytest.raises(ValueError, match="from 1 to 3"):
        due("kamchatka", ZONE, "routed=2026-03-04T10:00", importance="fast", days=days)


def test_the_file_proves() -> None:
    """No card can be stuck, ownerless or without a clock."""
    assert check(find("kamchatka")) == ()


# ---------------------------------------------------------------- the way


@pytest.mark.clause("KAM-2.1.5", "KAM-2.2", "KAM-2.5a", "KAM-2.5b")
def test_the_whole_way(walk: Steps) -> None:
    """A message is admitted, routed in the same moment by its topic, answered with a photo, and the card is closed."""
    assert opened(walk).card.step == "moderate"
    assert walk.heard == ["card/open > moderator"]
    assert walk.dues() == {"route": "03-04 18:00", "answer": "03-16 18:00"}
    card = walk.go("admit")
    assert (card.step, card.executor, card.department) == ("draft", walk.who("roads"), "roads")
    assert walk.heard == ["card/route > roads"]
    assert walk.dues() == {"repeat": "03-05 18:00", "answer": "03-16 18:00"}
    walk.go("accept")
    card = walk.go("place")
    assert (card.step, walk.owed) == ("closed", [])
    assert "published" in walk.moments
    routed = next(one for one in walk.history if isinstance(one, Moved) and one.action == "route")
    assert routed.by is None


@pytest.mark.clause("KAM-2.1.5")
def test_a_message_against_the_rules(walk: Steps) -> None:
    """A moderator declines on a ground of the file, and the card is closed and owes nothing."""
    opened(walk)
    assert walk.why_not("moderator", "decline", ground="boring") is Why.NO_GROUND
    assert walk.why_not("roads", "admit") is Why.NOT_YOURS
    card = walk.go("decline")
    assert (card.step, card.ground, walk.owed) == ("closed", "rules", [])


@pytest.mark.clause("KAM-2.1.5")
def test_a_formal_appeal_is_pointed_to_its_channel(walk: Steps) -> None:
    """What is in truth a formal appeal is closed with a pointer to where the law has it considered."""
    card = opened(walk)
    walk.does("moderator", "decline", ground="formal")
    ground = next(one for one in find("kamchatka").ground if one.name == walk.card.ground)
    assert card.card.step == "closed"
    assert ground.pointer
    assert "59-ФЗ" in ground.pointer.ru


@pytest.mark.clause("KAM-2.2")
@pytest.mark.parametrize("topic", ["", "фонари"])
def test_what_the_classifier_cannot_tell(walk: Steps, topic: str) -> None:
    """A message of no known topic waits for the coordinator, by the end of the day."""
    opened(walk, message("Помогите"), topic).go("admit")
    assert (walk.card.step, walk.heard) == ("route", ["card/admit > coordinator"])
    assert walk.due("route") == "2026-03-04 18:00"
    assert walk.go("route").executor == walk.who("roads")


@pytest.mark.clause("KAM-2.2")
@pytest.mark.parametrize(("place", "unit"), [("Соболево", "roads"), ("Крутоберегово", "utilities"), ("", None)])
def test_place_decides_between_units_of_one_topic(place: str, unit: str | None) -> None:
    """Of two units with the topic the one of the place has the message; where none can be told, the coordinator."""
    units = (replace(UNITS[0], places=("Соболево",)), Department("utilities", "Соседи", ("снег",), ("Крутоберегово",)))
    walk = opened(Steps(replace(OFFICE, departments=units), USUAL), message(place=place))
    assert walk.go("admit").department == unit


@pytest.mark.clause("KAM-2.2")
def test_what_came_back_is_routed_by_hand(walk: Steps) -> None:
    """What an executor returned is not sent to him again by itself; the coordinator has till the end of the day."""
    opened(walk).go("admit")
    assert walk.at("2026-03-05 10:00").go("return").step == "reroute"
    assert walk.dues()["reroute"] == "03-05 18:00"
    assert walk.does("coordinator", "route", department="utilities").executor == walk.who("utilities")
    assert walk.go("take_back").step == "reroute"
    assert walk.does("coordinator", "dismiss", ground="elsewhere").step == "closed"


# ---------------------------------------------------------------- proof


@pytest.mark.clause("KAM-2.5b")
def test_no_answer_without_proof(walk: Steps) -> None:
    """An answer without a photo or a document is refused, till the executor says why there can be none."""
    opened(walk).go("admit")
    assert walk.why_not("roads", "place", draft=BARE) is Why.NO_PROOF
    assert walk.why_not("roads", "no_proof") is Why.NO_REASON
    walk.go("no_proof")
    assert walk.does("roads", "place", draft=BARE).step == "closed"
    remark = walk.card.remark("no_proof")
    assert remark
    assert remark.text == "Отменили приказ, снимать нечего"


@pytest.mark.clause("KAM-2.5b")
def test_an_excuse_is_for_one_executor(walk: Steps) -> None:
    """Who has the card next gives proof or a reason of his own."""
    opened(walk).go("admit", "no_proof", "return")
    walk.does("coordinator", "route", department="utilities")
    assert walk.why_not("utilities", "place", draft=BARE) is Why.NO_PROOF


# ---------------------------------------------------------------- extension and fast track


@pytest.mark.clause("KAM-2.5c")
def test_an_extension_up_to_eight_days_in_all(walk: Steps) -> None:
    """Days are asked for with a comment and granted by the coordinator; all of them together are at most 8."""
    opened(walk).go("admit")
    assert walk.due("answer") == "2026-03-16 18:00"
    assert walk.why_not("roads", "extend", days=3) is Why.NO_REASON
    assert isinstance(asks(walk, 5), Done)
    assert walk.heard == ["card/extend > coordinator"]
    assert walk.due("answer") == "2026-03-16 18:00"
    assert why(asks(walk, 1)) is Why.ALREADY
    walk.go("grant")
    assert (walk.due("answer"), walk.heard) == ("2026-03-19 18:00", ["card/grant > roads"])
    assert why(asks(walk, 4)) is Why.BAD_DAYS
    assert isinstance(asks(walk, 3), Done)
    walk.go("grant")
    assert walk.due("answer") == "2026-03-23 18:00"
    assert why(asks(walk, 1)) is Why.BAD_DAYS


@pytest.mark.clause("KAM-2.5c")
@pytest.mark.parametrize("days", [0, 9, -1])
def test_no_other_number_of_days(walk: Steps, days: int) -> None:
    """Nothing, and more than 8 days, cannot be asked for."""
    opened(walk).go("admit")
    assert why(asks(walk, days)) is Why.BAD_DAYS


@pytest.mark.clause("KAM-2.5c")
def test_an_extension_denied(walk: Steps) -> None:
    """The coordinator declines with a reason, the executor hears, the time stays, and he may ask again."""
    opened(walk).go("admit")
    asks(walk, 8)
    assert walk.why_not("roads", "grant") is Why.NOT_NOW
    walk.go("deny")
    assert (walk.due("answer"), walk.heard) == ("2026-03-16 18:00", ["card/deny > roads"])
    assert isinstance(asks(walk, 2), Done)


@pytest.mark.clause("KAM-2.6", "KAM-2.1.3")
def test_the_fast_track(walk: Steps) -> None:
    """The coordinator puts a message on the fast track for 1 to 3 days from its routing; nobody else may."""
    opened(walk).go("admit")
    for days in (None, 0, 4):
        assert why(fast(walk, "coordinator", days)) is Why.BAD_DAYS
    for who in ("moderator", "roads"):
        assert why(fast(walk, who, 2)) is Why.NOT_YOURS
    assert isinstance(fast(walk, "coordinator", 2), Done)
    assert walk.due("answer") == "2026-03-06 17:00"
    assert walk.clocks["answer"].clause == "2.6"


# ---------------------------------------------------------------- repeats


@pytest.mark.clause("KAM-2.9", "KAM-2.10")
def test_a_repeat_and_its_analysis(walk: Steps) -> None:
    """The executor decides within a working day; a repeat is answered only once he has analysed the earlier answer."""
    first = opened(walk).card
    opened(walk).go("admit")
    assert walk.due("repeat") == "2026-03-05 18:00"
    assert why(walk.finds_repeat("moderator", first.id)) is Why.NOT_YOURS
    assert isinstance(walk.finds_repeat("roads", first.id), Done)
    assert "repeat" not in walk.owed
    refusal = walk.cannot("roads", "place", draft=PROVED)
    assert (refusal.why, refusal.action) == (Why.NEEDS_FIRST, "analyse")
    assert walk.why_not("roads", "analyse") is Why.NO_REASON
    walk.go("analyse")
    assert walk.go("place").step == "closed"


@pytest.mark.clause("KAM-2.9")
def test_a_new_message_needs_no_analysis(walk: Steps) -> None:
    """A message that is no repeat is answered at once, and is not asked about again when it is routed anew."""
    opened(walk).go("admit")
    walk.finds_repeat("roads", None)
    walk.go("return", "route")
    assert "repeat" not in walk.owed
    assert walk.go("place").step == "closed"


@pytest.mark.clause("KAM-2.9")
def test_an_undecided_repeat_rings(walk: Steps) -> None:
    """Who has not decided by the end of the next working day hears of it, and so does the coordinator."""
    opened(walk).go("admit")
    assert walk.rung("2026-03-05 18:00")["repeat 2.9 late, roads"] == ["roads", "coordinator"]


# ---------------------------------------------------------------- the citizen


@pytest.mark.clause("KAM-2.7")
def test_the_citizen_confirms_and_rates(walk: Steps) -> None:
    """Under the answer the citizen confirms it, rates it from 1 to 5 and comments on that, each once."""
    opened(walk).go("admit", "place", "resolved", "rate", "comment")
    assert walk.moments[-3:] == ["resolved", "rated", "commented"]
    rated = walk.card.remark("rate")
    assert rated
    assert (rated.by, rated.text) == (None, "4")
    for action in ("resolved", "rate", "comment", "disagree"):
        assert why(citizen(walk, action, "5: ещё раз")) is Why.ALREADY


@pytest.mark.clause("KAM-2.7")
@pytest.mark.parametrize("note", ["", "0", "6", "12", "хорошо"])
def test_no_other_rating(walk: Steps, note: str) -> None:
    """A rating begins with a number from 1 to 5."""
    opened(walk).go("admit", "place")
    assert why(citizen(walk, "rate", note)) is Why.NO_RATING
    assert isinstance(citizen(walk, "rate", "5 спасибо"), Done)


@pytest.mark.clause("KAM-2.7")
def test_the_citizens_buttons_are_his(walk: Steps) -> None:
    """Nobody of the office rates for the citizen, and there is nothing to rate or to send back before an answer."""
    opened(walk)
    assert why(citizen(walk, "disagree", "нет")) is Why.NOT_YOURS
    walk.go("decline")
    for action in ("rate", "disagree", "resolved", "comment"):
        assert why(citizen(walk, action, "1")) is Why.ALREADY
    opened(walk).go("admit", "place")
    assert walk.why_not("coordinator", "rate", note="5") is Why.CLOSED


@pytest.mark.clause("KAM-2.7", "KAM-2.8", "KAM-2.10")
def test_a_disagreement_routes_the_card_again_at_once(walk: Steps) -> None:
    """Sent back, a card is routed in the same moment, with the earlier answer and new times, and analysed before."""
    opened(walk).go("admit", "place")
    walk.at("2026-03-18 12:00")
    assert why(citizen(walk, "disagree", "")) is Why.NO_REASON
    card = walk.go("disagree")
    assert (card.step, card.executor) == ("draft", walk.who("roads"))
    assert walk.heard == ["card/route > roads"]
    assert [one.text for one in card.drafts] == [PROVED.text]
    remark = card.remark("disagree")
    assert remark
    assert remark.text == "Убрали не всё"
    assert walk.dues() == {"repeat": "03-19 18:00", "answer": "03-30 18:00"}
    assert walk.why_not("roads", "place", draft=PROVED) is Why.NEEDS_FIRST
    walk.go("analyse", "place")
    assert (walk.card.step, len(walk.card.drafts)) == ("closed", 2)


@pytest.mark.clause("KAM-2.8")
def test_a_card_that_was_sent_back_is_never_overdue_at_once(walk: Steps) -> None:
    """Whatever was late, hurried or extended before, a card that the citizen sent back begins anew."""
    opened(walk).go("admit")
    asks(walk, 8)
    walk.go("grant")
    fast(walk, "coordinator", 1)
    asks(walk, 1)
    walk.at("2026-05-08 12:00").go("place", "disagree")
    card = walk.card
    assert (card.importance, card.extended, card.fast_days) == ("normal", {}, None)
    assert not [name for name, clock in walk.clocks.items() if clock.running and clock.late(walk.now)]
    assert walk.due("answer") == "2026-05-18 18:00"
    assert walk.wake() == []
    assert walk.why_not("coordinator", "grant") is Why.ALREADY
    assert isinstance(asks(walk, 8), Done)


@pytest.mark.clause("KAM-2.8")
def test_a_disagreement_that_cannot_be_routed_by_itself(walk: Steps) -> None:
    """Where the classifier cannot tell, the coordinator routes the card the same day; the fast track waits for that."""
    opened(walk, message("Помогите"), "").go("admit", "route", "place")
    walk.at("2026-03-18 12:00").go("disagree")
    assert walk.card.step == "route"
    assert walk.dues() == {"route": "03-18 18:00", "answer": "03-30 18:00"}
    fast(walk, "coordinator", 1)
    assert walk.dues() == {"route": "03-18 18:00"}
    walk.at("2026-03-18 15:00").go("route")
    assert walk.dues()["answer"] == "03-19 18:00"


@pytest.mark.clause("KAM-2.7", "KAM-2.8")
def test_each_answer_may_be_rated_and_sent_back(walk: Steps) -> None:
    """A second answer is rated and sent back like the first one, though the first was never rated."""
    opened(walk).go("admit", "place", "disagree", "analyse", "place", "rate", "disagree", "analyse", "place")
    assert walk.card.step == "closed"
    assert walk.moments.count("disagreed") == 2
    assert walk.moments.count("published") == 3


# ---------------------------------------------------------------- late and significant


@pytest.mark.clause("KAM-2.5a")
def test_a_late_answer_is_told(walk: Steps) -> None:
    """A late answer rings at its executor and the coordinator, and an hour later at the head."""
    opened(walk).go("admit")
    walk.finds_repeat("roads", None)
    said = "answer 2.5 late, roads"
    assert walk.rung("2026-03-16 18:00") == {said: ["roads", "coordinator", "group"]}
    assert walk.rung("2026-03-17 10:00") == {said: ["head", "coordinator"]}


@pytest.mark.clause("KAM-2.14")
def test_a_significant_message_is_told_to_the_head(walk: Steps) -> None:
    """One tap of the moderator, and the head hears at once."""
    opened(walk)
    assert isinstance(walk.significant(walk.who("moderator")), Done)
    assert walk.heard == ["significant > head"]


def test_high_importance_changes_no_time(walk: Steps) -> None:
    """The document shortens times by the fast track alone; an important card only comes first."""
    opened(walk).go("admit")
    before = walk.dues()
    walk.ranks("coordinator", HIGH)
    assert walk.dues() == before


def fast(walk: Steps, who: str, days: int | None) -> Outcome:
    """Somebody puts the card on the fast track."""
    return walk.tell_desk(SetImportance(walk.id, walk.who(who), FAST, days))


def citizen(walk: Steps, action: str, note: str) -> Outcome:
    """The citizen tries an action."""
    return walk.tell_desk(Act(walk.id, None, action, note=note))
