"""Kozhevnikovo: from the regional department and back to it, executors in turn, and every deadline to the minute."""

from dataclasses import replace
from typing import Any

import pytest

from bot.commands.procedures import find
from tests.procedures.steps_region import Steps, due, every_moment, why
from tests.procedures.walking import HIGH, office_of
from tests.workflow.story import LINK, PHOTO, draft, post
from workflow.checker import check
from workflow.commands import Open
from workflow.deadlines import clocks
from workflow.desk import Done
from workflow.events import Moved
from workflow.office import Account
from workflow.post import Part, Post
from workflow.refusals import Refusal, Why
from workflow.words import DraftKind

ZONE = "Asia/Tomsk"
OFFICE = office_of(
    "kozhevnikovo",
    ZONE,
    {
        "coordinator": "coordinator",
        "roads": "executor, roads",
        "utilities": "executor, utilities",
        "head": "head",
    },
)
USUAL: dict[str, tuple[str, dict[str, Any]]] = {
    "route": ("coordinator", {"department": "roads"}),
    "share": ("coordinator", {"people": ("utilities", "roads")}),
    "dismiss": ("coordinator", {"ground": "threat"}),
    "accept": ("roads", {}),
    "submit": ("roads", {"draft": draft("Починим", DraftKind.ANSWER, PHOTO)}),
    "return": ("roads", {"note": "Это сети ЖКХ"}),
    "send_back": ("coordinator", {"note": "Назовите срок"}),
    "take_back": ("coordinator", {}),
    "rewrite": ("coordinator", {}),
    "dispatch": ("coordinator", {}),
    "confirm": ("coordinator", {"link": LINK}),
}
INTERIM = draft("Ждём деталь", DraftKind.INTERIM)
QUESTION = draft("Какой дом?", DraftKind.CLARIFICATION)


@pytest.fixture
def walk() -> Steps:
    return Steps(OFFICE, USUAL)


def opened(walk: Steps) -> Steps:
    walk.post("coordinator")
    return walk


def interim(walk: Steps) -> Steps:
    """An interim answer, sent to the regional department on Wednesday at 14:00."""
    opened(walk).go("route")
    walk.does("roads", "submit", draft=INTERIM)
    walk.at("2026-03-04 14:00").go("dispatch")
    return walk


# ---------------------------------------------------------------- deadlines


@pytest.mark.clause("KOZ-5", "KOZ-6", "KOZ-7", "KOZ-8", "KOZ-10")
@pytest.mark.parametrize(
    ("name", "moment", "wanted"),
    [
        ("route", "received=2026-03-04T12:30", "2026-03-04 12:30"),
        ("route", "received=2026-03-04T13:20", "2026-03-04 14:00"),  # over lunch
        ("route", "received=2026-03-06T17:30", "2026-03-10 09:00"),  # Friday closes at 17, Monday is off
        ("route", "received=2026-01-03T12:00", "2026-01-12 09:00"),  # over New Year
        ("interim", "received=2026-03-04T10:00", "2026-03-04 18:00"),  # exactly at closing
        ("interim", "received=2026-03-04T11:00", "2026-03-05 10:00"),
        ("interim", "received=2026-03-06T10:00", "2026-03-10 10:00"),
        ("interim", "received=2026-03-08T12:00", "2026-03-10 17:00"),  # a holiday
        ("interim", "received=2025-10-31T16:00", "2025-11-01 16:00"),  # into a working Saturday
        ("interim", "received=2026-04-29T17:30", "2026-04-30 16:30"),  # into an eve that closes at 17
        ("interim", "received=2026-06-11T12:00", "2026-06-15 12:00"),  # over a Friday off
        ("draft", "received=2026-03-04T10:00", "2026-03-04 16:00"),
        ("draft", "received=2026-03-04T11:00", "2026-03-04 17:00"),
        ("draft", "received=2026-03-06T10:00", "2026-03-06 16:00"),
        ("draft", "received=2026-03-08T12:00", "2026-03-10 15:00"),
        ("draft", "received=2026-03-05T17:00", "2026-03-06 14:00"),  # the latest minute, back over lunch
        ("final", "interim_sent=2026-03-04T14:00", "2026-03-16 18:00"),
        ("final", "interim_sent=2025-12-29T10:00", "2026-01-19 18:00"),
        ("final", "interim_sent=2025-10-31T10:00", "2025-11-12 18:00"),
        ("final", "interim_sent=2026-02-13T10:00", "2026-02-25 18:00"),  # 23 February is off
    ],
)
def test_deadline(name: str, moment: str, wanted: str) -> None:
    """Each deadline is due at its minute, whatever the importance, for the document knows none."""
    assert due("kozhevnikovo", ZONE, moment)[name] == wanted
    assert due("kozhevnikovo", ZONE, moment, importance="high")[name] == wanted


