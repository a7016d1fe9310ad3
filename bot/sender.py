"""The sender: takes the heads of the outbox's lanes and says them, as fast as Telegram lets it."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

from aiogram.methods import GetMe
from sqlalchemy import Connection

from bot.logs import fault, log
from bot.making import folded, ordered
from bot.methods import size_of
from bot.outcomes import UNKNOWN_BOT, NoTopic, NotSent, Outcome, Refused, Retry, Sent, Unauthorized, Unsure
from bot.points import point
from bot.publishing_end import End, settle_publication
from bot.settling import settle
from bot.showing import Order
from bot.taking import Taking
from bot.uploads import UnfetchedError
from bot.way import Way
from storage import blobs, outbox
from storage.errors import Fenced
from storage.outbox import Sending
from storage.work.insisting import insist

LEASE = timedelta(seconds=120)
PATROL = 0.5
IN_FLIGHT = 32
_SHORT = 0.2
"""Seconds that a message is waited with in hand."""

_MOST_TRIES = 12
"""How often a message may be tried in an outage, when every time it may have arrived."""


class Sender:
    """Serial within a lane, side by side across lanes."""

    def __init__(self, way: Way) -> None:
        self._way = way
        self._taking = Taking(way, self._settle, LEASE)
        self._untold: set[object] = set()
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
        room = 0 if self._way.fault or self._untold else await self._room()
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
                await self._settle(lambda conn: outbox.wait(conn, message, not_before))
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
            await self._settled(Unsure("cut short while it was being sent"), message)
            return
        try:
            said = await folded(self._way, message)
            order = await ordered(self._way, said) if said else None
        except Fenced:
            raise
        except Exception as error:
            await self._unmade(message, error)
            return
        if said and order:
            await self._carry_out(order, said)
        elif said:
            await self._settle(lambda conn: outbox.drop(conn, said, "nothing to say any more", self._way.real()))

    async def _unmade(self, message: Sending, error: Exception) -> None:
        async def give_up(told: str) -> None:
            if message.kind == outbox.ONCE:
                await self._settled(Refused(told), message)
            else:
                await self._settle(lambda conn: outbox.dead(conn, message, told, self._way.real()))

        await self._taking.unmade(message, error, give_up)

    async def _carry_out(self, order: Order, message: Sending) -> None:
        way = self._way
        if (more := size_of(order.call) - 1) > 0:
            way.buckets.take(message.lane, way.seconds(), more)
        try:
            outcome = await self._call(order, message)
        except UnfetchedError as error:
            await self._unmade(message, error.why)
            return
        self._note(outcome, message)
        real = way.real()
        if isinstance(outcome, Unauthorized):
            await self._settle(lambda conn: outbox.wait(conn, message, real))
        elif message.kind == outbox.ONCE:
            await self._settled(outcome, message, order)
        elif isinstance(outcome, Unsure) and self._excused(message):
            pause = timedelta(seconds=2 * way.outage.pause)  # longer than everybody's: others are tried before it
            await self._settle(lambda conn: outbox.unsure(conn, message, real + pause, outcome.why))
        else:
            await self._settle(lambda conn: settle(outcome, conn, message, order, real))
        if isinstance(outcome, Sent):
            way.bells.views.ring()

    async def _settled(self, outcome: Outcome, message: Sending, order: Order | None = None) -> None:
        """What comes of a publication concerns its card: people see it at once."""
        way = self._way
        end = End(outcome, message, order, self._way.real(), way.clock.now(), way.mail, way.locale)
        await self._settle(lambda conn: settle_publication(end, conn))
        way.bells.views.ring()

    def _excused(self, message: Sending) -> bool:
        """Whether its one repeat is not used up, since nothing at all succeeds at present; bounded all the same."""
        return self._way.outage.excuses(message.lane) and message.attempts < _MOST_TRIES

    async def _call(self, order: Order, message: Sending) -> Outcome:
        name = order.call.__api_method__
        point(f"send:before:{name}")
        outcome = await self._first(order)
        if isinstance(outcome, NoTopic):
            self._log.warning("the office's topic is gone; said in the group itself", lane=message.lane)
            outcome = await self._way.call(order.again()) if order.again else NotSent("no topic")
        point(f"send:after:{name}")
        return Refused("the topic is gone") if isinstance(outcome, NoTopic) else outcome

    async def _first(self, order: Order) -> Outcome:
        way = self._way
        if order.parcel is None:
            return await way.call(order.call)
        return await order.parcel.deliver(way.call, lambda sha: way.work.read(lambda conn: blobs.get(conn, sha)))

    async def _settle(self, fn: Callable[[Connection], object]) -> None:
        """Note what came of a send. It is known here alone till the database has it: till then nothing is begun."""
        this = object()

        def told(why: str) -> None:
            self._untold.add(this)
            self._trouble(why)

        try:
            await insist(self._way.work, fn, told, self._way.sleep)
        finally:
            self._untold.discard(this)

    def _trouble(self, why: str) -> None:
        self._log.error("the database cannot note what was sent; nothing more is sent till it can", why=why)

    def _note(self, outcome: Outcome, message: Sending) -> None:
        self._way.outage.note(outcome, message.lane, self._way.seconds())
        if isinstance(outcome, Sent):
            return
        about = {"row": message.id, "kind": message.kind, "lane": message.lane, "outcome": str(outcome)}
        if isinstance(outcome, Unauthorized):
            self._way.fault = UNKNOWN_BOT
        if isinstance(outcome, Retry):
            self._pause_all(outcome, message.lane)
        if isinstance(outcome, Refused):
            ours = "can't parse entities" in outcome.why
            self._log.error("OUR TEXT IS NOT HTML" if ours else "a message was refused for good", **about)
        else:
            self._log.warning("a message was not sent", **about)

    def _pause_all(self, outcome: Retry, lane: str) -> None:
        """Too many in one chat is that chat's; in two at the same time it is everybody's."""
        self._way.buckets.flooded(lane, self._way.seconds(), outcome.after)
