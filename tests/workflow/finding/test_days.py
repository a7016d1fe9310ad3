"""Days as people name them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.finding import Days, parse_query
from workflow.finding.ways import find_days

TODAY = date(2026, 3, 4)
"""A Wednesday."""


def day(text: str) -> date | None:
    """A date as «03-04», of this year, or with its year; None for «-»."""
    if text == "-":
        return None
    return date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


TABLE = """
    сегодня                      | 03-04      | 03-04
    за сегодня                   | 03-04      | 03-04
    вчера                        | 03-03      | 03-03
    вчерашние                    | 03-03      | 03-03
    позавчера                    | 03-02      | 03-02
    за неделю                    | 02-26      | 03-04
    за последнюю неделю          | 02-26      | 03-04
    за 3 дня                     | 03-02      | 03-04
    последние 2 недели           | 02-19      | 03-04
    за месяц                     | 02-03      | 03-04
    на этой неделе               | 03-02      | 03-08
    на прошлой неделе            | 02-23      | 03-01
    в этом месяце                | 03-01      | 03-31
    в прошлом месяце             | 02-01      | 02-28
    в прошлом году               | 2025-01-01 | 2025-12-31
    март                         | 03-01      | 03-31
    за март                      | 03-01      | 03-31
    в марте 2026                 | 03-01      | 03-31
    МАРТА                        | 03-01      | 03-31
    декабрь                      | 2025-12-01 | 2025-12-31
    февраль 2024                 | 2024-02-01 | 2024-02-29
    январь-март                  | 01-01      | 03-31
    с января по март 2025        | 2025-01-01 | 2025-03-31
    с ноября по январь           | 2025-11-01 | 01-31
    4 марта                      | 03-04      | 03-04
    4-го марта                   | 03-04      | 03-04
    5 марта                      | 2025-03-05 | 2025-03-05
    5 марта 2026 г.              | 03-05      | 03-05
    15 мар                       | 2025-03-15 | 2025-03-15
    29 февраля                   | 2024-02-29 | 2024-02-29
    04.03.2026                   | 03-04      | 03-04
    04.03.26                     | 03-04      | 03-04
    4.3                          | 03-04      | 03-04
    2026-03-04                   | 03-04      | 03-04
    1–5 марта                    | 03-01      | 03-05
    1-5 марта                    | 03-01      | 03-05
    5-1 марта                    | 2025-03-01 | 2025-03-05
    с 1 по 5 марта               | 03-01      | 03-05
    с 1 по 5 марта 2024 года     | 2024-03-01 | 2024-03-05
    01.03–05.03.2026             | 03-01      | 03-05
    с 28.02 по 03.03             | 02-28      | 03-03
    28 декабря – 3 января        | 2025-12-28 | 01-03
    9 мая 2025 - 11 мая          | 2025-05-09 | 2025-05-11
    с 1 марта                    | 03-01      | -
    до 5 марта                   | -          | 03-05
    до 5 декабря                 | -          | 2025-12-05
    по 04.03.2026                | -          | 03-04
    2025 год                     | 2025-01-01 | 2025-12-31
    за 2025                      | 2025-01-01 | 2025-12-31
    today                        | 03-04      | 03-04
    yesterday                    | 03-03      | 03-03
    the day before yesterday     | 03-02      | 03-02
    last week                    | 02-23      | 03-01
    this month                   | 03-01      | 03-31
    in the last 5 days           | 02-28      | 03-04
    March                        | 03-01      | 03-31
    in March 2025                | 2025-03-01 | 2025-03-31
    March 1-5                    | 03-01      | 03-05
    1-5 March 2024               | 2024-03-01 | 2024-03-05
    March 5, 2025                | 2025-03-05 | 2025-03-05
    from 1 March to 4 March      | 03-01      | 03-04
    since 1 March                | 03-01      | -
    until 2026-03-01             | -          | 03-01
"""
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(("text", "first", "last"), ROWS, ids=[row[0] for row in ROWS])
def test_days_are_understood(text: str, first: str, last: str) -> None:
    """Each way to name days means these, by itself and with nothing of it left over as words."""
    query = parse_query(text, datetime(2026, 3, 3, 22, tzinfo=UTC), "Asia/Kamchatka")
    assert query.days == Days(day(first), day(last))
    assert query.words == ()


@pytest.mark.parametrize(
    "text",
    [
        "31.02.2026",
        "30 февраля",
        "32 марта",
        "за 0 дней",
        "за 100 лет",
        "1889 год",
        "ул. 8 Марта",
        "на 8 Марта",
        "улица 9 января",
        "маршрутка",
        "декабрист",
        "дом 12.5.4.1",
        "Мартынов",
        "1.2.3.4",
    ],
)
def test_what_are_no_days(text: str) -> None:
    """What is no date, an amount of nothing, a street that is named after a day, a word that begins like a month."""
    assert find_days(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("вчера", "2026-03-02T12:00+00:00", "2026-03-03T12:00+00:00"),
        ("март", "2026-02-28T12:00+00:00", "2026-03-31T12:00+00:00"),
        ("с 1 марта", "2026-02-28T12:00+00:00", None),
    ],
)
def test_days_are_those_of_the_office(text: str, since: str, until: str | None) -> None:
    """A day begins and ends at midnight in the office's zone, twelve hours before London's."""
    found = find_days(text, TODAY)
    assert found is not None
    bounds = found[0].bounds("Asia/Kamchatka")
    assert bounds == (datetime.fromisoformat(since), datetime.fromisoformat(until) if until else None)


def test_today_is_the_offices() -> None:
    """At ten in the evening in London it is tomorrow in Kamchatka."""
    query = parse_query("сегодня", datetime(2026, 3, 3, 22, tzinfo=UTC), "Asia/Kamchatka")
    assert query.days == Days(TODAY, TODAY)
    query = parse_query("сегодня", datetime(2026, 3, 3, 22, tzinfo=UTC), "Europe/Moscow")
    assert query.days == Days(date(2026, 3, 4), date(2026, 3, 4))


@given(
    text=st.text(alphabet="0123456789.-–/ марталсзаподнйитjfeyчь№", max_size=60),
    today=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
)
def test_any_text_gives_days_in_their_order_or_none(text: str, today: date) -> None:
    """Whatever is written, on any day: no fault, and the first day is not after the last."""
    found = find_days(text, today)
    if found is not None and found[0].first and found[0].last:
        assert found[0].first <= found[0].last
