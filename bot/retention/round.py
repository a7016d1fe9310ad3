"""One round of forgetting: rows that are over are deleted, cards that were closed long ago lose what was said."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from bot.clock import wall_now
from bot.erasing.looking import look_through
from bot.logs import fault, log
from bot.retention.portions import Portion, card_again, next_card, next_person
from bot.retention.settings import RetentionSettings, ago
from bot.retention.trust import Watch
from storage import inbox, outbox, sweeps
from storage.erasing_overdue import forget_stuck, forget_talks, left_over, of_cards, overdue
from storage.erasing_people import left_before
from storage.errors import Fenced
from storage.work import Work
from workflow.ports import Clock

MOST_CARDS, MOST_PEOPLE = 200, 100
"""How many of each are forgotten in one round."""

Purge = Callable[[Connection, datetime], int]


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Forgets by these settings: messages and updates by real time, cards and people by the office's clock."""

    work: Work
    clock: Clock
    keep: RetentionSettings
    watch: Watch = field(default_factory=Watch)

    async def once(self) -> None:
        """Everything whose time is over; of cards so many an hour, the rest in the next round.

        What cannot be had again waits till the clock may be believed. A part that fails holds up no other.
        """
        keep, sure = self.keep, await self._sure()
        counts = {
            "updates": await self._part("updates", self._purge(inbox.purge, keep.keep_updates_days)),
            "messages": await self._part("messages", self._purge(outbox.purge, keep.keep_messages_days)),
        }
        if sure:
            counts |= {
                "talks": await self._part("talks", self._purge(forget_talks, keep.keep_talks_days)),
                "stuck": await self._part("stuck", self._purge(forget_stuck, keep.keep_stuck_days)),
                "cards": await self._part("cards", self._cards(ago(keep.keep_cards_days))),
                "people": await self._part("people", self._people(ago(keep.keep_people_days))),
            }
        counts["words"] = await self._part("words", self._words())
        log("bot.retention").info("what is over was forgotten", **{name: n for name, n in counts.items() if n})

    async def _sure(self) -> bool:
        """Whether the office's clock may be believed; if so, that is noted for the next sweep."""
        now, real = self.clock.now(), wall_now()
        last, known = await self.work.read(lambda conn: (sweeps.last_trusted(conn), sweeps.watched_since(conn)))
        believed, since = self.watch.look(now, last, known)
        if believed:
            await self.work.run(lambda conn: sweeps.trust(conn, now, real))
        elif since and since != known:
            await self.work.run(lambda conn: sweeps.watch(conn, since, real))
        if not believed and self.keep.for_good:
            log("bot.retention").info("nothing is erased for good till the clock was watched for a day", last=last)
        return believed

    async def _part(self, name: str, part: Awaitable[int]) -> int:
        try:
            return await part
        except Fenced:
            raise
        except Exception as error:
            log("bot.retention").error("could not be forgotten; tried again in an hour", what=name, why=fault(error))
            return 0

    async def _purge(self, purge: Purge, days: int) -> int:
        kept, now = ago(days), wall_now()
        return await self.work.run(lambda conn: purge(conn, now - kept)) if kept else 0

    async def _cards(self, kept: timedelta | None) -> int:
        if kept is None:
            return 0
        now, real, before = self.clock.now(), wall_now(), self.clock.now() - kept
        found = Portion()
        for one in await self.work.read(lambda conn: of_cards(conn, left_over(conn))):
            found.add(await self.work.run(partial(card_again, one=one, now=now, real=real)))
        came, these = await self.work.read(lambda conn: overdue(conn, before, MOST_CARDS))
        for one in these:
            found.add(await self.work.run(partial(next_card, one=one, came=came, now=now, real=real)))
            came = came.at(one.closed_at, one.card)
        return _told(found, "card")

    async def _people(self, kept: timedelta | None) -> int:
        if kept is None:
            return 0
        now, real, found = self.clock.now(), wall_now(), Portion()
        for who in await self.work.read(lambda conn: left_before(conn, now - kept, MOST_PEOPLE)):
            found.add(await self.work.run(partial(next_person, who=who, now=now, real=real)))
        return _told(found, "office")

    async def _words(self) -> int:
        """What was erased, here or by a command that was broken off, is looked for in the boxes once for all."""
        return (await look_through(self.work)).rows


def _told(portion: Portion, whose: str) -> int:
    """How many there were; who or what was left is told, and tried again with the next round."""
    for number, why in portion.failed.items():
        log("bot.retention").warning("was not forgotten, and is tried again", **{whose: number}, why=why)
    return portion.done
