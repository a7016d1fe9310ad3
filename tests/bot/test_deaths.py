"""An update beside which the process died: its own failures are counted apart from that."""

from datetime import timedelta
from typing import Any

import pytest

from bot.clock import wall_now
from bot.failing import DEATHS
from storage import inbox, lanes
from tests.bot.fakes import rows
from tests.bot.test_worker import Desk, desk

__all__ = ["desk"]

pytestmark = [pytest.mark.fault(20), pytest.mark.usefixtures("quiet_logs")]


async def _fails(*given: Any) -> None:
    raise RuntimeError("oops")


async def _dies(desk: Desk, times: int) -> None:
    for _ in range(times):
        await desk.work.run(lambda conn: inbox.claim(conn, "test", wall_now(), timedelta(minutes=1), 9))
        await desk.work.run(lambda conn: lanes.forget_leases(conn, "test"))


async def test_after_two_deaths_a_failure_is_the_first_one(desk: Desk) -> None:
    """Two restarts while a message waited to be handled do not make its first trouble its last."""
    desk.handle = _fails
    await desk.says("text")
    await _dies(desk, 2)
    await desk.works()
    assert await rows(desk.work, "SELECT status, error FROM inbox") == [("new", "RuntimeError: oops")]


async def test_after_five_deaths_it_is_given_up_at_once(desk: Desk) -> None:
    """It is not begun with again, and no further tries are made of not beginning with it."""
    await desk.says("deadly")
    await _dies(desk, DEATHS)
    await desk.works()
    (dead,) = await desk.work.read(inbox.dead)
    assert (desk.seen, dead.attempts) == ([], DEATHS + 1)
