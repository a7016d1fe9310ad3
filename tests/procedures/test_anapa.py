"""Anapa: publications and incidents, from the post to the closed card, and every deadline to the minute."""

from typing import Any

import pytest

from bot.commands.procedures import find
from tests.procedures.steps_region import Steps, due, every_moment, why
from tests.procedures.walking import FAST, HIGH, NORMAL, office_of
from tests.workflow.story import LINK, PHOTO, draft
from workflow.checker import check
from workflow.desk import Done
from workflow.events import Moved, Reported
from workflow.refusals import Why
from workflow.words import DraftKind, Importance

ZONE = "Europe/Moscow"
OFFICE = office_of(
    "anapa",
    ZONE,
    {
        "officer": "officer",
        "roads": "executor, roads",
        "utilities": "executor, utilities",
        "responsible": "responsible",
        "region": "outside",
        "head": "head",
    },
)
USUAL: dict[str, tuple[str, dict[str, Any]]] = {
    "route": ("officer", {"department": "roads"}),
    "dismiss": ("officer", {"ground": "abuse"}),
    "clarify": ("officer", {"note": "Какой дом?"}),
    "clarified": ("officer", {"note": "Дом 5"}),
    "return_up": ("officer", {"note": "Это федеральная дорога"}),
    "accept": ("roads", {}),
    "plan_interim": ("roads", {"note": "Ждём деталь"}),
    "submit": ("roads", {"draft": draft("Починим", DraftKind.ANSWER, PHOTO)}),
    "return": ("roads", {"note": "Это сети ЖКХ"}),
    "pass_on": ("officer", {}),
    "send_back": ("officer", {"note": "Назовите срок"}),
    "approve": ("responsible", {}),
    "publish": ("officer", {"link": LINK}),
}
INTERIM = draft("Ждём деталь до пятницы", DraftKind.INTERIM)


@pytest.fixture
def walk() -> Steps:
    return Steps(OFFICE, USUAL)


def opened(walk: Steps, kind: str = "publication", importance: Importance = NORMAL) -> Steps:
    walk.post("officer", kind=kind)
    if importance is not NORMAL:
        walk.ranks("officer", importance)
    return walk


def interim(walk: Steps) -> Steps:
    """An interim answer, published on Wednesday at 14:00."""
    walk.go("route")
    walk.does("roads", "plan_interim", note="Ждём деталь", date=walk.local("2026-03-13 18:00"))
    walk.does("roads", "submit", draft=INTERIM)
    walk.go("pass_on")
    walk.does("region" if walk.card.kind == "incident" else "responsible", "approve")
    walk.at("2026-03-04 14:00").go("publish")
    return walk


# ---------------------------------------------------------------- deadlines


