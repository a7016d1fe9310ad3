"""An order to publish by the bot itself, as the card remembers it."""

from workflow.model import Model
from workflow.words import PersonId


class Publication(Model):
    """Who ordered it, for which draft (counted from 1), and what is known of it.

    `order` is the number of the event that ordered it. It `waits` till it is known whether it came about; after that
    `doubt` tells that nobody knows, and `why` what was said.
    """

    order: int
    by: PersonId | None
    draft: int
    waits: bool = True
    doubt: bool = False
    why: str = ""
