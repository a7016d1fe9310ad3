"""Thousands of messages at Telegram's own rates, in virtual time, against the flood rules of the sandbox."""

import asyncio
import random
from collections import defaultdict
from dataclasses import dataclass, field

import pytest
import structlog

from bot.buckets import Buckets, Rates
from bot.methods import Call
from bot.outcomes import Outcome, Retry, Sent
from bot.sender import Sender
from handlers.turn import Reply
from sandbox.flood import Flood
from sandbox.settings import Settings as Limits
from sandbox.words import ApiError
from storage import outbox
from storage.outbox import Message
from storage.work import Work
from tests.bot.fakes import Telegram, Wall, rows, way_of
from tests.cases import EXPLORING
from tests.faults.virtual import VirtualTime
from tests.proof.counting import Tried
from workflow.notices import Urgency

CASES = [("sqlite", "as it says", 300), ("sqlite", "stricter", 300)]
if EXPLORING:
    CASES = [("sqlite", "as it says", 10_000), ("sqlite", "stricter", 1_500), ("postgresql", "stricter", 500)]

MOST_SECONDS = 3
"""Virtual ones for each message, after which nothing comes any more."""

IDLE = 0.5
"""Virtual seconds after which it is looked anew, where nothing may go."""

LIMITS = {
    "as it says": Limits(),
    "stricter": Limits(flood_all_per_second=20, flood_chat_per_second=0.5, flood_group_per_minute=15),
}
"""Telegram allows what it says, or less than the bot believes, as it does at times."""


@dataclass
class Flooding:
    """Telegram with its flood rules: what it took, and how often it refused."""

    time: VirtualTime
    limits: Limits
    flood: Flood = field(init=False)
    taken: list[tuple[int, str]] = field(default_factory=list)
    refused: int = 0

    def __post_init__(self) -> None:
        self.flood = Flood(seconds=self.time.seconds)

    async def call(self, method: Call, seconds: float = 0) -> Outcome:
        """As bot.telegram.Telegram.call."""
        await asyncio.sleep(0)
        chat, text = int(getattr(method, "chat_id", 0)), str(getattr(method, "text", ""))
        try:
            self.flood.check(self.limits, 1, chat)
        except ApiError as refusal:
            self.refused += 1
            return Retry(float(refusal.parameters["retry_after"]))
        self.taken.append((chat, text))
        return Sent((str(len(self.taken)),))


def written(many: int) -> list[tuple[int, str, Urgency]]:
    """What is to be sent: chat, text, urgency; ordinary messages into busy chats, then deadlines into quiet ones."""
    dice, people, deadlines = random.Random(many), max(10, many // 100), many // 50
    chats = [*range(1, people + 1), *(-1_000_000 - number for number in range(people // 4))]
    plain = [(dice.choice(chats), f"{number}", dice.choice(list(Urgency)[1:])) for number in range(many - deadlines)]
    return [*plain, *((50_000 + number, f"срок {number}", Urgency.DEADLINE) for number in range(deadlines))]


@pytest.mark.fault(8)
@pytest.mark.timeout(900)
@pytest.mark.parametrize(("backend", "limits", "many"), CASES)
async def test_a_flood_is_sent_whole_in_order_deadlines_first(work: Work, limits: str, many: int, tried: Tried) -> None:
    """None is dropped, none comes twice, each chat reads them in their order, and what is due overtakes the rest."""
    structlog.configure(
        processors=[structlog.processors.KeyValueRenderer()], logger_factory=structlog.ReturnLoggerFactory()
    )
    time, everything = VirtualTime(), written(many)
    telegram = Flooding(time, LIMITS[limits])
    sender = sender_of(work, telegram, time)
    await work.run(lambda conn: outbox.put(conn, [message(*one) for one in everything], time.real()))
    await send(sender, work, time, MOST_SECONDS * many)
    tried.count(
        many, lost=len(everything) - len(set(telegram.taken)), repeated=len(telegram.taken) - len(set(telegram.taken))
    )
    assert by_chat(telegram.taken) == by_chat([(chat, text) for chat, text, _ in everything])
    assert await rows(work, "SELECT DISTINCT status FROM outbox") == [("sent",)]
    due = [place for place, (_, text) in enumerate(telegram.taken, 1) if text.startswith("срок")]
    assert due[-1] <= len(due) + many // 20, f"{due[-1] - len(due)} others went before the last deadline"
    assert telegram.refused < (many // 10 if limits == "as it says" else many)
    assert telegram.refused or limits == "as it says"


def message(chat: int, text: str, urgency: Urgency) -> Message:
    return Message(lane=f"telegram:{chat}", kind="reply", body=Reply(text=text).model_dump_json(), urgency=urgency)


def sender_of(work: Work, telegram: Flooding, time: VirtualTime) -> Sender:
    """A sender at its real rates, by virtual time."""
    way = way_of(work, Telegram(), Wall())
    way.call, way.buckets = telegram.call, Buckets(Rates(), 0.0)
    way.seconds, way.real, way.sleep = time.seconds, time.real, time.sleep
    return Sender(way)


async def send(sender: Sender, work: Work, time: VirtualTime, most: float) -> None:
    """Send till nothing is left; where nothing may go, time moves on."""
    stop = asyncio.Event()
    while (await rows(work, "SELECT count(*) FROM outbox WHERE status IN ('new', 'sending')"))[0][0]:
        async with asyncio.TaskGroup() as group:
            begun = await sender.once(group, stop)
        time.now += 0 if begun else IDLE
        assert time.now < most, "it does not end"


def by_chat(messages: list[tuple[int, str]]) -> dict[int, list[str]]:
    """What each chat was told, in order."""
    found: dict[int, list[str]] = defaultdict(list)
    for chat, text in messages:
        found[chat].append(text)
    return dict(found)
