"""The way to the mail server: one connection a mail, whose outcome is sorted and never raised."""

from contextlib import suppress
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage

from aiosmtplib import SMTP, SMTPException, SMTPResponseException

from bot.mail.settings import MailSettings
from bot.outcomes import NotSent, Refused, Sent, Unsure
from bot.points import point

_TOO_LARGE = (523, 552)
_NOT_ABOUT_IT = (421, 503, 530, 535, 538)
"""Codes that are about the connection or the login, whenever they come (RFC 5321, RFC 4954)."""

_PATIENCE = 4
"""A server that has the whole mail looks through it before it answers: that takes longer than its other answers."""

_FAREWELL = 2.0
"""Seconds for the server's answer to a farewell; what came of the mail is known by then and is to be noted."""

_NEVER_LEFT = (SMTPException, OSError, ValueError)
"""Whatever a connection can fail with; ValueError is a name that no network knows."""


@dataclass(frozen=True, slots=True)
class Deferred:
    """The server refuses it for now: a mailbox is full, a sender is not known yet."""

    why: str


Outcome = Sent | Refused | Deferred | NotSent | Unsure


class Smtp:
    """Hands mail to one server."""

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings

    async def ask(self) -> Outcome:
        """Whether the server takes us in: a harmless question."""
        client = self._client()
        outcome = await _come_in(client)
        await _leave(client)
        return outcome

    async def send(self, letter: EmailMessage, sender: Address, reader: Address) -> Outcome:
        """Hand over one mail. Nothing but an answer to its last line makes it certain that it was taken."""
        client = self._client()
        try:
            outcome = await _come_in(client)
            if isinstance(outcome, Sent):
                outcome = await self._hand_over(client, letter.as_bytes(), sender.addr_spec, reader.addr_spec)
        finally:
            await _leave(client)
        return outcome

    def _client(self) -> SMTP:
        mine = self._settings
        return SMTP(
            hostname=mine.smtp_host,
            port=mine.smtp_port,
            username=mine.smtp_user or None,
            password=mine.smtp_password.get_secret_value() if mine.smtp_password else None,
            timeout=mine.smtp_timeout,
            use_tls=mine.smtp_tls == "tls",
            start_tls=mine.smtp_tls == "starttls",
        )

    async def _hand_over(self, client: SMTP, letter: bytes, sender: str, reader: str) -> Outcome:
        try:
            await client.mail(sender, options=_size(client, letter))
        except SMTPResponseException as error:
            return Refused(_told(error)) if error.code in _TOO_LARGE else NotSent(_told(error))
        except _NEVER_LEFT as error:
            return NotSent(_told(error))
        try:
            await client.rcpt(reader)
        except SMTPResponseException as error:
            return _refused(error)
        except _NEVER_LEFT as error:
            return NotSent(_told(error))
        return await self._text(client, letter)

    async def _text(self, client: SMTP, letter: bytes) -> Outcome:
        point("send:before:mail")
        try:
            await client.data(letter, timeout=_PATIENCE * self._settings.smtp_timeout)
        except SMTPResponseException as error:
            return _refused(error)
        except (SMTPException, OSError) as error:
            return Unsure(_told(error))
        finally:
            point("send:after:mail")
        return Sent()


async def _come_in(client: SMTP) -> Outcome:
    """Connect, encrypt, log in. What fails here is no mail's fault, whatever the code."""
    try:
        await client.connect()
        await client.noop()
    except _NEVER_LEFT as error:
        return NotSent(_told(error))
    return Sent()


async def _leave(client: SMTP) -> None:
    """What the server says to a farewell changes nothing."""
    with suppress(SMTPException, OSError):
        if client.is_connected:
            await client.quit(timeout=_FAREWELL)
    client.close()


def _size(client: SMTP, letter: bytes) -> list[str]:
    """The size told beforehand, so that the server refuses what is too large before it is sent."""
    return [f"SIZE={len(letter)}"] if client.supports_extension("size") else []


def _refused(error: SMTPResponseException) -> Outcome:
    """By the first digit of the code (RFC 5321, 4.2.1); anything but a 4 is for good."""
    if error.code in _NOT_ABOUT_IT:
        return NotSent(_told(error))
    return Deferred(_told(error)) if error.code // 100 == 4 else Refused(_told(error))


def _told(error: BaseException) -> str:
    """The server's own words, or the name of what happened on the way to it."""
    if isinstance(error, SMTPResponseException):
        return f"{error.code} {error.message}".strip()
    return f"{type(error).__name__}: {error}" if isinstance(error, SMTPException) else type(error).__name__
