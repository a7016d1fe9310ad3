"""The bot's way to Telegram without a network: calls are performed by the sandbox's world, faults befall them."""

import asyncio
import json
from collections.abc import Mapping
from contextvars import ContextVar
from random import Random
from typing import Any

from aiogram import Bot
from aiogram.methods import TelegramMethod

from bot.outcomes import NotSent, Outcome, Unsure, classify
from bot.telegram import CALL_SECONDS, Telegram
from sandbox.chats.world import World
from sandbox.server import HTML
from sandbox.service import method_of, perform
from tests.months.weather import Weather

_SPOILED = {
    "html": (502, HTML),
    "server_error": (502, '{"ok":false,"error_code":502,"description":"Bad Gateway"}'),
}


SENDING = ("send", "copy", "forward")
"""How the names of the methods begin that make a message."""


class Wire(Telegram):
    """Telegram as `bot.telegram` shows it; nothing else of the bot knows that there is no network."""

    def __init__(self, bot: Bot, world: World, weather: Weather, dice: Random, confirmed: set[int]) -> None:
        """`confirmed` gets the number of each update that Telegram is told to forget."""
        super().__init__(bot)
        self._confirmed = confirmed
        self._world, self._weather, self._dice = world, weather, dice
        self.done = 0
        self.performed: ContextVar[list[str]] = ContextVar("performed")

    async def call(self, method: TelegramMethod[Any], seconds: float = CALL_SECONDS) -> Outcome:
        """Perform a method with the parameters that aiogram would put into a form."""
        files: dict[str, Any] = {}
        told = method.model_dump(warnings=False).items()
        form = {name: self._session.prepare_value(value, bot=self.bot, files=files) for name, value in told}
        assert not files, "nobody here sends bytes of his own"
        return await self._through(
            method.__api_method__, {name: value for name, value in form.items() if value}, seconds
        )

    async def ask(self, name: str, params: Mapping[str, Any], seconds: float = CALL_SECONDS) -> Outcome:
        """Perform a method by its name."""
        return await self._through(name, dict(params), seconds)

    async def download(self, path: str, most: int, seconds: float = CALL_SECONDS) -> bytes | Outcome:
        """The bytes of a file of the world."""
        stored = self._world.files.by_path(path)
        return stored.content if stored else NotSent("no such file")

    async def close(self) -> None:
        """There is nothing to close."""

    async def _through(self, name: str, params: dict[str, Any], seconds: float) -> Outcome:
        await asyncio.sleep(0.02)
        match self._weather.strikes(name):
            case "":
                return self._answered(await self._perform(name, params))
            case "refused":
                return NotSent("ClientConnectorError")
            case "lost_before":
                return Unsure("ServerDisconnectedError")
            case "flood":
                return classify(429, _dumps(_too_many(self._dice.choice((1, 3, 30, 300)))).encode())
            case "html" | "server_error" as kind:
                status, body = _SPOILED[kind]
                return classify(status, body.encode())
            case late:
                return await self._late(late, name, params, seconds)

    async def _late(self, kind: str, name: str, params: dict[str, Any], seconds: float) -> Outcome:
        """What is performed all the same, whatever becomes of the answer."""
        await asyncio.sleep(self._dice.uniform(0.5, 20) if kind == "delay" else 0)
        answer = await self._perform(name, params)
        if kind == "delay":
            return self._answered(answer)
        if kind == "truncated":
            return classify(200, _dumps(answer)[: len(_dumps(answer)) // 2].encode())
        await asyncio.sleep(seconds if kind == "hang" else 0)
        return Unsure("TimeoutError" if kind == "hang" else "ServerDisconnectedError")

    async def _perform(self, name: str, params: dict[str, Any]) -> dict[str, Any]:
        known = self._world.bots[self.bot.id]
        pending = [update["update_id"] for _, update in known.queue.pending] if name == "getUpdates" else []
        answer = await perform(self._world, known, method_of(name), params, {})
        self._confirmed.update(one for one in pending if one < params.get("offset", 0))
        if name != "getUpdates" or answer.get("result"):
            self.done += 1
        if answer["ok"] and name.startswith(SENDING):
            self.performed.set([*self.performed.get([]), _words(params)])
        return answer

    def _answered(self, answer: dict[str, Any]) -> Outcome:
        return classify(200 if answer["ok"] else answer["error_code"], _dumps(answer).encode())


def _words(params: dict[str, Any]) -> str:
    """What the reader reads: the text or the caption, an album's own."""
    album = json.loads(params["media"]) if isinstance(params.get("media"), str) else params.get("media", [])
    captions = [one.get("caption", "") for one in album]
    return str(params.get("text") or params.get("caption") or "".join(captions))


def _dumps(answer: object) -> str:
    return json.dumps(answer, ensure_ascii=False)


def _too_many(seconds: int) -> dict[str, Any]:
    return {
        "ok": False,
        "error_code": 429,
        "description": f"Too Many Requests: retry after {seconds}",
        "parameters": {"retry_after": seconds},
    }