@pytest.mark.clause(
    "ANP-2.2", "ANP-2.3", "ANP-2.4", "ANP-2.5", "ANP-2.7", "ANP-2.8", "ANP-2.10", "ANP-2.11", "ANP-2.12", "ANP-2.13"
)
@pytest.mark.parametrize(
    ("name", "moment", "options", "wanted"),
    [
        ("return", "received=2026-03-04T12:45", {}, "2026-03-04 14:15"),  # over lunch
        ("return", "received=2026-03-06T16:45", {}, "2026-03-10 09:15"),  # Friday closes at 17, Monday is off
        ("return", "received=2026-03-04T12:45", {"importance": "high"}, "2026-03-04 14:15"),  # not in the list
        ("clarify", "received=2026-03-06T16:30", {}, "2026-03-10 09:30"),
        ("clarify", "received=2026-03-04T12:45", {"importance": "high"}, "2026-03-04 14:15"),
        ("clarify", "received=2026-03-04T08:00", {"importance": "high"}, "2026-03-04 09:30"),  # before opening
        ("route", "received=2026-04-30T16:30", {}, "2026-05-04 09:30"),  # an eve closes at 17
        ("route", "received=2026-03-04T10:00", {"importance": "high"}, "2026-03-04 11:00"),  # 2.5 is not halved
        ("draft", "routed=2025-11-01T15:00", {}, "2025-11-05 10:00"),  # a working Saturday that closes at 17
        ("draft", "routed=2025-12-30T17:00", {}, "2026-01-12 11:00"),  # over New Year
        ("draft", "routed=2026-03-06T16:00", {"importance": "high"}, "2026-03-10 09:30"),
        ("submit", "detected=2026-03-10T11:00", {}, "2026-03-10 17:00"),
        ("submit", "detected=2026-03-10T11:00", {"importance": "high"}, "2026-03-10 14:30"),
        ("submit", "detected=2026-03-06T10:00", {}, "2026-03-06 16:00"),
        ("answer", "detected=2024-11-01T16:30", {}, "2024-11-05 09:30"),
        ("answer", "detected=2026-03-05T17:00", {"importance": "high"}, "2026-03-06 12:00"),
        ("answer", "detected=2026-03-05T17:00", {"kind": "incident"}, "2026-03-06 17:00"),
        ("rework", "sent_back=2026-03-04T12:30", {}, "2026-03-04 14:30"),
        ("rework", "sent_back=2026-03-04T12:30", {"importance": "high"}, "2026-03-04 14:30"),
        ("publish", "approved=2026-06-11T16:45", {}, "2026-06-15 09:15"),  # an eve, then a Friday off
        ("final", "interim_published=2026-04-29T10:00", {}, "2026-05-12 18:00"),
        ("final", "interim_published=2025-12-29T10:00", {"importance": "high"}, "2026-01-19 18:00"),
        ("final", "date_given=2026-04-10T12:00", {"kind": "incident"}, "2026-04-10 17:00"),
        ("final", "date_given=2026-04-11T12:00", {"kind": "incident"}, "2026-04-13 18:00"),  # a Saturday
    ],
)
def test_deadline(name: str, moment: str, options: dict[str, str], wanted: str) -> None:
    """Each deadline is due at its minute, for either kind and both importances."""
    assert due("anapa", ZONE, moment, **options)[name] == wanted


ALL = every_moment("2026-03-04T10:00")
NAMES = ["return", "clarify", "route", "draft", "submit", "answer", "rework", "publish"]


def test_names_of_the_deadlines() -> None:
    """From the moments of the document follow its deadlines and no others; an incident's last one waits for a date."""
    assert list(due("anapa", ZONE, ALL)) == [*NAMES, "final"]
    assert list(due("anapa", ZONE, ALL, kind="incident")) == NAMES
    assert list(due("anapa", ZONE, "routed=2026-03-04T10:00", kind="incident")) == ["draft"]


@pytest.mark.clause("ANP-2.13")
def test_the_contradiction_is_stated() -> None:
    """The file proves, and says that the document halves a clause without a time and how that is read (ANP-2.13)."""
    procedure = find("anapa")
    assert check(procedure) == ()
    stated = [one for one in procedure.reading if one.clause == "2.13"]
    assert stated
    assert "2.6" in stated[0].contradiction


# ---------------------------------------------------------------- the way


@pytest.mark.clause("ANP-1.2", "ANP-2.1", "ANP-2.2", "ANP-2.5", "ANP-2.7", "ANP-2.8", "ANP-2.12")
def test_a_publication_the_whole_way(walk: Steps) -> None:
    """A publication is sent on, put forward, agreed by the manager and published by the officer; nothing is owed."""
    card = opened(walk).card
    assert (card.kind, card.step) == ("publication", "route")
    assert walk.go("route").executor == walk.who("roads")
    walk.go("accept")
    assert walk.go("submit").step == "review"
    assert walk.heard[-1] == "card/submit > officer"
    assert walk.go("pass_on").step == "approve"
    assert "card/pass_on > responsible" in walk.heard
    assert walk.go("approve").step == "publish"
    assert walk.due("publish") == "2026-03-04 10:30"
    card = walk.go("publish")
    assert (card.step, card.link, walk.owed) == ("closed", LINK, [])


