"""That a card has changed hands: who had it before, in which place, and why."""

from enum import StrEnum

from workflow.model import Model
from workflow.words import PersonId

EXECUTOR = "executor"
CURATOR = "curator"
PART = "part:"
"""Before the number of a contribution, of which somebody is the executor."""


class Cause(StrEnum):
    """Why a card changes hands."""

    ABSENCE = "absence"
    RETURN = "return"
    DISMISSAL = "dismissal"
    PERSON = "person"
    """Somebody decided so."""


class Handed(Model):
    """Who had a place of the card before the one who has it now; `returns`: it comes back to him when he does."""

    place: str
    of: PersonId
    returns: bool
