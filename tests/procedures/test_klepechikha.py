"""Klepechikha in Altai: one responsible officer routes and agrees, the executor publishes himself."""

from dataclasses import replace

import pytest

from handlers.bars import bar_line
from handlers.texts import texts_for
from tests.procedures.offices import KLEPECHIKHA as OFFICE
from tests.procedures.walking import HIGH, Walk, procedure_of
from tests.workflow.story import LINK, post
from workflow.deadlines import running
from workflow.desk import Done
from workflow.post import Part, Post
from workflow.procedure import Deadline
from workflow.refusals import Refusal, Why
from workflow.words import DraftKind


@pytest.fixture
def walk() -> Walk:
    """A desk on a Wednesday at 10:00 in Barnaul."""
    return Walk(OFFICE)


@pytest.mark.clause("KLP-4", "KLP-5", "KLP-6b", "KLP-7a", "KLP-8", "KLP-9", "KLP-11a")
def test_the_whole_way(walk: Walk) -> None:
    """The responsible officer routes and agrees, the executor drafts and publishes, each in his own time."""
    walk.post("responsible")
    assert walk.owed == ["route", "draft", "answer"]
    walk.does("responsible", "route", department="roads")
    assert walk.heard == ["card/route > roads"]
    walk.does("roads", "accept")
    assert walk.owed == ["draft", "answer"]
    walk.drafts("roads", "Починим к пятнице")
    assert walk.heard == ["card/submit > responsible"]
    assert walk.owed == ["approve", "answer"]
    walk.does("responsible", "approve")
    assert walk.owed == ["publish"]
    assert "card/approve > roads" in walk.heard
    card = walk.does("roads", "publish", link=LINK)
    assert (card.step, card.link, walk.owed) == ("closed", LINK, [])


@pytest.mark.clause("KLP-7a", "KLP-11a")
def test_the_answer_is_ready_when_it_is_agreed(walk: Walk) -> None:
    """Agreed in time, the answer is met, and being published later is the publication's own miss."""
    to_publish(walk).at("2026-03-06 12:00")
    walk.does("roads", "publish", link=LINK)
    assert not walk.clocks["answer"].late(walk.now)
    assert walk.clocks["publish"].late(walk.now)


@pytest.mark.clause("KLP-7b")
def test_the_executor_sees_the_time_that_runs(walk: Walk) -> None:
    """Each running deadline is a bar of the time used, with the working time left, its end and its clause."""
    walk.post("responsible")
    walk.does("responsible", "route", department="roads")
    walk.at("2026-03-04 12:00")
    shown = [
        bar_line(clock, walk.rules, walk.now, texts_for("ru"), first=not place, clause=True)
        for place, clock in enumerate(running(walk.card, walk.rules))
    ]
    assert shown == [
        "Проект ▰▰▰▰▱▱▱▱▱▱ 3 ч рабочего времени · до 16:00 · п. 8",
        "Ответ ▰▰▱▱▱▱▱▱▱▱ 7 ч · до чт 11:00 · п. 7",
    ]


@pytest.mark.clause("KLP-9", "KLP-10")
def test_a_draft_is_sent_back_with_what_it_lacks(walk: Walk) -> None:
    """Sending back needs remarks, gives the executor an hour, and the next draft half an hour to be agreed."""
    to_approval(walk)
    assert walk.cannot("responsible", "send_back").why is Why.NO_REASON
    card = walk.at("2026-03-04 12:20").does("responsible", "send_back", note="Нет срока работ")
    remark = card.remark("send_back")
    assert remark
    assert remark.text == "Нет срока работ"
    assert walk.due("rework") == "2026-03-04 14:20"
    walk.at("2026-03-04 14:20").drafts("roads", "Починим 6 марта")
    assert walk.met("rework")
    assert walk.due("approve") == "2026-03-04 14:50"
    walk.does("responsible", "approve")


@pytest.mark.clause("KLP-4", "KLP-8", "KLP-12")
@pytest.mark.parametrize("kind", [DraftKind.INTERIM, DraftKind.CLARIFICATION])
def test_an_interim_answer_leads_to_the_final_one(walk: Walk, kind: DraftKind) -> None:
    """An interim answer or a request to clarify goes the same way, and the final draft is due 7 working days later."""
    to_publish(walk, kind)
    card = walk.does("roads", "publish", link=LINK)
    assert (card.step, walk.owed) == ("draft", ["final"])
    assert walk.due("final") == "2026-03-16 18:00"
    walk.drafts("roads", "Починили")
    assert walk.met("final")
    walk.does("responsible", "approve")
    assert walk.does("roads", "publish", link=LINK).step == "closed"


