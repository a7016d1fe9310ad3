import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiogram.methods import SendMessage
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.outcomes import NotSent, Outcome, Refused, Sent, Unsure
from bot.settings import Settings
from bot.telegram import Telegram, make_bot

TOKEN = "1234567890:AAEabcdefghijklmnopqrstuvwxyz_0123456"
HELLO = SendMessage(chat_id=7, text="привет")
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Server:
    """A Bot API server that answers as the test says, and notes what it was asked."""

    def __init__(self) -> None:
        self.answer: Answer = self.well
        self.asked: list[tuple[str, dict[str, str]]] = []

    async def well(self, request: web.Request) -> web.StreamResponse:
        return web.json_response({"ok": True, "result": {"message_id": 12, "strange": {"new": "field"}}})

    async def take(self, request: web.Request) -> web.StreamResponse:
        fields = dict(await request.post()) if request.content_type != "application/json" else await request.json()
        self.asked.append((request.path, fields))
        return await self.answer(request)


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
async def address(server: Server) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/{tail:.*}", server.take)
    async with TestServer(app, host="127.0.0.1") as running:
        yield str(running.make_url("")).rstrip("/")


async def called(address: str, seconds: float = 20.0, **more: Any) -> Outcome:
    settings = Settings(bot_token=TOKEN, telegram_api_server=address, _env_file=None, **more)
    telegram = Telegram(make_bot(settings))
    try:
        return await telegram.call(HELLO, seconds)
    finally:
        await telegram.close()


async def test_a_call_goes_to_the_server_of_the_settings(server: Server, address: str) -> None:
    """The method and its fields arrive; what is new in the answer does no harm."""
    outcome = await called(address)
    assert isinstance(outcome, Sent)
    assert outcome.ids == ("12",)
    ((path, fields),) = server.asked
    assert path == f"/bot{TOKEN}/sendMessage"
    assert (fields["chat_id"], fields["text"]) == ("7", "привет")


async def test_plain_questions_keep_their_types(server: Server, address: str) -> None:
    """Lists and numbers go as JSON."""
    telegram = Telegram(make_bot(Settings(bot_token=TOKEN, telegram_api_server=address, _env_file=None)))
    await telegram.ask("getUpdates", {"offset": 5, "allowed_updates": ["message"]})
    await telegram.close()
    assert server.asked[0][1] == {"offset": 5, "allowed_updates": ["message"]}


async def test_a_refusal_is_read(server: Server, address: str) -> None:
    """An error of the API is sorted by what it says."""

    async def refuse(request: web.Request) -> web.StreamResponse:
        return web.json_response({"ok": False, "error_code": 400, "description": "Bad Request: x"}, status=400)

    server.answer = refuse
    assert await called(address) == Refused("Bad Request: x")


@pytest.mark.fault(6)
async def test_a_lost_answer_is_unsure(server: Server, address: str) -> None:
    """A connection that breaks after the request leaves open whether it was performed."""

    async def break_off(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.close()
        return web.Response()

    server.answer = break_off
    assert isinstance(await called(address), Unsure)


@pytest.mark.fault(10)
async def test_a_cut_off_answer_is_unsure(server: Server, address: str) -> None:
    """Half an answer says nothing."""

    async def half(request: web.Request) -> web.StreamResponse:
        return web.Response(text=json.dumps({"ok": True, "result": {}})[:-5], content_type="application/json")

    server.answer = half
    assert isinstance(await called(address), Unsure)


@pytest.mark.fault(6)
async def test_silence_is_unsure(server: Server, address: str) -> None:
    """Whoever does not answer in time may have performed it all the same."""
    gate = asyncio.Event()

    async def hang(request: web.Request) -> web.StreamResponse:
        await gate.wait()
        return web.Response()

    server.answer = hang
    outcome = await called(address, seconds=0.2)
    gate.set()
    assert isinstance(outcome, Unsure)


@pytest.mark.fault(6)
@pytest.mark.parametrize("proxied", [False, True])
async def test_a_closed_door_is_surely_not_sent(proxied: bool) -> None:
    """Where nobody listens, at the server or at the proxy, nothing was performed, and no token shows."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    more = {"telegram_proxy": f"socks5://127.0.0.1:{port}"} if proxied else {}
    outcome = await called(f"http://127.0.0.1:{port}", **more)
    assert isinstance(outcome, NotSent)
    assert "AAE" not in str(outcome)
