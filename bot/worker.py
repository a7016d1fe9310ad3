"""The worker: takes updates from the inbox, lane by lane, and has each handled and committed."""

import asyncio
import json
import time
from contextlib import suppress
from datetime import timedelta

from bot.answering import Answering
from bot.bells import Bell
from bot.clock import wall_now
from bot.failing import Failure, failed, spare
from bot.logs import log
from bot.tools import Tools
from bot.turning import handle, prepared
from bot.turns import Ticket, TurnCommit
from handlers.trouble import tried_again
from handlers.turn import Turn
from storage import inbox
from storage.errors import Fenced
from storage.work import CommitInDoubtError
from storage.work.insisting import insist
from storage.work.trouble import trouble

LEASE = timedelta(seconds=60)
_HALF_LEASE = LEASE.total_seconds() / 2
PATROL = 1.0

TROUBLED = 2.0
"""Seconds after which a lane is tried again when the database was in trouble."""

FULL = 300.0
"""Seconds for which all hands may be full at a time; an update is dealt with in milliseconds."""


class Worker:
    """Serial within a chat, side by side across chats."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._free = tools.lanes
        self._answering = Answering(tools.call)
        self._log = log("bot.worker")

    async def run(self, stop: asyncio.Event) -> None:
        """Work till told to stop; what was begun is finished."""
        async with asyncio.TaskGroup() as group:
            while not stop.is_set():
                if self._free:  # hands that are all full for long are as good as none
                    self._tools.bells.pulse.beat("worker", FULL)
                if not await self.once(group, stop):
                    await self._bell.wait(PATROL)

    async def once(self, group: asyncio.TaskGroup, stop: asyncio.Event) -> int:
        """Begin with as many waiting lanes as there is room for. Returns how many."""
        claimed = await self._claim() if self._free else []
        for lane in claimed:
            self._free -= 1
            group.create_task(self._serve(lane, group, stop))
        return len(claimed)

    @property
    def _bell(self) -> Bell:
        return self._tools.bells.inbox

    async def _claim(self) -> list[inbox.Claimed]:
        now, tools, free = wall_now(), self._tools, self._free
        try:
            return await tools.work.run(lambda conn: inbox.claim(conn, tools.name, now, LEASE, free))
        except CommitInDoubtError as error:
            self._trouble(trouble(error))
            await insist(tools.work, lambda conn: inbox.unclaim(conn, tools.name, now + LEASE), self._trouble)
        except Exception as error:
            self._log.error("the inbox cannot be read", exc_info=error)
            await asyncio.sleep(PATROL)
        return []

    async def _serve(self, lane: inbox.Claimed, group: asyncio.TaskGroup, stop: asyncio.Event) -> None:
        """All that waits in one lane, in order. Trouble ends it: the lease runs out, and the rest is taken again."""
        try:
            await self._all_of(lane, group, stop)
        except Fenced:
            self._log.warning("another worker has taken the lane", lane=lane.lane)
        except Exception as error:
            await self._left(lane, error)
        finally:
            self._free += 1
            self._bell.ring()

    async def _left(self, lane: inbox.Claimed, error: Exception) -> None:
        """Where the database is in trouble no update is to blame: what waits in the lane is dealt with after it."""
        if not (why := trouble(error)):
            self._log.error("a lane was left", lane=lane.lane, exc_info=error)
            return
        self._trouble(why)
        await asyncio.sleep(TROUBLED)
        with suppress(Fenced):
            await insist(self._tools.work, lambda conn: inbox.release(conn, lane.lane, lane.fence), self._trouble)

    def _trouble(self, why: str) -> None:
        self._tools.bells.pulse.beat("worker", FULL)  # who waits for the database, as it should, is not killed for it
        self._log.error("the database is in trouble; what came waits for it", why=why)

    async def _all_of(self, lane: inbox.Claimed, group: asyncio.TaskGroup, stop: asyncio.Event) -> None:
        renew_at = time.monotonic() + _HALF_LEASE
        for waiting in lane.updates:
            last = waiting is lane.updates[-1] or stop.is_set()
            if time.monotonic() > renew_at:
                renew_at = await self._renew(lane)
            ticket = Ticket(json.loads(waiting.body), waiting.id, lane.lane, lane.fence, last, waiting.came_at)
            if not await self._one(ticket, waiting, group):
                return
            if last:
                return

    async def _renew(self, lane: inbox.Claimed) -> float:
        until = wall_now() + LEASE
        await self._tools.work.run(lambda conn: inbox.renew(conn, lane.lane, lane.fence, until))
        return time.monotonic() + _HALF_LEASE

    async def _one(self, ticket: Ticket, waiting: inbox.Waiting, group: asyncio.TaskGroup) -> bool:
        """Handle one update. False where it failed, so that the lane waits."""
        try:
            commit, turn = await prepared(self._tools, ticket)
        except Exception as error:
            if trouble(error):
                raise
            await failed(self._tools, Failure(ticket, waiting, error))
            return False
        return await self._dealt_with(ticket, waiting, turn, commit, group)

    async def _dealt_with(
        self, ticket: Ticket, waiting: inbox.Waiting, turn: Turn, commit: TurnCommit, group: asyncio.TaskGroup
    ) -> bool:
        try:
            spare(waiting)
            await handle(self._tools, ticket.raw, turn)
            if not commit.done:
                await commit(turn, (), None)
        except Fenced:
            raise
        except Exception as error:
            if not commit.done and trouble(error):
                raise
            if not commit.done:
                await self._gone_wrong(Failure(ticket, waiting, error, turn), turn, group)
                return False
            self._log.error("a handler failed after its commit", update=waiting.update_id, exc_info=error)
        self._tools.bells.ring_outward()
        self._answering.answer(ticket.raw, turn, group)
        return True

    async def _gone_wrong(self, failure: Failure, turn: Turn, group: asyncio.TaskGroup) -> None:
        """Whoever tapped is told of the first failure over the chat; of the last one he is told by a message."""
        dead = await failed(self._tools, failure)
        if dead or not failure.waiting.failures:
            words = "" if dead else tried_again(self._tools.texts(turn))
            self._answering.toast(failure.ticket.raw, words, group)
