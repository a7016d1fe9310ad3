"""The Bot API itself: from a token, a method name and parameters to an answer."""

import inspect
import re
from collections.abc import Mapping
from typing import Any

from sandbox.api import albums, chats, editing, forwarding, pins, sending, taps, topics, updates
from sandbox.api import self as about_self
from sandbox.api.call import PERFORMERS, Call
from sandbox.chats.state import Bot
from sandbox.chats.world import World
from sandbox.rules.media import Upload
from sandbox.schema import Method, methods
from sandbox.words import ApiError, Json, bad

PARTS = (albums, chats, editing, forwarding, pins, sending, taps, topics, updates, about_self)
TOKEN = re.compile(r"(\d{1,15}):([A-Za-z0-9_-]+)")
UNSUPPORTED = "method is not supported by this sandbox"


def bot_of(world: World, token: str) -> Bot:
    """Return the bot of a token; a new token makes a bot where the settings allow it."""
    match = TOKEN.fullmatch(token)
    if not match:
        raise ApiError(401, "Unauthorized")
    number = int(match[1])
    if number not in world.bots and number not in world.users and world.settings.any_token:
        return world.add_bot(number, token)
    bot = world.bots.get(number)
    if bot is None or bot.token != token:
        raise ApiError(401, "Unauthorized")
    return bot


def method_of(name: str) -> Method:
    """Return a method by its name, in any case."""
    method = methods().get(name.lower())
    if method is None:
        raise ApiError(404, "Not Found: method not found")
    return method


async def perform(world: World, bot: Bot, method: Method, given: Mapping[str, Any], uploads: dict[str, Upload]) -> Json:
    """Return the whole answer of a call, success or refusal, and write it into the journal."""
    params: Json = dict(given)
    try:
        params = method.take(given, uploads)
        if world.settings.flood and (method.name.startswith(("send", "copy", "forward"))):
            _flood(world, bot, method, params)
        result = await _result(Call(world, bot, params, uploads), method)
        answer: Json = {"ok": True, "result": result}
    except ApiError as error:
        answer = error.body()
    if method.name != "getUpdates":
        world.record(bot.id, method.name, params, answer, performed=answer["ok"])
    return answer


async def _result(call: Call, method: Method) -> Any:
    performer = PERFORMERS.get(method.name.lower())
    if performer is None:
        raise bad(UNSUPPORTED)
    result = performer(call)
    return await result if inspect.isawaitable(result) else result


def _flood(world: World, bot: Bot, method: Method, params: Json) -> None:
    if isinstance(chat := params.get("chat_id"), int) and method.name != "sendChatAction":
        world.flood.check(world.settings, bot.id, chat)
