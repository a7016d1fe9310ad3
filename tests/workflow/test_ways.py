"""The ways of a card from the post to the published answer, and round about."""

import pytest

from tests.workflow.office import CURATOR, HEAD, HERE, OTHER_CURATOR, ROADS, SOBOLEVO, THERE, UTILITIES, local
from tests.workflow.story import LINK, PHOTO, Story, draft, post
from workflow.commands import Open
from workflow.desk import Done
from workflow.events import Moved
from workflow.post import Part, Post
from workflow.refusals import Refusal, Why
from workflow.words import DraftKind


@pytest.mark.clause("SOB-12", "SOB-14", "SOB-16")
def test_the_straight_way(story: Story) -> None:
    """A post is routed, accepted, drafted, agreed, handed over, published, and the card is closed and owes nothing."""
    story.open()
    assert story.usual("route").executor == ROADS
    assert story.usual("accept").accepted
    assert story.done(ROADS, "submit", draft=draft("Починим", DraftKind.ANSWER, PHOTO)).step == "approve"
    assert story.usual("approve").step == "handover"
    assert story.usual("hand_over").step == "publish"
    card = story.usual("publish")
    assert (card.step, card.link, card.open) == ("closed", LINK, False)
    assert card.draft
    assert (card.draft.text, card.draft.media) == ("Починим", (PHOTO,))
    assert story.owed == []
    assert story.books.timers[story.id] == {}
    assert story.books.due[story.id] is None


def test_the_journal_tells_the_same_card(story: Story) -> None:
    """A card replayed from its journal is the card in the books."""
    story.to("publish")
    story.usual("publish")
    assert story.books.replayed(story.id) == story.card


def test_a_card_keeps_what_its_opening_says(story: Story) -> None:
    """A new card has a number, its curator, its topic, its procedure's version and the moments given."""
    detected = local("2026-03-04 09:40")
    card = story.open(what=post("Снег лежит, снег не убран, воды нет"), detected=detected, key="m1")
    assert (card.number, card.curator, card.topic, card.step) == (1, CURATOR, "снег", "route")
    assert (card.procedure, card.digest) == ("sobolevo", SOBOLEVO.digest)
    assert [(moment.name, moment.at) for moment in card.moments] == [
        ("detected", detected),
        ("received", detected),
        ("posted", detected),
    ]
    assert card.opened_at == story.now


def test_a_card_from_the_machine_has_all_curators(story: Story) -> None:
    """A card that nobody opened belongs to whoever is curator."""
    card = story.open(by=None)
    assert card.curator is None
    assert story.heard == ["card/open > curator"]


def test_numbers_count_within_an_office(story: Story) -> None:
    """Cards of an office are numbered one after another."""
    assert [story.open().number for _ in range(3)] == [1, 2, 3]


@pytest.mark.clause("SOB-11")
def test_a_return_in_time_goes_back_to_the_curator(story: Story) -> None:
    """A return within 30 working minutes needs nobody's word; then the card is routed to somebody else (SOB-11)."""
    story.to("draft").at("2026-03-04 10:30")
    card = story.usual("return")
    assert card.step == "route"
    assert story.heard == ["card/return > curator"]
    remark = card.remark("return")
    assert remark
    assert (remark.by, remark.text) == (ROADS, "Это не наша улица")
    card = story.done(CURATOR, "route", department="utilities")
    assert (card.executor, card.department, card.accepted) == (UTILITIES, "utilities", False)
    assert story.refused(ROADS, "submit").why is Why.NOT_YOURS
    story.done(UTILITIES, "submit")


@pytest.mark.clause("SOB-11")
def test_a_return_after_its_time_is_for_the_curator_to_decide(story: Story) -> None:
    """A return a minute after the 30 minutes is only asked for; the executor no longer has the card (SOB-11)."""
    story.to("draft").at("2026-03-04 10:31")
    card = story.usual("return")
    moved = story.history[-1]
    assert isinstance(moved, Moved)
    assert (card.step, moved.late, moved.marks) == ("dispute", True, ("return_asked",))
    assert "returned" not in {moment.name for moment in card.moments}


@pytest.mark.clause("SOB-11")
def test_the_curator_takes_a_late_return_back(story: Story) -> None:
    """Taken back, the card is returned from that moment, and has its 30 minutes to be routed again."""
    story.to("dispute").at("2026-03-04 10:40")
    assert story.usual("take_back").step == "route"
    assert story.clocks["reroute"].at == local("2026-03-04 11:10")
    story.done(CURATOR, "route", department="utilities")


