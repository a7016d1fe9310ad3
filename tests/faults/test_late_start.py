"""The bot comes up late: what its people did meanwhile counts before its own clock rings."""

from pathlib import Path

import pytest

from sandbox.people import hidden
from tests.conversations.steps import forwarded
from tests.faults.behind import behind, said, until
from tests.faults.homes import Housed, by_one

pytestmark = pytest.mark.fault(9)

_PINGS = "SELECT count(*) FROM outbox WHERE kind LIKE 'ping%' AND card = {card}"


@by_one()
async def test_who_acted_in_time_was_called_late(tmp_path: Path, housed: Housed) -> None:
    """A card routed before its deadline, while the bot was off, is not rung; one that nobody routed is."""
    async with behind(tmp_path, housed) as line:
        office = line.office
        card = await forwarded(office)
        await office.curator.says("Второй день нет воды на Школьной")
        await office.curator.reads("№ 2 · ")
        await line.all_sent()
        office.kill()
        office.set_clock("2026-03-04T10:20")
        await card.tap("→ Дорожное хозяйство")
        office.set_clock("2026-03-04T11:35")
        office.start()
        await office.roads.reads("вам: подготовить ответ")
        await office.head.reads("№ 2 · направление опаздывает")
        await line.all_sent()
        await until(office, _PINGS.format(card=1), 0)
        assert await said(office.head, "№ 1 · направление") == []


@by_one()
async def test_a_post_was_counted_from_when_the_bot_came_back(tmp_path: Path, housed: Housed) -> None:
    """What waited for the bot counts from when it was sent: one whose deadline is over by then rings once, as late."""
    async with behind(tmp_path, housed) as line:
        office = line.office
        office.kill()
        await office.town.clock(office.now(), 1)
        await office.curator.forwards("Яма на Лесной", origin=hidden("Житель"))
        office.set_clock("2026-03-04T11:35")
        office.start()
        await office.curator.reads("❗ Направить: опоздание")
        await office.head.reads("№ 1 · направление опаздывает")
        await line.all_sent()
        for seat in (office.curator, office.head, office.coordinator, office.group):
            assert len(await said(seat, "№ 1 · направление опаздывает")) == 1
        await office.curator.says("/why 1")
        assert "обнаружения поста: ср 4 марта, 10:00" in (await office.curator.reads("откуда сроки")).text
