"""From a row of the outbox to the mail that goes out now, with its attachments."""

from dataclasses import dataclass
from datetime import timedelta
from email.headerregistry import Address
from email.message import EmailMessage

from sqlalchemy import Connection

from bot.clock import wall_now
from bot.mail.files import Files, Why
from bot.mail.message import Envelope, letter, message_id, named
from bot.showing import shown_to
from bot.way import Way
from handlers.shown import Shown
from storage import mails
from storage.outbox import Sending
from storage.snapshots import snapshot
from workflow.notices import Notice

WAIT_FOR_FILES = timedelta(minutes=15)
"""Real time since the notice for which a mail waits for attachments that Telegram does not give yet."""


class NotYetError(Exception):
    """The attachments cannot be fetched at present."""


@dataclass(frozen=True, slots=True)
class Made:
    """A mail, and its identity."""

    mail: EmailMessage
    message_id: str


class Maker:
    """Makes mails as they go out, so that each says how the card stands then."""

    def __init__(self, way: Way, files: Files, sender: Address) -> None:
        self._way, self._files, self._sender = way, files, sender

    async def make(self, message: Sending, reader: Address) -> Made | None:
        """The mail of a row to this address; None where there is nothing to say any more. Raises NotYetError."""
        notice = Notice.model_validate_json(message.body)
        shown = await self._way.work.read(lambda conn: self._shown(conn, notice))
        if shown is None:
            return None
        attachments = await self._files.of(shown.card.post.media)
        now = wall_now()
        if any(one.why is Why.NOT_YET for one in attachments) and now - message.created_at < WAIT_FOR_FILES:
            raise NotYetError(NotYetError.__doc__)
        identity = message_id(mails.key_of(notice), message.created_at, self._sender.domain)
        to = named(reader, shown.reader.name if shown.reader else "")
        return Made(letter(shown, attachments, Envelope(self._sender, to, identity, now, message.repeated)), identity)

    def _shown(self, conn: Connection, notice: Notice) -> Shown | None:
        """The card as it is now, for its reader."""
        office = snapshot(conn, notice.office).office
        return shown_to(conn, notice.card, office, notice.to, self._way.clock.now(), self._way.bot)
