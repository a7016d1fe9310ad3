"""The answer to one rule on the command line."""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from bot.commands.when import answer, parse_moment

NAIVE = dict([parse_moment("x=2026-03-04T10:00")])

OFFICE = """
[office]
zone = "Asia/Kamchatka"
bare_hours = "clock"
day_off_deadlines = "keep"
[schedule]
wed = ["10:00-12:00"]
thu = ["10:00-12:00"]
days_off = ["2026-03-05"]
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """An office of two short days a week."""
    file = tmp_path / "office.toml"
    file.write_text(OFFICE, encoding="utf-8")
    return file


def test_json() -> None:
    """JSON holds the due instant and the counted intervals with the zone's offset, and nothing else."""
    assert json.loads(answer("8 working hours after x", NAIVE, "Asia/Barnaul", None, as_json=True)) == {
        "due": "2026-03-05T10:00:00+07:00",
        "counted": [
            ["2026-03-04T10:00:00+07:00", "2026-03-04T13:00:00+07:00"],
            ["2026-03-04T14:00:00+07:00", "2026-03-04T18:00:00+07:00"],
            ["2026-03-05T09:00:00+07:00", "2026-03-05T10:00:00+07:00"],
        ],
    }


def test_a_moment_with_offset_keeps_it() -> None:
    """A moment given with an offset is that instant, shown in the zone asked for."""
    moments = dict([parse_moment("x=2026-03-04T10:00+03:00")])
    found = json.loads(answer("1 clock hour after x", moments, "Asia/Barnaul", None, as_json=True))
    assert found == {
        "due": "2026-03-04T15:00:00+07:00",
        "counted": [["2026-03-04T14:00:00+07:00", "2026-03-04T15:00:00+07:00"]],
    }


def test_text() -> None:
    """The plain answer names the moment, the rule, what was counted and why the rest was not."""
    assert answer("8 hours after x", NAIVE, "Asia/Barnaul", None, as_json=False).splitlines() == [
        "чт 5 марта 2026, 10:00 = 8 рабочих часов после x (ср 4 марта 2026, 10:00)",
        "засчитано: ср 4 марта 10:00–13:00, 14:00–18:00 · чт 5 марта 9:00–10:00; всего 8 ч",
        "не засчитано:",
        "  ср 4 марта 13:00–14:00 — перерыв",
        "  ср 4 марта 18:00 – чт 5 марта 9:00 — нерабочее время",
    ]


def test_text_of_days() -> None:
    """Calendar days that end on a day off say where the deadline went, working days are named."""
    moments = {"x": datetime.fromisoformat("2026-04-29T17:50")}
    calendar = answer("10 calendar days after x", moments, "Europe/Moscow", None, as_json=False)
    assert "последний день, сб 9 мая, выходной: срок на вт 12 мая" in calendar
    working = answer("2 working days after x", moments, "Europe/Moscow", None, as_json=False).splitlines()
    assert working == [
        "пн 4 мая 2026, 18:00 = 2 рабочих дня после x (ср 29 апреля 2026, 17:50)",
        "засчитано: чт 30 апреля · пн 4 мая",
        "не засчитано:",
        "  ср 29 апреля 17:50–24:00 — день события, счёт со следующего",
        "  пт 1 мая — праздник: Праздник Весны и Труда",
        "  сб 2 мая – вс 3 мая — выходной",
    ]


def test_text_before_and_at_once() -> None:
    """A rule that counts back and one without an amount are worded too."""
    before = answer("90 minutes before x", NAIVE, "Asia/Barnaul", None, as_json=False).splitlines()
    assert before[:2] == [
        "вт 3 марта 2026, 17:30 = 90 рабочих минут до x (ср 4 марта 2026, 10:00)",
        "засчитано: вт 3 марта 17:30–18:00 · ср 4 марта 9:00–10:00; всего 1 ч 30 мин",
    ]
    at_once = answer("at once after x", NAIVE, "Asia/Barnaul", None, as_json=False)
    assert at_once == "ср 4 марта 2026, 10:00 = сразу после x (ср 4 марта 2026, 10:00)"
    end = answer("end of the day of x", NAIVE, "Asia/Barnaul", None, as_json=False)
    assert end.startswith("ср 4 марта 2026, 18:00 = конец рабочего дня x")


def test_text_says_provisional() -> None:
    """An answer in a year without a published calendar says so."""
    moments = {"x": datetime.fromisoformat("2027-12-30T17:30")}
    text = answer("1 hour after x", moments, "Europe/Moscow", None, as_json=False)
    assert "пт 31 декабря — выходной, перенесён с вс 3 января" in text
    assert text.endswith("нет производственного календаря на 2028 г.; переносы выходных дней не учтены")


def test_office_file(office: Path) -> None:
    """The office file brings zone, week, days off and readings; a zone given on the command line wins."""
    found = json.loads(answer("3 working hours after x", NAIVE, None, office, as_json=True))
    assert found["due"] == "2026-03-11T11:00:00+12:00"
    assert (
        json.loads(answer("3 hours after x", NAIVE, None, office, as_json=True))["due"] == "2026-03-04T13:00:00+12:00"
    )
    kept = answer("1 calendar day after x", NAIVE, "Asia/Barnaul", office, as_json=True)
    assert json.loads(kept)["due"] == "2026-03-05T23:59:59+07:00"
    assert "выходной этой администрации" in answer("3 working hours after x", NAIVE, None, office, as_json=False)


@pytest.mark.parametrize(
    ("rule", "zone", "message"),
    [
        ("8 hours after y", "Asia/Barnaul", "y: not given; write y=2026-03-04T10:00"),
        ("8 weeks after x", "Asia/Barnaul", "cannot read '8 weeks after x'"),
        ("8 hours after x", "Asia/Bijsk", "zone: 'Asia/Bijsk' is not known"),
        ("8 hours after x", "../etc", "is not known"),
        ("8 hours after x", None, "zone: not given"),
    ],
)
def test_bad_questions(rule: str, zone: str | None, message: str) -> None:
    """A question that cannot be answered says what to mend."""
    with pytest.raises(ValueError, match=message):
        answer(rule, NAIVE, zone, None, as_json=False)


@pytest.mark.parametrize("text", ["x", "x=", "x=tomorrow"])
def test_bad_moments(text: str) -> None:
    """A moment that cannot be read is shown with the form it should have."""
    with pytest.raises(ValueError, match="write x=2026-03-04T10:00"):
        parse_moment(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("office = 1", r"office: a table is needed"),
        ("[office", "office.toml: cannot be read"),
        (None, "cannot be read"),
    ],
)
def test_bad_office_file(tmp_path: Path, text: str | None, message: str) -> None:
    """An office file that is missing or cannot be read is named."""
    file = tmp_path / "office.toml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        answer("8 hours after x", NAIVE, "Asia/Barnaul", file, as_json=True)


def test_starts_light() -> None:
    """Answering imports no messenger, no database and no catalogue."""
    heavy = "{'aiogram', 'sqlalchemy', 'babel', 'pydantic', 'asyncio'}"
    code = f"import sys, bot.commands.when; print(sorted({heavy} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