@pytest.mark.clause("ANP-1.2", "ANP-2.8")
def test_an_incident_is_agreed_by_the_regional_curator(walk: Steps) -> None:
    """An incident's draft goes to the regional curator, who sees that card alone; the manager cannot agree it."""
    opened(walk, "incident").go("route", "submit", "pass_on")
    assert "card/pass_on > region" in walk.heard
    assert walk.why_not("responsible", "approve") is Why.NOT_YOURS
    assert walk.does("region", "approve").step == "publish"
    assert walk.go("publish").step == "closed"


@pytest.mark.clause("ANP-2.8")
def test_the_officer_puts_down_the_word_of_the_regional_curator(walk: Steps) -> None:
    """A regional curator who does not sit at the bot agrees by way of the officer, in whose name it stands."""
    opened(walk, "incident").go("route", "submit", "pass_on")
    card = walk.does("officer", "approve")
    assert (card.step, card.last.by) == ("publish", walk.who("officer"))


@pytest.mark.clause("ANP-2.8", "ANP-2.13")
def test_raised_importance_halves_the_times_of_a_running_card(walk: Steps) -> None:
    """Marked as of raised importance, an incident has half of its times, and the hour to send it on stays."""
    opened(walk, "incident", HIGH)
    assert walk.dues() == {"route": "03-04 11:00", "submit": "03-04 12:30", "answer": "03-04 15:00"}
    assert walk.due("clarify") == "2026-03-04 10:30"
    assert walk.due("return") == "2026-03-04 10:30"
    walk.go("route")
    assert walk.due("draft") == "2026-03-04 11:30"


@pytest.mark.clause("ANP-2.3")
def test_an_incident_goes_back_to_the_regional_curator(walk: Steps) -> None:
    """An incident outside the city's powers is closed as returned, with its reason, and owes nothing."""
    card = opened(walk, "incident").at("2026-03-04 10:30").go("return_up")
    moved = walk.history[-1]
    assert isinstance(moved, Moved)
    assert (card.step, moved.marks, moved.late, walk.owed) == ("closed", ("returned_up",), False, [])
    remark = card.remark("return_up")
    assert remark
    assert remark.text == "Это федеральная дорога"


@pytest.mark.clause("ANP-2.3")
def test_a_late_return_is_marked(walk: Steps) -> None:
    """A minute after the 30 working minutes the return is still possible, and the journal says that it is late."""
    opened(walk, "incident").at("2026-03-04 10:31").go("return_up")
    moved = walk.history[-1]
    assert isinstance(moved, Moved)
    assert moved.late


@pytest.mark.clause("ANP-2.3")
def test_a_publication_has_nobody_to_go_back_to(walk: Steps) -> None:
    """What the office found itself cannot be returned to the regional curator, and the button is not offered."""
    opened(walk)
    assert walk.why_not("officer", "return_up", note="не наше") is Why.NOT_NOW


@pytest.mark.clause("ANP-2.4")
def test_a_clarification_with_the_clocks_running(walk: Steps) -> None:
    """While the regional curator is asked the clocks run on; once he has answered the card is sent on as before."""
    opened(walk, "incident")
    before = walk.dues()
    walk.at("2026-03-04 10:40")
    assert walk.go("clarify").step == "await"
    assert walk.dues() == before
    assert not any(isinstance(one, Moved) and one.late for one in walk.history)
    assert walk.at("2026-03-04 12:00").go("clarified").step == "route"
    assert walk.dues() == before
    assert walk.go("route").step == "draft"


@pytest.mark.clause("ANP-2.4")
def test_a_question_is_answered_once(walk: Steps) -> None:
    """No clarification comes unless one was asked for, and while one is awaited it may be sent on or returned too."""
    opened(walk, "incident").go("clarify")
    assert walk.go("route").step == "draft"
    walk.does("officer", "take_back")
    walk.cannot("officer", "clarified", note="Дом 5")
    opened(walk, "incident").go("clarify")
    assert walk.go("return_up").step == "closed"


