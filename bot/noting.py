"""What came of a send: the way out learns of it, and the database has to know it before anything else is begun."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import Connection

from bot.logs import log
from bot.outcomes import UNKNOWN_BOT, Outcome, Refused, Retry, Sent, Unauthorized, Unsure
from bot.publishing_end import End, settle_publication
from bot.settling import settle
from bot.showing import Order
from bot.way import Way
from storage import outbox
from storage.outbox import Sending
from storage.work.insisting import insist

_MOST_TRIES = 12
"""How often a message may be tried in an outage, when every time it may have arrived."""


class Noting:
    """Notes what came of each send. It is known here alone till the database has it."""

    def __init__(self, way: Way) -> None:
        self._way = way
        self._untold: set[object] = set()
        self._log = log("bot.noting")

    @property
    def behind(self) -> bool:
        """Whether the database is in trouble and has yet to hear of something."""
        return bool(self._untold)

    async def run(self, fn: Callable[[Connection], object]) -> None:
        """Have it written, however long the database is in trouble. Raises Fenced where the lane is another's."""
        this = object()

        def told(why: str) -> None:
            self._untold.add(this)
            self._way.bells.pulse.beat("sender")  # who waits for the database, as it should, is not to be killed for it
            self._log.error("the database cannot note what was sent; nothing more is sent till it can", why=why)

        try:
            await insist(self._way.work, fn, told, self._way.sleep)
        finally:
            self._untold.discard(this)

    async def outcome(self, outcome: Outcome, message: Sending, order: Order) -> None:
        """Note what Telegram made of a message, and draw the conclusions for those that follow."""
        way = self._way
        self._heard(outcome, message)
        real = way.real()
        if isinstance(outcome, Unauthorized):
            await self.run(lambda conn: outbox.wait(conn, message, real))
        elif message.kind == outbox.ONCE:
            await self.publication(outcome, message, order)
        elif isinstance(outcome, Unsure) and self._excused(message):
            pause = timedelta(seconds=2 * way.outage.pause)  # longer than everybody's: others are tried before it
            await self.run(lambda conn: outbox.unsure(conn, message, real + pause, outcome.why))
        else:
            await self.run(lambda conn: settle(outcome, conn, message, order, real))
        if isinstance(outcome, Sent):
            way.bells.views.ring()

    async def publication(self, outcome: Outcome, message: Sending, order: Order | None = None) -> None:
        """What comes of a publication concerns its card: people see it at once."""
        way = self._way
        end = End(outcome, message, order, way.real(), way.clock.now(), way.mail, way.locale)
        await self.run(lambda conn: settle_publication(end, conn))
        way.bells.views.ring()

    def _excused(self, message: Sending) -> bool:
        """Whether its one repeat is not used up, since nothing at all succeeds at present; bounded all the same."""
        return self._way.outage.excuses(message.lane) and message.attempts < _MOST_TRIES

    def _heard(self, outcome: Outcome, message: Sending) -> None:
        way = self._way
        way.outage.note(outcome, message.lane, way.seconds())
        if isinstance(outcome, Unauthorized):
            way.fault = UNKNOWN_BOT
        if isinstance(outcome, Retry):  # too many in one chat is that chat's; in two at the same time everybody's
            way.buckets.flooded(message.lane, way.seconds(), outcome.after)
        if not isinstance(outcome, Sent):
            self._complain(outcome, message)

    def _complain(self, outcome: Outcome, message: Sending) -> None:
        about = {"row": message.id, "kind": message.kind, "lane": message.lane, "outcome": str(outcome)}
        if isinstance(outcome, Refused):
            ours = "can't parse entities" in outcome.why
            self._log.error("OUR TEXT IS NOT HTML" if ours else "a message was refused for good", **about)
        else:
            self._log.warning("a message was not sent", **about)
