"""Limits of the server, changeable while it runs."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass
class Settings:
    """What the published limits of the Bot API are by default; sizes are in bytes, times in real seconds."""

    any_token: bool = True
    upload_limit: int = 50 * MEGABYTE
    photo_limit: int = 10 * MEGABYTE
    download_limit: int = 20 * MEGABYTE
    callback_seconds: float = 60.0
    delete_hours: float = 48.0
    update_hours: float = 24.0
    renumber_hours: float = 168.0
    webhook_pauses: tuple[float, ...] = (1, 2, 4, 8, 16, 32, 60)
    flood: bool = False
    flood_chat_per_second: float = 1.0
    flood_chat_burst: float = 3.0
    flood_all_per_second: float = 30.0
    flood_group_per_minute: float = 20.0
