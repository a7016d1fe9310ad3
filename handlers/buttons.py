"""Buttons as plain values, so that a view can be made and tested without a Telegram object."""

from collections.abc import Sequence

from aiogram.enums import ButtonStyle
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from workflow.model import Model


class Button(Model):
    """One inline button: either `data` or `url` is filled."""

    text: str
    data: str = ""
    url: str = ""
    style: str = ""


Rows = tuple[tuple[Button, ...], ...]


def keyboard(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    """The rows as Telegram's markup; None where there are none."""
    shown = [[_button(button) for button in row] for row in rows if row]
    return InlineKeyboardMarkup(inline_keyboard=shown) if shown else None


def _button(button: Button) -> InlineKeyboardButton:
    style = ButtonStyle(button.style) if button.style else None
    if button.url:
        return InlineKeyboardButton(text=button.text, url=button.url, style=style)
    return InlineKeyboardButton(text=button.text, callback_data=button.data, style=style)
