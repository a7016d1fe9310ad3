"""A real mail server on this machine that keeps what it is given, or answers as a test lays out."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

OK = "250 OK"
PATIENCE = 20.0
CUT = "cut"
"""The connection breaks off instead of an answer."""


class Mailbox:
    """What came, and what is answered next at each stage; nothing laid out means that all is taken."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.readers: list[str] = []
        self.logins: list[tuple[bytes, bytes]] = []
        self.at_mail: deque[str] = deque()
        self.at_rcpt: deque[str] = deque()
        self.at_data: deque[str] = deque()
        self.port = 0
        self._came: asyncio.Queue[EmailMessage] = asyncio.Queue()

    async def next(self) -> EmailMessage:
        """The next mail, waited for."""
        async with asyncio.timeout(PATIENCE):
            return await self._came.get()

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name for it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer MAIL FROM."""
        envelope.mail_from = address
        return _next(self.at_mail)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name for it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer RCPT TO."""
        answer = _next(self.at_rcpt)
        if answer == OK:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        """Take the mail; one that is cut off is taken all the same, and its sender does not learn of it."""
        answer = _next(self.at_data)
        if answer in (OK, CUT):
            assert isinstance(envelope.content, bytes)
            self.mails.append(message_from_bytes(envelope.content, policy=default))
            self.readers += envelope.rcpt_tos
            self._came.put_nowait(self.mails[-1])
        if answer == CUT:
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
        return OK if answer == CUT else answer

    def login(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        """Let in whoever knows the word."""
        assert isinstance(data, LoginPassword)
        self.logins.append((data.login, data.password))
        return AuthResult(success=data.password == b"sesame", handled=False)


def _next(answers: deque[str]) -> str:
    return answers.popleft() if answers else OK


@asynccontextmanager
async def listening(box: Mailbox, port: int = 0) -> AsyncIterator[Mailbox]:
    """The server, listening on 127.0.0.1 while the test needs it."""
    loop = asyncio.get_running_loop()

    lines: list[SMTP] = []

    def made() -> SMTP:
        line = SMTP(box, loop=loop, hostname="mail.test", auth_require_tls=False, authenticator=box.login)
        lines.append(line)
        return line

    server = await loop.create_server(made, "127.0.0.1", port)
    box.port = server.sockets[0].getsockname()[1]
    try:
        yield box
    finally:
        server.close()
        await server.wait_closed()
        for line in lines:
            if line.transport is not None:
                line.transport.close()
        await asyncio.sleep(0)  # transports let go of their sockets in the loop's next round
