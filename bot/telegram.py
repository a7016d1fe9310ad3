"""The way to Telegram: one HTTP session, calls whose outcome is sorted and never raised."""

from collections.abc import Callable, Mapping
from typing import Any

import aiohttp
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.methods import TelegramMethod
from aiohttp_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError

from bot.methods import weight_of
from bot.outcomes import NotSent, Outcome, Refused, Unsure, classify
from bot.settings import Settings

CALL_SECONDS = 30.0
CONNECT_SECONDS = 10.0
TOO_BIG = "file is too big"
"""How Telegram says that a file is larger than what it gives to bots."""

LONGEST_CALL = 110.0
"""Less than the lease under which a message is sent (bot.sender)."""

SLOWEST_UPLOAD = 250_000
"""Bytes a second that a line must carry: 20 MB in 80 seconds."""

_NEVER_LEFT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
    ProxyConnectionError,
    ProxyError,
    ProxyTimeoutError,
)


def make_bot(settings: Settings) -> Bot:
    """The bot, on the API server and through the proxy of the settings."""
    server = settings.telegram_api_server
    api = TelegramAPIServer.from_base(server) if server else PRODUCTION
    session = AiohttpSession(proxy=settings.telegram_proxy or None, api=api)
    return Bot(settings.bot_token.get_secret_value(), session=session)


class Telegram:
    """Calls one bot's methods. Answers are read raw: what aiogram cannot decode was still done."""

    def __init__(self, bot: Bot, heard: Callable[[str, Outcome], None] = lambda method, outcome: None) -> None:
        """`heard` is told the method and the outcome of every call."""
        assert isinstance(bot.session, AiohttpSession)  # noqa: S101 - see make_bot
        self.bot = bot
        self._session, self._heard = bot.session, heard

    async def call(self, method: TelegramMethod[Any], seconds: float = CALL_SECONDS) -> Outcome:
        """Call a method that aiogram knows. Files that go with it are given more time, by their size."""
        form = self._session.build_form_data(self.bot, method)
        longer = min(LONGEST_CALL, seconds + weight_of(method) / SLOWEST_UPLOAD)
        return await self._post(method.__api_method__, longer, data=form)

    async def ask(self, name: str, params: Mapping[str, Any], seconds: float = CALL_SECONDS) -> Outcome:
        """Call a method by its name, with plain values."""
        return await self._post(name, seconds, json=dict(params))

    async def download(self, path: str, most: int, seconds: float = CALL_SECONDS) -> bytes | Outcome:
        """The bytes of a file by the path that getFile gave; where there are more than `most` they are refused."""
        client = await self._session.create_session()
        url = self._session.api.file_url(token=self.bot.token, path=path)
        timeout = aiohttp.ClientTimeout(total=seconds, sock_connect=CONNECT_SECONDS)
        try:
            async with client.get(url, timeout=timeout) as response:
                return await _content(response, most)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return NotSent(type(error).__name__)

    async def close(self) -> None:
        """Close the connections."""
        await self._session.close()

    async def _post(self, name: str, seconds: float, **body: Any) -> Outcome:
        outcome = await self._posted(name, seconds, **body)
        self._heard(name, outcome)
        return outcome

    async def _posted(self, name: str, seconds: float, **body: Any) -> Outcome:
        client = await self._session.create_session()
        url = self._session.api.api_url(token=self.bot.token, method=name)
        timeout = aiohttp.ClientTimeout(total=seconds, sock_connect=CONNECT_SECONDS)
        try:
            async with client.post(url, timeout=timeout, **body) as response:
                return classify(response.status, await response.read())
        except _NEVER_LEFT as error:
            return NotSent(type(error).__name__)
        # The names of errors only: their texts hold the address, and the address holds the token.
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return Unsure(type(error).__name__)


async def _content(response: aiohttp.ClientResponse, most: int) -> bytes | Outcome:
    """The bytes, read no further than needed to see that they are too many."""
    if response.status != 200:
        why = f"a file with status {response.status}"
        return NotSent(why) if response.status == 429 or response.status >= 500 else Refused(why)
    found = bytearray()
    async for chunk in response.content.iter_any():
        found += chunk
        if len(found) > most:
            return Refused(TOO_BIG)
    return bytes(found)
