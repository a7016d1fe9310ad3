"""The sender: takes the heads of the outbox's lanes and says them, as fast as Telegram lets it."""

import asyncio
from datetime import timedelta

from aiogram.methods import GetMe

from bot.logs import fault, log
from bot.making import folded, ordered
from bot.methods import size_of
from bot.noting import Noting
from bot.outcomes import NotSent, Outcome, Refused, Unsure
from bot.saying import said
from bot.showing import Order
from bot.taking import Taking
from bot.uploads import UnfetchedError
from bot.way import Way
from storage import outbox
from storage.errors import Fenced
from storage.outbox import Sending

LEASE = timedelta(seconds=120)
PATROL = 0.5
IN_FLIGHT = 32
_SHORT = 0.2
"""Seconds that a message is waited with in hand."""


class Sender:
    """Serial within a lane, side by side across lanes."""

    def __init__(self, way: Way) -> None:
        self._way = way
        self._noting = Noting(way)
        self._taking = Taking(way, self._noting.run, LEASE)
        self._log = log("bot.sender")

    async def run(self, stop: asyncio.Event) -> None:
        """Send till told to stop; what is on its way is finished."""
        async with asyncio.TaskGroup() as group:
            while not stop.is_set():
                self._way.bells.pulse.beat("sender")
                if self._way.fault:
                    stop.set()
                elif not await self.once(group, stop):
                    await self._way.bells.outbox.wait(PATROL)

    async def once(self, group: asyncio.TaskGroup, stop: asyncio.Event) -> int:
        """Begin to send as many heads of lanes as there is room for. Returns how many."""
        room = 0 if self._way.fault or self._noting.behind else await self._room()
        messages = await self._taking.claim(room, self._way.lanes) if room > 0 else []
        for message in messages:
            self._way.lanes.add(message.lane)
            group.create_task(self._deliver(message, stop))
        return len(messages)

    async def _room(self) -> int:
        """How many messages may be begun with. While the service fails: one, once it answers a harmless question."""
        way = self._way
        if not way.outage.on:
            return IN_FLIGHT - len(way.lanes)
        if way.lanes or self._way.seconds() < way.outage.till:
            return 0
        if not way.outage.answers:
            way.outage.asked(await self._question(), self._way.seconds())
        return 1 if way.outage.answers else 0

    async def _question(self) -> Outcome:
        try:
            return await self._way.call(GetMe())
        except Exception as error:
            return NotSent(fault(error))

    async def _deliver(self, message: Sending, stop: asyncio.Event) -> None:
        try:
            later = await self._my_turn(message.lane, stop)
            if later is None:
                await self._say(message)
            else:
                not_before = self._way.real() + timedelta(seconds=later)
                await self._noting.run(lambda conn: outbox.wait(conn, message, not_before))
        except Fenced:
            self._log.warning("another sender has taken the lane", lane=message.lane)
        except Exception as error:
            self._log.error("a message stays where it is till its lease runs out", row=message.id, exc_info=error)
        finally:
            self._way.lanes.discard(message.lane)
            self._way.bells.outbox.ring()

    async def _my_turn(self, lane: str, stop: asyncio.Event) -> float | None:
        """None when the rates let the message go now, its place taken; else the seconds to give it back for.

        A message that waits long is not kept in hand: were the bot killed, it would seem to be in doubt.
        """
        while wait := self._way.buckets.wait(lane, self._way.seconds()):
            if stop.is_set() or wait > _SHORT:
                return wait
            await self._way.sleep(wait)
        self._way.buckets.take(lane, self._way.seconds())
        return None

    async def _say(self, message: Sending) -> None:
        if message.kind == outbox.ONCE and message.repeated:
            await self._noting.publication(Unsure("cut short while it was being sent"), message)
            return
        try:
            whole = await folded(self._way, message)
            order = await ordered(self._way, whole) if whole else None
        except Fenced:
            raise
        except Exception as error:
            await self._unmade(message, error)
            return
        if whole and order:
            await self._carry_out(order, whole)
        elif whole:
            await self._noting.run(lambda conn: outbox.drop(conn, whole, "nothing to say any more", self._way.real()))

    async def _unmade(self, message: Sending, error: Exception) -> None:
        async def give_up(told: str) -> None:
            if message.kind == outbox.ONCE:
                await self._noting.publication(Refused(told), message)
            else:
                await self._noting.run(lambda conn: outbox.dead(conn, message, told, self._way.real()))

        await self._taking.unmade(message, error, give_up)

    async def _carry_out(self, order: Order, message: Sending) -> None:
        way = self._way
        if (more := size_of(order.call) - 1) > 0:
            way.buckets.take(message.lane, way.seconds(), more)
        try:
            outcome = await said(way, order, message.lane)
        except UnfetchedError as error:
            await self._unmade(message, error.why)
            return
        await self._noting.outcome(outcome, message, order)
