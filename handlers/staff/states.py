"""What this room may be waiting for."""

from aiogram.fsm.state import State, StatesGroup

from handlers.turn import Turn


class StaffAsk(StatesGroup):
    """One question at a time: a field in words."""

    text = State()


BACK = "back"
"""Where the question came from: the screen and its key, in the conversation's data."""


def waits_here(turn: Turn) -> bool:
    """Whether what is waited for was asked in this room."""
    return turn.conversation.state == StaffAsk.text.state
