"""The worker: takes updates from the inbox, lane by lane, and has each handled and committed."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from aiogram import Bot
from aiogram.types import Update
from pydantic import ValidationError
from sqlalchemy import Connection

from bot import updates
from bot.answering import Answering
from bot.bells import Bell, Bells
from bot.clock import wall_now
from bot.fsm import handling
from bot.logs import fault, log
from bot.lost_time import of_lost_time, refuse
from bot.methods import Call
from bot.outcomes import Outcome
from bot.points import point
from bot.speakers import Sender, sender_of
from bot.turns import Ticket, TurnCommit, message_of
from handlers.texts import Texts, texts_for
from handlers.trouble import given_up, lost_time, tried_again
from handlers.turn import Reply, Turn
from storage import inbox, outbox
from storage.errors import Fenced
from storage.shelf import SqlShelf
from storage.work import CommitInDoubtError, Work
from storage.work.insisting import insist
from storage.work.trouble import trouble
from workflow.ports import Clock, Shelf

LEASE = timedelta(seconds=60)
_HALF_LEASE = LEASE.total_seconds() / 2
PATROL = 1.0
DEAD_AFTER = 3
DEATHS = 5
"""How often the process may die of an update, or beside it, before nobody begins with it any more."""

TROUBLED = 2.0
"""Seconds after which a lane is tried again when the database was in trouble."""

FULL = 300.0
"""Seconds for which all hands may be full at a time; an update is dealt with in milliseconds."""

_PAUSES = (0.5, 5.0)


class DeadlyError(Exception):
    """Each time that this update was begun with, the process died."""

    def __str__(self) -> str:
        return self.__doc__ or ""


class Feed(Protocol):
    """Has one update handled; aiogram's `Dispatcher.feed_update`."""

    async def __call__(self, bot: Bot, update: Update, *, turn: Turn, texts: Texts) -> Any:
        """Raises what the handler raises."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What the worker works with; tests replace any of it."""

    work: Work
    bot: Bot
    feed: Feed
    call: Callable[[Call], Awaitable[Outcome]]
    clock: Clock
    bells: Bells
    name: str
    settle: float = 0.8
    locale: str = "ru"
    lanes: int = 8
    mail: bool = False


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
            commit, turn = await self._prepared(ticket)
        except Exception as error:
            if trouble(error):
                raise
            await self._failed(ticket, waiting, error, None)
            return False
        return await self._dealt_with(ticket, waiting, turn, commit, group)

    async def _dealt_with(
        self, ticket: Ticket, waiting: inbox.Waiting, turn: Turn, commit: TurnCommit, group: asyncio.TaskGroup
    ) -> bool:
        try:
            if waiting.attempts >= DEATHS:
                raise DeadlyError
            await self._handle(ticket.raw, turn)
            if not commit.done:
                await commit(turn, (), None)
        except Fenced:
            raise
        except Exception as error:
            if not commit.done and trouble(error):
                raise
            if not commit.done:
                dead = await self._failed(ticket, waiting, error, turn)
                if dead or not waiting.attempts:
                    self._answering.toast(ticket.raw, "" if dead else tried_again(self._texts(turn)), group)
                return False
            self._log.error("a handler failed after its commit", update=waiting.update_id, exc_info=error)
        self._tools.bells.ring_outward()
        self._answering.answer(ticket.raw, turn, group)
        return True

    async def _prepared(self, ticket: Ticket) -> tuple[TurnCommit, Turn]:
        sender = await self._tools.work.read(lambda conn: sender_of(conn, ticket.raw))
        commit = TurnCommit(self._tools.work, ticket, sender.conversation, mail=self._tools.mail)
        return commit, self._turn(ticket, sender, commit)

    def _turn(self, ticket: Ticket, sender: Sender, commit: TurnCommit) -> Turn:
        tools, origin = self._tools, updates.origin(ticket.raw)

        async def read(query: Callable[[Shelf], object]) -> object:
            return await tools.work.read(lambda conn: query(SqlShelf(conn)))

        return Turn(
            lane=ticket.lane,
            address=str(origin.sender),
            clock=tools.clock,
            commit=commit,
            read=read,
            person=sender.person,
            office=sender.office,
            private=origin.private,
            settle=tools.settle,
            conversation=sender.conversation,
            seats=sender.seats,
            unsure=sender.unsure,
            came=ticket.came,
            mail=tools.mail,
        )

    async def _handle(self, raw: dict[str, Any], turn: Turn) -> None:
        """Parsed here, one by one: an update that cannot be parsed harms nobody but itself."""
        if await of_lost_time(self._tools.work, raw):
            refuse(turn, lost_time(self._texts(turn)))
            return
        update = Update.model_validate(raw, context={"bot": self._tools.bot})
        point("handler:begun")
        with handling(turn):
            await self._tools.feed(self._tools.bot, update, turn=turn, texts=self._texts(turn))

    def _texts(self, turn: Turn) -> Texts:
        return texts_for(turn.person.locale if turn.person else self._tools.locale)

    async def _failed(self, ticket: Ticket, waiting: inbox.Waiting, error: Exception, turn: Turn | None) -> bool:
        """Note the failure; where the update is given up, its sender is told in the same commit. Whether it is."""
        undecodable = isinstance(error, ValidationError) and error.title == "Update"
        pause = _PAUSES[min(waiting.attempts, len(_PAUSES) - 1)]
        now, most, told = wall_now(), 1 if undecodable else DEAD_AFTER, fault(error)

        def note(conn: Connection) -> bool:
            retry_at = now + timedelta(seconds=pause)
            dead = inbox.failed(conn, ticket.lane, ticket.fence, ticket.row, told, now, retry_at, most)
            inbox.release(conn, ticket.lane, ticket.fence)
            if dead and turn and (apology := self._apology(ticket.raw, turn)):
                outbox.put(conn, [message_of(apology, turn, now)], now)
            return dead

        dead = await self._tools.work.run(note)
        words = "an update is given up" if dead else "an update failed and will be tried again"
        self._log.error(words, update=waiting.update_id, attempt=waiting.attempts + 1, exc_info=error)
        self._tools.bells.ring_outward()
        return dead

    def _apology(self, raw: dict[str, Any], turn: Turn) -> Reply | None:
        """What a person who is alone with the bot is told; a group is left in peace."""
        tap, said = updates.tap_of(raw), updates.said(raw)
        if not turn.private or not (tap or said):
            return None
        return Reply(text=given_up(self._texts(turn), tap=tap is not None), answers=said)
