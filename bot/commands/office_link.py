"""`office link`: a link that lets one person set up an office, or into one, printed for whoever has the terminal."""

import asyncio

from sqlalchemy import Connection

from bot.clock import wall_now
from bot.commands.offices_shown import meant
from bot.commands.opened import changed
from bot.outcomes import Sent
from bot.settings import BadSettingsError, Settings, load_settings
from bot.telegram import Telegram, make_bot
from bot.veil import SETUP
from storage.first_links import fresh
from workflow.office import Office


def answer(key: str, new: bool) -> str:
    """The link for this office, or for a new one. Raises ValueError where the office is not known."""

    def make(conn: Connection) -> tuple[Office | None, str]:
        office = None if new else meant(conn, key)
        return office, fresh(conn, office.id if office else None, wall_now())

    office, word = changed(make)
    return words(word, asyncio.run(_bot_name()), office)


def words(word: str, bot: str, office: Office | None = None) -> str:
    """The lines for a terminal: the link where the bot's name is known, and the code in any case."""
    what = f"To become an administrator of {office.name!r}" if office else "To set up an office"
    code = f"{SETUP}{word}"
    lines = [f"{what}, open this link in Telegram:", f"  https://t.me/{bot}?start={code}"] if bot else [f"{what}:"]
    return "\n".join([*lines, f"Or send this to the bot: {code}", "It is good once, for one day."])


async def _bot_name() -> str:
    """The bot's name in Telegram; empty where it cannot be asked: the code does as well."""
    try:
        telegram = Telegram(make_bot(load_settings(Settings)))
    except BadSettingsError:
        return ""
    try:
        match await telegram.ask("getMe", {}, 5.0):
            case Sent(result=dict() as me):
                return str(me.get("username", ""))
    finally:
        await telegram.close()
    return ""
