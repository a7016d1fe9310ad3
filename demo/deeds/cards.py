"""What the side panel shows of the cards: their list, and one with its journal, deadlines and timers."""

from demo.inspecting.reader import CannotLookError, Reader
from demo.show import Show, deed
from sandbox.page.stage import StageError
from sandbox.words import Json

READER = Reader()
"""Looks for whoever asks, whatever show is on."""


@deed("cards", reads=True)
async def cards(show: Show, body: Json) -> Json:
    """The cards of the office, at most 50, the one that changed last first."""
    return await look("cards", show, body) if show.database.exists() else {"cards": []}


@deed("card", reads=True)
async def card(show: Show, body: Json) -> Json:
    """One card by its id, in the reader's language."""
    found = await look("card", show, body, card=_number(body.get("card")))
    if "missing" in found:
        raise StageError("no_card")
    return found


async def look(name: str, show: Show, body: Json, **more: str | int) -> Json:
    """Look into the bot's database. Raises StageError where it cannot be read just now."""
    lang = str(body.get("lang") or show.locale)
    try:
        return await READER.ask(name, show.database, lang=lang, now=show.now().isoformat(), **more)
    except CannotLookError as error:
        raise StageError("unread") from error


def _number(given: object) -> int:
    return given if isinstance(given, int) else 0
