"""What is still to be looked for in the boxes: noted in the commit that erases, forgotten when all was looked through.

So nothing stays behind where a process dies in the middle: the next round, or the next `erase`, begins anew. Till then
the words stand here. Beside the erased card itself this is the only place that has to be right.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from storage import marks
from storage.tables import marks as rows

_NAME = "erased: "


@dataclass(frozen=True, slots=True)
class Wanted:
    """Texts and references of one who, or what, was erased; `files` are the hashes of bytes that we keep.

    `instead` is what stands in their place. Of a `person` a name of one word is looked for everywhere, too. Of
    `names` each word tells who is meant where somebody searched for it.
    """

    name: str
    instead: str
    texts: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    person: bool = False
    names: tuple[str, ...] = ()


def want(conn: Connection, one: Wanted, real: datetime) -> None:
    """Note what is to be looked for. `real` is real time."""
    marks.put(
        conn,
        f"{_NAME}{one.name}",
        real,
        instead=one.instead,
        texts=sorted(one.texts),
        refs=sorted(one.refs),
        files=sorted(one.files),
        person=one.person,
        names=list(one.names),
    )


def wanted(conn: Connection) -> list[Wanted]:
    """Everything that is still to be looked for."""
    found = conn.execute(select(rows).where(rows.c.name.startswith(_NAME)).order_by(rows.c.name))
    return [_wanted(row.name, row.about) for row in found]


def found(conn: Connection, these: Iterable[Wanted]) -> None:
    """All boxes were looked through for these."""
    conn.execute(delete(rows).where(rows.c.name.in_([f"{_NAME}{one.name}" for one in these])))


def _wanted(name: str, about: dict[str, Collection[str]]) -> Wanted:
    texts, refs, files = (tuple(about[one]) for one in ("texts", "refs", "files"))
    names = tuple(about.get("names", ()))  # an older version noted none
    return Wanted(name.removeprefix(_NAME), str(about["instead"]), texts, refs, files, bool(about["person"]), names)
