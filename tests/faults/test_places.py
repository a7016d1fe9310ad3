"""Places where the bot cannot write any more: people who block it, groups that put it out or become another."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.people import Town
from tests.conversations.stand import Stand
from tests.conversations.steps import forwarded
from tests.faults.behind import rows, said, until
from tests.faults.homes import SQLITE, TWO, Housed, everywhere
from tests.proof.counting import Tried

BACK = "Вы снова на связи"
_UNREACHABLE = "SELECT count(*) FROM people WHERE NOT reachable"


@pytest.fixture
async def office(tmp_path: Path, housed: Housed) -> AsyncIterator[Stand]:
    """An office with a running bot."""
    async with Town.start() as town, housed(tmp_path, town) as ready:
        yield ready


async def routed_to_utilities(office: Stand) -> None:
    """A card goes to a department whose only executor has blocked the bot."""
    card = await forwarded(office)
    await card.tap("Ещё…")
    await card.tap("→ ЖКХ")


@pytest.mark.fault(12)
@everywhere()
@pytest.mark.parametrize("told", [True, False], ids=["told of it", "refused"])
async def test_who_unblocks_the_bot_is_shown_what_waits_for_him(office: Stand, told: bool, tried: Tried) -> None:
    """Others hear of the card meanwhile; when he is back he gets his cards, once, whoever told that he was away."""
    person = office.utilities
    if told:
        await person.blocks()
        await until(office, _UNREACHABLE, 1)
    else:
        await office.town.fault("blocked", chat=person.id, method="sendMessage")
    await routed_to_utilities(office)
    await until(office, "SELECT count(*) FROM cards WHERE step = 'draft'", 1)
    await until(office, _UNREACHABLE, 1)
    await office.coordinator.reads("№ 1 · ")
    assert await said(person, "подготовить ответ") == []
    await office.town.calm()
    await person.blocks()
    await person.unblocks()
    back = await person.reads(BACK)
    tried.count()
    assert ("У вас 1 карточка" in back.text, back.labels) == (True, ["№ 1"])
    await back.tap("№ 1")
    await person.reads("вам: подготовить ответ")
    await person.says("/my")
    await person.reads("У вас 1 карточка")
    assert len(await said(person, BACK)) == 1
    assert await rows(office, _UNREACHABLE) == [(0,)]


@pytest.mark.fault(12)
@everywhere()
async def test_who_has_nothing_waiting_hears_nothing(office: Stand) -> None:
    """Somebody who comes back to an empty desk is not written to."""
    await office.utilities.blocks()
    await until(office, _UNREACHABLE, 1)
    await office.utilities.unblocks()
    await until(office, _UNREACHABLE, 0)
    await until(office, "SELECT count(*) FROM outbox WHERE status IN ('new', 'sending')", 0)
    assert await said(office.utilities, BACK) == []


@pytest.mark.fault(12)
@everywhere(SQLITE, TWO)
async def test_a_group_that_puts_the_bot_out_is_told_of_and_costs_nobody_his_reminder(
    office: Stand, tried: Tried
) -> None:
    """Those in charge hear of it, once; people get their own reminders meanwhile, and the group its next ones."""
    card = await forwarded(office)
    await card.tap("→ Дорожное хозяйство")
    await office.roads.reads("вам: подготовить ответ")
    await office.group.member(office.town.bots[0], "kicked")
    await office.coordinator.reads("«Сроки»")
    office.set_clock("2026-03-04T14:01")
    await office.roads.reads("⏰ № 1 · проект")
    await until(office, "SELECT count(*) FROM outbox WHERE status IN ('new', 'sending')", 0)
    assert len(await said(office.coordinator, "«Сроки»")) == 1
    await office.group.member(office.town.bots[0], "member")
    await until(office, "SELECT count(*) FROM chats WHERE writable", 1)
    office.set_clock("2026-03-04T15:01")
    await office.group.reads("❗ № 1 · проект")
    tried.count()
