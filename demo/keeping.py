"""Saves a show, and puts a saved one in its place; what fails half-way leaves the show that was."""

import asyncio
import base64
import json
import shutil
import sqlite3
import tomllib
from contextlib import closing
from pathlib import Path

from bot.clock import wall_now, write_clock
from demo.beginning import calm, new_folder
from demo.inspecting.reading import connected
from demo.kept import KIND, VERSION, Kept, bad
from demo.life import Life
from demo.living import live, rest, up
from demo.show import Show
from demo.walks import halt
from sandbox.chats.files import Stored
from sandbox.drive.snapshot import standing, with_files
from sandbox.page.stage import MOST, StageError
from sandbox.settings import MEGABYTE
from sandbox.words import Json


async def saved(show: Show) -> bytes:
    """All that `load` needs, as it stands at one moment: the JSON that `kept.read` checks.

    Raises StageError too_big for what `load` would not take, and sqlite3.Error where there is no database yet.

    Nothing of the messenger moves while the moment is taken. Its chats are taken first, then the bot's database: so the
    bot remembers at least what the chats show, and what it was given but has not confirmed is still there for it.
    """
    files = list(show.world.files.by_key.values())
    text, database = json.dumps(_moment(show), ensure_ascii=False), _copy(show.database)
    return await asyncio.to_thread(_written, text, files, database)


def _moment(show: Show) -> Json:
    """All but the files and the database, which are large."""
    now, speed = show.now(), show.speed
    return {
        "kind": KIND,
        "version": VERSION,
        "saved_at": wall_now().isoformat(timespec="seconds"),
        "procedure": show.procedure,
        "locale": show.locale,
        "office": show.office_text,
        "clock": {"now": now.isoformat(), "speed": speed},
        "world": standing(show.world),
    }


def _written(moment: str, files: list[Stored], database: bytes) -> bytes:
    kept = json.loads(moment)
    kept = {**kept, "world": with_files(kept["world"], files), "database": base64.b64encode(database).decode()}
    text = json.dumps(kept, ensure_ascii=False).encode(errors="replace")
    if len(text) > MOST:
        raise StageError("too_big", most=MOST // MEGABYTE)
    return text


def _copy(database: Path) -> bytes:
    with closing(connected(database)) as source, closing(sqlite3.connect(":memory:")) as copy:
        source.backup(copy)
        return copy.serialize()


async def load(show: Show, kept: Kept) -> None:
    """Let a saved show go on.

    Raises StageError bad_file where its bot does not come up; the former show goes on then.
    """
    async with show.lock:
        fresh, folder = new_folder(show), show.folder
        await halt(show)
        await rest(show)
        former = _standing(show)
        try:
            await _put(show, kept, fresh)
            if not await up(show):
                raise bad("bot")
        except BaseException:
            await rest(show)
            shutil.rmtree(fresh, ignore_errors=True)
            await _put(show, former, folder)
            raise
        shutil.rmtree(folder, ignore_errors=True)


def _standing(show: Show) -> Kept:
    """The show as it stands; its database stays in its folder."""
    world = show.drive("snapshot")
    return Kept(show.procedure, show.locale, show.office_text, show.now(), show.speed, world, b"")


async def _put(show: Show, kept: Kept, folder: Path) -> None:
    """First what is slow or may fail, then the show changes at once: pages ask how it stands at any moment."""
    if kept.database:
        await asyncio.to_thread((folder / show.database.name).write_bytes, kept.database)
    write_clock(folder / show.clock_file.name, kept.now, kept.speed)
    await show.door.open()
    show.folder, show.procedure, show.locale = folder, kept.procedure, kept.locale
    show.office_text, show.office = kept.office, tomllib.loads(kept.office)
    show.drive("restore", snapshot=kept.world)
    show.life = Life()
    show.set_clock(kept.now, kept.speed)
    await calm(show)
    live(show, loaded=True)
