import asyncio
import time
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.buckets import Buckets
from bot.outcomes import Blocked, Gone, NotModified, NotSent, Outcome, Refused, Retry, Sent, Unauthorized, Unsure
from bot.refresher import Refresher
from bot.sender import Sender
from storage import views
from storage.work import Work
from tests.bot.fakes import NO_LIMIT, Telegram, Wall, rows, send_all, way_of
from tests.fixtures.cards import carried_out, opened, routing
from tests.fixtures.offices import NOW
from workflow.card import Card
from workflow.commands import SetImportance
from workflow.office import Office
from workflow.words import Importance, PersonId

SHOWN = "SELECT version, wanted, digest FROM views ORDER BY id"


class Board:
    """A card that is shown to its curator."""

    def __init__(self, work: Work, telegram: Telegram, clock: Wall) -> None:
        self.work, self.telegram = work, telegram
        self.way = way_of(work, telegram, clock)
        self.sender, self.refresher = Sender(self.way), Refresher(self.way, 60)

    async def shows(self, office: Office) -> Card:
        card = await opened(self.work, office)
        await send_all(self.sender)
        self.telegram.calls.clear()
        return card

    async def ranked(self, card: Card, office: Office, importance: Importance) -> None:
        person = next(person.id for person in office.people if person.key == "curator")
        await carried_out(self.work, SetImportance(card.id, PersonId(person), importance))

    async def grown_old(self) -> None:
        await self.work.run(lambda conn: conn.exec_driver_sql("UPDATE views SET refreshed_at = 0"))


@pytest.fixture
def board(work: Work, telegram: Telegram, wall: Wall) -> Board:
    return Board(work, telegram, wall)


async def test_many_changes_are_one_edit(board: Board, office: Office) -> None:
    """However often the card changed, its message is edited once, to the newest state."""
    card = await board.shows(office)
    for importance in (Importance.HIGH, Importance.NORMAL, Importance.HIGH):
        await board.ranked(card, office, importance)
    await board.refresher.once()
    await board.refresher.once()
    (edit,) = board.telegram.calls
    assert (edit.__api_method__, edit.chat_id, edit.message_id) == ("editMessageText", 101, 101)
    ((version, wanted, _),) = await rows(board.work, SHOWN)
    assert version == wanted == card.version + 3


async def test_a_change_that_nobody_sees_is_no_edit(board: Board, office: Office) -> None:
    """Where the message would say the same, nothing is sent."""
    card = await board.shows(office)
    await board.ranked(card, office, Importance.HIGH)
    await board.ranked(card, office, Importance.NORMAL)
    await board.refresher.once()
    assert board.telegram.calls == []
    ((version, wanted, _),) = await rows(board.work, SHOWN)
    assert version == wanted


@pytest.mark.parametrize(
    ("outcome", "left"),
    [
        (Sent(), "fresh"),
        (NotModified(), "fresh"),
        (Gone("message to edit not found"), "none"),
        (Blocked("bot was blocked"), "none"),
        (Retry(30), "later"),
        (Refused("Bad Request: x"), "later"),
        (Unsure("TimeoutError"), "later"),
        (NotSent("x"), "later"),
    ],
)
async def test_an_outcome_leads_to_its_state(board: Board, office: Office, outcome: Outcome, left: str) -> None:
    """An edit that cannot be made is left for later, or for good where the message is gone."""
    card = await board.shows(office)
    await board.ranked(card, office, Importance.HIGH)
    board.telegram.answers.append(outcome)
    await board.refresher.once()
    await board.refresher.once()
    assert len(board.telegram.calls) == 1
    found = await rows(board.work, "SELECT version = wanted, not_before IS NULL FROM views")
    assert found == {"fresh": [(1, 1)], "none": [], "later": [(0, 0)]}[left]


async def test_a_notice_goes_before_an_edit(board: Board, office: Office) -> None:
    """While a chat is being written to, its cards wait, and say that they do."""
    card = await board.shows(office)
    await board.ranked(card, office, Importance.HIGH)
    board.way.lanes.add("telegram:101")
    assert await board.refresher.once() == 1
    assert board.telegram.calls == []
    board.way.lanes.clear()
    assert await board.refresher.once() == 0
    assert len(board.telegram.calls) == 1