@pytest.mark.clause("KLP-12")
def test_another_interim_answer_puts_nothing_off(walk: Walk) -> None:
    """The time for the final draft counts from the first interim answer, and a second one does not meet it."""
    to_publish(walk, DraftKind.INTERIM).does("roads", "publish", link=LINK)
    walk.at("2026-03-12 10:00").drafts("roads", "Ждём подрядчика", DraftKind.INTERIM)
    walk.does("responsible", "approve")
    walk.does("roads", "publish", link=LINK)
    assert not walk.met("final")
    assert walk.due("final") == "2026-03-16 18:00"


@pytest.mark.clause("KLP-12")
def test_a_final_draft_that_becomes_an_interim_one_begins_the_time_anew(walk: Walk) -> None:
    """A final draft was in time; sent back and followed by an interim answer, the next final one has a new time."""
    to_publish(walk, DraftKind.INTERIM).does("roads", "publish", link=LINK)
    walk.drafts("roads", "Починили")
    walk.does("responsible", "send_back", note="Фото показывает другую улицу")
    walk.at("2026-03-05 10:00").drafts("roads", "Проверяем", DraftKind.INTERIM)
    walk.does("responsible", "approve")
    walk.does("roads", "publish", link=LINK)
    assert walk.owed == ["final"]
    assert walk.due("final") == "2026-03-17 18:00"


@pytest.mark.clause("KLP-11b")
def test_published_from_the_offices_own_account(walk: Walk) -> None:
    """Where the answer cannot stand under the message, the reason is asked for and kept, and the card is closed."""
    to_publish(walk)
    assert walk.cannot("roads", "publish_own", link=LINK).why is Why.NO_REASON
    card = walk.does("roads", "publish_own", link=LINK, note="Автор закрыл комментарии")
    remark = card.remark("publish_own")
    assert remark
    assert (card.step, card.link, remark.text) == ("closed", LINK, "Автор закрыл комментарии")


@pytest.mark.clause("KLP-11b", "KLP-12")
def test_an_interim_answer_from_the_own_account(walk: Walk) -> None:
    """An interim answer published there starts the time for the final one all the same."""
    to_publish(walk, DraftKind.INTERIM)
    walk.does("roads", "publish_own", link=LINK, note="Автор закрыл комментарии")
    assert walk.owed == ["final"]


def test_the_responsible_officer_may_put_down_a_publication(walk: Walk) -> None:
    """Where the executor is away, the responsible officer says where the answer was published."""
    to_publish(walk)
    assert walk.does("responsible", "publish", link=LINK).step == "closed"


@pytest.mark.clause("KLP-16", "KLP-17")
def test_a_late_draft_reaches_the_head(walk: Walk) -> None:
    """A late draft is told with its clause and the executor's name to all at once, and to the head again an hour on."""
    walk.post("responsible")
    walk.does("responsible", "route", department="roads")
    assert walk.rings("2026-03-04 15:00") == ["draft 8 soon > roads", "draft 8 soon > group"]
    late = "draft 8 late, roads"
    assert walk.rung("2026-03-04 16:00") == {late: ["roads", "responsible", "head", "group"]}
    assert walk.rung("2026-03-04 17:00") == {late: ["roads", "head"]}
    walk.drafts("roads")
    assert walk.rings("2026-03-05 09:00") != []  # the agreement is late by now
    assert walk.clocks["draft"].late(walk.now)


@pytest.mark.clause("KLP-17")
@pytest.mark.parametrize("deadline", procedure_of(OFFICE).deadline, ids=lambda deadline: deadline.name)
def test_every_miss_is_told_to_the_head(deadline: Deadline) -> None:
    """Whatever is missed, the head hears of it as it is missed."""
    at_due = next(ping for ping in deadline.rings if ping.missed and not ping.offset)
    assert {"owner", "group", "head"} <= set(at_due.hearers)


@pytest.mark.clause("KLP-17")
def test_the_responsible_officers_own_miss_is_told_too(walk: Walk) -> None:
    """Who agrees too late is named to the head himself."""
    to_approval(walk)
    assert walk.rung("2026-03-04 10:30") == {"approve 9 late, responsible": ["responsible", "head", "group"]}


@pytest.mark.clause("KLP-17")
def test_a_shortcoming_is_reported_with_one_tap(walk: Walk) -> None:
    """What else falls short is told to the head with its reason, even after the end; nothing on the card moves."""
    to_publish(walk)
    assert walk.cannot("responsible", "shortcoming").why is Why.NO_REASON
    assert walk.cannot("roads", "shortcoming", note="Сам виноват").why is not Why.NO_REASON
    owed = walk.owed
    card = walk.does("responsible", "shortcoming", note="Ответ не по существу")
    assert walk.heard == ["card/shortcoming > head"]
    assert (card.step, walk.owed) == ("publish", owed)
    walk.does("roads", "publish", link=LINK)
    card = walk.does("responsible", "shortcoming", note="Ссылка не открывается")
    remark = card.remark("shortcoming")
    assert remark
    assert (card.step, remark.text, walk.heard) == ("closed", "Ссылка не открывается", ["card/shortcoming > head"])


