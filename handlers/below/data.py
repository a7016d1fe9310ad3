"""What the buttons of this room carry. What names something of the office below is not the reader's own card."""

from aiogram.fsm.state import State, StatesGroup

from handlers.carried import Carried


class Below(StatesGroup):
    """What is asked in this room."""

    reason = State()


class PassTo(Carried, prefix="pd"):
    """Pass the card, seen in a certain turn of it, down to the office `to`; 0 shows the list of them from `page`."""

    card: int
    turn: int
    to: int = 0
    page: int = 0


class TakeBack(Carried, prefix="pb"):
    """Take the card back from the office below."""

    card: int


class Branch(Carried, prefix="bo"):
    """The board of the office below; 0 shows the list of them from `page`."""

    office: int
    page: int = 0


class Lower(Carried, prefix="bl"):
    """Look at a card of an office below."""

    lower: int
