"""After every event: who is told what, in which order, and who is not."""

from dataclasses import replace
from typing import Any

import pytest

from tests.workflow.office import (
    COORDINATOR,
    CURATOR,
    HEAD,
    OFFICE,
    ROADS,
    ROADS_2,
    UTILITIES,
    person,
    unreachable,
    with_people,
    without,
)
from tests.workflow.story import LINK, PHOTO, Story, draft, name, post
from workflow.commands import Open
from workflow.desk import do
from workflow.notices import Urgency
from workflow.office import Office
from workflow.post import Media, Part
from workflow.words import DraftKind, Importance, MediaKind, PersonId, Role

DOCUMENT = Media(kind=MediaKind.DOCUMENT, ref="document-1")
WITH_PHOTO = draft("Починим", DraftKind.ANSWER, PHOTO)


@pytest.mark.parametrize(
    ("step", "who", "action", "heard"),
    [
        ("route", CURATOR, "route", ["post_media/0 > roads", "post_media/1 > roads", "card/route > roads"]),
        (
            "route",
            COORDINATOR,
            "route",
            ["post_media/0 > roads", "post_media/1 > roads", "card/route > roads", "behalf/route > curator"],
        ),
        ("route", CURATOR, "dismiss", []),
        ("draft", ROADS, "accept", []),
        ("draft", ROADS, "submit", ["draft_media/0 > head", "card/submit > head"]),
        ("draft", ROADS, "return", ["card/return > curator"]),
        ("dispute", CURATOR, "take_back", ["taken > roads"]),
        ("dispute", COORDINATOR, "take_back", ["card/take_back > curator", "taken > roads"]),
        ("dispute", CURATOR, "insist", ["card/insist > roads"]),
        ("dispute", CURATOR, "dismiss", []),
        ("approve", HEAD, "approve", ["card/approve > roads"]),
        ("approve", HEAD, "send_back", ["card/send_back > roads"]),
        (
            "handover",
            ROADS,
            "hand_over",
            ["answer_text > curator", "draft_media/0 > curator", "card/hand_over > curator"],
        ),
        ("publish", CURATOR, "publish", []),
    ],
)
def test_who_is_told_of_an_action(story: Story, step: str, who: PersonId, action: str, heard: list[str]) -> None:
    """Whoever has the card next is told, with media and text before the card; nobody is told of his own deed."""
    story.open(what=post("Не горят фонари", PHOTO, DOCUMENT))
    if step != "route":
        story.usual("route")
    if step == "dispute":
        story.at("2026-03-04 10:31").usual("return")
    if step in ("approve", "handover", "publish"):
        story.usual("submit", draft=WITH_PHOTO)
    for action_name in {"handover": ("approve",), "publish": ("approve", "hand_over")}.get(step, ()):
        story.usual(action_name)
    given: dict[str, dict[str, Any]] = {
        "route": {"department": "roads"},
        "dismiss": {"ground": "harm"},
        "submit": {"draft": WITH_PHOTO},
        "return": {"note": "не наше"},
        "send_back": {"note": "срок?"},
        "publish": {"link": LINK},
    }
    story.done(who, action, **given.get(action, {}))
    assert story.heard == heard


def test_an_interim_publication_gives_the_card_back(story: Story) -> None:
    """After an interim answer the executor is told that the card is his again."""
    story.to("draft").usual("submit", draft=draft("Разбираемся", DraftKind.INTERIM))
    story.usual("approve")
    story.usual("hand_over")
    story.usual("publish")
    assert story.heard == ["card/publish > roads"]


@pytest.mark.parametrize("who", [CURATOR, COORDINATOR])
def test_a_card_was_taken_from_its_executor_without_a_word(story: Story, who: PersonId) -> None:
    """Whoever had the card is told once that it was taken back, and by whom; what he began is of no use."""
    story.to("draft").done(who, "take_back")
    (taken,) = [one for one in story.books.notices.values() if one.kind == "taken"]
    assert (taken.to, taken.by) == (ROADS, who)


def test_a_card_routed_again_brings_the_post_to_its_new_executor(story: Story) -> None:
    """The media of the post come again, to the one who has not seen them."""
    story.open(what=post("Не горят фонари", PHOTO))
    story.usual("route")
    story.usual("return")
    story.done(CURATOR, "route", department="utilities")
    assert story.heard == ["post_media/0 > utilities", "card/route > utilities"]


def test_a_new_card_comes_to_its_curator(story: Story) -> None:
    """Who opened a card gets it, after the time in which more parts may come."""
    do(Open(OFFICE.id, CURATOR, post()), story.books, story.now, settle=1.5)
    (notice,) = story.books.notices.values()
    assert (notice.kind, notice.to, notice.delay, notice.about) == ("card", CURATOR, 1.5, "open")