@pytest.mark.clause("ANP-2.11")
def test_a_send_back_and_its_rework(walk: Steps) -> None:
    """The regional curator sends a draft back; it goes to him again within a working hour, both versions kept."""
    opened(walk, "incident").go("route", "submit", "pass_on")
    walk.at("2026-03-04 12:30")
    card = walk.does("region", "send_back", note="Назовите срок")
    assert (card.step, walk.due("rework")) == ("draft", "2026-03-04 14:30")
    walk.does("roads", "submit", draft=draft("Починим до пятницы"))
    assert "rework" in walk.owed
    walk.go("pass_on")
    assert "rework" not in walk.owed
    assert [one.text for one in walk.card.drafts] == ["Починим", "Починим до пятницы"]
    assert walk.does("region", "approve").step == "publish"


@pytest.mark.clause("ANP-2.9")
def test_an_interim_answer_needs_its_reason_and_date(walk: Steps) -> None:
    """An interim draft is refused till the executor has said why, and till when; a plain answer needs neither."""
    opened(walk).go("route")
    outcome = walk.cannot("roads", "submit", draft=INTERIM)
    assert (outcome.why, outcome.action) == (Why.NEEDS_FIRST, "plan_interim")
    for lacking in ({"note": "Ждём деталь"}, {"date": walk.local("2026-03-13 18:00")}):
        walk.cannot("roads", "plan_interim", **lacking)
    walk.does("roads", "plan_interim", note="Ждём деталь", date=walk.local("2026-03-13 18:00"))
    assert walk.does("roads", "submit", draft=INTERIM).step == "review"
    planned = walk.card.latest("interim_planned")
    remark = walk.card.remark("plan_interim")
    assert planned
    assert remark
    assert (planned.at, remark.text) == (walk.local("2026-03-13 18:00"), "Ждём деталь")


@pytest.mark.clause("ANP-2.9")
def test_each_interim_answer_has_a_date_of_its_own(walk: Steps) -> None:
    """A reworked interim draft keeps its reason and date; the next interim answer needs new ones."""
    opened(walk).go("route")
    walk.does("roads", "plan_interim", note="Ждём деталь", date=walk.local("2026-03-13 18:00"))
    walk.does("roads", "submit", draft=INTERIM)
    walk.go("send_back")
    walk.does("roads", "submit", draft=INTERIM)
    walk.go("pass_on", "approve", "publish")
    assert walk.why_not("roads", "submit", draft=INTERIM) is Why.NEEDS_FIRST
    assert walk.go("submit").step == "review"


@pytest.mark.clause("ANP-2.10")
def test_a_publication_after_an_interim_answer(walk: Steps) -> None:
    """After an interim answer a publication lives on under its 7 working days, and closes with the final one."""
    interim(opened(walk))
    assert (walk.card.step, walk.dues()) == ("draft", {"final": "03-16 18:00"})
    assert walk.go("submit", "pass_on", "approve", "publish").step == "closed"
    assert walk.owed == []


@pytest.mark.clause("ANP-2.10")
def test_an_incident_waits_for_the_date_of_its_curator(walk: Steps) -> None:
    """After an incident's interim answer the officer owes its curator's date; once given, it is the final's."""
    interim(opened(walk, "incident"))
    assert walk.dues() == {"date": "03-04 15:00"}
    walk.does("officer", "give_date", date=walk.local("2026-03-20 12:00"))
    assert walk.dues() == {"final": "03-20 17:00"}
    assert "card/give_date > roads" in walk.heard
    walk.does("region", "give_date", date=walk.local("2026-03-25 12:00"))
    assert walk.dues() == {"final": "03-25 18:00"}
    walk.go("submit", "pass_on")
    walk.does("region", "approve")
    assert walk.go("publish").step == "closed"


