"""Everything that tells how the bot is, put together."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot import __version__
from bot.health.calls import Calls
from bot.health.life import Life
from bot.health.metrics import Figures, make_registry
from bot.health.pages import Pages, Sight
from bot.health.pulse import Pulse
from bot.health.settings import HealthSettings
from bot.health.systemd import Systemd
from bot.health.taking import Taking
from bot.listening import Listener
from storage.work import Work
from workflow.ports import Clock

_STOPPING = 1.0


@dataclass(frozen=True, slots=True)
class Health:
    """How the bot is, and who is told of it."""

    life: Life
    calls: Calls
    taking: Taking
    systemd: Systemd
    listener: Listener | None

    async def open(self) -> None:
        """Begin to answer, where there is a port. Raises ValueError that names the settings."""
        if self.listener:
            await self.listener.open()

    async def close(self) -> None:
        """Answer no more."""
        if self.listener:
            await self.listener.close()


def make_health(
    settings: HealthSettings,
    folder: Path,
    work: Work,
    clock: Clock,
    pulse: Pulse,
    environment: Mapping[str, str] = os.environ,
) -> Health:
    """`folder` is where the database lies; `environment` may name systemd's socket."""
    life, taking = Life(pulse), Taking(work)
    figures = Figures(life, __version__, folder)
    registry = make_registry(figures)
    calls = Calls(registry)
    pages = Pages(Sight(life, calls, taking, figures, registry, clock))
    return Health(life, calls, taking, Systemd(life, environment, os.getpid()), _listener(pages, settings))


def _listener(pages: Pages, settings: HealthSettings) -> Listener | None:
    """Opened before the database is looked at, closed after everything else; nothing where no port is set."""
    host, port = settings.health_host, settings.health_port
    named = "HEALTH_HOST, HEALTH_PORT"
    return Listener(pages.application(), host, port, "the health pages", named, _STOPPING) if port else None


def database_folder(url: str) -> Path:
    """Where the database file lies; for PostgreSQL the folder in which the bot runs."""
    file = url.partition("///")[2].partition("?")[0] if url.startswith("sqlite") else ""
    return Path(file).absolute().parent if file else Path.cwd()
