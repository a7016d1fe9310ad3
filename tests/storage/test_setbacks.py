"""The clock is put back by a day: whatever waits for a moment of the old time waits no day for it."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection

from bot.bells import Bells
from bot.clock import wall_now
from bot.effects import HELD_FOR, carry_out
from bot.ticker import Ticker
from handlers.effects import PostHeld
from storage import held, inbox, setbacks, views
from storage.inbox import Incoming
from storage.work import Work
from tests.bot.fakes import Wall, rows
from tests.fixtures.cards import opened
from tests.fixtures.offices import NOW
from tests.proof.counting import Tried
from workflow.office import Office
from workflow.post import Part, Post

pytestmark = pytest.mark.fault(14)

DAY = timedelta(days=1)
BACK = NOW - DAY
"""What the clock says after it was put back."""

SOON = timedelta(seconds=1)
LANE = "telegram:555"


async def _put_back(work: Work) -> None:
    await work.run(lambda conn: setbacks.end_waits(conn, BACK))


def _fails(conn: Connection) -> None:
    """The first update of the lane fails, and is to be tried later."""
    (turn,) = inbox.claim(conn, "one", NOW, timedelta(minutes=1), 9)
    row = turn.updates[0].id
    inbox.failed(conn, turn.lane, turn.fence, row, "boom", NOW, NOW + timedelta(minutes=5), 3)
    inbox.release(conn, turn.lane, turn.fence)


async def test_a_failed_update_is_tried_again(work: Work, tried: Tried) -> None:
    """An update that failed, and was to be tried later, is tried at once, and so is what waits behind it."""
    await work.run(lambda conn: inbox.receive(conn, "bot", [Incoming(n, LANE, "{}") for n in (1, 2)], NOW))
    await work.run(_fails)
    await _put_back(work)
    found = await work.run(lambda conn: inbox.claim(conn, "two", BACK, timedelta(minutes=1), 9))
    tried.count(lost=int(not found))
    assert [[(one.update_id, one.failures) for one in turn.updates] for turn in found] == [[(1, 1), (2, 0)]]


async def test_a_held_post_becomes_a_card_after_its_wait(work: Work, office: Office, tried: Tried) -> None:
    """A post about which its sender is asked waits as long as it would have, from now on, and is a card then."""
    card = await opened(work, office)
    back = wall_now() - HELD_FOR
    post, sender = Post(parts=(Part(text="Ещё"),)), office.people[0].id
    asked = PostHeld(office=office.id, person=sender, lane=LANE, after=card.id, key="k", post=post, detected=NOW)
    await work.run(lambda conn: carry_out(asked, conn, back + DAY))
    await work.run(lambda conn: setbacks.end_waits(conn, back))
    assert await work.read(lambda conn: held.due(conn, back + HELD_FOR - SOON, 9)) == []
    await Ticker(work, Wall(), Bells(), 1.0).tick()
    made = await rows(work, "SELECT number FROM cards ORDER BY number")
    tried.count(lost=int(made == [(1,)]))
    assert made == [(1,), (2,)]


async def test_an_edit_that_was_put_off_is_made(work: Work, office: Office, tried: Tried) -> None:
    """A message that could not be changed, and was to be tried later, is brought up to date at once."""
    card = await opened(work, office)
    await work.run(lambda conn: views.shown(conn, card.id, LANE, "70", None, card.version - 1, "d", NOW))
    (view,) = await work.read(lambda conn: views.live_views(conn, card.id))
    await work.run(lambda conn: views.later(conn, view.id, NOW + timedelta(minutes=5)))
    await _put_back(work)
    found = await work.read(lambda conn: views.stale(conn, BACK, 9))
    tried.count(lost=int(not found))
    assert [one.message_id for one in found] == ["70"]


async def test_bars_go_on(work: Work, office: Office, tried: Tried) -> None:
    """A message that shows how time goes is shown anew after as long as ever, not when the old time comes again."""
    card = await opened(work, office)
    await work.run(lambda conn: views.shown(conn, card.id, LANE, "70", None, card.version, "d", NOW))
    await _put_back(work)
    assert await work.read(lambda conn: views.aging(conn, BACK, BACK, 9)) == []
    found = await work.read(lambda conn: views.aging(conn, BACK + SOON, BACK + SOON, 9))
    tried.count(lost=int(not found))
    assert [one.message_id for one in found] == ["70"]
