"""HTTP to the driving interface."""

from typing import Any

import aiohttp

Json = dict[str, Any]


class TownError(Exception):
    """The sandbox refused a driving request; the message is its reason."""


class Wire:
    """One connection pool to one sandbox."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        timeout = aiohttp.ClientTimeout(total=None, connect=10)
        self._session = aiohttp.ClientSession(timeout=timeout)

    async def do(self, act: str, /, **fields: Any) -> Json:
        """Send a driving request and return its result; fields which are None are left out."""
        body = {name: value for name, value in fields.items() if value is not None}
        async with self._session.post(f"{self.url}/sandbox/{act}", json=body) as response:
            answer: Json = await response.json()
        if not answer["ok"]:
            raise TownError(answer["error"])
        result: Json = answer["result"]
        return result

    async def file(self, key: str) -> bytes:
        """Return the bytes of a file which a person sees in a chat."""
        async with self._session.get(f"{self.url}/sandbox/file/{key}") as response:
            response.raise_for_status()
            return await response.read()

    async def close(self) -> None:
        """Close the connections."""
        await self._session.close()
