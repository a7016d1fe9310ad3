"""How many messages may go now: token buckets for chats, a window for all. Pure; real seconds are passed in."""

from collections import OrderedDict
from dataclasses import dataclass

from bot.window import Window

_FORGET_AFTER = 10_000


@dataclass(frozen=True, slots=True)
class Rates:
    """Messages: a second in all, a second in a chat with a burst, a minute in a group."""

    total: float = 30.0
    chat: float = 1.0
    chat_burst: int = 3
    group: float = 20.0


class Bucket:
    """Fills at `rate` tokens a second up to `size`; a message takes one."""

    def __init__(self, rate: float, size: float, now: float) -> None:
        self.rate, self.size = rate, size
        self._tokens, self._at = size, now

    def wait(self, now: float) -> float:
        """Seconds till a token is there; 0 where one is."""
        self._fill(now)
        return max(0.0, (1 - self._tokens) / self.rate)

    def take(self, now: float, count: int = 1) -> None:
        """Take tokens; an album may leave the bucket in debt, which later messages wait off."""
        self._fill(now)
        self._tokens -= count

    def left(self, now: float) -> float:
        """Tokens that are there."""
        self._fill(now)
        return self._tokens

    @property
    def full(self) -> bool:
        """Whether nothing was taken lately, as of the last look."""
        return self._tokens >= self.size

    def _fill(self, now: float) -> None:
        if now > self._at:
            self._tokens = min(self.size, self._tokens + (now - self._at) * self.rate)
            self._at = now


class Buckets:
    """All buckets of one bot."""

    def __init__(self, rates: Rates, now: float) -> None:
        self._rates = rates
        self._total, self._by = Window(rates.total), 1
        self._chats: OrderedDict[str, Bucket] = OrderedDict()
        self._paused_till = now
        self._floods: dict[str, float] = {}

    def share(self, by: int) -> None:
        """So many processes write for this bot, each its part of what may go in all."""
        if by != self._by:
            self._by = by
            self._total.paced(self._rates.total / by)

    def wait(self, chat: str, now: float) -> float:
        """Seconds till a message may go to this chat; 0 means at once."""
        return max(self._paused(chat) - now, self._total.wait(now), self._chat(chat, now).wait(now), 0.0)

    def take(self, chat: str, now: float, count: int = 1) -> None:
        """Count messages that go to this chat now."""
        self._total.take(now, count)
        self._chat(chat, now).take(now, count)

    def spare(self, chat: str, now: float) -> bool:
        """Whether a message that can wait may go: a notice that came the next moment would not wait for it."""
        bucket = self._chat(chat, now)
        reserve = min(2.0, bucket.size)
        return (
            now >= self._paused(chat) and self._total.left(now) >= self._total.size / 2 and bucket.left(now) >= reserve
        )

    def flooded(self, chat: str, now: float, seconds: float) -> None:
        """Telegram said "too many". In one chat that is the chat's own; in two at a time it is everybody's."""
        till = max(now + seconds, self._floods.get(chat, 0.0))
        self._floods = {one: end for one, end in self._floods.items() if end > now and one != chat}
        if self._floods:
            self.pause(now + seconds)
        self._floods[chat] = till

    def pause(self, till: float) -> None:
        """Send nothing at all until then; and then at the rate, since what went all at once would be refused again."""
        self._paused_till = max(self._paused_till, till)
        self._total.drain(self._paused_till)

    def _paused(self, chat: str) -> float:
        return max(self._paused_till, self._floods.get(chat, self._paused_till))

    def _chat(self, chat: str, now: float) -> Bucket:
        bucket = self._chats.get(chat)
        if bucket is None:
            bucket = self._chats[chat] = self._new(chat, now)
            self._forget(now)
        self._chats.move_to_end(chat)
        return bucket

    def _new(self, chat: str, now: float) -> Bucket:
        if is_group(chat):
            return Bucket(min(self._rates.chat, self._rates.group / 60), self._rates.chat_burst, now)
        return Bucket(self._rates.chat, self._rates.chat_burst, now)

    def _forget(self, now: float) -> None:
        """Let go of the longest unused buckets that are full again: a new one would be the same."""
        for chat in list(self._chats)[: max(0, len(self._chats) - _FORGET_AFTER)]:
            if self._chats[chat].wait(now) == 0 and self._chats[chat].full:
                del self._chats[chat]


def is_group(chat: str) -> bool:
    """Whether this is a group's id: Telegram gives groups negative ones."""
    return chat.rpartition(":")[2].startswith("-")
