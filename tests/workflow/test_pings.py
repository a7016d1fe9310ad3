"""When a card rings, who hears it, and who is named for it."""

from dataclasses import replace
from itertools import product

import pytest

from tests.workflow.office import (
    COORDINATOR,
    CURATOR,
    HEAD,
    OFFICE,
    ROADS,
    ROADS_2,
    SOBOLEVO,
    local,
    shown,
    unreachable,
    without,
)
from tests.workflow.story import Story
from workflow.office import Office
from workflow.pings import Ping, parse_ping
from workflow.procedure import Procedure
from workflow.words import Importance


def rings(story: Story) -> dict[str, str]:
    """The plan as moments of local time by ping."""
    return {ring.key: shown(ring.at)[5:] for ring in story.plan}


def test_a_new_card_rings_at_these_moments(story: Story) -> None:
    """The plan of a new card is every ping of its three debts, in working time."""
    story.open()
    assert rings(story) == {
        "route/1/0": "03-04 10:20",
        "route/1/1": "03-04 10:30",
        "route/1/2": "03-04 11:00",
        "draft/1/0": "03-04 14:00",
        "draft/1/1": "03-04 14:45",
        "draft/1/2": "03-04 15:00",
        "draft/1/3": "03-04 16:00",
        "answer/1/0": "03-05 09:00",
        "answer/1/1": "03-05 09:45",
        "answer/1/2": "03-05 10:00",
        "answer/1/3": "03-05 11:00",
    }
    assert story.books.timers[story.id] == {ring.key: ring.at for ring in story.plan}


def test_each_ping_rings_once_at_its_moment(story: Story) -> None:
    """A ping is silent a second before its moment, rings at it, and never again."""
    story.open()
    story.at("2026-03-04 10:20")
    story.now -= story.now.resolution
    assert story.wake() == []
    assert [event.ping for event in story.wake("2026-03-04 10:20")] == ["route/1/0"]
    assert story.heard == ["ping/route > curator"]
    assert story.wake("2026-03-04 10:20") == []
    assert story.wake("2026-03-04 10:29") == []
    assert story.heard == []


def test_a_debt_that_nobody_pays_goes_through_all_its_levels(story: Story) -> None:
    """A card left alone reminds its curator, is called out in the group, and is told to those above."""
    story.open()
    heard = []
    for moment in ("10:20", "10:30", "11:00"):
        story.wake(f"2026-03-04 {moment}")
        heard.append(story.heard)
    assert heard == [
        ["ping/route > curator"],
        ["ping/route > curator", "ping/route > group"],
        ["ping/route > coordinator", "ping/route > head"],
    ]


def test_a_met_deadline_rings_no_more(story: Story) -> None:
    """Once it is met, a deadline neither reminds nor is called out, and its timers are gone."""
    story.open()
    story.usual("route")
    assert not [ping for ping in story.books.timers[story.id] if ping.startswith("route/")]
    assert story.wake("2026-03-04 12:00") == []
    assert story.heard == []


def test_a_closed_card_never_rings(story: Story) -> None:
    """A closed card has no timers, and a wake that was on its way finds nothing to say."""
    story.to("closed")
    assert story.books.timers[story.id] == {}
    assert story.wake("2026-04-01 12:00") == []


def test_a_late_wake_folds_reminders_into_the_newest(story: Story) -> None:
    """Of two reminders that come due at once only the newer one is told; the older is noted as quiet."""
    story.to("draft")
    rang = story.wake("2026-03-04 14:50")
    assert [(event.ping, event.quiet) for event in rang] == [("draft/1/0", True), ("draft/1/1", False)]
    assert story.heard == ["ping/draft > roads"]


def test_a_reminder_after_its_deadline_is_of_no_use(story: Story) -> None:
    """After the deadline only the miss is told, not that it comes."""
    story.to("draft")
    rang = story.wake("2026-03-04 15:00")
    assert [(event.ping, event.quiet) for event in rang] == [
        ("draft/1/0", True),
        ("draft/1/1", True),
        ("draft/1/2", False),
    ]
    assert story.heard == ["ping/draft > roads", "ping/draft > curator", "ping/draft > group"]
    assert all(notice.missed for notice in story.told)


def test_a_very_late_wake_tells_each_once_and_skips_no_level(story: Story) -> None:
    """After a night without the clock each hearer hears once of each deadline, the gravest, at every level."""
    story.open()
    rang = story.wake("2026-03-05 12:00")
    assert len(rang) == 11
    assert sorted(story.heard) == sorted(
        f"ping/{deadline} > {who}"
        for deadline, hearers in {
            "route": ("curator", "group", "coordinator", "head"),
            "draft": ("curator", "group", "coordinator", "head"),
            "answer": ("curator", "group", "coordinator", "head"),
        }.items()
        for who in hearers
    )
    assert all(notice.missed for notice in story.told)
    assert story.plan == ()


