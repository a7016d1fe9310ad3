"""What the buttons about accounts carry. Never trusted: the core checks every change again."""

from aiogram.fsm.state import State, StatesGroup

from handlers.carried import Carried


class AccountTap(Carried, prefix="qa"):
    """Something to do with the list or with one account; `key` is the mark of its address."""

    what: str
    key: str = ""
    page: int = 0


class AccountAsk(StatesGroup):
    """One question at a time; /cancel leaves any of them."""

    link = State()
    name = State()
