"""Deliver updates to webhooks: in order, with the secret, again and again until the bot takes them."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import aiohttp

from sandbox.chats.queue import Webhook
from sandbox.chats.state import Bot
from sandbox.chats.world import World
from sandbox.jobs import Jobs
from sandbox.service import method_of, perform
from sandbox.words import Json

SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header, not a secret


class Couriers:
    """One courier for each bot that has a webhook."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._jobs = Jobs()
        self._session: aiohttp.ClientSession | None = None

    def ensure(self, bot: Bot) -> None:
        """Let a courier work for the bot as long as it has a webhook."""
        if bot.queue.webhook.url:
            self._jobs.ensure(f"webhook {bot.id}", self._serve(bot))

    async def close(self) -> None:
        """End all couriers."""
        await self._jobs.close()
        if self._session:
            await self._session.close()

    async def _serve(self, bot: Bot) -> None:
        failures = 0
        while (hook := bot.queue.webhook).url:
            if not bot.queue.pending:
                await bot.queue.arrival()
                continue
            _, update = bot.queue.pending[0]
            if await self._delivered(bot, hook, update):
                failures = 0
                bot.queue.taken(update)
            else:
                await self._pause(hook, failures)
                failures += 1

    async def _pause(self, hook: Webhook, failures: int) -> None:
        """Wait longer after each failure; another webhook ends the wait."""
        pauses = self._world.settings.webhook_pauses
        try:
            async with asyncio.timeout(pauses[min(failures, len(pauses) - 1)]):
                await hook.replaced.wait()
        except TimeoutError:
            return

    async def _delivered(self, bot: Bot, hook: Webhook, update: Json) -> bool:
        self._session = self._session or aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60))
        headers = {SECRET: hook.secret} if hook.secret else {}
        try:
            async with self._session.post(hook.url, json=update, headers=headers) as response:
                if 200 <= response.status < 300:
                    await self._reply(bot, response)
                    return True
                error = f"Wrong response from the webhook: {response.status} {response.reason}"
        except (aiohttp.ClientError, TimeoutError) as problem:
            error = f"{problem.__class__.__name__}: {problem}"
        hook.last_error_date, hook.last_error_message = self._world.now(), error
        return False

    async def _reply(self, bot: Bot, response: aiohttp.ClientResponse) -> None:
        """Perform the method which the bot wrote into its response, if any; nobody hears of the result."""
        given = await replied(response)
        if name := given.pop("method", ""):
            await perform(self._world, bot, method_of(str(name)), given, {})


async def replied(response: aiohttp.ClientResponse) -> dict[str, Any]:
    """Return the parameters in the response of a bot, written as JSON or as a form."""
    if response.content_type == "application/json":
        return _object(await response.text())
    if response.content_type == "multipart/form-data":
        return dict(await _parts(response))
    return {}


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


async def _parts(response: aiohttp.ClientResponse) -> Mapping[str, str]:
    reader = aiohttp.MultipartReader.from_response(response)
    found: dict[str, str] = {}
    while (part := await reader.next()) is not None:
        if isinstance(part, aiohttp.BodyPartReader) and part.name:
            found[part.name] = await part.text()
    return found