def test_who_hears_of_several_levels_hears_the_gravest(story: Story) -> None:
    """The head who has the card and stands above it is told once, of the later level."""
    rang = story.to("approve").wake("2026-03-05 12:00")
    (told,) = [notice for notice in story.told if (notice.about, notice.to) == ("answer", HEAD)]
    assert told.seq == max(event.seq for event in rang if event.deadline == "answer")


def test_a_notice_names_all_who_were_told(story: Story) -> None:
    """What is called out in the group says who else was told of the same deadline."""
    story.to("draft")
    story.wake("2026-03-04 15:00")
    assert {notice.told for notice in story.told} == {(ROADS, CURATOR)}


@pytest.mark.parametrize(
    ("importance", "at"), [(Importance.NORMAL, "2026-03-05 09:00"), (Importance.HIGH, "2026-03-04 18:10")]
)
def test_outside_working_time_a_ping_waits_for_the_opening(importance: Importance, at: str) -> None:
    """A deadline by the clock that ends in the evening is called out in the morning; an urgent one at once."""
    story = Story(office=replace(OFFICE, bare_hours="clock"), start="2026-03-04 17:40")
    story.open()
    story.importance(importance)
    assert {ring.key: shown(ring.at) for ring in story.plan}["route/1/1"] == at
    wanted = importance is Importance.HIGH
    assert any(event.missed for event in story.wake("2026-03-04 18:10")) is wanted
    assert bool(story.heard) is wanted, "till the morning not even that it comes, for it has passed"
    story.wake("2026-03-05 09:00")
    assert not [ping for ping in story.books.timers[story.id] if ping == "route/1/1"]


def test_a_deadline_at_the_closing_rings_at_the_closing(story: Story) -> None:
    """The closing minute is working time still, in the evening and at noon."""
    story.at("2026-03-04 17:30").open()
    assert rings(story)["route/1/1"] == "03-04 18:00"
    story.at("2026-03-04 12:30").open()
    assert rings(story)["route/1/1"] == "03-04 13:00"


def test_there_is_no_reminder_of_what_never_had_so_much_time(story: Story) -> None:
    """A ping before a deadline is left out where the whole time is shorter than that."""
    deadlines = tuple(
        one.model_copy(update={"due": "10 minutes after detected"}) if one.name == "route" else one
        for one in SOBOLEVO.deadline
    )
    short: Procedure = SOBOLEVO.model_copy(update={"deadline": deadlines})
    story = Story(procedure=short)
    story.open()
    assert [key for key in rings(story) if key.startswith("route/")] == ["route/1/1", "route/1/2"]


ALL = (CURATOR, ROADS, ROADS_2, HEAD, COORDINATOR)


@pytest.mark.parametrize(
    ("office", "heard"),
    [
        (OFFICE, ["roads", "curator", "group"]),
        (replace(OFFICE, group=None), ["roads", "curator"]),
        (unreachable(OFFICE, ROADS), ["roads-2", "curator", "group"]),
        (unreachable(OFFICE, ROADS, ROADS_2), ["curator", "group"]),
        (unreachable(OFFICE, ROADS, ROADS_2, CURATOR), ["coordinator", "group"]),
        (unreachable(OFFICE, ROADS, ROADS_2, CURATOR, COORDINATOR), ["head", "group"]),
        (unreachable(OFFICE, *ALL), ["group"]),
        (unreachable(replace(OFFICE, group=None), ROADS, ROADS_2, CURATOR), ["coordinator"]),
        (unreachable(without(OFFICE, COORDINATOR), ROADS, ROADS_2, CURATOR), ["head", "group"]),
        (without(OFFICE, ROADS), ["roads-2", "curator", "group"]),
    ],
)
def test_somebody_always_hears(story: Story, office: Office, heard: list[str]) -> None:
    """A miss is told to those named who can be reached, else to those above, and in the group where there is one."""
    story.to("draft")
    story.books.offices[OFFICE.id] = office
    story.wake("2026-03-04 15:00")
    assert [line.removeprefix("ping/draft > ") for line in story.heard] == heard


@pytest.mark.parametrize("group", [None, "-1001"])
def test_a_ping_for_the_group_alone(group: str | None) -> None:
    """A ping for the group is told there and to nobody else; where there is no group, those above hear it."""
    deadlines = tuple(
        one.model_copy(update={"pings": ("at due: group",)}) if one.name == "route" else one
        for one in SOBOLEVO.deadline
    )
    story = Story(replace(OFFICE, group=group), SOBOLEVO.model_copy(update={"deadline": deadlines}))
    story.open()
    story.wake("2026-03-04 10:30")
    assert story.heard == ["ping/route > group" if group else "ping/route > coordinator"]


