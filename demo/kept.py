"""A saved show: what it is made of, and how it is checked before anything is put in its place."""

import base64
import binascii
import math
import sqlite3
import tempfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from demo import offices
from demo.beginning import LOCALES
from demo.deeds.clock import FASTEST, LAST_YEAR
from demo.show import BOT, TOKEN
from sandbox.chats.world import World
from sandbox.drive.acts import ACTS
from sandbox.page.stage import StageError
from sandbox.words import Json

KIND, VERSION = "otklik-demo", 1
_FIRST_YEAR = 2000
_HEADER = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Kept:
    """A saved show that can be shown again; `speed` is that of the office's clock, `world` the sandbox's snapshot."""

    procedure: str
    locale: str
    office: str
    now: datetime
    speed: float
    world: Json
    database: bytes


def read(body: Json) -> Kept:
    """Check what was saved, all of it.

    Raises StageError bad_file with `why`: kind, version, procedure, office, clock, database, newer, world.
    """
    if body.get("kind") != KIND:
        raise bad("kind")
    if body.get("version") != VERSION:
        raise bad("version")
    procedure, locale = body.get("procedure"), body.get("locale")
    if procedure not in offices.names() or locale not in LOCALES:
        raise bad("procedure")
    now, speed = _clock(body.get("clock"))
    kept = Kept(
        procedure, locale, str(body.get("office")), now, speed, body.get("world") or {}, _bytes(body.get("database"))
    )
    _check_database(kept.database)
    _check_world(kept.world, _people(kept))
    return kept


def bad(why: str) -> StageError:
    """A file that cannot be taken."""
    return StageError("bad_file", why=why)


def _clock(given: object) -> tuple[datetime, float]:
    try:
        now, speed = datetime.fromisoformat(given["now"]), float(given["speed"])  # type: ignore[index] # what is no object is caught below
    except (TypeError, KeyError, ValueError):
        raise bad("clock") from None
    if now.tzinfo is None or not math.isfinite(speed) or not 0 <= speed <= FASTEST or not _near(now):
        raise bad("clock")
    return now, speed


def _near(now: datetime) -> bool:
    """Whether a clock may stand there: calendars of far years say nothing, and behind the last year is no time."""
    return _FIRST_YEAR <= now.year <= LAST_YEAR


def _people(kept: Kept) -> list[int]:
    """The people of the office file in the messenger."""
    from workflow.office_file import parse_office

    try:
        office = parse_office(kept.office, "office.toml", {kept.procedure})
    except ValueError:
        raise bad("office") from None
    found = [one.telegram_id for one in office.person if one.telegram_id is not None]
    if not found:
        raise bad("office")
    return found


def _bytes(given: object) -> bytes:
    try:
        content = base64.b64decode(str(given), validate=True)
    except (binascii.Error, ValueError):
        raise bad("database") from None
    if not content.startswith(_HEADER):
        raise bad("database")
    return content


def _check_database(content: bytes) -> None:
    """Refuse what is no whole database of the bot, and one that a newer bot wrote."""
    from storage.migrations.upgrade import newest

    with tempfile.TemporaryDirectory(prefix="otklik-demo-") as folder:
        file = Path(folder) / "office.db"
        file.write_bytes(content)
        try:
            with closing(sqlite3.connect(file)) as database:
                whole = database.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
                row = database.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.Error:
            raise bad("database") from None
    if not whole or row is None:
        raise bad("database")
    if str(row[0]) > newest():
        raise bad("newer")


def _check_world(given: Mapping[str, Any], people: list[int]) -> None:
    """Put it up beside the stage: it must stand, show itself, hold these people and our bot, and lead nowhere else."""
    trial = World()
    try:
        ACTS["restore"](trial, {"snapshot": given})
        ACTS["scene"](trial, {})
        near = _near(datetime.fromtimestamp(trial.clock.now(), UTC))
        bots = [(bot.id, bot.token, bot.queue.webhook.url) for bot in trial.bots.values()]
    except Exception:  # whatever a strange file leads to, it is one thing to its reader
        raise bad("world") from None
    if not near or bots != [(BOT, TOKEN, "")] or not trial.users.keys() >= set(people):
        raise bad("world")
