"""The people of a show, and what is asked of its stage."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from demo.show import BOT, DEEDS, Show
from sandbox.people import Group, Message, Person, Town, hidden

GROUP = -1001000000001


class Cast:
    """Begins the show anew and knows its people by their keys in the office file."""

    def __init__(self, show: Show, town: Town) -> None:
        self.show, self.town = show, town
        self._people: dict[str, Person] = {}

    def __getitem__(self, key: str) -> Person:
        return self._people[key]

    async def does(self, deed: str, **body: Any) -> Any:
        """Ask the stage, as the page does. Raises StageError."""
        done = await DEEDS[deed](self.show, body)
        return json.loads(done) if isinstance(done, bytes) else done

    async def begins(self, procedure: str = "sobolevo", locale: str = "ru") -> list[Person]:
        """Begin anew; returns everybody, who have nothing of the show before to read."""
        seen = self.show.world.changes.last
        await self.does("choose", procedure=procedure, locale=locale)
        return self.meets(seen)

    def meets(self, seen: int) -> list[Person]:
        """Take the people of the office, who have read everything up to a change of this number."""
        for one in self.show.people:
            person = Person(self.town, one["telegram_id"], one["name"], BOT)
            person._cursor = seen
            self._people[one["key"]] = person
        return [self[one["key"]] for one in self.show.people]

    @property
    def group(self) -> Group:
        """The office's group, with all that it ever said."""
        return Group(self.town, GROUP, "Сроки ответов", BOT)

    async def opens(self) -> Message:
        """The curator forwards a post; returns its card."""
        await self["curator"].forwards("Третий день не чистят дорогу на Лесной", origin=hidden("Мария"))
        return await self["curator"].reads("кому направить?")

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait for changes till it holds."""
        async with asyncio.timeout(30):
            while not holds():
                await self.show.world.changes.wait()