@pytest.mark.clause("SOB-22")
@pytest.mark.parametrize(
    ("step", "deadline", "answers"),
    [
        ("route", "route", CURATOR),
        ("route", "answer", CURATOR),  # nobody has it yet but its owner
        ("draft", "draft", ROADS),
        ("draft", "answer", ROADS),
        ("dispute", "draft", ROADS),
        ("approve", "approve", HEAD),
        ("approve", "answer", ROADS),
        ("handover", "handover", ROADS),
        ("publish", "publish", CURATOR),
        ("publish", "answer", ROADS),
    ],
)
def test_a_miss_has_a_name(story: Story, step: str, deadline: str, answers: int) -> None:
    """For each missed deadline answers whom the procedure blames, else whoever has the card (SOB-22)."""
    rang = story.to(step).wake("2026-03-05 12:00")
    named = {event.answers for event in rang if event.deadline == deadline}
    assert named == {answers}


def test_reminders_come_sooner_when_the_importance_rises(story: Story) -> None:
    """Raised in the afternoon, the importance makes an answer overdue at once, and all its levels are told."""
    story.to("draft").at("2026-03-04 15:10")
    story.importance()
    rang = story.wake()
    assert {event.deadline for event in rang} == {"draft", "answer"}
    assert "ping/answer > roads" in story.heard
    assert "ping/answer > group" in story.heard


def test_a_miss_is_not_told_again_of_a_hurried_deadline(story: Story) -> None:
    """What was told of the usual deadline is not said once more when the importance rises."""
    story.to("draft")
    story.wake("2026-03-05 12:00")
    assert story.plan == ()
    story.importance()
    assert story.plan == ()
    assert story.wake() == []


def test_a_deadline_that_moves_back_rings_for_itself(story: Story) -> None:
    """A miss of the urgent deadline does not silence the usual one after the importance is lowered."""
    story.to("approve")
    story.importance()
    assert "answer" in {event.deadline for event in story.wake("2026-03-04 16:30")}
    story.importance(Importance.NORMAL)
    assert not [key for key in rings(story) if key.startswith("approve")], "what did not move is not told twice"
    story.wake("2026-03-05 10:00")
    assert story.heard == ["ping/answer > head", "ping/answer > roads", "ping/answer > curator", "ping/answer > group"]


def test_to_and_fro_tells_nothing_twice(story: Story) -> None:
    """However often the importance is turned, a deadline of either kind rings once."""
    story.open()
    told: list[str] = []
    for moment, importance in product(("10:20", "10:40", "12:30", "15:20", "17:00"), Importance):
        story.at(f"2026-03-04 {moment}")
        story.importance(importance)
        told += [event.ping for event in story.wake()]
    assert len(told) == len(set(told))


def test_changed_hours_move_the_timers(story: Story) -> None:
    """A wake that finds the office's hours changed says nothing and sets the timers by the new hours."""
    story.open()
    days_off = frozenset({local("2026-03-04 00:00").date()})
    story.books.offices[OFFICE.id] = replace(OFFICE, timetable=replace(OFFICE.timetable, days_off=days_off))
    assert story.wake("2026-03-04 10:20") == []
    assert story.books.timers[story.id] == {ring.key: ring.at for ring in story.plan}
    assert shown(min(story.books.timers[story.id].values())) == "2026-03-05 09:20"


@pytest.mark.parametrize(
    ("text", "minutes", "hearers"),
    [
        ("1 hour before", -60, ("owner",)),
        ("15 minutes before: owner, group", -15, ("owner", "group")),
        ("at due: executor,curator , group", 0, ("executor", "curator", "group")),
        ("at due", 0, ("owner",)),
        ("2 hours after: head", 120, ("head",)),
    ],
)
def test_a_ping_is_read(text: str, minutes: int, hearers: tuple[str, ...]) -> None:
    """A ping is so many minutes of working time before or after, and a list of hearers."""
    ping: Ping = parse_ping(text)
    assert (ping.offset.total_seconds() / 60, ping.hearers, ping.missed) == (minutes, hearers, minutes >= 0)


@pytest.mark.parametrize("text", ["", "soon", "1 day before", "at due:", "at due: ", "at due: boss", "-1 hour before"])
def test_a_ping_that_cannot_be_read_says_how_to_write_it(text: str) -> None:
    """An unreadable ping, or one for nobody known, is an error that shows it."""
    with pytest.raises(ValueError, match=r"write for example|known are"):
        parse_ping(text)
