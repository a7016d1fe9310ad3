"""The citizens' platform, which speaks with the office over its intake interface."""

import json
import socket
from typing import Any

import aiohttp

from tests.bot.test_uploads import picture

TOKEN = "a-long-word-of-the-platform"
MESSAGE = {
    "office": "kamchatka",
    "id": "platform-1",
    "network": "platform",
    "author": "Мария Л.",
    "topic": "освещение",
    "place": "ул. Лесная, 5",
    "text": "Третий день не горят фонари у школы",
}


class Platform:
    """Brings messages with their photos, asks how they stand, and passes on what citizens do."""

    def __init__(self, port: int) -> None:
        self._url = f"http://127.0.0.1:{port}/intake/v1/cards"
        self._headers = {"Authorization": f"Bearer {TOKEN}"}

    async def brings(self, **more: str) -> tuple[int, dict[str, Any]]:
        """Post a message with a photo."""
        form = aiohttp.FormData()
        form.add_field("card", json.dumps({**MESSAGE, **more}), content_type="application/json")
        form.add_field("photo", picture(), filename="1.png")
        return await self._asks("POST", "", data=form)

    async def asks(self, identity: str = MESSAGE["id"]) -> dict[str, Any]:
        """How a message stands."""
        return (await self._asks("GET", f"/kamchatka/{identity}"))[1]

    async def acts(self, identity: str = MESSAGE["id"], **act: Any) -> tuple[int, dict[str, Any]]:
        """What the citizen does."""
        return await self._asks("POST", f"/kamchatka/{identity}/acts", json=act)

    async def _asks(self, method: str, path: str, **body: Any) -> tuple[int, dict[str, Any]]:
        async with (
            aiohttp.ClientSession(headers=self._headers) as client,
            client.request(method, self._url + path, **body) as answer,
        ):
            return answer.status, await answer.json()


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
