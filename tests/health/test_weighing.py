from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.limits import A_DAY, HOUR, Memory, weigh
from bot.alerts.noticing import Moment, Noticing
from bot.alerts.troubles import Figures, Kind, Trouble, troubles
from storage.vitals import Box, Vitals

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
WELL = Vitals("0009", None, (), 0, None, 0, None)
MINUTE = timedelta(minutes=1)


def vitals(*boxes: Box, dead: int = 0, backup: datetime | None = None) -> Vitals:
    return Vitals("0009", None, boxes, 0, None, dead, backup)


def waiting(channel: str, minutes: float, state: str = "new") -> Box:
    return Box(channel, state, 3, NOW - minutes * MINUTE)


@pytest.mark.parametrize(
    ("figures", "kinds"),
    [
        (Figures(WELL, NOW), []),
        (Figures(vitals(waiting("telegram", 9)), NOW), []),
        (Figures(vitals(waiting("telegram", 11)), NOW), [Kind.OUTBOX]),
        (Figures(vitals(waiting("telegram", 11, "sending")), NOW), [Kind.OUTBOX]),
        (Figures(vitals(waiting("mail", 11)), NOW), []),
        (Figures(vitals(waiting("mail", 61)), NOW), [Kind.MAIL]),
        (Figures(vitals(waiting("telegram", 1, "dead")), NOW), [Kind.DEAD]),
        (Figures(vitals(waiting("telegram", 1, "doubt")), NOW), [Kind.DOUBT]),
        (Figures(vitals(dead=1), NOW), [Kind.UPDATES]),
        (Figures(vitals(backup=NOW - timedelta(hours=25)), NOW), []),
        (Figures(vitals(backup=NOW - timedelta(hours=27)), NOW), [Kind.BACKUP]),
        (Figures(WELL, NOW, late=5 * MINUTE), [Kind.TIMERS]),
        (Figures(WELL, NOW, free=10**12), []),
        (Figures(WELL, NOW, free=10**6), [Kind.DISK]),
        (Figures(WELL, NOW, broken=["lesnoe"]), [Kind.JOURNAL]),
        (Figures(WELL, NOW, unread=["lesnoe"]), [Kind.JOURNAL]),
        (Figures(WELL, NOW, away=MINUTE / 2), []),
        (Figures(WELL, NOW, away=2 * MINUTE), [Kind.DATABASE]),
        (Figures(WELL, NOW, jump=-2 * MINUTE), [Kind.CLOCK]),
        (Figures(WELL, NOW, jump=MINUTE), []),
    ],
)
def test_what_is_trouble_and_what_is_not(figures: Figures, kinds: list[Kind]) -> None:
    """Each limit has two sides."""
    assert [one.kind for one in troubles(figures)] == kinds


def test_trouble_is_told_once_and_its_end_too() -> None:
    """It is told when it is new, not again while it lasts, and when it is over."""
    trouble = [Trouble(Kind.OUTBOX)]
    first, memory = weigh(trouble, Memory(), NOW)
    second, memory = weigh(trouble, memory, NOW + 2 * HOUR)
    third, memory = weigh([], memory, NOW + 3 * HOUR)
    fourth, _ = weigh([], memory, NOW + 4 * HOUR)
    assert [one.begun for one in (first, second, third, fourth)] == [trouble, [], [], []]
    assert [one.over for one in (first, second, third, fourth)] == [[], [], [Kind.OUTBOX], []]


def test_trouble_that_goes_on_is_told_once_a_day() -> None:
    """A copy that nobody makes is not forgotten."""
    trouble = [Trouble(Kind.BACKUP)]
    memory, told = Memory(), 0
    for hour in range(73):
        verdict, memory = weigh(trouble, memory, NOW + hour * HOUR)
        told += len(verdict.begun)
    assert told == 4


def test_more_of_the_same_is_told_but_not_within_the_hour() -> None:
    """New dead messages are news; a stream of them is one alert an hour."""
    memory, told = Memory(), []
    for minute in range(0, 180, 10):
        verdict, memory = weigh([Trouble(Kind.DEAD, minute + 1)], memory, NOW + minute * MINUTE)
        told += [one.count for one in verdict.begun]
    assert told == [1, 61, 121]


