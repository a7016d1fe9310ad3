"""The line to Telegram breaks while the bot sends: what nobody answered, and what never left."""

from pathlib import Path

import pytest

from tests.conversations.steps import forwarded, routed
from tests.faults.behind import REPEAT, Behind, behind, rows, said
from tests.faults.homes import POSTGRES, SQLITE, Housed, everywhere
from tests.proof.counting import Tried

PING = "№ 1 · проект через"
_DUE = "SELECT count(*) FROM outbox WHERE kind = 'ping'"


async def with_a_draft_due(line: Behind) -> None:
    """A card is with its executor, and nothing is under way."""
    await routed(line.office, await forwarded(line.office))
    await line.all_sent()


@pytest.mark.fault(6)
@everywhere(SQLITE, POSTGRES)
async def test_a_lost_answer_leads_to_one_marked_repeat(tmp_path: Path, housed: Housed, tried: Tried) -> None:
    """What arrived although its answer was lost is said once more, marked; each chat gets both, and no third one."""
    async with behind(tmp_path, housed) as line:
        office = line.office
        await with_a_draft_due(line)
        line.proxy.swallow_replies()
        office.set_clock("2026-03-04T14:01")
        await office.roads.reads(PING)
        await office.group.reads(PING)
        await line.proxy.clear()
        await line.all_sent()
        for seat in (office.roads, office.group):
            first, *more = await said(seat, PING)
            tried.count(lost=not more, repeated=len(more))
            assert (len(more), first.startswith(REPEAT), more[0].startswith(REPEAT)) == (1, False, True)


@pytest.mark.fault(6)
@everywhere()
async def test_what_was_refused_goes_later_and_unmarked(tmp_path: Path, housed: Housed, tried: Tried) -> None:
    """Where no connection is made nothing can have arrived: it is said once, later, without the mark."""
    async with behind(tmp_path, housed) as line:
        office = line.office
        await with_a_draft_due(line)
        line.proxy.refuse()
        office.set_clock("2026-03-04T14:01")
        await line.until(_DUE, 2)
        assert not [text for seat in (office.roads, office.group) for text in await said(seat, PING)]
        await line.proxy.clear()
        await line.all_sent()
        for seat in (office.roads, office.group):
            told = await said(seat, PING)
            tried.count(lost=not told)
            assert (len(told), told[0][0]) == (1, "⏰")
        assert await rows(office, "SELECT count(*) FROM outbox WHERE repeated") == [(0,)]


@pytest.mark.fault(6)
@everywhere()
async def test_a_line_cut_in_the_middle_of_answers_loses_nothing(tmp_path: Path, housed: Housed, tried: Tried) -> None:
    """Cut again and again after a few bytes of an answer, a card finds its way, and nothing is said twice unmarked."""
    async with behind(tmp_path, housed) as line:
        office = line.office
        card = await forwarded(office)
        line.proxy.after(30)
        await card.tap("→ Дорожное хозяйство")
        await office.roads.reads("вам: подготовить ответ")
        await line.all_sent()
        tried.count()
        told = await said(office.roads, "вам: подготовить ответ")
        assert [text for text in told if not text.startswith(REPEAT)] == told[:1]
