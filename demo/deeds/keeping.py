"""The show as a file: saved, and shown again."""

import asyncio
import sqlite3

from demo.keeping import load, saved
from demo.kept import read
from demo.show import Show, deed
from sandbox.page.stage import StageError
from sandbox.words import Json


@deed("save", reads=True)
async def save(show: Show, body: Json) -> bytes:
    """Return the whole show as one JSON, written already.

    Raises StageError: walking, not_saved where there is no database yet, too_big for what could not be loaded again.
    """
    async with show.lock:
        if show.walking:
            raise StageError("walking")
        try:
            return await saved(show)
        except sqlite3.Error:
            raise StageError("not_saved") from None


@deed("load")
async def restore(show: Show, body: Json) -> Json:
    """Let a saved show go on from where it was; `body` is what `save` gave. Raises StageError bad_file with `why`."""
    await load(show, await asyncio.to_thread(read, body))
    return {"procedure": show.procedure, "locale": show.locale}
