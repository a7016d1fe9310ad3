"""One round of forgetting: rows that are over are deleted, cards that were closed long ago lose what was said."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.clock import wall_now
from bot.erasing.cards import instead_of
from bot.logs import log
from bot.retention.settings import RetentionSettings, ago
from handlers.texts import texts_for
from storage import erasing, inbox, outbox
from storage.erasing import Order
from storage.erasing_overdue import forget_stuck, forget_talks, overdue, went_on
from storage.erasing_people import StillHereError, erase_person, left_before
from storage.snapshots import snapshot
from storage.work import Work
from workflow.ports import Clock

AT_ONCE = 20
"""Cards that lose their words in one commit."""

_MOST_ROUNDS = 10
_PEOPLE = 100

Purge = Callable[[Connection, datetime], int]


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Forgets by these settings: messages and updates by real time, cards and people by the office's clock."""

    work: Work
    clock: Clock
    keep: RetentionSettings

    async def once(self) -> None:
        """Everything whose time is over; of cards so many an hour, the rest in the next round."""
        keep = self.keep
        counts = {
            "updates": await self._purge(inbox.purge, keep.keep_updates_days),
            "messages": await self._purge(outbox.purge, keep.keep_messages_days),
            "stuck": await self._purge(forget_stuck, keep.keep_stuck_days),
            "talks": await self._purge(forget_talks, keep.keep_talks_days),
            "cards": await self._cards(ago(keep.keep_cards_days)),
            "people": await self._people(ago(keep.keep_people_days)),
        }
        log("bot.retention").info("what is over was forgotten", **{name: n for name, n in counts.items() if n})

    async def _purge(self, purge: Purge, days: int) -> int:
        kept, now = ago(days), wall_now()
        return await self.work.run(lambda conn: purge(conn, now - kept)) if kept else 0

    async def _cards(self, kept: timedelta | None) -> int:
        count = 0
        for _ in range(_MOST_ROUNDS if kept else 0):
            done = await self._portion(self.clock.now(), kept or timedelta())
            if done is None:
                break
            count += done
        return count

    async def _portion(self, now: datetime, kept: timedelta) -> int | None:
        """How many cards of the next portion had words; None where there is no card any more."""
        real = wall_now()
        if not await self.work.read(lambda conn: overdue(conn, now - kept, 1)):
            return None
        return await self.work.run(lambda conn: _erase(conn, now - kept, now, real))

    async def _people(self, kept: timedelta | None) -> int:
        if kept is None:
            return 0
        now, real = self.clock.now(), wall_now()
        if not await self.work.read(lambda conn: left_before(conn, now - kept, 1)):
            return 0
        return await self.work.run(lambda conn: _erase_people(conn, now - kept, now, real))


def _erase(conn: Connection, before: datetime, now: datetime, real: datetime) -> int:
    """The next portion, office by office."""
    portion = overdue(conn, before, AT_ONCE)
    done = 0
    for office in sorted({one.office for one in portion}):
        instead = instead_of(snapshot(conn, office).office.locale)
        order = Order(because="retention", reason="", instead=instead, at=now, real=real)
        done += erasing.erase(conn, [one.card for one in portion if one.office == office], order).cards
    if portion:
        went_on(conn, portion[-1], real)
    return done


def _erase_people(conn: Connection, before: datetime, now: datetime, real: datetime) -> int:
    """Whoever still holds open cards is left till he does not."""
    done = 0
    for office, key in left_before(conn, before, _PEOPLE):
        name = texts_for(snapshot(conn, office).office.locale).say("бывший сотрудник")
        try:
            erase_person(conn, office, key, name, now, real)
            done += 1
        except StillHereError:
            log("bot.retention").warning("somebody who left holds open cards and was not erased", office=office)
    return done
