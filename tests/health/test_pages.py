from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.health.life import Phase
from bot.outcomes import NotSent, Sent
from storage.work import Work
from tests.bot.fakes import Wall
from tests.health.houses import House, house


@pytest.fixture
async def at(work: Work, wall: Wall, tmp_path: Path) -> AsyncIterator[House]:
    async with house(work, wall, tmp_path) as made:
        yield made


async def test_a_bot_whose_loops_turn_is_alive(at: House) -> None:
    """As long as every loop says that it turns, the answer is 200."""
    at.life.pulse.beat("worker", 10)
    assert await at.get("/livez") == (200, {"live": True, "silent": []})


async def test_a_loop_that_hangs_is_named(at: House) -> None:
    """One silent loop is enough for 503, and whoever looks reads which it is."""
    at.life.pulse.beat("worker", 10)
    at.life.pulse.beat("sender", 100)
    at.hand.at += 11
    assert await at.get("/livez") == (503, {"live": False, "silent": ["worker"]})


async def test_a_running_bot_is_ready(at: House) -> None:
    """With the database there and the start over, it is ready, and says who leads."""
    status, state = await at.get("/readyz")
    assert (status, state["ready"], state["migrated"], state["database"], state["leads"]) == (200, *[True] * 4)
    assert state["telegram"] == {"answers": None, "seconds_ago": None}


@pytest.mark.parametrize("phase", [Phase.STARTING, Phase.MIGRATED, Phase.STOPPING])
async def test_before_and_after_it_is_not(at: House, phase: Phase) -> None:
    """While it starts and while it stops nothing should be sent to it."""
    at.life.phase = phase
    status, state = await at.get("/readyz")
    assert (status, state["ready"], state["phase"]) == (503, False, phase.name.lower())


async def test_a_database_that_does_not_answer_makes_it_not_ready_but_alive(
    at: House, monkeypatch: pytest.MonkeyPatch, work: Work
) -> None:
    """To start the bot anew would mend nothing: its loops turn, and wait for the database."""

    async def gone(fn: Any) -> Any:
        raise ConnectionRefusedError(111)

    monkeypatch.setattr(work, "read", gone)
    assert (await at.get("/readyz"))[0] == 503
    assert (await at.get("/livez"))[0] == 200
    assert (await at.figures())["otklik_database_up"] == 0


async def test_an_outage_of_telegram_is_told_and_is_no_reason(at: House) -> None:
    """Nobody who starts bots anew can mend Telegram; whoever reads the page sees since when it is silent."""
    at.calls.heard("sendMessage", Sent())
    at.hand.at += 90
    at.calls.heard("sendMessage", NotSent("ClientConnectorError"))
    status, state = await at.get("/readyz")
    assert (status, state["telegram"]) == (200, {"answers": False, "seconds_ago": 90.0})


@pytest.mark.parametrize("path", ["/", "/livez/", "/metrics/x", "/../etc/passwd"])
async def test_there_is_nothing_else(at: House, path: str) -> None:
    """Other paths are not there."""
    assert (await at.get(path))[0] == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("path", ["/livez", "/readyz", "/metrics"])
async def test_nothing_can_be_changed(at: House, method: str, path: str) -> None:
    """Only reading is answered."""
    async with at.client.request(method, path, data=b"x") as answer:
        assert answer.status == 405
