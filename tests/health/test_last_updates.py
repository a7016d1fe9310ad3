"""An update that comes while a webhook is being taken away."""

import asyncio
import socket
from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp
from pydantic import SecretStr

from bot.outcomes import Outcome, Sent
from bot.settings import Settings
from bot.source import Listening
from bot.webhook import HEADER
from tests.bot.test_run import TOKEN, Named

UPDATE = {"update_id": 1, "message": {"message_id": 1, "chat": {"id": 7}}}


class Late(Named):
    """A Telegram that brings an update at the very moment at which it is told to bring no more."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self.set_up = asyncio.Event()
        self.answered: list[int] = []
        self._url = f"http://127.0.0.1:{port}/t"

    async def ask(self, name: str, params: Any, seconds: float = 0) -> Outcome:
        if name == "deleteWebhook":
            async with (
                aiohttp.ClientSession() as client,
                client.post(self._url, json=UPDATE, headers={HEADER: "hush"}) as answer,
            ):
                self.answered.append(answer.status)
        self.set_up.set()
        return Sent()


async def test_an_update_that_comes_at_the_end_is_left_to_the_next_life() -> None:
    """From the word to stop on the answer is 503 and nothing is stored: Telegram keeps the update."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    settings = Settings(
        bot_token=TOKEN,
        mode="webhook",
        webhook_url="https://bot.example.org/t",
        webhook_secret=SecretStr("hush"),
        webhook_port=port,
        _env_file=None,
    )
    stored: list[Mapping[str, Any]] = []

    async def store(updates: Sequence[Mapping[str, Any]]) -> None:
        stored.extend(updates)

    telegram = Late(port)
    source = Listening(telegram, store, settings)  # type: ignore[arg-type]  # a fake
    async with asyncio.TaskGroup() as group:
        running = group.create_task(source.run())
        await telegram.set_up.wait()
        running.cancel()
    assert (telegram.answered, stored) == ([503], [])
