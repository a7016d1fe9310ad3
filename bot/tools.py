"""What the worker works with; bot.bootstrap brings it together, and tests replace any of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol

from aiogram import Bot
from aiogram.types import Update

from bot.bells import Bells
from bot.methods import Call
from bot.outcomes import Outcome
from handlers.texts import Texts, texts_for
from handlers.turn import Turn
from storage.work import Work
from workflow.ports import Clock


class Feed(Protocol):
    """Has one update handled; aiogram's `Dispatcher.feed_update`."""

    async def __call__(self, bot: Bot, update: Update, *, turn: Turn, texts: Texts) -> Any:
        """Raises what the handler raises."""


@dataclass(frozen=True, slots=True)
class Tools:
    """The worker's surroundings: `lanes` is how many it serves at a time, `settle` the seconds an album is given."""

    work: Work
    bot: Bot
    feed: Feed
    call: Callable[[Call], Awaitable[Outcome]]
    clock: Clock
    bells: Bells
    name: str
    settle: float = 0.8
    locale: str = "ru"
    lanes: int = 8
    mail: bool = False

    def texts(self, turn: Turn) -> Texts:
        """What is said in the language of whoever speaks in the turn; to a stranger in the default one."""
        return texts_for(turn.person.locale if turn.person else self.locale)