def test_names_of_the_deadlines() -> None:
    """From the moments of the document follow its deadlines and no others."""
    assert list(due("kozhevnikovo", ZONE, every_moment("2026-03-04T10:00"))) == ["route", "draft", "interim", "final"]


@pytest.mark.clause("KOZ-5")
def test_receipt_counts_and_not_detection(walk: Steps) -> None:
    """What the regional department found the day before is counted from its receipt here."""
    found, got = walk.local("2026-03-03 15:00"), walk.local("2026-03-04 10:00")
    walk.post("coordinator", detected=found, received=got)
    assert walk.due("interim") == "2026-03-04 18:00"
    assert [walk.card.latest(name).at for name in ("detected", "received")] == [found, got]  # type: ignore[union-attr]  # every card has both


@pytest.mark.clause("KOZ-12")
def test_the_contradiction_is_stated() -> None:
    """The file proves, and says that the document names a role that it does not define, and who is meant."""
    procedure = find("kozhevnikovo")
    assert check(procedure) == ()
    (stated,) = [one for one in procedure.reading if one.contradiction]
    assert stated.clause == "12"


# ---------------------------------------------------------------- the way


@pytest.mark.clause("KOZ-6", "KOZ-7", "KOZ-8", "KOZ-9")
def test_the_whole_way(walk: Steps) -> None:
    """A message is passed on, drafted, agreed by being sent to the regional department, and closed by the link."""
    opened(walk)
    assert walk.owed == ["route", "draft", "interim"]
    assert walk.go("route").executor == walk.who("roads")
    assert walk.go("accept", "submit").step == "review"
    assert walk.heard[-1] == "card/submit > coordinator"
    assert (walk.owed, walk.met("draft")) == (["interim"], True)
    assert walk.at("2026-03-04 12:00").go("dispatch").step == "confirm"
    assert (walk.met("interim"), walk.dues()) == (True, {"confirm": "03-10 18:00"})
    card = walk.at("2026-03-05 11:00").go("confirm")
    assert (card.step, card.link, walk.owed) == ("closed", LINK, [])
    assert walk.moments[3:] == [
        "routed",
        "accepted",
        "submitted",
        "answer_submitted",
        "dispatched",
        "publication_confirmed",
    ]


@pytest.mark.clause("KOZ-9")
def test_publication_needs_a_link_or_a_reason(walk: Steps) -> None:
    """A card waits for the link to what the regional department published, or for a word why there is none."""
    opened(walk).go("route", "submit", "dispatch")
    assert walk.why_not("coordinator", "confirm") is Why.NO_LINK
    assert walk.why_not("coordinator", "confirm", link="опубликовали") is Why.BAD_LINK
    assert walk.does("coordinator", "confirm", note="Отдел ответил автору лично").step == "closed"


def test_a_send_back_and_its_rework(walk: Steps) -> None:
    """The coordinator sends a draft back with remarks, its time runs on, and both versions are kept."""
    opened(walk).go("route", "submit")
    assert walk.why_not("coordinator", "send_back") is Why.NO_REASON
    assert walk.go("send_back").step == "draft"
    assert walk.owed == ["interim"]
    walk.does("roads", "submit", draft=draft("Починим до пятницы"))
    assert [one.text for one in walk.card.drafts] == ["Починим", "Починим до пятницы"]
    assert walk.go("dispatch").step == "confirm"


@pytest.mark.clause("KOZ-7", "KOZ-10")
def test_an_interim_answer_and_the_final_one(walk: Steps) -> None:
    """An interim answer ends its 7 hours and begins 7 working days, which the final draft ends."""
    interim(walk)
    assert (walk.card.step, walk.met("interim"), walk.dues()) == ("draft", True, {"final": "03-16 18:00"})
    walk.at("2026-03-10 10:00").go("submit")
    assert walk.dues() == {"send": "03-10 12:00"}
    walk.go("dispatch", "confirm")
    assert (walk.card.step, walk.owed) == ("closed", [])


@pytest.mark.clause("KOZ-10")
def test_a_second_interim_answer_does_not_put_the_final_one_off(walk: Steps) -> None:
    """Neither an interim draft nor its dispatch ends or moves the time of the final draft."""
    interim(walk).at("2026-03-10 10:00")
    walk.does("roads", "submit", draft=INTERIM)
    assert walk.dues() == {"final": "03-16 18:00"}
    walk.go("dispatch")
    assert walk.dues() == {"final": "03-16 18:00"}


