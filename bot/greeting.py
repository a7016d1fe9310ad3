"""What is told to Telegram when the bot starts, and what is to be seen of the groups."""

import asyncio
from collections.abc import Sequence
from typing import Any

from aiogram.methods import SetMyCommands, SetMyDescription
from aiogram.types import BotCommand, BotCommandScopeAllGroupChats

from bot.bootstrap import App
from bot.logs import log
from bot.outcomes import UNKNOWN_BOT, Sent, Unauthorized
from bot.poller import CannotPollError
from handlers.menu import GROUP, STRANGER, command_words
from handlers.texts import LOCALES, Texts, texts_for
from storage.offices import all_offices

_PAUSE = 2.0


async def introduce(app: App) -> dict[str, Any]:
    """Ask Telegram who we are, till it answers. Raises CannotPollError for a token that it does not know."""
    while True:
        match await app.telegram.ask("getMe", {}):
            case Sent(result=dict() as me):
                app.way.bot = str(me.get("username", ""))
                return me
            case Unauthorized():
                raise CannotPollError(UNKNOWN_BOT)
            case other:
                log("bot").warning("Telegram does not answer yet", outcome=str(other))
        await asyncio.sleep(_PAUSE)


async def greet(app: App) -> None:
    """Set the description, and the menus of whoever is of no office, and of groups. Best effort."""
    for locale in LOCALES:
        texts = texts_for(locale)
        language = None if locale == app.settings.default_locale else locale
        await app.telegram.call(_commands(STRANGER, texts, None, language))
        await app.telegram.call(_commands(GROUP, texts, BotCommandScopeAllGroupChats(), language))
        about = texts.say("Рабочий бот администрации: сообщения граждан, сроки, ответы.")
        await app.telegram.call(SetMyDescription(description=about, language_code=language))


def _commands(
    names: Sequence[str], texts: Texts, scope: BotCommandScopeAllGroupChats | None, language: str | None
) -> SetMyCommands:
    commands = [BotCommand(command=name, description=command_words(name, texts)) for name in names]
    return SetMyCommands(commands=commands, scope=scope, language_code=language)


async def look_at_groups(app: App, me: dict[str, Any]) -> None:
    """Say in the log what the bot cannot see of an office's group, and how to mend it."""
    for one in await app.work.read(all_offices):
        office = one.office
        if not office.group or office.group.startswith("0"):
            continue
        question = {"chat_id": int(office.group), "user_id": me["id"]}
        fault = group_trouble(await app.telegram.ask("getChatMember", question))
        if fault:
            log("bot").warning(fault, office=office.key, group=office.group)


def group_trouble(outcome: object) -> str:
    """What the bot's own membership of an office's group lacks, with the mend; empty where nothing.

    Privacy mode is no lack: commands, answers to the bot and taps are all that is needed of a group.
    """
    match outcome:
        case Sent(result={"status": "left" | "kicked"}):
            return "the bot is not in the office's group: add it, or nobody hears of deadlines there"
        case Sent():
            return ""
    return "the office's group cannot be seen: check group_chat in the office file, and that the bot is in the group"
