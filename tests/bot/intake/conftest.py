"""The intake interface over HTTP on a database with an office, without the rest of the bot."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from bot.bells import Bells
from bot.intake.server import Desk, Intake
from storage.work import Work
from tests.bot.fakes import Wall, rows
from workflow.office import Office

TOKEN = "right-Token_of-many.letters"
MOST = 2 * 1024 * 1024
BEARER = {"Authorization": f"Bearer {TOKEN}"}
CARDS = "/intake/v1/cards"
CARD: dict[str, Any] = {"office": "lesnoe", "id": "monitor-1", "text": "На Лесной не горят фонари"}


@dataclass
class Answer:
    """What came back."""

    status: int
    body: dict[str, Any]
    headers: Any


@dataclass
class Sender:
    """A monitoring system. `headers` go with everything it asks."""

    client: Any
    work: Work
    bells: Bells
    headers: dict[str, str]

    async def posts(self, body: Any, path: str = CARDS, **headers: str) -> Answer:
        """Post JSON, or bytes as JSON."""
        how: dict[str, Any] = {"data": BytesIO(body)} if isinstance(body, bytes) else {"json": body}
        kind = {"Content-Type": "application/json"}
        return await self._asks("POST", path, headers={**kind, **self.headers, **headers}, **how)

    async def sends(self, *files: tuple[str, str, bytes], **card: Any) -> Answer:
        """Post a form: the card, and files as field, file name, bytes."""
        form = aiohttp.FormData()
        form.add_field("card", json.dumps({**CARD, **card}), content_type="application/json")
        for field, name, content in files:
            form.add_field(field, content, filename=name, content_type="text/html")
        return await self._asks("POST", CARDS, data=form, headers=self.headers)

    async def asks(self, identity: str = "monitor-1", office: str = "lesnoe") -> Answer:
        """Where a message stands."""
        return await self._asks("GET", f"{CARDS}/{office}/{identity}", headers=self.headers)

    async def acts(self, act: Any, identity: str = "monitor-1") -> Answer:
        """What the citizen does."""
        return await self.posts(act, f"{CARDS}/lesnoe/{identity}/acts")

    async def cards(self) -> int:
        """How many there are."""
        return int((await rows(self.work, "SELECT count(*) FROM cards"))[0][0])

    async def _asks(self, method: str, path: str, **how: Any) -> Answer:
        url = self.client.make_url("/").join(URL(path, encoded=True))
        async with self.client.session.request(method, url, **how) as answer:
            return Answer(answer.status, await answer.json(), answer.headers)


@pytest.fixture
async def sender(work: Work, office: Office, wall: Wall) -> AsyncIterator[Sender]:
    """A monitoring system that knows the token."""
    assert office.key == CARD["office"]
    bells = Bells()
    intake = Intake(Desk(work, wall, bells, TOKEN, MOST))
    async with TestClient(TestServer(intake.application(), host="127.0.0.1")) as client:
        yield Sender(client, work, bells, dict(BEARER))