@pytest.mark.clause("SOB-11")
def test_the_curator_insists(story: Story) -> None:
    """Insisted on, the card is the executor's again, and a second return is late as well."""
    story.to("dispute")
    assert story.usual("insist").step == "draft"
    assert story.heard == ["card/insist > roads"]
    assert story.usual("return").step == "dispute"


def test_a_card_routed_again_may_be_returned_again(story: Story) -> None:
    """Each routing gives its executor 30 minutes of his own."""
    story.to("dispute")
    story.usual("take_back")
    story.at("2026-03-04 12:00").done(CURATOR, "route", department="utilities")
    story.at("2026-03-04 12:30")
    assert story.done(UTILITIES, "return", note="не наше").step == "route"


@pytest.mark.clause("SOB-14", "SOB-15")
def test_a_send_back_and_a_second_version(story: Story) -> None:
    """Remarks send the draft back, both versions are kept, and the new one is agreed."""
    story.to("approve")
    card = story.done(HEAD, "send_back", note="Назовите срок")
    assert card.step == "draft"
    assert "rework" in story.owed
    card = story.done(ROADS, "submit", draft=draft("Починим до пятницы"))
    assert "rework" not in story.owed
    assert [version.text for version in card.drafts] == ["Фонари починим завтра", "Починим до пятницы"]
    story.usual("approve")


@pytest.mark.clause("SOB-17")
def test_an_interim_answer_keeps_the_card_open(story: Story) -> None:
    """After an interim answer the card lives on under `final`, and closes with the final one (SOB-17)."""
    story.to("draft")
    story.done(ROADS, "submit", draft=draft("Разбираемся", DraftKind.INTERIM))
    story.usual("approve")
    story.usual("hand_over")
    card = story.usual("publish")
    assert card.step == "draft"
    assert story.owed == ["final"]
    assert story.clocks["final"].at == local("2026-03-16 18:00")
    story.done(ROADS, "submit", draft=draft("Починили", DraftKind.ANSWER))
    story.usual("approve")
    story.usual("hand_over")
    assert story.usual("publish").step == "closed"
    assert story.owed == []


def test_a_clarification_keeps_a_clock(story: Story) -> None:
    """After a question to the citizen the card lives on under `final` as well."""
    story.to("draft")
    story.done(ROADS, "submit", draft=draft("Какой дом?", DraftKind.CLARIFICATION))
    story.usual("approve")
    story.usual("hand_over")
    assert story.usual("publish").step == "draft"
    assert story.owed == ["final"]


@pytest.mark.clause("SOB-21")
def test_not_to_be_handled(story: Story) -> None:
    """A dismissed card is closed, with its ground in the journal (SOB-21)."""
    card = story.to("route").done(CURATOR, "dismiss", ground="threat")
    assert (card.step, card.ground) == ("closed", "threat")
    moved = story.history[-1]
    assert isinstance(moved, Moved)
    assert (moved.ground, moved.by) == ("threat", CURATOR)


def test_an_action_brings_only_what_it_asks_for(story: Story) -> None:
    """What a forged command brings besides is not written down."""
    story.to("approve").done(
        HEAD, "approve", department="utilities", draft=draft("подмена"), link="https://evil.example", ground="abuse"
    )
    card = story.card
    assert (card.department, card.executor, card.link, card.ground) == ("roads", ROADS, "", "")
    assert [version.text for version in card.drafts] == ["Фонари починим завтра"]


def test_late_parts_join_the_post(story: Story) -> None:
    """A part that comes later joins the post once, whether as a part or under the opening's key."""
    story.open(key="album-7")
    part = Part(key="post-2", text="и второй", media=(PHOTO,))
    for _ in range(2):
        outcome = story.tell_desk(Open(HERE, CURATOR, Post(parts=(part,)), key="album-7"))
        assert isinstance(outcome, Done)
        assert outcome.card.id == story.id
    assert story.card.post.text == "Не горят фонари\nи второй"
    assert story.card.post.media == (PHOTO,)
    assert len(story.books.cards) == 1


def test_a_late_part_is_told_to_whoever_has_the_card(story: Story) -> None:
    """While the curator still has the card nobody is told of a late part; then the executor is."""
    story.open()
    story.add(CURATOR, Part(key="post-2", text="ещё"))
    assert story.heard == []
    story.usual("route")
    story.add(CURATOR, Part(key="post-3", text="и ещё"))
    assert story.heard == ["added > roads"]


