"""Buttons: those that the bot has shown to anybody, and all that could be made up after them."""

from aiogram.types import InlineKeyboardMarkup

from tests.attacks.house import House
from tests.attacks.people import everybody
from tests.attacks.raw import says
from tests.conversations.attempts import Foreign, buttons

_ASKED = (
    "/my",
    "/start",
    "/find яма",
    "/settings",
    "/staff",
    "/away",
    "/accounts",
    *(f"/card {one}" for one in range(1, 7)),
)
_ASKING = ("administrator", "curator", "coordinator", "head", "executor")


def shown(house: House) -> list[str]:
    """The data of every button that was said so far, each once."""
    markups = (getattr(one.call, "reply_markup", None) for one in house.judge.heard)
    rows = (row for one in markups if isinstance(one, InlineKeyboardMarkup) for row in one.inline_keyboard)
    return sorted({button.callback_data for row in rows for button in row if button.callback_data})


def forged() -> list[str]:
    """Buttons of every sort that carry identities and words of both offices."""
    keys = ("own-unit", "hidden-unit", "own-executor", "hidden-executor", "own", "hidden", "6200", "6102")
    return list(buttons(Foreign(ids=(1, 2, 4, 5, 8, 9, 11, 12), keys=keys)))


async def harvest(house: House) -> list[str]:
    """Both, after everybody has asked for all that shows buttons."""
    for one in _ASKING:
        await house.feed(*(says(everybody("own")[one], words) for words in _ASKED))
    return shown(house)