@pytest.mark.parametrize(
    ("step", "by", "heard"),
    [
        ("route", CURATOR, []),
        ("route", COORDINATOR, ["ranked > curator"]),
        ("draft", CURATOR, ["ranked > roads"]),
        ("approve", CURATOR, ["ranked > head"]),
    ],
)
def test_a_change_of_importance_is_told_to_whoever_has_the_card(
    story: Story, step: str, by: PersonId, heard: list[str]
) -> None:
    """The one whose move it is hears that the importance changed, unless he did it."""
    story.to(step).importance(by=by)
    assert story.heard == heard


HEAD_2 = person(PersonId(7), Role.HEAD)


@pytest.mark.clause("SOB-25")
@pytest.mark.parametrize(
    ("office", "heard"),
    [
        (OFFICE, ["significant > head"]),
        (unreachable(OFFICE, HEAD), ["significant > coordinator"]),
        (without(OFFICE, HEAD), ["significant > coordinator"]),
        (unreachable(without(OFFICE, COORDINATOR), HEAD), []),  # the curator alone is left, and it is his own deed
    ],
)
def test_significance_is_told_to_the_head_at_once(story: Story, office: Office, heard: list[str]) -> None:
    """The head hears of a significant card at once, before other notices; those above him hear it for him (SOB-25)."""
    story.to("draft")
    story.books.offices[OFFICE.id] = office
    story.significant()
    assert story.heard == heard
    assert all(notice.urgency is Urgency.URGENT for notice in story.told)


def test_all_heads_hear_of_significance(story: Story) -> None:
    """Where there are several heads, each is told."""
    story.books.offices[OFFICE.id] = with_people(OFFICE, HEAD_2)
    story.to("draft").significant()
    assert [notice.to for notice in story.told] == [HEAD, HEAD_2.id]
    story.to("approve")
    assert [notice.to for notice in story.told if notice.kind == "card"] == [HEAD, HEAD_2.id]


def test_significance_is_told_once(story: Story) -> None:
    """A second mark changes nothing and is told to nobody."""
    story.to("draft").significant()
    story.significant()
    assert story.heard == []


@pytest.mark.parametrize(
    ("office", "heard"),
    [
        (unreachable(OFFICE, ROADS), ["card/route > roads-2"]),
        (unreachable(OFFICE, ROADS, ROADS_2), ["card/route > coordinator"]),
        # the curator knows: it was his own deed
        (unreachable(OFFICE, ROADS, ROADS_2, COORDINATOR), ["card/route > head"]),
        (unreachable(OFFICE, ROADS, ROADS_2, COORDINATOR, CURATOR), ["card/route > head"]),
    ],
)
def test_a_card_for_somebody_who_cannot_be_reached(story: Story, office: Office, heard: list[str]) -> None:
    """Where its addressee cannot be told, those above are; never nobody but the one who did it."""
    story.open()
    story.books.offices[OFFICE.id] = office
    story.usual("route")
    assert story.heard == heard


@pytest.mark.parametrize(
    ("gone", "missed"),
    [((ROADS,), []), ((ROADS, ROADS_2), [ROADS]), ((ROADS, ROADS_2, COORDINATOR), [ROADS])],
)
def test_who_gets_a_card_instead_was_not_told_why(story: Story, gone: tuple[PersonId, ...], missed: list[int]) -> None:
    """Of whom the bot knows beforehand that he cannot be told, whoever gets the card instead reads his name."""
    story.open()
    story.books.offices[OFFICE.id] = unreachable(OFFICE, *gone)
    story.usual("route")
    assert [list(one.unreached) for one in story.told if one.kind == "card"] == [missed]


def test_a_colleague_who_goes_on_with_a_card_was_not_told_why(story: Story) -> None:
    """Where the executor has blocked the bot since, his colleague reads of whom he has the card."""
    story.to("approve")
    story.books.offices[OFFICE.id] = unreachable(OFFICE, ROADS)
    story.usual("send_back")
    assert story.heard[-1] == "card/send_back > roads-2"
    assert [one.unreached for one in story.told] == [(ROADS,)] * len(story.told)


def test_a_reminder_for_who_blocked_the_bot_came_to_others_without_a_word(story: Story) -> None:
    """Each person who is rung in his stead or beside him reads who was not; the group does not."""
    story.to("draft")
    story.books.offices[OFFICE.id] = unreachable(OFFICE, ROADS, ROADS_2)
    story.wake("2026-03-04 14:00")
    assert {(name(one.to), one.unreached) for one in story.told} == {("coordinator", (ROADS,)), ("group", ())}
    story.wake("2026-03-04 15:00")
    assert {(name(one.to), one.unreached) for one in story.told} == {("curator", (ROADS,)), ("group", ())}


