"""Updates per second through the whole bot, against a bare aiogram echo bot before the same sandbox.

A round: the bot's process is held still while people write, then goes on; it takes the updates by long polls and
sends an answer to each over HTTP. The time runs from going on till the last answer in the sandbox's journal.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from statistics import median

from bench.office import CURATORS, FIRST
from bench.process import Child
from bench.rows import Row
from bench.town import OURS, PEER, Rivals, calls_so_far, wait_for

ROUNDS = 5
GOAL = 0.25
_WRITERS = 8
_POST = "На улице Лесной {n}-й день не горят фонари, дети идут из школы в темноте https://vk.com/wall-1_{n}"

Write = Callable[[int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Round:
    """What one round took: seconds by the clock, and of the processor, for the bot and for the sandbox."""

    count: int
    seconds: float
    own: float
    sandbox: float


async def rows(both: Rivals) -> list[Row]:
    """One row for short questions, many a chat; one for posts that open cards, one a chat."""
    return [
        await _row(both, "updates through the whole bot: /help", _questions),
        await _row(both, "updates through the whole bot: a forwarded post becomes a card", _posts),
    ]


async def _row(both: Rivals, what: str, write: Callable[[Rivals, int], Awaitable[int]]) -> Row:
    """A, B, A, B …; the medians of each, and of the ratios of neighbours."""
    ours, peers = [], []
    for _ in range(ROUNDS):
        ours.append(await _round(both, OURS, both.ours, write))
        peers.append(await _round(both, PEER, both.peer, write))
    ratio = median(_rate(mine) / _rate(theirs) for mine, theirs in zip(ours, peers, strict=True))
    return Row(what, "a bare aiogram echo bot", ratio, f"at least {GOAL}", ratio >= GOAL, _remark(ours, peers))


async def _round(both: Rivals, bot: int, child: Child, write: Callable[[Rivals, int], Awaitable[int]]) -> Round:
    before = await calls_so_far(both.town)
    child.hold()
    count = await write(both, bot)
    used, served, began = child.seconds(), both.sandbox.seconds(), time.time()
    child.go_on()
    ended = await wait_for(both.town, bot, before, count)
    return Round(count, ended - began, child.seconds() - used, both.sandbox.seconds() - served)


async def _questions(both: Rivals, bot: int) -> int:
    """Fifty people ask twenty times each."""
    people, times = range(FIRST, FIRST + 50), 20

    async def ask(person: int) -> None:
        for _ in range(times):
            await both.town.wire.do("send", user=person, bot=bot, text="/help")

    await _all(people, ask)
    return len(people) * times


async def _posts(both: Rivals, bot: int) -> int:
    """Every curator forwards one post; more of them in a row would be asked about instead."""
    people = range(FIRST, FIRST + CURATORS)

    async def forward(person: int) -> None:
        origin = {"type": "hidden_user", "name": "Житель"}
        await both.town.wire.do("send", user=person, bot=bot, text=_POST.format(n=person), forward=origin)

    await _all(people, forward)
    return len(people)


async def _all(people: Sequence[int], write: Write) -> None:
    left = iter(people)

    async def some() -> None:
        for person in left:
            await write(person)

    async with asyncio.TaskGroup() as group:
        for _ in range(_WRITERS):
            group.create_task(some())


def _rate(one: Round) -> float:
    return one.count / one.seconds


def _remark(ours: Sequence[Round], peers: Sequence[Round]) -> str:
    mine, theirs = median(map(_rate, ours)), median(map(_rate, peers))
    busy = median(one.sandbox / one.seconds for one in peers)
    cost, peer_cost = (1e3 * median(one.own / one.count for one in many) for many in (ours, peers))
    told = f"{mine:,.0f} updates/s against {theirs:,.0f}; {cost:.2f} ms of the processor against {peer_cost:.2f}"
    return f"{told}; the sandbox was {busy:.0%} busy serving the echo bot" + (
        ", so it bounds the peer" if busy > 0.8 else ""
    )
