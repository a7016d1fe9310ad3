"""The clock of this machine against others': deadlines are counted by it. And the zones of the offices."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import aiohttp
from aiogram.client.session.aiohttp import AiohttpSession
from sqlalchemy import Connection, text

from bot.clock import wall_now
from bot.doctor.finding import Finding, fault, ok, warning
from bot.doctor.visit import Visit
from bot.settings import REAL_TELEGRAM

CHECK = "clock"
_MEND = "switch on NTP: timedatectl set-ntp true"
LITTLE, MUCH = timedelta(seconds=10), timedelta(minutes=2)


async def against_telegram(visit: Visit) -> AsyncIterator[Finding]:
    """By the Date of an answer of the Bot API's server; the address that is asked holds no token."""
    theirs = await _date(visit)
    if theirs is None:
        yield warning(CHECK, "the answer of the Bot API's server names no time", "compare the clock by hand: date -u")
    else:
        yield judged(wall_now() - theirs, "Telegram's")


async def against_database(visit: Visit) -> AsyncIterator[Finding]:
    """A database on this machine has the same clock: only PostgreSQL is asked."""
    if visit.file is None:
        seen = await visit.database.read(_their_time)
        yield judged(wall_now() - seen, "the database's")


def judged(ahead: timedelta, whose: str) -> Finding:
    """`ahead` is by how much this machine's clock goes before the other."""
    off, way = abs(ahead), "ahead of" if ahead > timedelta() else "behind"
    if off <= LITTLE:
        return ok(CHECK, f"within {off.total_seconds():.0f} s of {whose}")
    words = f"{off.total_seconds():.0f} s {way} {whose}"
    return warning(CHECK, words, _MEND) if off < MUCH else fault(CHECK, words, _MEND)


def zones(visit: Visit) -> Iterator[Finding]:
    """Every office's zone must be known here."""
    for office in visit.offices or ():
        try:
            ZoneInfo(office.timetable.zone)
        except (ZoneInfoNotFoundError, ValueError):
            words = f"the zone {office.timetable.zone!r} of {office.key} is not known here"
            yield fault(CHECK, words, "install the zones anew: pip install --force-reinstall tzdata")


def _their_time(conn: Connection) -> datetime:
    return conn.execute(text("SELECT clock_timestamp()")).scalar_one()  # type: ignore[no-any-return]  # a timestamptz


async def _date(visit: Visit) -> datetime | None:
    assert visit.telegram is not None  # noqa: S101 - without it nobody asks
    assert visit.settings is not None  # noqa: S101 - as above
    session = visit.telegram.bot.session
    assert isinstance(session, AiohttpSession)  # noqa: S101 - see bot.telegram.make_bot
    client = await session.create_session()
    url = visit.settings.telegram_api_server or REAL_TELEGRAM
    try:
        async with client.get(url, allow_redirects=False, timeout=aiohttp.ClientTimeout(total=10)) as answer:
            return parsedate_to_datetime(answer.headers["Date"])
    except (aiohttp.ClientError, TimeoutError, OSError, KeyError, ValueError):
        return None
