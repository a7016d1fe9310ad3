"""What the buttons of /settings carry, and what they write."""

from enum import StrEnum

from handlers.carried import Carried
from handlers.turn import Effect
from workflow.words import PersonId

HOURS = tuple(f"{hour:02}:00" for hour in range(7, 13))
"""When a digest may come, by the office's clock, instead of at the beginning of the working day."""

AT_OPENING, OFF = "", "off"
DIGEST = (AT_OPENING, *HOURS, OFF)


class Choice(StrEnum):
    """What is set: a field of the person's comfort, or his language."""

    LANGUAGE = "locale"
    DIGEST = "digest"
    QUIET = "quiet"
    MAIL = "mail"


class Setting(Carried, prefix="st", sep="|"):
    """Set it to this value: never to another than before, so that a tap on an old message does what it says."""

    what: Choice
    value: str = ""


class Choose(Carried, prefix="sc"):
    """Show the values that this may have."""

    what: Choice


class ComfortChosen(Effect):
    """A person chose something for himself: a field of his comfort and its value."""

    person: PersonId
    field: str
    value: str | bool
