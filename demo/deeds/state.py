"""How the show stands: its procedure, its people, its clock, its bot."""

import asyncio
from functools import lru_cache

from bot.commands.procedures import find
from demo import offices
from demo.beginning import LOCALES
from demo.deeds.faults import faults
from demo.deeds.line import line
from demo.environment import by_platform
from demo.inspecting.reading import UnreadError
from demo.seats import seats, taker
from demo.show import Show, deed
from demo.timers import next_timer
from sandbox.words import Json


@deed("state", reads=True)
async def state(show: Show, body: Json) -> Json:
    """Return all that the bar above the phones shows; `lang` is the reader's language."""
    lang = str(body.get("lang") or show.locale)
    lang = lang if lang in LOCALES else show.locale
    return {
        "procedure": show.procedure,
        "locale": show.locale,
        "procedures": [_procedure(name, lang) for name in offices.names()],
        "people": [_person(one) for one in show.people],
        "seats": seats(show),
        "clock": _clock(show),
        "bot": show.life.shown(),
        "faults": faults(show),
        "line": await line(show),
        "next": await _next(show),
        "intake": {"platform": True} if by_platform(show.procedure) else {"person": taker(show)["telegram_id"]},
    }


@lru_cache(maxsize=64)
def _procedure(name: str, lang: str) -> Json:
    found = find(name)
    summary = found.summary.into(lang) if found.summary else ""
    return {"name": name, "title": found.title.into(lang), "summary": summary}


def _person(one: Json) -> Json:
    """The page words the roles itself: to ask the bot's own words would mean to import all of the bot here."""
    return {"id": one["telegram_id"], "name": one["name"], "key": one["key"], "roles": one["roles"]}


def _clock(show: Show) -> Json:
    now = show.now().isoformat()
    return {"now": now, "speed": show.speed, "zone": str(show.zone), "walking": show.walking}


async def _next(show: Show) -> Json | None:
    try:
        timer = await asyncio.to_thread(next_timer, show.database, show.now())
    except UnreadError:  # it is asked again with the next change
        return None
    return {"at": timer.at.astimezone(show.zone).isoformat(), "card": timer.card} if timer else None
