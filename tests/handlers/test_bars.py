"""Bars, and first lines at the edges: hours by the clock, a year without a calendar, nobody to act."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from handlers.bars import bar, share_used
from handlers.headline import headline
from tests.handlers.invented import Service, invented
from tests.handlers.test_why import rules
from tests.handlers.world import CURATOR, EXECUTOR, HEAD, OFFICE, World, as_read
from workflow.deadlines import rules_of, running
from workflow.procedure import Procedure
from workflow.words import PersonId


@pytest.mark.parametrize(
    ("share", "cells"),
    [
        (0.0, "▱▱▱▱▱▱▱▱▱▱"),
        (0.099, "▱▱▱▱▱▱▱▱▱▱"),
        (0.3, "▰▰▰▱▱▱▱▱▱▱"),
        (0.999, "▰▰▰▰▰▰▰▰▰▱"),
        (1.0, "▰▰▰▰▰▰▰▰▰▰"),
        (7.0, "▰▰▰▰▰▰▰▰▰▰"),
        (-1.0, "▱▱▱▱▱▱▱▱▱▱"),
    ],
)
def test_a_bar_has_ten_cells(share: float, cells: str) -> None:
    """A cell is filled when its whole tenth is used; out of bounds it is full or empty."""
    assert bar(share) == cells


def line_of(procedure: Procedure, at: str) -> str:
    text = as_read(World(rules=procedure).post().at(at).sees(CURATOR))
    return next(line for line in text.splitlines() if "Направить" in line)


def test_hours_by_the_clock_run_at_night() -> None:
    """A deadline in clock hours shows what is left by the clock, and does not call it working time."""
    clock = rules(route="20 clock hours after detected")
    assert line_of(clock, "20:00") == "Направить ▰▰▰▰▰▱▱▱▱▱ 10 ч · до чт 6:00"
    assert line_of(clock, "2026-03-05 07:30") == "❗ Направить: опоздание 1 ч 30 мин"


def test_working_hours_stand_at_night() -> None:
    """A deadline in working hours loses nothing overnight, nor over the break."""
    working = rules(route="8 working hours after detected")
    assert line_of(working, "13:30") == "Направить ▰▰▰▱▱▱▱▱▱▱ 5 ч рабочего времени · до чт 10:00"
    assert line_of(working, "23:00") == "Направить ▰▰▰▰▰▰▰▰▱▱ 1 ч рабочего времени · до чт 10:00"


def test_the_last_seconds_are_a_minute() -> None:
    """As long as there is time, it is not shown as none."""
    world = World().post().at("10:29").later(seconds=50)
    assert "1 мин рабочего времени · до 10:30" in world.sees(CURATOR).text


def test_a_year_without_a_calendar_is_provisional() -> None:
    """A deadline that may still move says so."""
    world = World(datetime.fromisoformat("2029-03-07T10:00+12:00")).post()
    assert "до 10:30 · предварительно" in world.sees(CURATOR).text


def test_a_card_that_nobody_can_take_is_marked() -> None:
    """Where nobody holds the role, the first line says so instead of showing nothing."""
    world = World().submitted()
    office = replace(OFFICE, people=tuple(one for one in OFFICE.people if one.id != HEAD.id))
    shown = replace(world.shown(CURATOR), office=office)
    assert headline(shown, None) == "❗ № 12 · согласование · поручить некому"


def test_several_who_may_act_are_all_named() -> None:
    """Two heads are both named to those who wait for them."""
    second = replace(HEAD, id=PersonId(77), name="Заместитель")
    world = World(office=replace(OFFICE, people=(*OFFICE.people, second))).submitted()
    assert as_read(world.sees(CURATOR)).startswith("📝 № 12 · согласует: Глава района, Заместитель\n")


def test_an_importance_label_offers_the_other_one() -> None:
    """The button says what it will make of the card, the line what it is."""
    text = as_read(World().post().urgent().sees(CURATOR))
    assert "Фонари · важность высокая" in text
    assert "[Важность: обычная]" in text


@pytest.mark.parametrize(
    ("link", "offered"),
    [
        ("https://vk.com/wall-1_2", True),
        ("https://example.org/1", False),
        ("https://vk.com/стена", False),
        ("https://vk.com/" + "a" * 2000, False),
        ("", False),
    ],
)
def test_only_a_sure_link_becomes_a_button(link: str, offered: bool) -> None:
    """Telegram refuses a whole message for one bad address, so a doubtful one stays in the text."""
    world = World().post(link=link).act(CURATOR, "route", department="roads").to_publish()
    assert ("[Открыть пост]" in as_read(world.sees(CURATOR))) is offered


def test_a_bar_counts_in_its_own_hours() -> None:
    """A deadline with its own timetable is half used when half of its own hours are, at whatever hour of the office."""
    world = Service().visited().at("11:30").act(EXECUTOR, "inspect")
    assert "Категория ▰▰▰▰▰▱▱▱▱▱ 30 мин рабочего времени · до чт 6:30" in world.at("17:00").sees(CURATOR).text
    assert "❗ Категория: опоздание 2 ч" in world.at("2026-03-05 08:30").sees(CURATOR).text


def test_calendar_days_count_down_to_hours() -> None:
    """Calendar days are told as days till the last one, then as hours by the clock; half of them fill half the bar."""
    world = Service().visited()
    assert "Ответ ▱▱▱▱▱▱▱▱▱▱ 12 дней · до 16 марта, 18:00" in world.sees(CURATOR).text
    assert "Ответ ▰▰▰▰▰▱▱▱▱▱ 6 дней · до пн 18:00" in world.at("2026-03-10 15:00").sees(CURATOR).text
    assert "Ответ ▰▰▰▰▰▰▰▰▰▱ 7 ч · до 18:00" in world.at("2026-03-16 11:00").sees(CURATOR).text
    assert "❗ Ответ: опоздание 2 дня" in world.at("2026-03-18 11:00").sees(CURATOR).text


def test_a_given_date_fills_up_from_the_day_it_was_given() -> None:
    """A date lies ahead of the moment that names it; its bar goes from the giving to the date."""
    world = Service().working()
    world.act(CURATOR, "give_date", date=world.now + timedelta(hours=28))
    rules = rules_of(world.office, invented())
    clock = next(one for one in running(world.card, rules) if one.deadline.name == "appointed")
    assert share_used(clock, rules, world.now) == 0
    assert share_used(clock, rules, world.at("17:00").now) == 6 / 11
    assert share_used(clock, rules, clock.at) == 1
