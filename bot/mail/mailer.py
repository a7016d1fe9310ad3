"""The mailer: takes the heads of the outbox's lanes of mail and hands them to the mail server.

It goes its own way beside the sender: a mail server that is slow or away holds up nothing but mail.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import timedelta
from email.headerregistry import Address

from sqlalchemy import Connection

from bot.clock import wall_now
from bot.logs import log
from bot.mail.files import FETCH_SECONDS, Files, Keeper
from bot.mail.making import Made, Maker, NotYetError
from bot.mail.settings import MailSettings, mailbox
from bot.mail.settling import pause, settle
from bot.mail.smtp import Outcome, Smtp
from bot.outage import Outage
from bot.outcomes import NotSent, Refused, Sent, Unsure
from bot.taking import Taking
from bot.way import Way
from storage import blobs, mails, outbox
from storage.blobs import Blob
from storage.errors import Fenced
from storage.outbox import Sending
from storage.work.insisting import insist

PATROL = 1.0
AT_ONCE = 4
"""Mails under way at the same time: each holds its attachments in memory."""

_ANSWERS = 12
"""Answers of the server that one mail needs at most; its lease is as long as all of them may take."""

MEGABYTE = 1_000_000


class Mailer:
    """Serial within an address, a few side by side."""

    def __init__(self, way: Way, smtp: Smtp, maker: Maker, sender: Address, lease: timedelta) -> None:
        """Of the way only the database, the bells, the name and real time are used: mail has an outage of its own."""
        self._way, self._smtp, self._maker = way, smtp, maker
        self._sender, self._lease = sender, lease
        self._taking = Taking(way, self._run, lease, by_mail=True)
        self._lanes: set[str] = set()
        self.outage = Outage()
        self._log = log("bot.mail")

    async def run(self, stop: asyncio.Event) -> None:
        """Send till told to stop; what is on its way is finished."""
        await self._ask()
        async with asyncio.TaskGroup() as group:
            while not stop.is_set():
                self._beat()
                if not await self.once(group):
                    await self._way.bells.mail.wait(PATROL)

    async def once(self, group: asyncio.TaskGroup) -> int:
        """Begin with as many heads of lanes as there is room for. Returns how many."""
        room = await self._room()
        messages = await self._taking.claim(room, self._lanes) if room > 0 else []
        for message in messages:
            self._lanes.add(message.lane)
            group.create_task(self._deliver(message))
        return len(messages)

    async def _room(self) -> int:
        """How many mails may be begun with. While the server fails: one, once it answers a harmless question."""
        if not self.outage.on:
            return AT_ONCE - len(self._lanes)
        if self._lanes or time.monotonic() < self.outage.till:
            return 0
        if not self.outage.answers:
            await self._ask()
        return 1 if self.outage.answers else 0

    async def _ask(self) -> None:
        outcome = await self._smtp.ask()
        self.outage.asked(outcome if isinstance(outcome, NotSent) else Sent(), time.monotonic())
        if not isinstance(outcome, Sent):
            self._log.error("the mail server cannot be used; mail waits", outcome=str(outcome))

    async def _deliver(self, message: Sending) -> None:
        try:
            await self._say(message)
        except Fenced:
            self._log.warning("another mailer has taken the lane", lane=message.lane)
        except Exception as error:
            self._log.error("a mail stays where it is till its lease runs out", row=message.id, exc_info=error)
        finally:
            self._lanes.discard(message.lane)
            self._way.bells.mail.ring()

    async def _say(self, message: Sending) -> None:
        reader = mailbox(mails.address_of(message.lane))
        if reader is None:
            await self._settle(message, Refused("this is no address that mail can go to"))
            return
        try:
            made = await self._maker.make(message, reader)
        except NotYetError as error:
            await self._again(message, str(error))
        except Exception as error:
            await self._unmade(message, error)
        else:
            await self._hand_over(message, made, reader)

    async def _hand_over(self, message: Sending, made: Made | None, reader: Address) -> None:
        if made is None:
            await self._run(lambda conn: outbox.drop(conn, message, "nothing to say any more", wall_now()))
            return
        await self._settle(message, await self._smtp.send(made.mail, self._sender, reader), made.message_id)

    async def _unmade(self, message: Sending, error: Exception) -> None:
        async def give_up(told: str) -> None:
            await self._run(lambda conn: outbox.dead(conn, message, told, wall_now()))

        await self._taking.unmade(message, error, give_up)

    async def _again(self, message: Sending, why: str) -> None:
        not_before = wall_now() + pause(message.attempts)
        await self._run(lambda conn: outbox.again(conn, message, not_before, why))

    async def _settle(self, message: Sending, outcome: Outcome, identity: str = "") -> None:
        self._note(message, outcome)
        await self._run(lambda conn: settle(conn, message, outcome, identity, wall_now()))

    def _note(self, message: Sending, outcome: Outcome) -> None:
        """A server that refuses or puts off one mail is there for the others."""
        failed = outcome if isinstance(outcome, NotSent | Unsure) else Sent()
        self.outage.note(failed, message.lane, time.monotonic())
        about = {"row": message.id, "lane": message.lane, "outcome": str(outcome)}
        if isinstance(outcome, Refused):
            self._log.error("a mail was refused for good", **about)
        elif not isinstance(outcome, Sent):
            self._log.warning("a mail was not sent", **about)

    async def _run(self, fn: Callable[[Connection], object]) -> None:
        """What came of a mail is known here alone till the database has it."""
        await insist(self._way.work, fn, self._trouble)

    def _trouble(self, why: str) -> None:
        self._beat()
        self._log.error("the database cannot note a mail", why=why)

    def _beat(self) -> None:
        self._way.bells.pulse.beat("mailer", self._lease.total_seconds())


def make_mailer(settings: MailSettings, way: Way, keeper: Keeper) -> Mailer | None:
    """The mailer of the settings; None where they name no mail server."""
    sender = mailbox(settings.smtp_from)
    if not settings.by_mail or sender is None:
        return None

    async def blob(sha: str) -> Blob:
        return await way.work.read(lambda conn: blobs.get(conn, sha))

    files = Files(keeper, blob, int(settings.smtp_max_attachments_mb * MEGABYTE))
    lease = timedelta(seconds=FETCH_SECONDS + _ANSWERS * settings.smtp_timeout)
    return Mailer(way, Smtp(settings), Maker(way, files, sender), sender, lease)