@pytest.mark.clause("KOZ-10")
def test_a_final_draft_sent_back_keeps_a_clock(walk: Steps) -> None:
    """A final draft that was sent back has two hours, whoever has the card then, till an answer is there again."""
    interim(walk).at("2026-03-10 10:00").go("submit", "send_back")
    assert walk.dues() == {"rework": "03-10 12:00"}
    walk.does("roads", "submit", draft=INTERIM)
    assert walk.dues() == {"rework": "03-10 12:00"}
    walk.go("send_back", "take_back")
    assert walk.owed == ["reroute", "rework"]
    walk.go("route", "submit")
    assert walk.owed == ["send"]


def test_a_question_to_the_citizen_keeps_a_clock(walk: Steps) -> None:
    """After a request for clarification was sent the card lives on as after an interim answer."""
    opened(walk).go("route")
    walk.does("roads", "submit", draft=QUESTION)
    assert walk.go("dispatch").step == "draft"
    assert walk.owed == ["final"]


def test_what_is_not_the_executors_comes_back(walk: Steps) -> None:
    """An executor returns what is not his, and the coordinator passes it on at once."""
    opened(walk).go("route")
    assert walk.at("2026-03-04 11:00").go("return").step == "route"
    assert walk.due("reroute") == "2026-03-04 11:00"
    assert walk.does("coordinator", "route", department="utilities").executor == walk.who("utilities")


@pytest.mark.clause("KOZ-14")
def test_not_to_be_handled(walk: Steps) -> None:
    """The coordinator closes a card on one of the file's grounds, and on no other."""
    opened(walk)
    assert walk.why_not("coordinator", "dismiss", ground="boring") is Why.NO_GROUND
    assert (walk.go("dismiss").step, walk.card.ground) == ("closed", "threat")


# ---------------------------------------------------------------- several executors


@pytest.mark.clause("KOZ-11")
def test_executors_in_the_order_of_the_coordinator(walk: Steps) -> None:
    """Each is asked when the one before him has given his part, with a time of his own; the coordinator sees both."""
    opened(walk)
    assert walk.go("share").step == "compose"
    assert "card/share > utilities" in walk.heard
    assert "card/share > roads" not in walk.heard
    assert parts_due(walk) == {1: "03-04 12:00"}
    assert why(walk.gives("roads", "Рано")) is Why.NO_PART
    walk.at("2026-03-04 11:30").gives("utilities", "Трубы целы")
    assert "card/share > roads" in walk.heard
    assert "part/1 > coordinator" in walk.heard
    assert parts_due(walk) == {2: "03-04 14:30"}
    walk.at("2026-03-04 14:00").gives("roads", "Асфальт положим")
    assert [one.text for one in walk.card.contributions] == ["Трубы целы", "Асфальт положим"]
    assert walk.does("coordinator", "submit", draft=draft("Трубы целы, асфальт положим")).step == "send"
    assert walk.go("dispatch", "confirm").step == "closed"


@pytest.mark.clause("KOZ-11", "KOZ-16")
def test_a_late_part_is_told_and_blocks_nothing(walk: Steps) -> None:
    """A late part rings at its author, the coordinator and the head, and the answer goes out without it."""
    opened(walk).go("share")
    assert walk.rung("2026-03-04 12:00")["contribution/1 11 late, utilities"] == ["utilities", "coordinator"]
    assert walk.rung("2026-03-04 14:00")["contribution/1 11 late, utilities"] == ["head"]
    walk.does("coordinator", "submit", draft=draft("Разберёмся"))
    assert walk.go("dispatch").step == "confirm"


@pytest.mark.clause("KOZ-11", "KOZ-7")
def test_an_interim_answer_of_several(walk: Steps) -> None:
    """After a common interim answer the coordinator asks again, or writes the final one himself."""
    opened(walk).go("share")
    walk.does("coordinator", "submit", draft=INTERIM)
    assert walk.go("dispatch").step == "compose"
    assert "final" in walk.owed
    walk.does("coordinator", "share", people=("roads",))
    assert [one.department for one in walk.card.contributions] == ["roads"]
    walk.does("coordinator", "submit", draft=draft("Сделали"))
    assert walk.go("rewrite").step == "compose"
    assert "rework" in walk.owed
    walk.does("coordinator", "submit", draft=draft("Сделали вчера"))
    assert walk.go("dispatch", "confirm").step == "closed"


# ---------------------------------------------------------------- repeats, shortcomings, what is not covered


@pytest.mark.clause("KOZ-12")
def test_a_repeated_message(walk: Steps) -> None:
    """The coordinator or the executor says that a message repeats an earlier one, and the head has no say in it."""
    first = opened(walk).card
    opened(walk).go("route")
    assert why(walk.finds_repeat("head", first.id)) is Why.NOT_YOURS
    assert isinstance(walk.finds_repeat("roads", first.id), Done)
    assert (walk.card.repeat_of, walk.card.repeat_number) == (first.id, 1)
    assert walk.go("submit", "dispatch", "confirm").step == "closed"


