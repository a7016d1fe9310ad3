"""A machine whose clock is wrong ends nobody's pauses: on PostgreSQL the server's clock tells which one was moved."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.clock import wall_now
from bot.setbacks import Setbacks
from storage import outbox
from storage.clocks import ahead
from storage.work import Work

CHAT = "telegram:1001"
SET = timedelta(minutes=3)


async def _pause(work: Work) -> None:
    message = outbox.Message(CHAT, "reply", '{"text": "x"}')
    await work.run(lambda conn: outbox.put(conn, [message], wall_now()))
    await work.run(lambda conn: outbox.lane_pause(conn, CHAT, wall_now() + timedelta(minutes=5)))


async def _paused(work: Work) -> bool:
    sql = "SELECT paused_until FROM lanes WHERE box = 'out'"
    return await work.read(lambda conn: conn.exec_driver_sql(sql).scalar()) is not None


def _behind(by: timedelta) -> Callable[[], datetime]:
    return lambda: wall_now() - by


@pytest.mark.fault(7, 14)
@pytest.mark.parametrize("backend", ["postgresql"])
async def test_a_machine_whose_clock_is_behind_ended_the_pauses_of_others(work: Work) -> None:
    """It starts beside others that have written by the right time: no pause ends, and the log names its clock."""
    await _pause(work)
    with capture_logs() as said:
        assert not await Setbacks(work, _behind(SET)).at_start()
    assert await _paused(work)
    (line,) = (one for one in said if "clock" in one["event"])
    assert "this machine's clock" in line["event"]
    assert line["by"].startswith(("-0:03:", "-0:02:"))


@pytest.mark.fault(7, 14)
@pytest.mark.parametrize("backend", ["postgresql"])
async def test_a_machine_whose_clock_is_put_wrong_ended_the_pauses_of_all(work: Work) -> None:
    """One that is put behind while it runs ends nothing; one that was ahead and is put right ends its long waits."""
    wrong = timedelta()
    back = Setbacks(work, lambda: wall_now() - wrong)
    await _pause(work)
    wrong = SET
    assert await back.look(), "the scheduler has to know"
    assert await _paused(work)
    wrong = -SET
    await back.look()
    wrong = timedelta()
    assert await back.look()
    assert not await _paused(work)


@pytest.mark.fault(14)
async def test_a_clock_that_all_share_and_that_was_put_back_still_ends_pauses(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the server's clock was put back with this one, what was written in a time to come waits no longer."""
    await _pause(work)
    monkeypatch.setattr("storage.clocks.shared_now", lambda conn, here: here)
    assert await Setbacks(work, _behind(SET)).at_start()
    assert not await _paused(work)


@pytest.mark.parametrize("backend", ["postgresql"])
@pytest.mark.parametrize("seconds", [-180, 0, 180])
async def test_how_far_a_clock_is_ahead_is_known(work: Work, seconds: int) -> None:
    """By the server's, and not below what the question itself has taken."""
    by = timedelta(seconds=seconds)
    found = await work.read(lambda conn: ahead(conn, _behind(-by)))
    assert abs(found - by) < timedelta(seconds=20)
    assert found == timedelta() or seconds


async def test_a_question_that_took_long_makes_no_clock_wrong(work: Work) -> None:
    """A process that is frozen while it asks has a clock as right as before."""
    shown = iter([wall_now() - timedelta(hours=1), wall_now() + timedelta(hours=1)])
    assert await work.read(lambda conn: ahead(conn, lambda: next(shown))) == timedelta()
