"""The watch: looks every minute whether the bot itself is well, and tells those who can mend it."""

import asyncio
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.alerts.nightly import Known, Nightly
from bot.alerts.noticing import Moment, Noticing
from bot.alerts.telling import tell
from bot.alerts.troubles import Figures, Trouble, troubles
from bot.bells import Bells
from bot.clock import wall_now
from bot.logs import fault, log
from storage import marks
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
    """What the watch looks at and tells. `folder` is on the disk that must not fill up, None where it is not ours."""

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


class Watch:
    """Of several processes the leader looks. The log has what it sees even where no message can go."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._log = log("bot.alerts")
        self._known: Known | None = None

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
        )
        await self._tell(troubles(figures), now.real)
        post.noticing.note(now)
        if not await post.work.read(lambda conn: asked.counted(conn, now.real)):
            count = await post.work.read(lambda conn: asked.count(conn, now.real))
            await post.work.run(lambda conn: marks.put(conn, asked.MARK, now.real, count=count))

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