async def test_a_chat_flooded_by_messages_gets_no_edits_and_the_other_way_round(board: Board, office: Office) -> None:
    """ "Too many" pauses the chat for both the sender and the refresher, whichever of them was told so."""
    card = await board.shows(office)
    await board.ranked(card, office, Importance.HIGH)
    board.way.buckets.flooded("telegram:101", time.monotonic(), 60)
    assert (await board.refresher.once(), board.telegram.calls) == (1, [])
    board.way.buckets = Buckets(NO_LIMIT, 0.0)
    board.telegram.answers.append(Retry(60))
    await board.refresher.once()
    assert board.way.buckets.wait("telegram:101", time.monotonic()) > 50


async def test_an_older_showing_is_folded_up(board: Board, office: Office, wall: Wall) -> None:
    """When the card is shown anew below, the message above loses its buttons."""
    card = await board.shows(office)
    await carried_out(board.work, routing(card, office))
    await send_all(board.sender)
    await board.refresher.once()
    board.telegram.calls.clear()
    await carried_out(board.work, _returned(card, office))
    await send_all(board.sender)
    board.telegram.calls.clear()
    await board.refresher.once()
    folded = next(call for call in board.telegram.calls if call.chat_id == 101)
    assert ("карточка ниже" in folded.text, folded.reply_markup) == (True, None)


async def test_a_card_folded_while_it_is_edited_is_folded_still(board: Board, office: Office) -> None:
    """An edit that was on its way when the card was shown anew below does not keep the fold from coming."""
    card = await board.shows(office)
    await board.ranked(card, office, Importance.HIGH)
    call = board.way.call

    async def overtaken(method: Any) -> Outcome:
        board.way.call = call
        outcome = await call(method)
        await board.work.run(
            lambda conn: views.shown(conn, card.id, "telegram:101", "900", card.curator, 2, "new", NOW),
        )
        return outcome

    board.way.call = overtaken
    await board.refresher.once()
    await board.refresher.once()
    assert [(call.message_id, "карточка ниже" in call.text) for call in board.telegram.calls][-1] == (101, True)
    assert await rows(board.work, "SELECT live, version = wanted FROM views WHERE message_id = '101'") == [(0, 1)]


async def test_bars_move_in_working_time_only(board: Board, office: Office, wall: Wall) -> None:
    """An old message is drawn anew where its bar has moved; at night it stands still."""
    await board.shows(office)
    wall.at = datetime(2026, 3, 4, 0, 20, tzinfo=UTC)  # 12:20 in Kamchatka
    await board.grown_old()
    await board.refresher.once()
    assert len(board.telegram.calls) == 1
    wall.at = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)  # midnight in Kamchatka
    await board.grown_old()
    await board.refresher.once()
    assert len(board.telegram.calls) == 1
    assert await rows(board.work, "SELECT count(*) FROM views WHERE refreshed_at = 0") == [(0,)]


async def test_bars_that_have_not_moved_are_no_edit(board: Board, office: Office) -> None:
    """Where the text would be the same, nothing is sent."""
    await board.shows(office)
    await board.grown_old()
    await board.refresher.once()
    assert board.telegram.calls == []


def _returned(card: Card, office: Office) -> Any:
    from workflow.commands import Act

    executor = next(person.id for person in office.people if person.key == "roads-1")
    return Act(card.id, PersonId(executor), "return", note="не наше")


async def test_of_two_processes_one_edits(board: Board, office: Office) -> None:
    """A process that does not lead leaves messages to the one that does."""
    card = await board.shows(office)
    await board.ranked(card, office, Importance.HIGH)
    stop = asyncio.Event()

    def follows() -> bool:
        stop.set()
        board.way.bells.views.ring()
        return False

    await Refresher(board.way, 60.0, follows).run(stop)
    assert board.telegram.calls == []


@pytest.mark.fault(11)
async def test_a_token_that_is_refused_ends_the_refreshing(board: Board, office: Office) -> None:
    """It is told as what somebody must mend, and nothing more is edited."""
    card = await board.shows(office)
    board.telegram.answers.append(Unauthorized())
    await board.ranked(card, office, Importance.HIGH)
    await board.refresher.once()
    await board.grown_old()
    await board.refresher.once()
    assert (len(board.telegram.calls), board.way.fault[:9]) == (1, "BOT_TOKEN")
