"""One call of the doctor: the settings read as far as they go, the checks made, the answer put into words."""

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path

from bot.addresses import passwords_in
from bot.clock import wall_now
from bot.doctor.examining import examine
from bot.doctor.finding import Finding
from bot.doctor.telling import cleaned, good, json_of, table
from bot.doctor.visit import Visit
from bot.logs import Scrub
from bot.settings import BadSettingsError, Settings, StorageSettings, load_settings
from bot.telegram import Telegram, make_bot


@dataclass(frozen=True, slots=True)
class Answer:
    """What to print, and whether nothing is wrong."""

    text: str
    good: bool


def answer(*, machine: bool = False, offline: bool = False) -> Answer:
    """Look at everything. Works without a database, without a way to Telegram, and with settings that are wrong."""
    visit = prepared(offline=offline)
    found = cleaned(asyncio.run(looked(visit)), Scrub(_secrets(visit)).clean)
    return Answer(json_of(found) if machine else table(found), good(found))


def prepared(*, offline: bool) -> Visit:
    """A visit with as much of the settings as can be used."""
    visit = Visit(wall_now(), Path.cwd(), os.environ)
    try:
        visit.settings = visit.storage = load_settings(Settings)
    except BadSettingsError as error:
        visit.faults = error.faults
        visit.storage = _for_the_database()
    if visit.settings and not offline:
        visit.telegram = Telegram(make_bot(visit.settings))
    return visit


async def looked(visit: Visit) -> list[Finding]:
    """All findings; what was opened for them is closed."""
    try:
        return await examine(visit)
    finally:
        if visit.telegram:
            await visit.telegram.close()
        if visit.work:
            await visit.work.close()


def _for_the_database() -> StorageSettings | None:
    try:
        return load_settings(StorageSettings)
    except BadSettingsError:
        return None


def _secrets(visit: Visit) -> list[str]:
    if visit.settings:
        return visit.settings.secrets
    return passwords_in(visit.storage.database_url) if visit.storage else []
