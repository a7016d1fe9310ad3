"""Polling: asks Telegram for updates and stores them raw. What is stored is confirmed by the next question."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from bot.health.pulse import QUIET, Pulse
from bot.logs import fault, log
from bot.outcomes import UNKNOWN_BOT, Conflict, Outcome, Retry, Sent, Unauthorized
from bot.updates import ALLOWED, is_update

Store = Callable[[Sequence[dict[str, Any]]], Awaitable[None]]
"""Stores a batch of raw updates in one commit; those that are there already are left out."""

Ask = Callable[[str, dict[str, Any], float], Awaitable[Outcome]]
Sleep = Callable[[float], Awaitable[None]]

_LOOP = "poller"
_LIMIT = 100
_GRACE = 10.0
_LONGEST_PAUSE = 10.0
"""Real seconds that people wait at most after an outage; a question that nobody answers costs nothing."""

_CONFLICT_PAUSE = 5.0
_CONFLICTS = 12
"""How often a conflict is waited off: for a minute."""

_CALM = 120
"""Answered questions in a row, an hour at the least busy, after which a webhook is taken away once more."""

_RIVAL = "another program reads this bot's updates"
_HOOKED = "somebody sets a webhook for this bot"


class CannotPollError(Exception):
    """Telegram will go on refusing till somebody mends it; the message says what."""


class Poller:
    """One loop: ask, store, ask for more."""

    def __init__(
        self,
        ask: Ask,
        store: Store,
        timeout: int,
        sleep: Sleep = asyncio.sleep,
        pulse: Pulse | None = None,
        back: Callable[[], None] = lambda: None,
        all_in: Callable[[], None] = lambda: None,
    ) -> None:
        """`back` hears of the first answer after a silence, `all_in` of each that brought all there was."""
        self._pulse, self._back, self._all_in = pulse or Pulse(), back, all_in
        self._ask, self._store, self._timeout, self._sleep = ask, store, timeout, sleep
        self._offset: int | None = None
        self._failures = self._conflicts = 0
        self._calm = _CALM
        self._begun = False
        self._log = log("bot.poller")

    async def run(self) -> None:
        """Poll till cancelled. Raises CannotPollError where asking again is of no use."""
        # Another process may have polled meanwhile, for weeks: what is known here is old by then, and Telegram
        # forgets all that is below an offset.
        self._offset = None
        self._failures = self._conflicts = 0
        self._calm = _CALM
        self._begun = False
        try:
            while True:
                self._pulse.beat(_LOOP, self._timeout + _GRACE + _LONGEST_PAUSE + QUIET)
                await self.once()
        finally:
            self._pulse.rest(_LOOP)

    async def once(self) -> None:
        """One question, and what follows from its answer."""
        match await self._ask("getUpdates", self._question(), self._timeout + _GRACE):
            case Sent(result=list() as updates):
                self._conflicts = 0
                self._calm += 1
                await self._take(updates)
            case Unauthorized():
                raise CannotPollError(UNKNOWN_BOT)
            case Conflict(why=why):
                await self._again(why)
            case Retry(after=after):
                self._pulse.beat(_LOOP, after + QUIET)
                await self._sleep(after)
            case other:
                await self._back_off("no answer from Telegram", str(other))

    def _question(self) -> dict[str, Any]:
        # Till all that waited is in, an empty answer is to come at once: somebody waits for it (bot.gate).
        timeout = self._timeout if self._begun else 0
        question: dict[str, Any] = {"timeout": timeout, "limit": _LIMIT, "allowed_updates": list(ALLOWED)}
        return question if self._offset is None else {**question, "offset": self._offset}

    async def _take(self, updates: list[Any]) -> None:
        known = [update for update in updates if is_update(update)]
        if len(known) < len(updates):
            self._log.error("updates without an identity are left out", count=len(updates) - len(known))
        try:
            if known:
                await self._store(known)
        except Exception as error:
            self._log.error("updates were not stored and will be asked for again", exc_info=error)
            await self._back_off("Telegram keeps the updates meanwhile", fault(error))
            return
        if updates and not known:
            await self._back_off("Telegram sent nothing that can be stored", "updates without an identity")
            return
        if self._failures:
            self._back()
        self._failures = 0
        # An empty answer means that all below the offset is confirmed. It is dropped then, since after a
        # silent week Telegram may go on with smaller numbers.
        self._offset = max(one["update_id"] for one in known) + 1 if known else None
        if len(updates) < _LIMIT:
            self._begun = True
            self._all_in()

    async def _again(self, why: str) -> None:
        """An earlier copy may still be on its way out; one that stays for a minute will not go by itself."""
        hooked = "webhook" in why.lower()
        if hooked and await self._unhooked(why):
            return
        self._conflicts += 1
        what = _HOOKED if hooked else _RIVAL
        if self._conflicts > _CONFLICTS:
            raise CannotPollError(f"{what}; stop {'that' if hooked else 'it'}, then start again ({why})")
        self._log.warning(what, why=why, again_in=_CONFLICT_PAUSE)
        await self._sleep(_CONFLICT_PAUSE)

    async def _unhooked(self, why: str) -> bool:
        """Whether a webhook that came between was taken away. Once: one that comes back would be a tug of war."""
        if self._calm < _CALM:
            return False
        gone = isinstance(await self._ask("deleteWebhook", {"drop_pending_updates": False}, _GRACE), Sent)
        if gone:
            self._calm = 0
            self._log.warning("a webhook was set for this bot, which polls; it was taken away", why=why)
        return gone

    async def _back_off(self, what: str, why: str) -> None:
        self._failures += 1
        pause = min(_LONGEST_PAUSE, 0.5 * 2 ** min(self._failures, 8)) * random.uniform(0.5, 1)
        self._log.warning(what, why=why, again_in=round(pause, 1))
        await self._sleep(pause)
