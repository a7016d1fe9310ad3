"""A whole walk of a card while Telegram's answers come spoiled: errors, pages of a gateway, halves of JSON."""

from pathlib import Path

import pytest

from sandbox.people import Seat, Town
from tests.cases import EXPLORING
from tests.conversations.stand import Stand
from tests.conversations.steps import POST
from tests.faults.behind import actions, rows, said, twice, until
from tests.faults.homes import Housed, everywhere
from tests.proof.counting import Tried

METHODS = ["getUpdates", "editMessageText", "answerCallbackQuery"]
WAYS = [["server_error", "html", "truncated"]] + ([["server_error"], ["html"], ["truncated"]] * 3 if EXPLORING else [])
LONG = 60.0
"""Seconds; after each failure the bot itself waits for two and more."""


@pytest.mark.fault(10)
@pytest.mark.timeout(200)
@everywhere()
@pytest.mark.parametrize(("seed", "kinds"), list(enumerate(WAYS)))
async def test_a_card_goes_its_way_through_spoiled_answers(
    tmp_path: Path, housed: Housed, seed: int, kinds: list[str], tried: Tried
) -> None:
    """Every step is taken once, every message comes, those that may have come already marked."""
    async with Town.start() as town, housed(tmp_path, town) as office:
        await spoil(town, kinds, seed)
        await walk(office)
        await town.calm()
        await until(office, "SELECT count(*) FROM outbox WHERE status IN ('new', 'sending')", 0, LONG)
        # An older message of the card says the same as the newest till its last edit, which may have been spoiled, too.
        await until(office, "SELECT count(*) FROM views WHERE version < wanted", 0, LONG)
        ((lost,),) = await rows(office, "SELECT count(*) FROM outbox WHERE status IN ('dead', 'doubt')")
        ((repeated,),) = await rows(office, "SELECT count(*) FROM outbox WHERE repeated")
        tried.count(lost=lost, repeated=repeated)
        assert lost == 0
        assert await actions(office) == ["route", "submit", "approve"]
        assert await rows(office, "SELECT count(*) FROM inbox WHERE status <> 'done'") == [(0,)]
        assert [twice(await said(seat, "")) for seat in (office.curator, office.roads, office.head)] == [[], [], []]
        assert "[error" not in office.journal()


async def spoil(town: Town, kinds: list[str], seed: int) -> None:
    """Spoil some answers of every method; of messages one in three, for one that is lost twice is a doubt by design."""
    for number, kind in enumerate(kinds):
        for place, method in enumerate(METHODS):
            await town.fault(kind, method=method, probability=0.3, seed=seed + 10 * number + place, count=2)
    for number in range(3):
        await town.fault(kinds[number % len(kinds)], method="sendMessage", skip=1 + seed % 3 + 3 * number, count=1)


async def walk(office: Stand) -> None:
    """To the agreed answer, by what people see alone: answers to taps are best effort."""
    await office.curator.forwards(POST)
    await tap(office.curator, "кому направить?", "→ Дорожное хозяйство")
    work = await office.roads.reads("вам: подготовить ответ", seconds=LONG)
    await work.reply("Включим сегодня до 18:00.")
    await tap(office.roads, "Проект к № 1", "На согласование")
    await tap(office.head, "согласовать ответ", "Согласовать")
    await office.roads.reads("передайте куратору", seconds=LONG)


async def tap(seat: Seat, text: str, label: str) -> None:
    """Read what is asked and tap an answer."""
    await (await seat.reads(text, seconds=LONG)).tap(label)
