"""One office's journal is walked through a night; what is not as it was written is told till it is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from bot.clock import wall_now
from bot.logs import fault, log
from storage import marks
from storage.journal import BrokenLink, verify
from storage.moment import at_one_moment
from storage.offices import all_offices
from storage.work import Work
from storage.work.retry import transient
from workflow.office import Office
from workflow.words import OfficeId

MARK = "journal verified"
Verify = Callable[[OfficeId], Awaitable[BrokenLink | None]]

_NIGHT = range(1, 5)
"""Hours of the office's zone in which nobody is kept waiting."""

_AGAIN = timedelta(hours=20)
_AT_ANY_HOUR = timedelta(hours=48)
"""Where nights were missed, as on a computer that is switched off for them."""


class Known(BaseModel):
    """Which office was looked at last; whose journal is not what was written, or could not be read. By their keys."""

    last: str = ""
    broken: list[str] = []
    unread: list[str] = []


@dataclass(frozen=True, slots=True)
class Nightly:
    """Looks after the journals. `verify` walks one, where it keeps nobody else waiting."""

    work: Work
    verify: Verify
    real: Callable[[], datetime] = wall_now

    async def known(self) -> Known:
        """What is known of the journals; now and then one is walked first.

        A walk that fails is noted too: it is not tried again before the office's next turn. Where the database is
        away for a moment it is no walk at all, and the error comes out.
        """
        offices = [one.office for one in await self.work.read(all_offices)]
        mark = await self.work.read(lambda conn: marks.get(conn, MARK))
        known, now = Known.model_validate(mark.about) if mark else Known(), self.real()
        office = due(offices, known.last, mark.at if mark else None, now)
        if office is not None:
            known = await self._walk(known, office)
            await self.work.run(lambda conn: marks.put(conn, MARK, now, **known.model_dump()))
        return known

    async def _walk(self, known: Known, office: Office) -> Known:
        try:
            return walked(known, office, await self.verify(office.id))
        except Exception as error:
            if transient(error):
                raise
            log("bot.alerts").error("the journal cannot be walked through", office=office.key, why=fault(error))
            return failed(known, office)


def due(offices: list[Office], last: str, at: datetime | None, now: datetime) -> Office | None:
    """The office whose turn it is, the one after the last by key; None where it is not time yet."""
    if not offices or (at is not None and timedelta() <= now - at < _AGAIN):
        return None
    by_key = sorted(offices, key=lambda office: office.key)
    chosen = next((one for one in by_key if one.key > last), by_key[0])
    night = now.astimezone(ZoneInfo(chosen.timetable.zone)).hour in _NIGHT
    return chosen if night or (at is not None and now - at > _AT_ANY_HOUR) else None


def walked(known: Known, office: Office, link: BrokenLink | None) -> Known:
    """What is known after the walk; the log has the place of the break."""
    if link is not None:
        log("bot.alerts").error(
            "the journal is not what was written", office=office.key, at=link.chain_seq, why=link.why
        )
    broken, unread = without(known.broken, office), without(known.unread, office)
    return Known(last=office.key, broken=sorted([*broken, office.key]) if link else broken, unread=unread)


def failed(known: Known, office: Office) -> Known:
    """What is known after a walk that did not get to the end; what was found broken before is not mended by it."""
    unread = sorted([*without(known.unread, office), office.key])
    return known.model_copy(update={"last": office.key, "unread": unread})


def without(keys: list[str], office: Office) -> list[str]:
    """All but the office's own."""
    return [key for key in keys if key != office.key]


def verifying(url: str) -> Verify:
    """Walks over a connection of its own: a long journal keeps no other reader waiting.

    What is written while it walks is left for the next walk.
    """

    async def walk(office: OfficeId) -> BrokenLink | None:
        async with await Work.open(url) as work:
            return await work.read(at_one_moment(lambda conn: verify(conn, office)))

    return walk