def test_new_dead_messages_are_told_after_the_count_has_fallen() -> None:
    """Five are told, four of them are mended, four new ones come: that is news, however many there were before."""
    memory, told = Memory(), []
    for hour, count in enumerate([5, 5, 1, 1, 5, 5, 3]):
        verdict, memory = weigh([Trouble(Kind.DEAD, count)], memory, NOW + 2 * hour * HOUR)
        told += [(2 * hour, one.count) for one in verdict.begun]
    assert told == [(0, 5), (8, 5)]


def test_trouble_that_comes_and_goes_is_told_once_an_hour() -> None:
    """What flickers makes an alert and an end an hour, not a stream."""
    memory, begun, over = Memory(), 0, 0
    for minute in range(120):
        verdict, memory = weigh([Trouble(Kind.OUTBOX)] if minute % 2 else [], memory, NOW + minute * MINUTE)
        begun, over = begun + len(verdict.begun), over + len(verdict.over)
    assert (begun, over) == (2, 2)


def test_what_has_passed_has_no_end_to_be_told() -> None:
    """A clock that jumped has jumped."""
    _, memory = weigh([Trouble(Kind.CLOCK)], Memory(), NOW)
    assert weigh([], memory, NOW + HOUR)[0].over == []


def test_a_clock_that_was_put_back_silences_nobody() -> None:
    """What was told in a future that is not any more does not count."""
    _, memory = weigh([Trouble(Kind.OUTBOX)], Memory(), NOW + timedelta(days=30))
    assert weigh([Trouble(Kind.OUTBOX)], memory, NOW)[0].begun


@given(st.lists(st.tuples(st.integers(1, 90), st.sets(st.sampled_from(list(Kind)))), max_size=300))
def test_nobody_is_ever_flooded(looks: list[tuple[int, set[Kind]]]) -> None:
    """Whatever happens: a kind once an hour at most, so many a day in all, and no end without a beginning."""
    memory, now, said = Memory(), NOW, list[tuple[datetime, Kind]]()
    begun = dict.fromkeys(Kind, 0)
    for number, (minutes, kinds) in enumerate(looks):
        now += minutes * MINUTE
        verdict, memory = weigh([Trouble(kind, number) for kind in sorted(kinds)], memory, now)
        memory = Memory.model_validate_json(memory.model_dump_json())
        for kind in verdict.over:
            assert begun[kind] > 0
            begun[kind] = 0
        for one in verdict.begun:
            begun[one.kind] += 1
            assert all(now - at >= HOUR for at, kind in said if kind == one.kind)
            said.append((now, one.kind))
        assert sum(at.date() == now.date() for at, _ in said) <= A_DAY


def at(seconds: float, office: datetime | None = None, real: datetime | None = None) -> Moment:
    passed = timedelta(seconds=seconds)
    return Moment(seconds, real or NOW + passed, office or NOW + passed)


def noticing(*looks: Moment) -> Noticing:
    made = Noticing()
    for look in looks:
        made.note(look)
    return made


def test_what_was_due_five_minutes_ago_and_is_due_still_is_late() -> None:
    """Late is what could have been rung for so long."""
    looked = noticing(at(0), at(60), at(120))
    assert looked.late(NOW, at(299)) == timedelta()
    assert looked.late(NOW, at(360)) == timedelta(minutes=6)


def test_a_clock_put_ahead_makes_nothing_late_at_once() -> None:
    """A simulated day that passes in a second, or a corrected clock, is no trouble of the bot's."""
    looked = noticing(at(0), at(600))
    assert looked.late(NOW + timedelta(hours=10), at(601, office=NOW + timedelta(days=1))) == timedelta()


def test_a_timer_of_the_future_is_not_late() -> None:
    """However long nobody had anything to ring."""
    assert noticing(at(0), at(600)).late(NOW + timedelta(days=1), at(1200)) == timedelta()


def test_a_jump_of_real_time_is_measured() -> None:
    """Ahead and back, against a clock that nobody can set."""
    looked = noticing(at(0))
    assert looked.jump(at(60)) == timedelta()
    assert looked.jump(at(60, real=NOW + timedelta(hours=8))) == timedelta(hours=8) - MINUTE
    assert looked.jump(at(60, real=NOW - timedelta(hours=8))) == -timedelta(hours=8) - MINUTE


def test_how_long_the_database_was_away_is_known_when_it_is_back() -> None:
    """The first look that failed counts, till one is over."""
    looked = Noticing()
    looked.failed(10)
    looked.failed(70)
    assert (looked.away(130), looked.away(190)) == (timedelta(minutes=2), timedelta(minutes=3))
    looked.note(at(190))
    assert looked.away(250) == timedelta()
