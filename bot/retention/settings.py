"""How long what is kept, in days; 0 is for ever."""

from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, Field, field_validator

Days = Annotated[int, Field(ge=0)]

_LEAST = 2
"""Telegram gives an update again for a day, and only its row tells that it was here already."""


class RetentionSettings(BaseModel):
    """Days for which things are kept after they are over; 0 is for ever."""

    keep_updates_days: Days = 7
    keep_messages_days: Days = 30
    keep_stuck_days: Days = 0
    keep_talks_days: Days = 30
    keep_cards_days: Days = 0
    keep_people_days: Days = 0

    @field_validator("keep_updates_days", "keep_stuck_days", "keep_talks_days")
    @classmethod
    def _duplicates_are_known(cls, value: int) -> int:
        if 0 < value < _LEAST:
            raise ValueError(f"write {_LEAST} days or more, or 0 for ever: an update may come again for a day")
        return value

    @property
    def for_good(self) -> bool:
        """Whether anything is forgotten that people may miss, and that cannot be had again."""
        return any((self.keep_stuck_days, self.keep_talks_days, self.keep_cards_days, self.keep_people_days))

    @property
    def keeping(self) -> "RetentionSettings":
        """These settings alone."""
        return RetentionSettings(**{name: getattr(self, name) for name in RetentionSettings.model_fields})


def ago(days: int) -> timedelta | None:
    """So many days; None where something is kept for ever."""
    return timedelta(days=days) if days else None
