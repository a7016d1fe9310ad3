"""A process is frozen past its lease while another does its work: when it thaws, what it still wanted is refused."""

import asyncio
import os
import signal
from pathlib import Path

import pytest

from tests.cases import EXPLORING
from tests.kills.ground import Ground
from tests.kills.promises import kept
from tests.kills.runs import Scene, another, scene
from tests.kills.walk import BEGINNING
from tests.proof.counting import Tried

_REFUSED = {
    "handler:written#4": "the connection broke in mid-commit",
    "send:after:sendMessage#2": "another sender has taken the lane",
    "handler:begun#4": "another worker has taken the lane",
    "send:before:sendMessage#2": "another sender has taken the lane",
    "inbox:committed#3": "does not lead any more",
    "inbox:received#3": "does not lead any more",
}
"""Where it is frozen, and what it says when it has thawed."""

POINTS = list(_REFUSED) if EXPLORING else list(_REFUSED)[:2]


@pytest.mark.fault(15)
@pytest.mark.timeout(180)
@pytest.mark.parametrize("backend", ["postgresql"])
@pytest.mark.parametrize("at", POINTS)
async def test_who_was_frozen_past_its_lease_writes_nothing(
    tmp_path: Path, ground: Ground, at: str, tried: Tried
) -> None:
    """Also one that is frozen with a transaction open, on which nobody waits for long; afterwards it works on."""
    async with scene(tmp_path / "run", ground, freeze=at) as one, asyncio.TaskGroup() as group:
        walking = group.create_task(BEGINNING.go(one.office), name="walk")
        await _frozen(one)
        async with another(one.office):
            await walking
            await one.ledger()
            _thaw(one)
            await _says(one, _REFUSED[at])
            kept(await one.ledger(), BEGINNING, tried, f"frozen at {at}")
            assert await one.office.stop() == 0


async def _frozen(one: Scene) -> None:
    async with asyncio.timeout(90):
        while _state(one) != "T":  # noqa: ASYNC110 - a frozen process tells nobody
            await asyncio.sleep(0.02)


def _state(one: Scene) -> str:
    """The state of the process, as Linux names it."""
    assert one.office.process is not None
    return Path(f"/proc/{one.office.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]


def _thaw(one: Scene) -> None:
    assert one.office.process is not None
    os.kill(one.office.process.pid or 0, signal.SIGCONT)


async def _says(one: Scene, words: str) -> None:
    async with asyncio.timeout(90):
        while words not in one.office.journal():  # noqa: ASYNC110 - a log has no event to wait for
            await asyncio.sleep(0.05)
