"""Attack 3: two people tap on one card at the same moment, each in his own chat, through the real worker."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import Update

from bot.tools import Tools
from bot.worker import Worker
from handlers.callbacks import Tap
from handlers.texts import Texts
from handlers.turn import Turn
from storage.work import Work
from tests.attacks.house import House, housed
from tests.attacks.people import everybody
from tests.attacks.raw import Raw, taps
from tests.bot.fakes import rows
from tests.proof.counting import Tried

Deed = tuple[str, str, str]
"""Who, what, and with what."""

RACES: dict[str, tuple[str, Deed, Deed]] = {
    "both route": ("route", ("curator", "route", "own-unit"), ("coordinator", "route", "own-other")),
    "route and dismiss": ("route", ("curator", "route", "own-unit"), ("coordinator", "dismiss", "abuse")),
}


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """Both."""
    return str(request.param)


@pytest.fixture
async def house(work: Work) -> AsyncIterator[House]:
    """One office."""
    async with housed(work, ["own"]) as made:
        yield made


class Together:
    """Lets two updates into their handlers at the same moment: both are in hand before either is dealt with."""

    def __init__(self, tools: Tools) -> None:
        self._feed, self._both = tools.feed, asyncio.Barrier(2)
        self.lanes: set[str] = set()

    async def __call__(self, bot: Bot, update: Update, *, turn: Turn, texts: Texts) -> Any:
        """As aiogram's `Dispatcher.feed_update`."""
        self.lanes.add(turn.lane)
        async with asyncio.timeout(30):
            await self._both.wait()
        return await self._feed(bot, update, turn=turn, texts=texts)


def tap_of(house: House, card: int, turn: int, deed: Deed) -> Raw:
    """The tap as an update."""
    who, action, value = deed
    return taps(everybody("own")[who], Tap(card=card, turn=turn, action=action, value=value).pack())


def answer_to(house: House, tap: Raw) -> str:
    """What was said over the button to whoever tapped it."""
    mine = [
        one for one in house.judge.heard if getattr(one.call, "callback_query_id", "") == tap["callback_query"]["id"]
    ]
    return " ".join(one.text for one in mine)


@pytest.mark.attack(3)
@pytest.mark.parametrize("race", RACES)
async def test_of_two_who_tap_at_once_one_wins_and_the_other_is_told(house: House, tried: Tried, race: str) -> None:
    """Of two chats, so two lanes, both in hand: one event is written, and whoever was later reads whose it was."""
    step, *deeds = RACES[race]
    card = house.cards["own"][step]
    events = f"SELECT p.key, e.body FROM events e JOIN people p ON p.id = e.by WHERE card = {card} ORDER BY e.id"  # noqa: S608 - a number
    before = await rows(house.work, events)
    ((body,),) = await rows(house.work, f"SELECT body FROM cards WHERE id = {card}")  # noqa: S608 - a number
    both = [tap_of(house, card, json.loads(body)["turn"], deed) for deed in deeds]
    together = Together(house.tools)
    house.worker = Worker(replace(house.tools, feed=together))
    await house.feed(*both)
    fresh = (await rows(house.work, events))[len(before) :]
    tried.count(repeated=max(0, len(fresh) - 1), lost=not fresh)
    assert len(fresh) == 1, fresh
    assert len(together.lanes) == 2
    won = [fresh[0][0] == f"own-{who}" for who, *_ in deeds]
    said = [answer_to(house, tap) for tap in both]
    assert sorted(won) == [False, True]
    assert ["Ничего не изменилось" not in words for words in said if words] == won, said
    assert "уже" in said[won.index(False)] or "закрыта:" in said[won.index(False)], said
    await house.sound()
