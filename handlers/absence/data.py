"""What the buttons about absences carry. Never trusted: the core checks every tap again."""

from handlers.carried import Carried


class AbsenceOf(Carried, prefix="ab"):
    """Begin to say when this person is away; 0 where the person is to be chosen."""

    person: int


class DismissOf(Carried, prefix="af"):
    """Begin to record that this person leaves."""

    person: int


class Answer(Carried, prefix="aq"):
    """An answer to the question `what` of the dialog with this number.

    `value` is `back` for «Назад», `stop` for «Отмена», `pN` to turn to another page.
    """

    dialog: int
    what: str
    value: str


class AbsenceOver(Carried, prefix="ae"):
    """This absence is over, or will not be."""

    absence: int


class HandTo(Carried, prefix="ah"):
    """The card goes from one of those who have it (`of`) to somebody (`to`); 0 where that is yet to be chosen."""

    card: int
    of: int = 0
    to: int = 0


BACK, STOP, PAGE, ORDER, NOBODY, OPEN = "back", "stop", "p", "order", "none", "open"
"""Values that are no answer of their own kind: «Назад», «Отмена», a page; substitutes by the list, none; no end."""
