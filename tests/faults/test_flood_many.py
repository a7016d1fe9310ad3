"""Thousands of messages at Telegram's own rates, in virtual time, against the flood rules of the sandbox."""

import asyncio
import random
import re
from collections import defaultdict
from collections.abc import Sequence
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
from tests.fixtures.cards import opened
from tests.proof.counting import Tried
from workflow.card import Card
from workflow.notices import Notice, NoticeKind, Urgency
from workflow.office import Office

CASES = [("sqlite", "as it says", 300, 1), ("sqlite", "stricter", 200, 1)]
if EXPLORING:
    CASES = [
        ("sqlite", "as it says", 10_000, 1),
        ("sqlite", "stricter", 1_500, 1),
        ("postgresql", "as it says", 2_000, 1),
        ("postgresql", "as it says", 2_000, 2),
        ("postgresql", "stricter", 500, 2),
    ]
"""Database, Telegram's limits, notices, and how many senders take them from the one outbox at the same time."""

Words = tuple[int, str | int]
"""A chat, and what it is told: an ordinary text, or the deadline of a card by its number."""

MOST_DEADLINES = 3
"""Of so many cards each chat is reminded by messages of their own; more would be told in one."""

QUIET, LAST = 50_000, 20
"""Chats with a few messages, a deadline among them, which are the last of the outbox: their first, and how many."""

_CARD = re.compile(r"⏰ № (\d+) · направление")

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
        number = _CARD.match(text)
        self.taken.append((chat, f"срок {number[1]}" if number else text))
        return Sent((str(len(self.taken)),))


def written(many: int) -> list[Words]:
    """What is to be sent, in its order: busy chats, every other one with deadlines in it, and quiet ones at the end."""
    dice, people = random.Random(many), max(40, many // 100)
    chats = [*range(1, people + 1), *(-1_000_000 - number for number in range(people // 4))]
    turns = [dice.choice(chats) for _ in range(many - 3 * LAST)]
    queues: dict[int, list[Words]] = {
        chat: [(chat, f"{number}") for number in range(turns.count(chat))] for chat in chats
    }
    for chat in chats[::2]:
        for number in range(dice.randint(1, MOST_DEADLINES), 0, -1):
            queues[chat].insert(dice.randint(0, 3), (chat, number))
            turns.insert(dice.randrange(len(turns) + 1), chat)
    busy = [queues[chat].pop(0) for chat in turns]
    return [*busy, *(one for number in range(LAST) for one in quiet(QUIET + number, dice))]


def quiet(chat: int, dice: random.Random) -> list[Words]:
    """A few ordinary messages, a deadline, and one more."""
    return [*((chat, f"{number}") for number in range(dice.randint(0, 2))), (chat, 1), (chat, "x")]


def in_order(everything: Sequence[Words]) -> list[tuple[int, str]]:
    """As it is to be read: a deadline by the number of its card."""
    return [(chat, f"срок {what}" if isinstance(what, int) else what) for chat, what in everything]


def before_deadlines(everything: Sequence[tuple[int, str]]) -> int:
    """How many go with the deadlines: they themselves, and what stands before them in their own chats."""
    return sum(
        max((place for place, text in enumerate(texts, 1) if text.startswith("срок")), default=0)
        for texts in by_chat(everything).values()
    )


@pytest.mark.fault(8)
@pytest.mark.timeout(900)
@pytest.mark.parametrize(("backend", "limits", "many", "senders"), CASES)
async def test_a_flood_is_sent_whole_in_order_deadlines_first(
    work: Work, office: Office, limits: str, many: int, senders: int, tried: Tried
) -> None:
    """None is dropped, none comes twice, each chat reads them in their order, and what is due overtakes the rest."""
    structlog.configure(
        processors=[structlog.processors.KeyValueRenderer()], logger_factory=structlog.ReturnLoggerFactory()
    )
    time, everything = VirtualTime(), written(many)
    cards = [await opened(work, office, key=f"{number}") for number in range(MOST_DEADLINES)]
    await work.run(lambda conn: conn.exec_driver_sql("DELETE FROM outbox"))
    telegram, wanted = Flooding(time, LIMITS[limits]), in_order(everything)
    sending = [sender_of(work, telegram, time, f"sender-{number}", senders) for number in range(senders)]
    await work.run(
        lambda conn: outbox.put(
            conn, [message(*one, cards, number) for number, one in enumerate(everything)], time.real()
        )
    )
    await send(sending, work, time, MOST_SECONDS * many)
    taken = telegram.taken
    tried.count(len(wanted), lost=len(set(wanted) - set(taken)), repeated=len(taken) - len(set(taken)))
    assert by_chat(taken) == by_chat(wanted)
    assert await rows(work, "SELECT DISTINCT status FROM outbox") == [("sent",)]
    last = max(place for place, (chat, text) in enumerate(taken, 1) if chat >= QUIET and text.startswith("срок"))
    with_them = before_deadlines(wanted)
    known = limits == "as it says"  # else two together are refused all the time
    sooner = (len(wanted) - with_them) // (2 if known or senders == 1 else 4)
    assert last <= len(wanted) - sooner, "what is due in the chats that are written to last waits with the rest"
    if known:
        assert last <= with_them + max(200, many // 20)
    few = many // (100 if senders == 1 else 20)  # what a chat takes each of two counts for himself
    assert telegram.refused < (few if known else 2 * many)
    assert telegram.refused or known


def message(chat: int, what: str | int, cards: Sequence[Card], number: int) -> Message:
    """An ordinary answer, or a reminder of the deadline of a card."""
    lane = f"telegram:{chat}"
    if isinstance(what, str):
        urgency = list(Urgency)[1 + number % (len(Urgency) - 1)]
        return Message(lane=lane, kind="reply", body=Reply(text=what).model_dump_json(), urgency=urgency)
    card = cards[what - 1]
    ping = Notice(kind=NoticeKind.PING, office=card.office, card=card.id, seq=1, to=None, about="route")
    body, urgency = ping.model_dump_json(), Urgency.DEADLINE
    return Message(lane=lane, kind=ping.kind, body=body, urgency=urgency, office=card.office, card=card.id)


def sender_of(work: Work, telegram: Flooding, time: VirtualTime, name: str, of: int) -> Sender:
    """A sender at its real rates, by virtual time; it knows how many there are, and else what the database says."""
    way = way_of(work, Telegram(), Wall())
    way.call, way.buckets, way.name = telegram.call, Buckets(Rates(), 0.0), name
    way.buckets.share(of)
    way.seconds, way.real, way.sleep = time.seconds, time.real, time.sleep
    return Sender(way)


async def send(senders: Sequence[Sender], work: Work, time: VirtualTime, most: float) -> None:
    """Send till nothing is left; where nothing may go, time moves on."""
    stop = asyncio.Event()
    while (await rows(work, "SELECT count(*) FROM outbox WHERE status IN ('new', 'sending')"))[0][0]:
        async with asyncio.TaskGroup() as group:
            begun = sum(await asyncio.gather(*(one.once(group, stop) for one in senders)))
        time.now += 0 if begun else IDLE
        assert time.now < most, "it does not end"


def by_chat(messages: Sequence[tuple[int, str]]) -> dict[int, list[str]]:
    """What each chat was told, in order."""
    found: dict[int, list[str]] = defaultdict(list)
    for chat, text in messages:
        found[chat].append(text)
    return dict(found)
