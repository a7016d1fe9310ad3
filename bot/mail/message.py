"""From a card to a mail: headers that nobody's words can break out of, the text, the files."""

import hashlib
import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from bot.mail.files import Attachment
from bot.mail.words import body, subject
from handlers.safe import short
from handlers.shown import Shown
from workflow.words import Importance

_POLICY = SMTP.clone(cte_type="7bit")
"""Any server can carry it, those without 8BITMIME too."""

_LONGEST_NAME = 80
_UNKNOWN = "application/octet-stream"
_NOT_A_FILE = frozenset({"message", "multipart"})
"""Types that may not be sent as bytes (RFC 2046, 5.2.1)."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who writes to whom, when (real time), and under which identity; `repeated` may have come already."""

    sender: Address
    reader: Address
    message_id: str
    at: datetime
    repeated: bool = False


def letter(shown: Shown, attachments: Sequence[Attachment], envelope: Envelope) -> EmailMessage:
    """The mail that brings a card to its reader, in his language."""
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = envelope.sender
    mail["To"] = envelope.reader
    mail["Subject"] = subject(shown, envelope.repeated)
    mail["Date"] = envelope.at
    mail["Message-ID"] = envelope.message_id
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answering machine need answer
    if shown.card.importance is Importance.HIGH:
        mail["Importance"] = "high"
    mail.set_content(body(shown, attachments))
    for attachment in attachments:
        if attachment.why is None:
            _attach(mail, attachment)
    mail["Content-Language"] = shown.texts.locale  # last: what is about the content goes when the content is set
    return mail


def named(address: Address, name: str) -> Address:
    """The address with a person's name before it, on one line whatever the name holds."""
    return Address(display_name=short(name, _LONGEST_NAME), username=address.username, domain=address.domain)


def message_id(key: str, created_at: datetime, domain: str) -> str:
    """The identity of a mail, the same for its repeat, so that mail programs fold the two.

    The moment is part of it: a database that is begun anew gives the same keys to other cards.
    """
    return f"<{hashlib.sha256(f'{key} {created_at.timestamp()}'.encode()).hexdigest()[:40]}@{domain}>"


def _attach(mail: EmailMessage, attachment: Attachment) -> None:
    kind = mimetypes.guess_type(attachment.name)[0] or _UNKNOWN
    if kind.partition("/")[0] in _NOT_A_FILE:
        kind = _UNKNOWN
    major, _, minor = kind.partition("/")
    mail.add_attachment(attachment.content, maintype=major, subtype=minor, filename=attachment.name)