@pytest.mark.clause("KLP-15")
@pytest.mark.parametrize("ground", ["harm", "abuse", "threat"])
def test_not_handled(walk: Walk, ground: str) -> None:
    """A message of intent to harm, of abuse or of threats is closed by a person on its ground, and by nobody else."""
    walk.post("responsible")
    assert walk.cannot("responsible", "dismiss", ground="boredom").why is Why.NO_GROUND
    assert walk.cannot("roads", "dismiss", ground=ground).why is Why.NOT_YOURS
    card = walk.does("responsible", "dismiss", ground=ground)
    assert (card.step, card.ground, walk.owed) == ("closed", ground, [])


def test_what_is_not_the_executors_is_decided_on(walk: Walk) -> None:
    """The document knows no return: the executor asks with a reason, and in half an hour the officer decides."""
    walk.post("responsible")
    walk.does("responsible", "route", department="roads")
    assert walk.cannot("roads", "return").why is Why.NO_REASON
    assert walk.does("roads", "return", note="Это дорога района").step == "dispute"
    assert "dispute" in walk.owed
    assert walk.does("responsible", "insist").step == "draft"
    walk.does("roads", "return", note="И всё-таки не наша")
    assert walk.does("responsible", "take_back").step == "route"
    assert walk.owed == ["reroute", "draft", "answer"]
    assert walk.does("responsible", "route", department="utilities").executor == walk.who("utilities")


def test_rework_runs_on_under_another_executor(walk: Walk) -> None:
    """The hour for rework is not lost where the draft that was sent back goes to somebody else."""
    to_approval(walk).does("responsible", "send_back", note="Не о том")
    walk.does("responsible", "take_back")
    walk.does("responsible", "route", department="utilities")
    assert walk.owed == ["rework", "answer"]
    walk.drafts("utilities")
    assert walk.met("rework")


@pytest.mark.clause("KLP-13")
def test_a_repeat_is_linked_to_the_earlier_card(walk: Walk) -> None:
    """The executor or the responsible officer says what a message repeats; it goes the same way, in the same times."""
    earlier = walk.post("responsible")
    walk.post("responsible", post(key="post-2"))
    walk.does("responsible", "route", department="roads")
    assert isinstance(walk.finds_repeat("head", earlier.id), Refusal)
    outcome = walk.finds_repeat("roads", earlier.id)
    assert isinstance(outcome, Done)
    assert (walk.card.repeat_of, walk.card.repeat_number) == (earlier.id, 1)
    assert walk.owed == ["draft", "answer"]


@pytest.mark.clause("KLP-2")
@pytest.mark.parametrize("network", ["ok", "vk", "facebook", "twitter", "instagram", "forum", "telegram"])
def test_a_message_from_anywhere_is_taken(walk: Walk, network: str) -> None:
    """A post of the networks in the list, of another site and of a messenger becomes a card with network and link."""
    what = Post(network=network, link="https://example.org/7", parts=(Part(key="p", text="Снег не убран"),))
    card = walk.post("responsible", what)
    assert (card.post.network, card.post.link, card.step) == (network, "https://example.org/7", "route")


@pytest.mark.clause("KLP-6a")
def test_topic_and_importance(walk: Walk) -> None:
    """The topic is found in the words as the message comes in, and the responsible officer sets the importance."""
    assert walk.post("responsible", post("Снег не убран третий день")).topic == "снег"
    assert walk.ranks("responsible").importance is HIGH


@pytest.mark.clause("KLP-19")
def test_a_significant_message_reaches_the_head_at_once(walk: Walk) -> None:
    """One tap of the responsible officer tells the head."""
    walk.post("responsible")
    walk.significant(walk.who("responsible"))
    assert walk.heard == ["significant > head"]


def test_what_an_executor_cannot_hear_the_responsible_officer_does(walk: Walk) -> None:
    """Where nobody of the unit can be told, the officer who routes hears, before the head is troubled."""
    lost = tuple(
        replace(one, reachable=False) if one.key in ("roads", "roads-2") else one for one in walk.office.people
    )
    walk.books.offices[OFFICE.id] = replace(OFFICE, people=lost)
    walk.post("responsible")
    walk.does("responsible", "route", department="roads")
    assert walk.rings("2026-03-04 15:00") == ["draft 8 soon > responsible", "draft 8 soon > group"]


def to_approval(walk: Walk, kind: DraftKind = DraftKind.ANSWER) -> Walk:
    """A card whose draft waits for agreement, in no time."""
    walk.post("responsible")
    walk.does("responsible", "route", department="roads")
    walk.drafts("roads", "Починим к пятнице", kind)
    return walk


def to_publish(walk: Walk, kind: DraftKind = DraftKind.ANSWER) -> Walk:
    """A card whose draft is agreed, in no time."""
    to_approval(walk, kind).does("responsible", "approve")
    return walk
