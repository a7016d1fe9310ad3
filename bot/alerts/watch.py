"""The watch: looks every minute whether the bot itself is well, and tells those who can mend it."""

import asyncio
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from bot.alerts.clocks import OwnClock
from bot.alerts.nightly import Known, Nightly
from bot.alerts.noticing import Moment, Noticing
from bot.alerts.off import Off, lives, was_off
from bot.alerts.telling import tell, tell_off
from bot.alerts.troubles import Figures, Trouble, troubles
from bot.bells import Bells
from bot.clock import wall_now
from bot.logs import fault, log
from storage import marks
from storage.clocks import shared_now
from storage.clocks_apart import apart
from storage.errors import Fenced
from storage.inbox import asked
from storage.vitals import look
from storage.work import Work
from workflow.ports import Clock

EVERY = 60.0
_LOOP = "watch"
_LONGEST_LOOK = 3600.0
"""A journal that is walked through at night may be a long one."""


@dataclass(frozen=True, slots=True)
class Post:
    """What the watch looks at and tells. `folder` is on the disk that must not fill up, None where it is not ours.

    `own` holds this machine's clock against the database's, whether this process leads or not.
    """

    work: Work
    clock: Clock
    bells: Bells
    nightly: Nightly
    chat: str = ""
    locale: str = "ru"
    folder: Path | None = None
    mine: Callable[[], bool] = lambda: True
    real: Callable[[], datetime] = wall_now
    seconds: Callable[[], float] = time.monotonic
    noticing: Noticing = field(default_factory=Noticing)
    own: OwnClock | None = None


class Watch:
    """Of several processes the leader looks. The log has what it sees even where no message can go."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._log = log("bot.alerts")
        self._known: Known | None = None
        self._began: float | None = post.seconds()

    async def run(self, stop: asyncio.Event) -> None:
        """Look every minute till told to stop."""
        while not stop.is_set():
            self._post.bells.pulse.beat(_LOOP, _LONGEST_LOOK)
            with suppress(TimeoutError):
                async with asyncio.timeout(EVERY):
                    await stop.wait()
            if not stop.is_set():
                await self.once()

    async def once(self) -> None:
        """One look. Whatever goes wrong with it, there is a next one."""
        post = self._post
        if post.own:
            await post.own.look()
        now = Moment(post.seconds(), post.real(), post.clock.now())
        if not post.mine():
            post.noticing.forget()
            return
        try:
            await self._look(now)
        except Fenced:
            self._log.warning("another process leads by now; nothing of this was written")
        except Exception as error:
            post.noticing.failed(now.seconds)
            self._log.error("the watch cannot look", why=fault(error))

    async def _look(self, now: Moment) -> None:
        post = self._post
        await self._live(now)
        journals = await self._journals()
        vitals = await post.work.read(look)
        figures = Figures(
            vitals=vitals,
            now=now.real,
            late=post.noticing.late(vitals.next_timer, now),
            away=post.noticing.away(now.seconds),
            jump=post.noticing.jump(now),
            free=self._free(),
            broken=journals.broken,
            unread=journals.unread,
            clocks=await post.work.read(lambda conn: apart(conn, shared_now(conn, now.real))),
        )
        await self._tell(troubles(figures), now.real)
        post.noticing.note(now)
        if not await post.work.read(lambda conn: asked.counted(conn, now.real)):
            count = await post.work.read(lambda conn: asked.count(conn, now.real))
            await post.work.run(lambda conn: marks.put(conn, asked.MARK, now.real, count=count))

    async def _live(self, now: Moment) -> None:
        """Leave a sign of life. At the first look it is told where there was none for long before this process."""
        begun = timedelta(seconds=now.seconds - self._began) if self._began is not None else None
        off = await self._post.work.run(lambda conn: self._lives(conn, now.real, begun))
        self._began = None
        if off:
            self._log.error("trouble", kind="off", since=off.since.isoformat(), till=off.till.isoformat())
            self._post.bells.outbox.ring()

    def _lives(self, conn: Connection, here: datetime, begun: timedelta | None) -> Off | None:
        """`begun` is how long ago this process began, None where it was told what was before."""
        now = shared_now(conn, here)
        off = was_off(conn, now - begun) if begun is not None else None
        lives(conn, now)
        if off:
            tell_off(conn, off, here, self._post.chat, self._post.locale)
        return off

    def _free(self) -> int | None:
        """The bytes left on the disk. Where nobody can say, as of a folder that is gone, all else is looked at."""
        try:
            return shutil.disk_usage(self._post.folder).free if self._post.folder else None
        except OSError as error:
            self._log.error("nobody can say how much room is left on the disk", why=fault(error))
            return None

    async def _journals(self) -> Known:
        """What is known of the journals, or was a minute ago: a failure keeps no other trouble from being told."""
        try:
            self._known = await self._post.nightly.known()
        except Exception as error:
            if self._known is None or isinstance(error, Fenced):
                raise
            self._log.error("nobody can look after the journals", why=fault(error))
        return self._known

    async def _tell(self, found: list[Trouble], now: datetime) -> None:
        post = self._post
        verdict = await post.work.run(lambda conn: tell(conn, found, now, post.chat, post.locale))
        for trouble in verdict.begun:
            about = {"count": trouble.count, "seconds": trouble.time.total_seconds(), "office": trouble.name}
            self._log.error("trouble", kind=str(trouble.kind), **{name: what for name, what in about.items() if what})
        for kind in verdict.over:
            self._log.info("trouble is over", kind=str(kind))
        if verdict.begun or verdict.over:
            post.bells.outbox.ring()
