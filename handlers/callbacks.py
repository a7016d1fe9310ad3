"""What the buttons carry. Typed, short (64 bytes), and never trusted: the core checks every tap again."""

from aiogram.filters.callback_data import CallbackData

from workflow.words import DraftKind


class Tap(CallbackData, prefix="t"):
    """An action on a card, seen in a certain turn of it; `value` is the department, the importance, or the ground."""

    card: int
    turn: int
    action: str
    value: str = ""


class More(CallbackData, prefix="m"):
    """Show the buttons that did not fit."""

    card: int


class Submit(CallbackData, prefix="s"):
    """Send the draft in this state of its preview (`revision`) for agreement, as this kind."""

    card: int
    turn: int
    revision: int
    kind: DraftKind


class Change(CallbackData, prefix="e"):
    """Write the draft anew."""

    card: int


class NoLink(CallbackData, prefix="n"):
    """It was published, but there is no link to give."""

    card: int


class Held(CallbackData, prefix="h"):
    """What to do with posts that came right after a card: `together` or apart."""

    card: int
    together: bool


class Language(CallbackData, prefix="l"):
    """The language to speak in."""

    locale: str


class Show(CallbackData, prefix="c"):
    """Show a card."""

    card: int


class Why(CallbackData, prefix="w"):
    """Why the card's deadlines are when they are."""

    card: int


class TellHead(CallbackData, prefix="r"):
    """Tell of this missed deadline those who must hear of it from a person."""

    card: int
    deadline: str
