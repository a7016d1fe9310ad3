"""The refresher: makes every message that shows a card show what the card is now. Notices go before it."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection

from bot.logs import log
from bot.methods import chat_of, digest_of, editing
from bot.outcomes import UNKNOWN_BOT, Blocked, Gone, Migrated, NotModified, Outcome, Refused, Retry, Sent, Unauthorized
from bot.points import point
from bot.showing import shown_now
from bot.way import Way
from handlers.shown import Shown
from handlers.turn import Reply
from handlers.view import card_message, collapsed_message
from storage import views
from storage.views import View
from workflow.deadlines import rules_of

PATROL = 1.0
AT_ONCE = 50
_NO_ROOM_PAUSE = 0.2
_GATHER = 0.05
"""Seconds after a ring: what changes together is looked up, and shown, together."""

_LATER = timedelta(seconds=5)
_MUCH_LATER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Edit:
    """What a message should show. `reply` is None where it shows that already, or nobody reads it."""

    view: View
    version: int
    digest: str
    reply: Reply | None


class Refresher:
    """Looks for messages that are older than their cards; bars are drawn anew every `seconds` of real time.

    `mine` says whether this process is the one that does so.
    """

    def __init__(self, way: Way, seconds: float, mine: Callable[[], bool] = lambda: True) -> None:
        self._way, self._seconds, self._mine = way, timedelta(seconds=seconds), mine
        self._log = log("bot.refresher")

    async def run(self, stop: asyncio.Event) -> None:
        """Reconcile till told to stop."""
        while not stop.is_set():
            self._way.bells.pulse.beat("refresher")
            try:
                left = await self.once() if self._mine() else 0
            except Exception as error:
                self._log.error("showings cannot be refreshed", exc_info=error)
                left = 0
            if left:
                await asyncio.sleep(_NO_ROOM_PAUSE)
            elif await self._way.bells.views.wait(PATROL):
                await asyncio.sleep(_GATHER)

    async def once(self) -> int:
        """One round, one edit a chat. Returns how many messages still wait for room beside the notices."""
        edits = await self._way.work.read(self._outdated)
        done = [edit for edit in edits if edit.reply is None]
        ready = [edit for edit in edits if edit.reply is not None and self._has_room(edit.view.lane)]
        await self._note(done)
        lanes = _by_lane(ready)
        async with asyncio.TaskGroup() as group:
            for lane in lanes:
                group.create_task(self._edit(lane[0]))
        return len(edits) - len(done) - len(lanes)

    def _has_room(self, lane: str) -> bool:
        way = self._way
        return (
            not way.fault
            and way.outage.answers
            and lane not in way.lanes
            and self._way.buckets.spare(lane, way.seconds())
        )

    def _outdated(self, conn: Connection) -> list[Edit]:
        real, now = self._way.real(), self._way.clock.now()
        stale = views.stale(conn, real, AT_ONCE)
        known = {view.id for view in stale}
        aging = [view for view in views.aging(conn, real - self._seconds, real, AT_ONCE) if view.id not in known]
        return [
            *(_edit(view, shown_now(conn, view, now, self._way.bot)) for view in stale),
            *(_bars(view, shown_now(conn, view, now, self._way.bot)) for view in aging),
        ]

    async def _edit(self, edit: Edit) -> None:
        """Make one message show what it should. Trouble with it keeps no other waiting."""
        if edit.reply is None:
            return
        self._way.buckets.take(edit.view.lane, self._way.seconds())
        try:
            call = editing(edit.reply, chat_of(edit.view.lane), edit.view.message_id)
            point("send:before:editMessageText")
            outcome = await self._way.call(call)
            self._way.outage.note(outcome, edit.view.lane, self._way.seconds())
            point("send:after:editMessageText")
            if isinstance(outcome, Unauthorized):
                self._way.fault = UNKNOWN_BOT
            await self._way.work.run(lambda conn: self._settle(conn, edit, outcome))
        except Exception as error:
            self._log.error("a showing was not refreshed", view=edit.view.id, exc_info=error)

    def _settle(self, conn: Connection, edit: Edit, outcome: Outcome) -> None:
        real, view = self._way.real(), edit.view
        match outcome:
            case Sent() | NotModified():
                views.refreshed(conn, view.id, edit.version, edit.digest, real, not view.live, before=view.digest)
            case Gone() | Migrated() | Blocked():
                views.gone(conn, view.id)
            case Retry(after=after):
                self._way.buckets.flooded(view.lane, self._way.seconds(), after)
                views.later(conn, view.id, real + timedelta(seconds=after))
            case Refused(why=why):
                self._log.error("a showing was refused", view=view.id, why=why)
                views.later(conn, view.id, real + _MUCH_LATER)
            case _:
                views.later(conn, view.id, real + _LATER)

    async def _note(self, done: Sequence[Edit]) -> None:
        """Those that show already what they should."""
        if not done:
            return
        real = self._way.real()

        def note(conn: Connection) -> None:
            for edit in done:
                views.refreshed(conn, edit.view.id, edit.version, edit.digest, real, not edit.view.live)

        await self._way.work.run(note)


def _edit(view: View, shown: Shown | None) -> Edit:
    """The newest state of the card, however many changes led to it."""
    if shown is None:
        return Edit(view, view.current, view.digest, None)
    reply = card_message(shown) if view.live else collapsed_message(shown)
    digest = digest_of(reply)
    return Edit(view, shown.card.version, digest, reply if digest != view.digest else None)


def _bars(view: View, shown: Shown | None) -> Edit:
    """The same card with its bars as they are now; outside working time they stand still."""
    if shown is None or not rules_of(shown.office, shown.procedure).time.open_at(shown.now):
        return Edit(view, view.version, view.digest, None)
    return _edit(view, shown)


def _by_lane(edits: Sequence[Edit]) -> list[list[Edit]]:
    lanes: dict[str, list[Edit]] = {}
    for edit in edits:
        lanes.setdefault(edit.view.lane, []).append(edit)
    return list(lanes.values())
