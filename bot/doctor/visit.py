"""What the checks of one call look at; what is not there is None, and its checks are left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.settings import Settings, StorageSettings
from bot.telegram import Telegram
from storage.alone import file_of
from storage.work import Work
from workflow.office import Office


@dataclass(slots=True)
class Visit:
    """`now` is real time. `faults` are those of the settings; with some of them `settings` are None.

    `storage` may be there all the same. `work` is there once the database was reached, `offices` once its tables are
    those of this version, `me` once Telegram has said who the bot is; it is `away` where it could not be asked at all.
    """

    now: datetime
    folder: Path
    environment: Mapping[str, str]
    faults: list[str] = field(default_factory=list)
    storage: StorageSettings | None = None
    settings: Settings | None = None
    work: Work | None = None
    offices: list[Office] | None = None
    telegram: Telegram | None = None
    me: dict[str, Any] | None = None
    away: bool = False

    @property
    def database(self) -> Work:
        """The database, for checks that are only made where it was reached."""
        assert self.work is not None  # noqa: S101 - see above
        return self.work

    @property
    def file(self) -> Path | None:
        """The SQLite file; None on PostgreSQL, or where the settings name none."""
        return file_of(self.storage.database_url) if self.storage else None