@pytest.mark.clause("KOZ-6", "KOZ-15", "KOZ-16")
def test_a_late_step_is_told_to_the_head(walk: Steps) -> None:
    """What is not passed on rings within minutes, and an hour late the head hears who owes it."""
    opened(walk)
    assert walk.rung("2026-03-04 10:05") == {"route 6 late, coordinator": ["coordinator"]}
    assert walk.rung("2026-03-04 10:15") == {"route 6 late, coordinator": ["coordinator", "group"]}
    assert walk.rung("2026-03-04 11:00") == {"route 6 late, coordinator": ["head"]}
    walk.go("route")
    walk.wake("2026-03-04 16:00")
    assert walk.rung("2026-03-04 17:00")["draft 8 late, roads"] == ["head", "coordinator"]


@pytest.mark.clause("KOZ-15")
def test_who_did_what(walk: Steps) -> None:
    """The journal ascribes each step to a person, and a missed interim answer to the coordinator."""
    opened(walk).go("route", "submit")
    moved = [(one.action, one.by) for one in walk.history if isinstance(one, Moved)]
    assert moved == [("route", walk.who("coordinator")), ("submit", walk.who("roads"))]
    rang = walk.wake("2026-03-04 18:00")
    assert {one.answers for one in rang if one.missed} == {walk.who("coordinator")}


@pytest.mark.clause("KOZ-16")
@pytest.mark.parametrize("closed", [False, True])
def test_a_shortcoming_is_reported(walk: Steps, closed: bool) -> None:
    """The coordinator tells the head of a shortcoming with one tap and a word, while the card is open and after it."""
    opened(walk).go("route", "submit", *(("dispatch", "confirm") if closed else ()))
    step = walk.card.step
    assert walk.why_not("coordinator", "shortcoming") is Why.NO_REASON
    card = walk.does("coordinator", "shortcoming", note="Ответ не по существу")
    assert (card.step, walk.heard) == (step, ["card/shortcoming > head"])
    assert walk.moments[-1] == "shortcoming_noted"
    assert walk.cannot("roads", "shortcoming", note="нет").why in (Why.NOT_NOW, Why.CLOSED)


@pytest.mark.clause("KOZ-17")
def test_a_significant_message_is_told_to_the_head(walk: Steps) -> None:
    """One tap of the coordinator, and the head hears at once."""
    opened(walk)
    assert isinstance(walk.significant(walk.who("coordinator")), Done)
    assert walk.heard == ["significant > head"]


@pytest.mark.clause("KOZ-18")
def test_the_accounts_of_culture_sport_and_youth() -> None:
    """A post from an account that the office's file excludes is refused with the clause; another one is taken."""
    account = Account("vk", "Дом культуры", "https://vk.com/club77", "culture")
    office = replace(OFFICE, accounts=(account,))
    walk = Steps(office, USUAL)
    excluded = Post(network="vk", link="https://vk.com/wall-77_5", parts=(Part(text="Когда концерт?"),))
    outcome = walk.tell_desk(Open(office.id, walk.who("coordinator"), excluded))
    assert isinstance(outcome, Refusal)
    assert (outcome.why, outcome.clause) == (Why.EXCLUDED, "18")
    assert outcome.words
    assert outcome.words.ru == "Аккаунт отдела культуры, спорта и молодёжи"
    assert walk.books.cards == {}
    assert opened(walk).card.step == "route"


@pytest.mark.clause("KOZ-3")
@pytest.mark.parametrize("network", ["ok", "vk", "facebook", "instagram", ""])
def test_networks(walk: Steps, network: str) -> None:
    """The file lists the document's networks, and a post from elsewhere is taken too."""
    assert find("kozhevnikovo").networks == ("ok", "vk", "facebook", "instagram")
    card = walk.post("coordinator", post().model_copy(update={"network": network}))
    assert card.post.network == network


def test_a_card_of_high_importance_has_the_same_times(walk: Steps) -> None:
    """The document gives important messages no shorter time; they only come first."""
    opened(walk)
    before = walk.dues()
    walk.ranks("coordinator", HIGH)
    assert walk.dues() == before


def parts_due(walk: Steps) -> dict[int | None, str]:
    """When each part that is asked for now is due."""
    found = (one for one in clocks(walk.card, walk.rules) if one.part is not None and one.running)
    return {one.part: f"{one.at.astimezone(walk.zone):%m-%d %H:%M}" for one in found}
