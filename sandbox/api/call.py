"""One call of a method, and the table of methods which the sandbox performs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.chats.render import for_bot
from sandbox.chats.state import Bot, Chat, Message
from sandbox.chats.world import World
from sandbox.rules.media import Source, Upload
from sandbox.words import Json


@dataclass(frozen=True)
class Call:
    """What a bot asks: validated parameters and uploaded files."""

    world: World
    bot: Bot
    params: Json
    uploads: dict[str, Upload]

    @property
    def source(self) -> Source:
        """Where media of this call may come from."""
        return Source(self.world.files, self.world.settings, self.bot.id, self.uploads)

    def shown(self, chat: Chat, message: Message) -> Json:
        """Return a message as this bot sees it."""
        return for_bot(self.world, self.bot.id, chat, message)


Performer = Callable[[Call], Any]
PERFORMERS: dict[str, Performer] = {}


def performs(*names: str) -> Callable[[Performer], Performer]:
    """Register the function which performs these methods."""

    def register(function: Performer) -> Performer:
        PERFORMERS.update({name.lower(): function for name in names})
        return function

    return register
