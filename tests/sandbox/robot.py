"""A bare bot for these tests: it calls methods over HTTP and knows nothing else."""

from typing import Any

import aiohttp


class Robot:
    """A bot by its token; `ok` returns the result of a call, `fails` the description of its refusal."""

    def __init__(self, url: str, identity: int, token: str) -> None:
        self.url = url
        self.id = identity
        self.token = token
        self.session = aiohttp.ClientSession()

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Return the whole answer."""
        async with self.session.post(f"{self.url}/bot{self.token}/{method}", json=params) as response:
            answer: dict[str, Any] = await response.json()
        assert response.status == (200 if answer["ok"] else answer["error_code"])
        return answer

    async def ok(self, method: str, **params: Any) -> Any:
        """Return the result; the call must succeed."""
        answer = await self.call(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def fails(self, method: str, **params: Any) -> str:
        """Return the description; the call must be refused."""
        answer = await self.call(method, **params)
        assert not answer["ok"], answer
        return str(answer["description"])

    async def form(self, method: str, **params: Any) -> dict[str, Any]:
        """Call with a multipart form; bytes are sent as files."""
        form = aiohttp.FormData()
        for name, value in params.items():
            if isinstance(value, bytes):
                form.add_field(name, value, filename=f"{name}.bin")
            else:
                form.add_field(name, str(value))
        async with self.session.post(f"{self.url}/bot{self.token}/{method}", data=form) as response:
            answer: dict[str, Any] = await response.json()
        return answer

    async def updates(self, **params: Any) -> list[dict[str, Any]]:
        """Return the waiting updates and confirm them."""
        found: list[dict[str, Any]] = await self.ok("getUpdates", **params)
        if found:
            await self.ok("getUpdates", offset=found[-1]["update_id"] + 1, timeout=0)
        return found

    async def close(self) -> None:
        """Close the connections."""
        await self.session.close()
