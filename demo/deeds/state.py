"""How the show stands: its procedure, its people, its clock, its bot."""

from bot.commands.procedures import find
from demo import offices
from demo.show import Show, deed
from sandbox.words import Json


@deed("state")
async def state(show: Show, body: Json) -> Json:
    """Return all that the bar above the phones shows; `lang` is the reader's language."""
    lang = str(body.get("lang") or show.locale)
    return {
        "procedure": show.procedure,
        "locale": show.locale,
        "procedures": [_procedure(name, lang) for name in offices.names()],
        "people": [_person(one) for one in show.office.get("person", []) if "telegram_id" in one],
        "seats": _seats(show),
        "clock": {"now": show.now().isoformat(), "speed": show.world.clock.speed, "zone": str(show.zone)},
        "bot": {"state": show.state},
    }


def _procedure(name: str, lang: str) -> Json:
    found = find(name)
    summary = found.summary.into(lang) if found.summary else ""
    return {"name": name, "title": found.title.into(lang), "summary": summary}


def _person(one: Json) -> Json:
    return {"id": one["telegram_id"], "name": one["name"], "key": one["key"], "roles": one["roles"]}


def _seats(show: Show) -> list[Json]:
    """Who holds the four phones at first: whoever takes posts in, an executor, the head; the last shows the group."""
    people = [one["telegram_id"] for one in show.office.get("person", []) if "telegram_id" in one]
    group = show.office["office"].get("group_chat")
    heads = [one["telegram_id"] for one in show.office.get("person", []) if "head" in one["roles"]]
    return [{"person": one} for one in [*people[:2], *heads[:1]]] + [{"person": people[0], "chat": str(group)}]
