"""Saves a show, and puts a saved one in its place; what fails half-way leaves the show that was."""

import asyncio
import base64
import shutil
import sqlite3
import tomllib
from contextlib import closing
from pathlib import Path

from bot.clock import wall_now
from demo.beginning import calm, new_folder
from demo.inspecting.reading import connected
from demo.kept import KIND, VERSION, Kept, bad
from demo.life import Life
from demo.living import live, rest, up
from demo.show import Show
from demo.walks import halt
from sandbox.words import Json


def saved(show: Show) -> Json:
    """All that `put` needs, as it stands at one moment.

    Nothing of the messenger moves while this runs. Its chats are taken first, then the bot's database: so the bot
    remembers at least what the chats show, and what it was given but has not confirmed is still there for it.
    """
    now, speed = show.now(), show.speed
    return {
        "kind": KIND,
        "version": VERSION,
        "saved_at": wall_now().isoformat(timespec="seconds"),
        "procedure": show.procedure,
        "locale": show.locale,
        "office": show.office_text,
        "clock": {"now": now.isoformat(), "speed": speed},
        "world": show.drive("snapshot"),
        "database": base64.b64encode(_copy(show.database)).decode(),
    }


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
    show.folder, show.procedure, show.locale = folder, kept.procedure, kept.locale
    show.office_text, show.office = kept.office, tomllib.loads(kept.office)
    if kept.database:
        await asyncio.to_thread(show.database.write_bytes, kept.database)
    show.drive("restore", snapshot=kept.world)
    await calm(show)
    show.life = Life()
    show.set_clock(kept.now, kept.speed)
    live(show, loaded=True)