@pytest.mark.clause("SOB-R5")
def test_the_same_key_in_another_office_is_another_card(story: Story) -> None:
    """The key of a message counts within one office."""
    first = story.open(key="m1")
    second = story.open(by=OTHER_CURATOR, office=THERE, key="m1")
    assert first.id != second.id
    assert second.number == 1


def test_nobody_of_another_office_adds_by_a_known_key(story: Story) -> None:
    """The key of an opening is no way in for those who may not add."""
    story.open(key="m1")
    before = story.books.everything()
    part = Part(key="post-9", text="чужое")
    outcome = story.tell_desk(Open(HERE, ROADS, Post(parts=(part,)), key="m1"))
    assert isinstance(outcome, Refusal)
    assert outcome.why is Why.NOT_YOURS
    assert story.books.everything() == before


def test_an_edited_post_is_noted_on_the_card(story: Story) -> None:
    """An edit of the post's message changes it in place and leaves its time on the card."""
    story.to("draft").at("2026-03-04 11:00")
    story.edit(CURATOR, Part(key="post-1", text="Не горят фонари на Лесной"))
    assert story.card.post.text == "Не горят фонари на Лесной"
    assert story.card.edited_at == story.now


def test_an_edited_draft_is_noted_and_stays(story: Story) -> None:
    """An edit of a draft that has gone for agreement is told to the head, and the draft stays as it went."""
    story.to("approve")
    story.edit(ROADS, Part(key="draft-1", text="Другое"))
    assert story.heard == ["edited > head"]
    assert story.card.draft
    assert story.card.draft.text == "Фонари починим завтра"


def test_an_edit_that_changes_nothing_is_let_pass(story: Story) -> None:
    """An edit to the same text, of an unknown message, or of one without a key, is nothing that happened."""
    story.to("draft")
    pasted = Part(key="", text="вставлено")
    story.add(CURATOR, pasted)
    before = story.books.everything()
    for part in (story.card.post.parts[0], Part(key="unknown", text="?"), Part(key="", text="другое")):
        outcome = story.edit(CURATOR, part)
        assert isinstance(outcome, Done)
        assert outcome.happened == ()
    assert story.books.everything() == before


def test_a_stranger_edits_nothing(story: Story) -> None:
    """An edit by somebody who is not of the office is refused."""
    story.to("draft")
    before = story.books.everything()
    outcome = story.edit(OTHER_CURATOR, Part(key="post-1", text="подмена"))
    assert isinstance(outcome, Refusal)
    assert outcome.why is Why.NO_CARD
    assert story.books.everything() == before


def test_a_running_card_keeps_its_version_of_the_procedure(story: Story) -> None:
    """A new version of the file does not move a card that began under the old one."""
    story.open()
    due = story.clocks["answer"].at
    deadlines = tuple(
        one.model_copy(update={"due": "1 working hour after detected"}) if one.name == "answer" else one
        for one in SOBOLEVO.deadline
    )
    newer = SOBOLEVO.model_copy(update={"deadline": deadlines, "digest": "newer"})
    story.books.versions["sobolevo"].append(newer)
    story.usual("route")
    assert story.clocks["answer"].at == due
    assert story.open().digest == "newer"
    assert story.clocks["answer"].at == local("2026-03-04 11:00")


@pytest.mark.clause("SOB-17")
def test_a_second_interim_answer_does_not_put_the_final_one_off(story: Story) -> None:
    """The final answer is due by the first interim one, however many follow (SOB-17)."""
    story.to("draft")
    for text in ("2026-03-04 12:00", "2026-03-09 12:00"):
        story.done(ROADS, "submit", draft=draft(kind=DraftKind.INTERIM))
        story.usual("approve")
        story.usual("hand_over")
        story.at(text).usual("publish")
    assert story.clocks["final"].at == local("2026-03-16 18:00")


def test_a_curator_takes_a_card_back_from_an_executor(story: Story) -> None:
    """A card that lies with an executor can be taken back and routed anew, with a clock of its own."""
    story.to("draft").done(CURATOR, "take_back")
    assert story.card.step == "route"
    assert "reroute" in story.owed
    story.done(CURATOR, "route", department="utilities")
    assert story.card.executor == UTILITIES
