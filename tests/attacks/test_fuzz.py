"""Raw updates at random, of every type of the Bot API, from people of two offices, strangers and channels."""

import json
import random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.attacks.deeds import Watch, Who, members
from tests.attacks.house import House
from tests.attacks.making import Making
from tests.attacks.people import GROUPS, STRANGER, everybody, who
from tests.attacks.raw import Raw
from tests.attacks.taps import forged, harvest
from tests.cases import EXPLORING
from tests.conversations.attempts import commands
from tests.proof.counting import Tried

BATCH = 100
_TABLES = ("people", "departments", "offices", "cards", "timers", "invitations", "absences", "callers", "blobs")
_BUSY = ("curator", "head", "executor", "coordinator", "administrator") * 2


def making(seed: int, buttons: list[str]) -> Making:
    """Whoever may write to the bot, and the groups they share with it."""
    mine = [*everybody("own").values(), *(who("own", role) for role in _BUSY)]
    people = [*mine, *everybody("hidden").values(), STRANGER, STRANGER + 1, -1_003_000_000_001]
    groups = [*GROUPS.values(), -1_002_000_000_009]
    return Making(random.Random(seed), people, groups, commands(), [*buttons * 5, *forged()])


@pytest.mark.attack(1, 2, 20)
@pytest.mark.timeout(600)
@settings(
    max_examples=30 if EXPLORING else 1,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**64))
async def test_no_update_does_what_its_sender_may_not(house: House, tried: Tried, seed: int) -> None:
    """No exception, nobody's deed but the sender's own, nothing of his that his role may not, no text refused."""
    known, watch = await members(house), Watch()
    made = making(seed, await harvest(house))
    await watch.amiss(house, None)
    for number in range(BATCH if seed not in house.amiss else 0):
        sender, raw = made.update()
        tried.count()
        if found := await amiss(house, watch, known.get(sender), raw):
            said = f"seed {seed}, update {number} of {tried.runs} in all, from {known.get(sender, sender)}: {found}"
            house.amiss[seed] = f"{said}\n{json.dumps(raw, ensure_ascii=True)}"
            break
    assert seed not in house.amiss, house.amiss[seed]


async def amiss(house: House, watch: Watch, sender: Who | None, raw: Raw) -> list[object]:
    """Feed it; whatever should not have come of it."""
    before = None if sender else await house.state()
    await house.feed(raw)
    found: list[object] = [*await watch.amiss(house, sender)]
    if before:
        after = await house.state()
        found += [name for name in _TABLES if before[name] != after[name]]
    broken = [one for one in await house.failures() if "ValidationError" not in str(one[1])]
    return [*found, *broken, *house.judge.refused, *await house.unsent()]
