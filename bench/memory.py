"""Memory of the running bot against that of a bare aiogram bot, both after the same few hundred updates."""

import asyncio

from bench.office import FIRST
from bench.rows import Row
from bench.town import OURS, PEER, Rivals, calls_so_far, wait_for

GOAL = 1.25
UPDATES = 300
_PEOPLE = 20


async def row(both: Rivals) -> Row:
    """Resident memory when both have grown quiet again; the most that either ever had is in the remark."""
    for bot in (OURS, PEER):
        await _talk(both, bot)
    (ours, our_most), (peers, peers_most) = both.ours.memory(), both.peer.memory()
    remark = (
        f"{ours:.0f} MB against {peers:.0f} after {UPDATES} updates each; at most {our_most:.0f} and {peers_most:.0f}"
    )
    return Row("memory", "a bare aiogram echo bot", ours / peers, f"at most {GOAL}", ours / peers <= GOAL, remark)


async def _talk(both: Rivals, bot: int) -> None:
    """People write one after the other, as they do in an office."""
    before = await calls_so_far(both.town)
    for number in range(UPDATES):
        await both.town.wire.do("send", user=FIRST + number % _PEOPLE, bot=bot, text="/help")
    await wait_for(both.town, bot, before, UPDATES)
    await asyncio.sleep(1)
