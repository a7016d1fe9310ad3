"""Six hours without Telegram, step by step: who hears what afterwards, on both databases."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
import structlog

from bot.bells import Bells
from bot.outcomes import NotSent, Outcome, Unsure
from bot.sender import Sender
from bot.ticker import Ticker
from storage.shelf import SqlShelf
from storage.work import Work
from tests.bot.fakes import Telegram, Wall, rows, send_all, way_of
from tests.fixtures.cards import carried_out, opened, routing
from tests.fixtures.offices import person
from tests.proof.counting import Tried
from workflow.commands import Act
from workflow.office import Office
from workflow.post import Draft, Part
from workflow.words import DraftKind, PersonId

CURATOR, ROADS, HEAD, GROUP = 101, 102, 104, -1001000000777
STEP = timedelta(minutes=15)
SIX_HOURS = 25
"""Steps from noon till after six: the drafts come due at five, and their last level rings at six."""

LOST: list[tuple[str, Outcome]] = [
    ("sqlite", NotSent("refused")),
    ("sqlite", Unsure("502")),
    ("postgresql", NotSent("refused")),
]


class Bureau:
    """An office with cards under way, whose bot ticks and sends when a test says so."""

    def __init__(self, work: Work) -> None:
        self.work, self.telegram, self.wall = work, Telegram(), Wall()
        self.way = way_of(work, self.telegram, self.wall)
        self.sender = Sender(self.way)
        self.ticker = Ticker(work, self.wall, Bells(), 1.0)

    async def begins(self, office: Office, cards: int) -> None:
        """Cards lie with the executor, and everybody knows so far."""
        for number in range(cards):
            await carried_out(self.work, routing(await opened(self.work, office, f"Яма {number}"), office))
        await self.sends()
        self.telegram.said.clear()

    async def steps(self, count: int) -> None:
        """A quarter of an hour, so many times; each time what is due rings, and is tried."""
        for _ in range(count):
            self.wall.at += STEP
            await self.ticker.tick()
            await self.sends()

    async def sends(self) -> None:
        """All that may go goes; pauses need not be waited off."""
        for _ in range(3):
            await send_all(self.sender)
            await self.work.run(forget_pauses)
            self.way.outage.till = 0.0

    async def comes_back(self) -> None:
        """Telegram answers again."""
        self.telegram.down = None
        for _ in range(4):
            await self.sends()

    def told(self, chat: int) -> list[str]:
        """What arrived in a chat, in its order."""
        return [str(getattr(call, "text", "")) for call in self.telegram.said if getattr(call, "chat_id", None) == chat]


def forget_pauses(conn: Any) -> None:
    conn.exec_driver_sql("UPDATE outbox SET not_before = NULL")
    conn.exec_driver_sql("UPDATE lanes SET paused_until = NULL, leased_until = NULL")


@pytest.fixture
def bureau(work: Work) -> Bureau:
    """A bureau on the database of the test; what it logs on purpose is not shown."""
    structlog.configure(
        processors=[structlog.processors.KeyValueRenderer()], logger_factory=structlog.ReturnLoggerFactory()
    )
    return Bureau(work)


@pytest.mark.fault(9)
@pytest.mark.parametrize(("backend", "down"), LOST, ids=["sqlite-refused", "sqlite-unsure", "postgresql-refused"])
async def test_each_level_hears_once_how_late_it_is(
    bureau: Bureau, office: Office, down: Outcome, tried: Tried
) -> None:
    """Of three reminders of one deadline the executor gets the newest; curator, head and group each hear of theirs."""
    await bureau.begins(office, 1)
    bureau.telegram.down = down
    await bureau.steps(SIX_HOURS)
    assert bureau.telegram.said == []
    await bureau.comes_back()
    told = {chat: bureau.told(chat) for chat in (CURATOR, ROADS, HEAD, GROUP)}
    tried.count(lost=sum(not texts for texts in told.values()))
    assert {chat: len(texts) for chat, texts in told.items()} == dict.fromkeys(told, 1)
    assert all("❗ № 1 · проект опаздывает на 1 ч · п. 13" in texts[0] for texts in told.values())
    counts = {chat: texts[0].partition("раньше не доставлено напоминаний: ")[2][:1] for chat, texts in told.items()}
    assert counts == {CURATOR: "", ROADS: "2", HEAD: "", GROUP: "1"}
    assert await rows(bureau.work, LEFT) == [("sent",), ("superseded",)]


LEFT = "SELECT DISTINCT status FROM outbox WHERE kind IN ('ping', 'pings') ORDER BY status"


@pytest.mark.fault(9)
@pytest.mark.parametrize(("backend", "down"), LOST, ids=["sqlite-refused", "sqlite-unsure", "postgresql-refused"])
async def test_many_late_cards_make_one_message_for_each(
    bureau: Bureau, office: Office, down: Outcome, tried: Tried
) -> None:
    """Five cards that ran late in the outage are five lines of one message, for everybody who hears of them."""
    await bureau.begins(office, 5)
    bureau.telegram.down = down
    await bureau.steps(SIX_HOURS)
    await bureau.comes_back()
    for chat in (CURATOR, ROADS, HEAD, GROUP):
        texts = bureau.told(chat)
        tried.count(lost=5 - sum(text.count("❗ №") for text in texts))
        assert [text.count("❗ №") for text in texts] == [5]
        assert texts[0].startswith("Напоминания: 5 карточек")


@pytest.mark.fault(9)
async def test_a_bot_that_was_off_itself_says_the_same(bureau: Bureau, office: Office, tried: Tried) -> None:
    """The process was down for six hours: at its start each hears once of his level, and how late it is."""
    await bureau.begins(office, 1)
    bureau.wall.at += SIX_HOURS * STEP
    await bureau.ticker.tick()
    await bureau.sends()
    told = [bureau.told(chat) for chat in (CURATOR, ROADS, HEAD, GROUP)]
    tried.count(lost=sum(not texts for texts in told))
    assert [len(texts) for texts in told] == [1, 1, 1, 1]
    assert all("❗ № 1 · проект опаздывает на 1 ч · п. 13" in texts[0] for texts in told)


@pytest.mark.fault(9)
async def test_what_was_done_meanwhile_is_no_reminder_any_more(bureau: Bureau, office: Office, tried: Tried) -> None:
    """A reminder that came to nothing before it could be sent is dropped, and nobody hears of it."""
    await bureau.begins(office, 1)
    bureau.telegram.down = NotSent("refused")
    await bureau.steps(16)  # an hour before the draft is due
    roads = PersonId(person(office, "roads-1"))
    draft = Draft(kind=DraftKind.ANSWER, by=roads, at=bureau.wall.at, parts=(Part(text="Засыпят до 18:00."),))
    (card,) = await bureau.work.read(lambda conn: SqlShelf(conn).open_cards(office.id))
    await carried_out(bureau.work, Act(card.id, roads, "submit", draft=draft), bureau.wall.at)
    await bureau.comes_back()
    tried.count()
    assert [text for chat in (ROADS, GROUP) for text in bureau.told(chat) if "проект через" in text] == []
    assert await rows(bureau.work, LEFT) == [("dropped",)]


@pytest.mark.fault(9)
async def test_two_bots_that_fold_say_it_once(bureau: Bureau, office: Office, tried: Tried) -> None:
    """Two senders on one database come back at the same time: a level is told by one of them."""
    await bureau.begins(office, 3)
    bureau.telegram.down = NotSent("refused")
    await bureau.steps(SIX_HOURS)
    bureau.telegram.down = None
    other = way_of(bureau.work, bureau.telegram, bureau.wall)
    other.name = "other"
    bureau.way.outage.over()
    await asyncio.gather(*(send_all(sender) for sender in (bureau.sender, Sender(other))))
    await bureau.comes_back()
    for chat in (CURATOR, ROADS, HEAD, GROUP):
        late = "\n".join(bureau.told(chat)).count("❗ №")
        tried.count(lost=max(3 - late, 0), repeated=max(late - 3, 0))
        assert late == 3
