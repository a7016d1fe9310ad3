"""Who may see which card, said by hand: executors and chiefs what came to their department, others their office's."""

from sqlalchemy import Connection, text

from tests.attacks.deeds import OF_A_UNIT, Who
from tests.attacks.furnished import POSTS
from tests.attacks.house import House


async def unseen(house: House, who: Who | None) -> list[str]:
    """The posts that this person may not read. None is a stranger, who may read nothing."""
    return await house.work.read(lambda conn: _unseen(conn, who))


def _unseen(conn: Connection, who: Who | None) -> list[str]:
    mine = {str(body) for _, body in _cards(conn, who)} if who else set()
    return [words for words in _posts(conn) if not any(words in body for body in mine)]


def _cards(conn: Connection, who: Who) -> list[tuple[int, str]]:
    query = "SELECT c.id, c.body, (SELECT group_concat(e.body) FROM events e WHERE e.card = c.id) FROM cards c"
    found = conn.execute(text(f"{query} WHERE c.office = :office"), {"office": who.office})
    free = who.role not in OF_A_UNIT
    return [(card, body) for card, body, past in found if free or f'"{who.unit}"' in past]


def _posts(conn: Connection) -> list[str]:
    """Of both offices: each as it was written, with the place that tells whose it is."""
    keys = [key for (key,) in conn.execute(text("SELECT key FROM offices"))]
    return [f"{one} {'в укромном месте' if key == 'hidden' else 'у школы'}" for key in keys for one in POSTS]
