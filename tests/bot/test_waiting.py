"""A post that waited for the bot was counted from the moment at which the bot came back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.waiting import came_at
from handlers.turn import Turn
from storage.work import Work
from tests.bot.fakes import Wall, rows
from tests.bot.test_worker import Desk, desk, message

__all__ = ["desk"]

NOW = datetime(2026, 3, 4, 0, 0, tzinfo=UTC)
YEAR, HOUR, WEEK = timedelta(days=365), timedelta(hours=1), timedelta(days=7)


def sent(at: datetime | int, kind: str = "message") -> dict[str, Any]:
    return {"update_id": 1, kind: {"date": at if isinstance(at, int) else int(at.timestamp())}}


@pytest.mark.parametrize(
    ("waited", "expected"),
    [
        (-HOUR, None),
        (timedelta(seconds=59), None),
        (timedelta(minutes=1), NOW - timedelta(minutes=1)),
        (HOUR, NOW - HOUR),
        (YEAR, NOW - WEEK),
    ],
)
def test_a_post_that_waited_was_counted_from_when_the_bot_came_back(
    waited: timedelta, expected: datetime | None
) -> None:
    """It came when it was sent: not before what anybody can believe, and not a little earlier for a little delay."""
    assert came_at(sent(NOW - waited), NOW, NOW) == expected


@pytest.mark.parametrize("apart", [YEAR, -YEAR, 2 * WEEK])
def test_a_simulated_clock_makes_nothing_old(apart: timedelta) -> None:
    """Whether the sandbox goes by the wall's clock or by the office's, the age of a message is that by its own."""
    real = NOW + apart
    found = [came_at(sent(clock - age), NOW, real) for clock in (NOW, real) for age in (timedelta(), HOUR)]
    assert found == [None, NOW - HOUR] * 2


@pytest.mark.parametrize(
    "raw",
    [
        sent(0),
        sent(2**62),
        sent(-(2**62)),
        {"update_id": 1, "message": {"date": "x"}},
        {"update_id": 1, "message": []},
        {"update_id": 1, "callback_query": {"message": {"date": 1}}},
    ],
)
def test_what_tells_no_time_comes_now(raw: dict[str, Any]) -> None:
    """A tap has no time of its own, and one that nobody can believe is none."""
    assert came_at(raw, NOW, NOW) in (None, NOW - WEEK)


def test_an_edit_has_the_time_of_the_message() -> None:
    """An edited message came when it was first sent."""
    raw = sent(NOW - HOUR, "edited_message")
    raw["edited_message"]["edit_date"] = int(NOW.timestamp())
    assert came_at(raw, NOW, NOW) == NOW - HOUR


async def test_an_update_that_is_put_by_keeps_when_it_was_sent(desk: Desk, work: Work, wall: Wall) -> None:
    """It is dealt with once its sender has said for whom; till then it keeps the moment at which it was sent."""

    async def put_by(update: object, turn: Turn) -> None:
        turn.put_by = True

    desk.handle = put_by
    wall.at = datetime.fromtimestamp(message("x", 1)["date"], UTC) + HOUR
    await desk.says("Яма на Лесной")
    await desk.works()
    assert desk.seen[0].came == wall.at - HOUR
    ((kept,),) = await rows(work, "SELECT came_at FROM inbox")
    assert kept == (wall.at - HOUR).timestamp() * 1_000_000
