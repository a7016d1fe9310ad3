"""Everything the sandbox holds, and how to find it."""

import random
import time
from collections import deque
from dataclasses import dataclass, field
from uuid import uuid4

from sandbox.chats.changes import Changes
from sandbox.chats.files import Files
from sandbox.chats.queue import UpdateQueue
from sandbox.chats.state import Bot, Callback, Chat, key_of
from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.flood import Flood
from sandbox.settings import Settings
from sandbox.words import DriveError, Json


@dataclass(frozen=True)
class Entry:
    """One call of a bot: what was asked and what was answered; `performed` tells whether it took effect."""

    number: int
    bot: int
    method: str
    params: Json
    time: float
    answer: Json
    performed: bool


@dataclass
class World:
    """The whole state of one server.

    `name` tells one life of it from the next, also where it was emptied or restored: what was seen means nothing then.
    """

    name: str = field(default_factory=lambda: uuid4().hex)
    settings: Settings = field(default_factory=Settings)
    clock: Clock = field(default_factory=Clock)
    users: dict[int, Json] = field(default_factory=dict)
    deactivated: set[int] = field(default_factory=set)
    bots: dict[int, Bot] = field(default_factory=dict)
    chats: dict[str, Chat] = field(default_factory=dict)
    files: Files = field(default_factory=Files)
    changes: Changes = field(default_factory=Changes)
    callbacks: dict[str, Callback] = field(default_factory=dict)
    reactions: dict[tuple[str, int], dict[int, list[Json]]] = field(default_factory=dict)
    journal: deque[Entry] = field(default_factory=lambda: deque(maxlen=100_000))
    calls: int = 0
    faults: Faults = field(default_factory=Faults)
    flood: Flood = field(default_factory=Flood)

    def now(self) -> int:
        """Return the present moment in whole seconds of Unix time."""
        return int(self.clock.now())

    def add_bot(self, bot: int, token: str, **user: object) -> Bot:
        """Register a bot under its token."""
        profile: Json = {"id": bot, "is_bot": True, "first_name": f"Bot {bot}", "username": f"sandbox_{bot}_bot"}
        self.users[bot] = profile
        profile.update(user)
        self.bots[bot] = Bot(bot, token, profile, UpdateQueue())
        return self.bots[bot]

    def bot(self, bot: int | None) -> Bot:
        """Return a bot, or the only one when none is named; raise DriveError where there is none."""
        if bot is None and len(self.bots) == 1:
            return next(iter(self.bots.values()))
        if bot not in self.bots:
            raise DriveError(f"there is no bot {bot}; bots: {sorted(self.bots)}")
        return self.bots[bot]

    def user(self, user: int) -> Json:
        """Return a person or a bot; raise DriveError where there is none."""
        if user not in self.users:
            raise DriveError(f"there is no user {user}")
        return self.users[user]

    def private(self, person: int, bot: int) -> Chat:
        """Return the chat of a person with a bot, which exists as soon as somebody looks."""
        key = key_of(person, bot)
        if key not in self.chats:
            self.chats[key] = Chat(person, "private", bot=bot, person=person)
        return self.chats[key]

    def chat(self, chat: int | str) -> Chat:
        """Return a group or a channel by its id or @username; raise DriveError where there is none."""
        found = self.chats.get(str(chat)) or self.named(chat)
        if found is None:
            raise DriveError(f"there is no chat {chat}")
        return found

    def named(self, chat: int | str) -> Chat | None:
        """Return a chat by its @username."""
        name = str(chat).removeprefix("@").lower()
        return next((one for one in self.chats.values() if one.username and one.username.lower() == name), None)

    def bots_in(self, chat: Chat) -> list[Bot]:
        """Return the bots which are in the chat now."""
        if chat.bot is not None:
            return [self.bots[chat.bot]]
        return [bot for bot in self.bots.values() if chat.has(bot.id)]

    def next_id(self, chat: Chat) -> int:
        """Return the number of the next message: one sequence a bot, or one a supergroup or channel."""
        bots = [] if chat.own_sequence else self.bots_in(chat)
        number = max([chat.last_id, *(bot.last_id for bot in bots)]) + 1
        chat.last_id = number
        for bot in bots:
            bot.last_id = number
        return number

    def add_callback(self, bot: int, user: int, chat: str, message: int) -> Callback:
        """Note a tap and give it an id."""
        callback = Callback(str(random.getrandbits(62)), bot, user, chat, message, time.monotonic())
        self.callbacks[callback.id] = callback
        return callback

    def record(self, bot: int, method: str, params: Json, answer: Json, performed: bool) -> None:
        """Write a call into the journal."""
        self.calls += 1
        self.journal.append(Entry(self.calls, bot, method, params, self.clock.now(), answer, performed))
        self.changes.add("call", None, bot=bot, method=method)
