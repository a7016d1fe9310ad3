"""An office as it is called beside a card's number: short, and only for readers who need it."""

from handlers.safe import html, short
from handlers.turn import Reply, Turn
from workflow.office import Office

_LONGEST = 30
_LONGEST_BUTTON = 40


def brief_name(office: Office) -> str:
    """The name as it fits into a line. Plain text."""
    return short(office.name, _LONGEST)


def named(reply: Reply, turn: Turn) -> Reply:
    """A list with its office above it, for a reader of several."""
    if not turn.several or turn.office is None:
        return reply
    return reply.model_copy(update={"text": f"<b>{html(brief_name(turn.office))}</b>\n{reply.text}"})


def on_button(office: Office) -> str:
    """The name as it fits onto a button."""
    return short(office.name, _LONGEST_BUTTON)
