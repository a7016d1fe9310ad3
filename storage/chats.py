"""Groups and channels that the bot was let into: where it may write."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, delete, exists, insert, or_, select, update

from storage.tables import chats, offices
from workflow.ports import Place


@dataclass(frozen=True, slots=True)
class Chat:
    """What the messenger told of a chat; `public` is the lane of its public name, empty where it has none."""

    lane: str
    public: str
    title: str
    writable: bool


def note(conn: Connection, chat: Chat, now: datetime) -> None:
    """Keep what was told of the chat. A public name belongs to one chat alone."""
    if chat.public:
        conn.execute(update(chats).where(chats.c.public == chat.public).values(public=None))
    conn.execute(delete(chats).where(chats.c.lane == chat.lane))
    row = {"lane": chat.lane, "public": chat.public or None, "title": chat.title, "writable": chat.writable}
    conn.execute(insert(chats).values(**row, changed_at=now))


def closed(conn: Connection, lane: str, now: datetime) -> None:
    """Note that the bot was not let write there."""
    conn.execute(update(chats).where(chats.c.lane == lane).values(writable=False, changed_at=now))


def opened(conn: Connection, lane: str, now: datetime) -> bool:
    """Note that the bot could write there. Whether that is new."""
    shut = (chats.c.lane == lane) & chats.c.writable.is_(False)
    return conn.execute(update(chats).where(shut).values(writable=True, changed_at=now)).rowcount == 1


def shut(conn: Connection, lane: str) -> bool:
    """Whether it is known already that the bot may not write there."""
    return conn.scalar(select(chats.c.writable).where(chats.c.lane == lane)) is False


def title_of(conn: Connection, lane: str) -> str:
    """What people call the chat; empty where it is not known."""
    return conn.scalar(select(chats.c.title).where(chats.c.lane == lane)) or ""


def move(conn: Connection, old: str, new: str) -> None:
    """The chat has another lane now; what has been told of that one already is newer."""
    if conn.scalar(select(chats.c.lane).where(chats.c.lane == new)) is None:
        conn.execute(update(chats).where(chats.c.lane == old).values(lane=new))
    else:
        conn.execute(delete(chats).where(chats.c.lane == old))


def place(conn: Connection, chat: str) -> Place | None:
    """The chat under this lane or public name, where the bot may write and no office has its own deadlines called."""
    found = conn.execute(_named(chat).where(chats.c.writable)).first()
    return Place(found.lane, found.title) if found else None


def public_of(conn: Connection, lane: str) -> str:
    """The lane of the chat's public name; empty where it has none, or is not known."""
    return conn.scalar(select(chats.c.public).where(chats.c.lane == lane)) or ""


def _named(chat: str) -> Select[tuple[str, str]]:
    own = exists().where(offices.c.channel + ":" + offices.c.group_address == chats.c.lane)
    return select(chats.c.lane, chats.c.title).where(or_(chats.c.lane == chat, chats.c.public == chat), ~own)
