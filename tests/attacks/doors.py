"""All doors of a bot, open on this machine, and somebody who knocks with bytes of his own."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp.test_utils import TestServer

from bot.bells import Bells
from bot.bootstrap import build
from bot.health.life import Phase
from bot.intake.server import Desk, Intake
from bot.settings import Settings
from bot.webhook import HEADER, Webhook
from storage.work import Work
from tests.bot.fakes import Wall

SECRET = "right-Secret_1"
TOKEN = "right-Token_of-many.letters"
BOT_TOKEN = "1234567890:AAEabcdefghijklmnopqrstuvwxyz_0123456"
UPDATE = b'{"update_id": 1, "message": {"message_id": 1, "chat": {"id": 7}}}'
CARD = '{"office": "lesnoe", "id": "monitor-1", "text": "На Лесной не горят фонари"}'.encode()


@dataclass
class Doors:
    """Where the doors are, and what came in through the webhook."""

    webhook: tuple[str, int]
    intake: tuple[str, int]
    health: tuple[str, int]
    stored: list[Mapping[str, Any]]


@asynccontextmanager
async def doors(work: Work) -> AsyncIterator[Doors]:
    """A webhook, an intake interface and the health pages, each on a port of its own."""
    stored: list[Mapping[str, Any]] = []

    async def store(updates: Sequence[Mapping[str, Any]]) -> None:
        stored.extend(updates)

    app = await build(settings(health_port="1"), work=work, clock=Wall())
    app.health.life.phase = Phase.RUNNING
    assert app.health.listener is not None
    applications = (
        Webhook(store, SECRET).application("/telegram"),
        Intake(Desk(work, Wall(), Bells(), TOKEN, 1024 * 1024)).application(),
        app.health.listener.application,
    )
    servers = [TestServer(one, host="127.0.0.1") for one in applications]
    for server in servers:
        await server.start_server()
    at = [("127.0.0.1", server.port or 0) for server in servers]
    yield Doors(*at, stored)
    for server in servers:
        await server.close()
    await app.telegram.close()


def settings(**more: str) -> Settings:
    """Settings of a bot that reaches nobody."""
    return Settings(bot_token=BOT_TOKEN, telegram_api_server="http://127.0.0.1:1", _env_file=None, **more)


async def knock(at: tuple[str, int], head: bytes, body: bytes = b"") -> int:
    """Send bytes as they are and hang up. Returns the status of the answer; 0 where there was none."""
    reader, writer = await asyncio.open_connection(*at)
    try:
        writer.write(head + b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body)
        line = await reader.readline()
        await reader.read()
    except ConnectionResetError:
        return 0
    finally:
        writer.close()
    return int(line.split()[1]) if line else 0


def told(*headers: bytes, path: bytes = b"/telegram", method: bytes = b"POST") -> bytes:
    """The head of a request with these lines."""
    lines = [method + b" " + path + b" HTTP/1.1", b"Host: x", b"Content-Type: application/json", *headers, b""]
    return b"\r\n".join(lines)


def secret(value: bytes) -> bytes:
    """The line that shows a secret to the webhook."""
    return HEADER.encode() + b": " + value


def bearer(value: bytes) -> bytes:
    """The line that shows a token to the intake interface."""
    return b"Authorization: Bearer " + value
