"""The settings under which the bot of a show runs."""

import secrets
import socket
from pathlib import Path

from bot.commands.procedures import find
from demo.show import TOKEN, Show

_ROOT = Path(__file__).parent.parent


def environment(show: Show) -> dict[str, str]:
    """Only what the bot needs: nothing of the caller's own settings comes in.

    The bot's own rates are generous, so that the messenger's flood limit is met where it is switched on.
    """
    return {
        "PYTHONPATH": str(_ROOT),
        "BOT_TOKEN": TOKEN,
        "TELEGRAM_API_SERVER": show.door.url,
        "DATABASE_URL": f"sqlite:///{show.database}",
        "DEFAULT_LOCALE": show.locale,
        "RATE_CHAT": "50",
        "RATE_CHAT_BURST": "50",
        "RATE_GROUP": "1200",
        "TICK_SECONDS": "0.1",
        "REFRESH_SECONDS": "2",
        "ALBUM_WAIT": "0.5",
        **_intake(show),
    }


def _intake(show: Show) -> dict[str, str]:
    """Where the citizens' platform brings posts, if it does; a new port and token for each life of the bot."""
    show.intake_url = show.intake_token = ""
    if not by_platform(show.procedure):
        return {}
    port, show.intake_token = free_port(), secrets.token_urlsafe(24)
    show.intake_url = f"http://127.0.0.1:{port}"
    return {"INTAKE_TOKEN": show.intake_token, "INTAKE_HOST": "127.0.0.1", "INTAKE_PORT": str(port)}


def by_platform(procedure: str) -> bool:
    """Whether the citizens' platform brings posts, so that nobody of the office takes them in."""
    return "platform" in find(procedure).networks


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