def test_a_significant_post_of_a_head_out_of_reach_came_without_a_word(story: Story) -> None:
    """Whoever hears of it in his place reads his name."""
    story.books.offices[OFFICE.id] = unreachable(OFFICE, HEAD)
    story.to("draft").significant()
    assert [(name(one.to), one.unreached) for one in story.told] == [("coordinator", (HEAD,))]


def test_whoever_is_left_hears_of_a_card_that_nobody_else_can_be_told_of(story: Story) -> None:
    """With coordinator, curator and head out of reach, a new card comes to the administrator."""
    admin = person(PersonId(20), Role.ADMINISTRATOR)
    out_of_reach = unreachable(OFFICE, COORDINATOR, CURATOR, HEAD)
    story.books.offices[OFFICE.id] = replace(out_of_reach, people=(*out_of_reach.people, admin))
    story.open(by=None)
    assert [(one.kind, one.to) for one in story.told] == [("card", admin.id)]


def test_an_office_without_a_head_does_not_lose_a_card(story: Story) -> None:
    """Where nobody can agree, those above hear that a draft waits, and again that it waits too long."""
    story.books.offices[OFFICE.id] = without(OFFICE, HEAD)
    story.to("approve")
    assert story.heard == ["card/submit > coordinator"]
    story.wake("2026-03-04 11:00")
    assert story.heard == ["ping/approve > coordinator", "ping/approve > curator", "ping/approve > group"]


def test_an_office_without_a_curator_has_its_coordinator(story: Story) -> None:
    """Where there is no curator, a card from the machine comes to the coordinator, who may route it."""
    story.books.offices[OFFICE.id] = without(OFFICE, CURATOR)
    story.open(by=None)
    assert story.heard == ["card/open > coordinator"]
    story.done(COORDINATOR, "route", department="roads")


def test_who_hands_over_to_himself_gets_the_text_all_the_same(story: Story) -> None:
    """Somebody who publishes what he handed over has the text ready to copy, and the card anew in his other role."""
    both = replace(person(CURATOR, Role.CURATOR, "roads"), roles=frozenset({Role.CURATOR, Role.EXECUTOR}))
    story.books.offices[OFFICE.id] = with_people(without(OFFICE, ROADS, ROADS_2, UTILITIES), both)
    story.open()
    story.usual("route")
    story.done(CURATOR, "submit")
    story.usual("approve")
    story.done(CURATOR, "hand_over")
    assert story.heard == ["answer_text > curator", "card/hand_over > curator"]


@pytest.mark.clause("SOB-10b")
def test_urgent_cards_go_first(story: Story) -> None:
    """Notices of an urgent card are urgent, those of another are not, and pings go before both."""
    story.to("draft")
    assert {notice.urgency for notice in story.told} == {Urgency.NORMAL}
    story.importance(Importance.HIGH)
    assert {notice.urgency for notice in story.told} == {Urgency.URGENT}
    story.usual("submit")
    assert {notice.urgency for notice in story.told} == {Urgency.URGENT}
    story.wake("2026-03-04 11:00")
    assert {notice.urgency for notice in story.told} == {Urgency.DEADLINE}
    assert Urgency.DEADLINE < Urgency.URGENT < Urgency.NORMAL < Urgency.LOW


def test_a_ping_carries_what_it_is_to_say(story: Story) -> None:
    """A notice of a miss knows the deadline, its moment, and who answers for it."""
    story.to("draft").wake("2026-03-04 15:00")
    notice = story.told[0]
    assert (notice.about, notice.due, notice.missed, notice.answers) == ("draft", story.now, True, ROADS)


def test_a_late_part_of_a_new_card_is_told_to_nobody(story: Story) -> None:
    """Parts that come while the card is new only join it, whoever brings them."""
    story.open()
    story.add(COORDINATOR, Part(key="post-2", text="ещё"))
    assert story.heard == []


def test_the_key_tells_every_notice_from_every_other(story: Story) -> None:
    """Ten documents for the executor are ten notices with keys of their own."""
    documents = [Media(kind=MediaKind.ANIMATION, ref=str(index)) for index in range(10)]
    story.open(what=post("Смотрите", *documents))
    story.usual("route")
    assert len({notice.key for notice in story.told}) == 11


def test_a_long_answer_also_comes_whole(story: Story) -> None:
    """An answer too long to stand whole within the head's card comes to him in a message of its own first."""
    story.to("draft").told.clear()
    story.done(ROADS, "submit", draft=draft("ы" * 3500))
    assert story.heard == ["answer_text > head", "card/submit > head"]
