"""Beginning anew: an office's people in an empty messenger, a fresh database, the clock at the first moment."""

import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from demo import offices
from demo.living import live, rest, up
from demo.show import BOT, TOKEN, Show
from demo.walks import halt
from sandbox.page.stage import StageError
from sandbox.settings import Settings

FIRST = "2026-03-18T09:40"
"""Local time of the office when a show begins: a Wednesday morning without days off around it."""

LOCALES = ("ru", "en")
TEN_YEARS = 24 * 3660.0
"""In hours: the office's clock may be moved far, and no update may be forgotten for that."""


async def choose(show: Show, procedure: str, locale: str = "ru") -> bool:
    """Begin anew with this procedure. Whether the bot runs. Raises StageError for an unknown procedure or language."""
    known(procedure, locale)
    async with show.lock:
        await halt(show)
        await rest(show)
        await set_scene(show, procedure, locale)
        live(show, loaded=False)
        return await up(show)


def known(procedure: str, locale: str) -> None:
    """Raise StageError for an unknown procedure or language."""
    if procedure not in offices.names():
        raise StageError("no_procedure", procedure=procedure)
    if locale not in LOCALES:
        raise StageError("no_locale", locale=locale)


async def set_scene(show: Show, procedure: str, locale: str) -> None:
    """Put everything in its place but the bot."""
    await calm(show)
    show.procedure, show.locale, show.office = procedure, locale, offices.office(procedure)
    show.office_text = offices.office_text(procedure).replace('locale = "ru"', f'locale = "{locale}"')
    shutil.rmtree(show.folder, ignore_errors=True)
    show.folder = new_folder(show)
    (show.folder / "office.toml").write_text(show.office_text, encoding="utf-8")
    show.life = type(show.life)()
    show.drive("reset")
    show.set_clock(datetime.fromisoformat(FIRST).replace(tzinfo=show.zone), 1)
    _populate(show)


def new_folder(show: Show) -> Path:
    """A new folder beside the others of this demo."""
    return Path(tempfile.mkdtemp(prefix=f"{show.procedure}-", dir=show.folder.parent))


async def calm(show: Show) -> None:
    """Switch every fault off, and set the messenger's limits as a demo has them."""
    await show.door.open()
    show.world.settings = Settings(update_hours=TEN_YEARS, renumber_hours=TEN_YEARS)


def _populate(show: Show) -> None:
    """The people of the office with their bot and their group, in an empty messenger."""
    show.drive("bot", id=BOT, token=TOKEN, first_name="Отклик", username="otklik_demo_bot")
    for one in show.people:
        show.drive("user", id=one["telegram_id"], first_name=one["name"], language_code=show.locale)
    members = [one["telegram_id"] for one in show.people]
    if group := show.office["office"].get("group_chat"):
        show.drive("chat", type="supergroup", id=group, title="Сроки ответов", members=[*members, BOT])
    for number in members:
        show.drive("open", user=number, bot=BOT, start=True)
