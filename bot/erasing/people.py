"""`erase person`: somebody who has left."""

from datetime import datetime

from sqlalchemy import Connection

from bot.commands.offices_shown import meant
from bot.erasing.looking import look_through
from handlers.texts import texts_for
from storage.erasing_people import Gone, erase_person, find, refuse_who_is_here
from storage.work import Work


def somebody(conn: Connection, office: str, key: str) -> Gone:
    """Who has this key and may be erased. Raises ValueError where nobody has, or he works or holds open cards."""
    of = meant(conn, office).id
    found = find(conn, of, key)
    if found is None:
        raise ValueError(f"there is nobody with the key {key!r}; `office save` shows those who work there")
    refuse_who_is_here(conn, of, found)
    return found


async def erase_somebody(work: Work, office: str, key: str, now: datetime) -> int:
    """Erase him; returns in how many rows he was found. Raises StillHereError where he works or holds open cards."""

    def erase(conn: Connection) -> int:
        known = meant(conn, office)
        return erase_person(conn, known.id, key, texts_for(known.locale).say("бывший сотрудник"), now, now)

    rows = await work.run(erase)
    return rows + (await look_through(work)).rows
