"""Where updates come from: our own polling, or a webhook. Both store into the inbox and ring its bell."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, Protocol
from urllib.parse import urlsplit

from bot import updates
from bot.bells import Bells
from bot.clock import wall_now
from bot.forgiving import kept
from bot.gate import Gate
from bot.outcomes import UNKNOWN_BOT, Refused, Sent, Unauthorized
from bot.points import point
from bot.poller import CannotPollError, Poller, Store
from bot.settings import Settings
from bot.telegram import Telegram
from bot.veil import veiled
from bot.webhook import Webhook, listen
from storage import inbox
from storage.work import Work

GRACE = 3.0
"""Seconds in which Telegram, told where to call, begins to bring what waited; how much that is it does not say."""


class Source(Protocol):
    """Brings updates till it is cancelled. Raises CannotPollError where somebody must mend something first.

    One that is `shared` may run in several processes at a time; of the others only the leader's does.
    """

    shared: bool

    async def run(self) -> None:
        """Bring updates."""


def storing(work: Work, bot: str, bells: Bells) -> Store:
    """Stores raw updates in one commit, each once."""

    async def store(raw: Sequence[dict[str, Any]]) -> None:
        rows = [inbox.Incoming(one["update_id"], updates.lane(one), _kept(one)) for one in raw]
        now = wall_now()
        point("inbox:received")
        fresh = await work.run(lambda conn: inbox.receive(conn, bot, rows, now))
        point("inbox:committed")
        if fresh:
            bells.inbox.ring()

    return store


def _kept(raw: dict[str, Any]) -> str:
    return kept(veiled(raw))


class Polling:
    """Asks Telegram; a webhook that is set is taken away first, and nothing that waits is lost by it."""

    shared = False

    def __init__(self, telegram: Telegram, poller: Poller, gate: Gate) -> None:
        self._telegram, self._poller, self._gate = telegram, poller, gate

    async def run(self) -> None:
        """Poll till cancelled. When it begins anew another process has polled, or none."""
        try:
            await self._telegram.ask("deleteWebhook", {"drop_pending_updates": False})
            await self._poller.run()
        finally:
            self._gate.shut()


class Listening:
    """Lets Telegram call, whichever of the processes its call comes to."""

    shared = True

    def __init__(
        self, telegram: Telegram, store: Store, settings: Settings, all_in: Callable[[], None] = lambda: None
    ) -> None:
        self._telegram, self._settings, self._all_in = telegram, settings, all_in
        self._secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
        self._webhook = Webhook(store, self._secret)

    async def run(self) -> None:
        """Listen till cancelled; then the one that was alone tells Telegram to keep updates till the next start."""
        path = urlsplit(self._settings.webhook_url).path or "/"
        host, port = self._settings.webhook_host, self._settings.webhook_port
        try:
            runner = await listen(self._webhook.application(path), host, port)
        except OSError as error:
            raise CannotPollError(f"WEBHOOK_HOST, WEBHOOK_PORT: cannot listen at {host}:{port} ({error})") from error
        try:
            await self._set()
            await asyncio.sleep(GRACE)
            self._all_in()
            await asyncio.Event().wait()
        finally:
            self._webhook.closed = True
            if self._settings.alone:
                await self._telegram.ask("deleteWebhook", {"drop_pending_updates": False}, 3.0)
            await runner.cleanup()

    async def _set(self) -> None:
        question = {
            "url": self._settings.webhook_url,
            "secret_token": self._secret,
            "allowed_updates": list(updates.ALLOWED),
            "drop_pending_updates": False,
        }
        while True:
            match await self._telegram.ask("setWebhook", question):
                case Sent():
                    return
                case Unauthorized():
                    raise CannotPollError(UNKNOWN_BOT)
                case Refused(why=why):
                    raise CannotPollError(f"WEBHOOK_URL: Telegram does not take it: {why}")
            await asyncio.sleep(2)


def make_source(
    settings: Settings,
    telegram: Telegram,
    work: Work,
    bells: Bells,
    gate: Gate,
    back: Callable[[], None] = lambda: None,
) -> Source:
    """The source that the settings ask for; `gate` hears when all that waited has come, `back` when Telegram answers
    again after a silence.
    """
    store = storing(work, str(telegram.bot.id), bells)
    if settings.mode == "webhook":
        return Listening(telegram, store, settings, gate.all_in)
    timeout, pulse = settings.poll_timeout, bells.pulse
    return Polling(telegram, Poller(telegram.ask, store, timeout, pulse=pulse, back=back, all_in=gate.all_in), gate)
