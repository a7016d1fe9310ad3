"""Settings of the health pages and of the alerts about the bot's own trouble."""

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

NOBODY = "off"
_CHAT = re.compile(r"-?\d{1,20}(/\d{1,10})?")


def _chat(value: str) -> str:
    if value and value != NOBODY and not _CHAT.fullmatch(value):
        raise ValueError(
            "write the number of a chat, as -1001234567890 or, for a topic of it, -1001234567890/5; or off"
        )
    return value


class HealthSettings(BaseModel):
    """Where the pages are, and who hears of the bot's own trouble. Without a port there are no pages."""

    health_host: str = "127.0.0.1"
    health_port: int | None = Field(None, ge=1, le=65535)
    alerts_chat: Annotated[str, AfterValidator(_chat)] = ""