@pytest.mark.clause("ANP-2.10")
def test_a_date_given_beforehand_is_not_asked_for_again(walk: Steps) -> None:
    """A curator who gives the date as he agrees the interim answer is not waited for afterwards."""
    opened(walk, "incident").go("route")
    walk.does("roads", "plan_interim", note="Ждём деталь", date=walk.local("2026-03-13 18:00"))
    walk.does("roads", "submit", draft=INTERIM)
    walk.go("pass_on")
    walk.does("region", "give_date", date=walk.local("2026-03-20 12:00"))
    walk.does("region", "approve")
    walk.go("publish")
    assert walk.dues() == {"final": "03-20 17:00"}


@pytest.mark.clause("ANP-2.10")
def test_nobody_gives_a_publication_a_date(walk: Steps) -> None:
    """A publication has its 7 working days, which no curator moves."""
    interim(opened(walk))
    walk.cannot("officer", "give_date", date=walk.local("2026-03-20 12:00"))


@pytest.mark.clause("ANP-2.15")
def test_not_to_be_answered(walk: Steps) -> None:
    """The officer closes a card on one of the file's grounds, and on no other."""
    opened(walk)
    assert walk.why_not("officer", "dismiss", ground="boring") is Why.NO_GROUND
    assert walk.go("dismiss").ground == "abuse"


@pytest.mark.clause("ANP-2.5")
def test_what_is_not_the_executors_comes_back(walk: Steps) -> None:
    """An executor returns what is not his, and the officer has an hour to send it to another body."""
    opened(walk).go("route")
    assert walk.at("2026-03-04 11:00").go("return").step == "route"
    assert walk.due("reroute") == "2026-03-04 12:00"
    assert walk.does("officer", "route", department="utilities").executor == walk.who("utilities")


# ---------------------------------------------------------------- late


@pytest.mark.clause("ANP-3.1", "ANP-3.2")
def test_a_late_draft_and_the_report_to_the_head(walk: Steps) -> None:
    """A late draft rings at its executor, the officer and the manager, who tells the head with one tap, once."""
    opened(walk).go("route")
    assert why(walk.reports("responsible", "draft")) is Why.NOT_MISSED
    rang = walk.wake("2026-03-04 14:00")
    missed = [one for one in rang if one.deadline == "draft" and one.missed]
    assert [one.answers for one in missed] == [walk.who("roads")]
    heard = [one for one in walk.heard if one.startswith("ping/draft")]
    assert heard == [f"ping/draft > {who}" for who in ("roads", "officer", "responsible", "group")]
    walk.at("2026-03-04 14:05")
    assert why(walk.reports("officer", "draft")) is Why.NOT_YOURS
    done = walk.reports("responsible", "draft")
    assert isinstance(done, Done)
    assert isinstance(done.happened[0], Reported)
    assert walk.heard == ["reported/draft > head"]
    assert walk.told[0].answers == walk.who("roads")
    again = walk.reports("responsible", "draft")
    assert isinstance(again, Done)
    assert again.happened == ()


@pytest.mark.clause("ANP-3.1")
def test_who_answers_for_what(walk: Steps) -> None:
    """The journal names who took each step, and for a missed answer the officer who publishes."""
    opened(walk).go("route", "submit")
    moved = [(one.action, one.by) for one in walk.history if isinstance(one, Moved)]
    assert moved == [("route", walk.who("officer")), ("submit", walk.who("roads"))]
    rang = walk.wake("2026-03-05 11:00")
    assert {one.deadline: one.answers for one in rang if one.missed} == {
        "submit": walk.who("officer"),
        "answer": walk.who("officer"),
    }


def test_importance_is_the_managers_to_set(walk: Steps) -> None:
    """An executor cannot hurry a card, and Anapa knows no fast track."""
    opened(walk).go("route")
    for who, importance in (("roads", HIGH), ("officer", FAST)):
        assert why(walk.importance(importance, walk.who(who))) is Why.NOT_YOURS
