"""An office as it is called beside a card's number: short, and only for readers who need it."""

from handlers.safe import short
from workflow.office import Office

_LONGEST = 30
_LONGEST_BUTTON = 40


def brief_name(office: Office) -> str:
    """The name as it fits into a line. Plain text."""
    return short(office.name, _LONGEST)


def on_button(office: Office) -> str:
    """The name as it fits onto a button."""
    return short(office.name, _LONGEST_BUTTON)
