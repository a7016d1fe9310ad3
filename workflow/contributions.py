"""Contributions: parts of a common answer, each asked of one executor, with a clock of its own (Sobolevo 19)."""

from collections.abc import Iterable
from datetime import datetime

from workflow.model import Model
from workflow.post import Media, Part, attached, joined
from workflow.words import PersonId


class Moment(Model):
    """A named instant in a card's life; deadlines start from and are met by such moments.

    `told` is when a moment became known that lies elsewhere in time: a date that somebody gave (Anapa 2.10).
    """

    name: str
    at: datetime
    seq: int
    told: datetime | None = None

    @property
    def known_at(self) -> datetime:
        """When it became known."""
        return self.told or self.at


def cycle_began(moments: Iterable[Moment]) -> int:
    """The number of the event that began a card's times, for the first time or anew (Kamchatka 2.8)."""
    return max((moment.seq for moment in moments if moment.name == "detected"), default=1)


class Share(Model):
    """Whose part is asked for: a department and its executor in charge."""

    number: int
    department: str
    executor: PersonId | None = None


class Contribution(Model):
    """One executor's part. `asked` is None while others come before him, `given` till he has said that it is whole.

    `warned` is what he wrote of being late before the time was over.
    """

    number: int
    department: str
    executor: PersonId | None
    asked: Moment | None = None
    given: Moment | None = None
    parts: tuple[Part, ...] = ()
    warned: str = ""

    @property
    def waiting(self) -> bool:
        """Whether it is this executor's turn and the part is not whole yet."""
        return self.asked is not None and self.given is None

    @property
    def text(self) -> str:
        """What has been given so far."""
        return joined(self.parts)

    @property
    def media(self) -> tuple[Media, ...]:
        """Attachments given so far."""
        return attached(self.parts)
