"""Looks through the boxes for what was erased, in pages: no transaction lasts, and nobody is kept from writing."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from storage import erasing_looking as looking
from storage import erasing_wanted as noted
from storage.erasing_files import erase_files
from storage.erasing_looking import Box, Search
from storage.erasing_searches import Sought, forget_searches, remembering, telling
from storage.erasing_wanted import Wanted
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Looked:
    """Rows that lost words, files that nobody names any more; `waiting` rows may hold some and were left."""

    rows: int = 0
    files: int = 0
    waiting: int = 0

    def __add__(self, other: "Looked") -> "Looked":
        return Looked(self.rows + other.rows, self.files + other.files, self.waiting + other.waiting)


async def look_through(work: Work) -> Looked:
    """Look for all that was erased and not looked for yet. Where it is broken off, the next one begins anew."""
    these = sorted(await work.read(noted.wanted), key=lambda one: one.instead)
    found = Looked()
    for _, alike in groupby(these, key=lambda one: one.instead):
        found += await _look_for(work, tuple(alike))
    return found


async def _look_for(work: Work, these: Sequence[Wanted]) -> Looked:
    """All boxes for these, which have the same in their place; then they need not be looked for any more."""
    search = looking.search_for(these)
    found = Looked()
    for box in looking.BOXES:
        found += await _look_at(work, box, search)
    found += Looked(rows=await _forget_searches(work, Sought(these, search.every)))
    files = 0
    for sha in sorted({one for each in these for one in each.files}):
        files += await work.run(partial(erase_files, shas=[sha]))
    waiting = await work.read(lambda conn: looking.still_waiting(conn, search))
    await work.run(lambda conn: noted.found(conn, these))
    return found + Looked(files=files, waiting=waiting)


async def _forget_searches(work: Work, sought: Sought) -> int:
    """Each talk in a commit of its own. Returns how many there were."""
    count = 0
    for talk in await asyncio.to_thread(telling, await work.read(remembering), sought):  # no connection waits for that
        count += await work.run(partial(forget_searches, talk=talk, sought=sought))
    return count


async def _look_at(work: Work, box: Box, search: Search) -> Looked:
    found, after = Looked(), 0
    while (page := await work.read(partial(looking.look, box=box, search=search, after=after))).last is not None:
        if page.changes:
            await work.run(partial(looking.write, box=box, changes=page.changes))
        found += Looked(rows=len(page.changes), waiting=page.waiting)
        after = page.last
    return found
