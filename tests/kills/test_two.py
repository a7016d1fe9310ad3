"""Two processes on one PostgreSQL: they share the work, and each goes on alone when the other is gone."""

import socket
from pathlib import Path

import pytest

from tests.kills.ground import Ground
from tests.kills.promises import kept
from tests.kills.runs import LEADS, another, brought_back, scene
from tests.kills.walk import BEGINNING, accepted, asked
from tests.proof.counting import Tried

pytestmark = [pytest.mark.timeout(180), pytest.mark.parametrize("backend", ["postgresql"])]

_LEADER = "SELECT worker FROM lanes WHERE lane = 'leader'"


@pytest.mark.fault(3, 16)
async def test_when_the_leader_is_killed_the_other_goes_on(tmp_path: Path, ground: Ground, tried: Tried) -> None:
    """Nobody starts it again: the other polls from then on, and nothing is lost or done twice."""
    async with scene(tmp_path / "run", ground) as one:
        await one.until(LEADS)
        (first,) = (await one.rows(_LEADER))[0]
        async with another(one.office):
            work = await accepted(one.office)
            one.office.kill()
            await asked(one.office, work)
            kept(await one.ledger(), BEGINNING, tried, "the leader was killed")
            assert (await one.rows(_LEADER))[0] != (first,)


@pytest.mark.fault(2, 3)
async def test_behind_a_webhook_both_listen(tmp_path: Path, ground: Ground, tried: Tried) -> None:
    """Whichever is called stores the update, either does it; one that is killed is missed by nobody."""
    ports = [_free_port(), _free_port()]
    url = f"http://127.0.0.1:{ports[1]}/t"
    hooked = {"MODE": "webhook", "WEBHOOK_URL": url, "WEBHOOK_SECRET": "hush"}
    async with scene(tmp_path / "run", ground, WEBHOOK_PORT=str(ports[0]), **hooked) as one:
        await one.office.town.settings(webhook_pauses=[0.05])
        async with (
            another(one.office, WEBHOOK_PORT=str(ports[1])) as other,
            brought_back(one.office, {}),
        ):
            work = await accepted(one.office)
            one.office.kill()
            other.kill()
            other.start()
            await asked(one.office, work)
            kept(await one.ledger(), BEGINNING, tried, "both were killed behind a webhook")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])
