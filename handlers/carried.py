"""What every button's data has in common, whichever conversation it belongs to."""

from typing import Self

from aiogram.filters.callback_data import CallbackData
from pydantic import model_validator

_LARGEST = 2**63


class Carried(CallbackData, prefix="~"):
    """The base of all that buttons carry. A number that no database keeps is no number of ours: the data is made up."""

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if any(isinstance(one, int) and abs(one) >= _LARGEST for _, one in self):
            raise ValueError("a number that is no identity of anything")
        return self
