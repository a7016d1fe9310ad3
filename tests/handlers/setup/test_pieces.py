"""The pieces of the set-up: regions and zones, keys, hours, and every question's size on a phone."""

from collections import Counter
from zoneinfo import ZoneInfo

import pytest

from bot.commands.procedures import shipped
from handlers.setup import flow
from handlers.setup.asking import At
from handlers.setup.common import COMMON
from handlers.setup.hours import not_possible
from handlers.setup.latin import key_of
from handlers.setup.making import file_of
from handlers.setup.plan import Hours, Plan, Unit
from handlers.setup.questions import QUESTIONS
from handlers.setup.regions import beginning_with, districts, named, regions
from handlers.setup.week import time_in, week_line
from handlers.texts import texts_for
from workflow.words import Role

TEXTS = texts_for("ru")
PROCEDURES = tuple(shipped())
FULL = Plan(
    ticket=1,
    name="Администрация «Лесного» района",
    found=tuple(one.name for one in regions()[:18]),
    region="Саха (Якутия)",
    zone="Asia/Yakutsk",
    procedure="sobolevo",
    units=COMMON,
    unit="utilities",
    roles=(Role.CURATOR,),
    back=("name",),
)


def test_all_regions_are_there() -> None:
    """There are 89 regions, each once, by federal district, with zones that exist."""
    assert len({one.name for one in regions()}) == 89
    per = Counter(one.district for one in regions())
    assert [per[name] for name in districts()] == [18, 11, 8, 7, 14, 6, 10, 11, 4]
    zones = [zone for one in regions() for zone in one.zones.values()]
    assert all(ZoneInfo(zone) for zone in zones)
    assert sorted(one.name for one in regions() if not one.only_zone) == ["Саха (Якутия)", "Сахалинская область"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("камч", ["Камчатский край"]),
        ("  КАМЧАТСКИЙ край ", ["Камчатский край"]),
        ("Алтай", ["Алтай"]),
        ("алт", ["Алтай", "Алтайский край"]),
        ("моск", ["Москва", "Московская область"]),
        ("югра", ["Ханты-Мансийский автономный округ — Югра"]),
        ("якут", ["Саха (Якутия)"]),
        ("петербург", ["Санкт-Петербург"]),
        ("", []),
        ("Атлантида", []),
    ],
)
def test_a_region_by_its_beginning(text: str, found: list[str]) -> None:
    """A region is found by the beginning of its name, or of a word in it, whatever the case."""
    assert [one.name for one in beginning_with(text)] == found


def test_a_zone_of_each_kind() -> None:
    """A region of the district's zone, one of its own, and one with several."""
    assert [(named(name) or regions()[0]).only_zone for name in ("Москва", "Удмуртия", "Саха (Якутия)")] == [
        "Europe/Moscow",
        "Europe/Samara",
        "",
    ]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Отдел ЖКХ", "otdel-zhkkh"),
        ("«Щит» — №1", "schit-1"),
        ("東京", "unit"),
        ("Парки", "parki-2"),
        ("ы" * 90, "y" * 30),
    ],
)
def test_keys(name: str, key: str) -> None:
    """A name becomes a key that the office file takes, and that is free."""
    assert key_of(name, "unit", {"parki"}) == key


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("8:15", "08:15"),
        ("8.15", "08:15"),
        ("17", "17:00"),
        ("24:00", "24:00"),
        ("25:00", None),
        ("8:75", None),
        ("", None),
    ],
)
def test_times(text: str, time: str | None) -> None:
    """A time of the day is read as people write it; what is none is not."""
    assert time_in(text) == time


@pytest.mark.parametrize(
    ("hours", "line"),
    [
        (Hours(), "пн–чт 9:00–18:00, обед 13:00–14:00, пт до 17:00"),
        (Hours(friday="18:00"), "пн–пт 9:00–18:00, обед 13:00–14:00"),
        (Hours(lunch=(), days=(0, 2)), "пн, ср 9:00–18:00"),
        (Hours(days=(4,)), "обед 13:00–14:00, пт до 17:00"),
    ],
)
def test_the_week_in_a_line(hours: Hours, line: str) -> None:
    """The week is said as people say it."""
    assert week_line(hours, TEXTS) == line


def test_a_friday_that_ends_before_lunch() -> None:
    """A short Friday has no lunch, and loses none of its hours."""
    week = Hours(friday="12:30").week()
    assert (week["thu"], week["fri"]) == (["09:00-13:00", "14:00-18:00"], ["09:00-12:30"])


@pytest.mark.parametrize("name", sorted(QUESTIONS))
@pytest.mark.parametrize("page", range(5))
def test_every_question_fits_a_phone(name: str, page: int) -> None:
    """No question but that of the seven weekdays has more than eight buttons; text and data fit Telegram."""
    at = At(FULL.model_copy(update={"at": name, "page": page, "number": 10_000}), TEXTS, PROCEDURES)
    reply = flow.asked(at)
    buttons = [one for row in reply.rows for one in row]
    assert len(buttons) <= (10 if name == "days" else 8)
    assert all(len(one.data.encode()) <= 64 for one in buttons)
    assert len(reply.text) <= 4096


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_what_is_no_answer_changes_nothing(name: str) -> None:
    """A tap with a value that no button has is no answer to any question."""
    at = At(FULL.model_copy(update={"at": name}), TEXTS, PROCEDURES)
    for value in ("", "nonsense", "99", "-1", "u-", "²"):
        assert QUESTIONS[name].tapped(value, at) is None, value


def test_the_file_that_comes_of_it() -> None:
    """The answers come to an office file with one person, who is the administrator and what he ticked."""
    own = FULL.model_copy(update={"units": (Unit(key="parks", name="Парки", topics=("клумбы",)),)})
    file = file_of(own, "1001", "Анна \u202e<Админ>")
    assert (file.office.key, file.office.zone, file.timetable.week[5]) == (
        "administratsiya-lesnogo-rayona",
        "Asia/Yakutsk",
        (),
    )
    assert (file.person[0].name, file.person[0].telegram_id) == ("Анна <Админ>", 1001)
    assert file.person[0].roles == (Role.ADMINISTRATOR, Role.CURATOR)
    assert file.department[0].topics == ("клумбы",)


@pytest.mark.parametrize(
    ("hours", "wrong"),
    [
        (Hours(), False),
        (Hours(lunch=()), False),
        (Hours(start="17:00", lunch=()), True),
        (Hours(start="17:00", lunch=(), days=(0, 1, 2, 3)), False),
        (Hours(lunch=("08:00", "09:30")), True),
        (Hours(end="08:00"), True),
    ],
)
def test_a_week_that_nobody_could_work(hours: Hours, wrong: bool) -> None:
    """A day that ends before it begins, or a lunch outside of it, is found before the office is made."""
    assert not_possible(hours) is wrong
