"""An office whose road builder has an e-mail address, and a mail server for it."""

from collections.abc import AsyncIterator

import pytest

from storage.work import Work
from tests.bot.fakes import Telegram, Wall
from tests.bot.mail.post import PETR, MailPost
from tests.bot.mail.server import Mailbox, listening
from tests.fixtures.offices import OFFICE_TEXT
from workflow.office import Office
from workflow.office_file import OfficeFile, parse_office


@pytest.fixture
def office_file() -> OfficeFile:
    """The office of the other tests; its road builder can be written to."""
    return parse_office(OFFICE_TEXT.replace('key = "roads-1"', f'key = "roads-1"\nemail = "{PETR}"'), "office.toml")


@pytest.fixture
async def box() -> AsyncIterator[Mailbox]:
    """A mail server that takes everything."""
    async with listening(Mailbox()) as ready:
        yield ready


@pytest.fixture
def post(work: Work, telegram: Telegram, wall: Wall, office: Office, box: Mailbox) -> MailPost:
    """The office's way out, by Telegram and by mail."""
    return MailPost(work, telegram, wall, office, box.port)
