"""Who is told what when people go and come back, once: the substitute, he himself, and those who must know."""

from datetime import date, datetime
from enum import StrEnum

from workflow.model import Model
from workflow.words import CardId, OfficeId, PersonId

STAFF = "staff"
"""What a row that is to be sent is called, if it holds a StaffNotice."""


class News(StrEnum):
    """What a notice tells."""

    AWAY = "away"
    """To himself: his absence has begun."""
    BACK = "back"
    """To himself: it is over."""
    STEAD = "stead"
    """He stands in for somebody from now on, and has these cards of his."""
    OVER = "over"
    """He stands in no more."""
    GIVEN = "given"
    """These cards of somebody who has left are his."""
    LEFT = "left"
    """Somebody has left; with `late`, and it was told too late."""
    NOBODY = "nobody"
    """Nobody is left to go on with somebody's cards."""


class StaffNotice(Model):
    """One piece of news for one person.

    `about` are those whose absence or leave it is. `cards` are those that go over with it. `late` are calendar days,
    by which a dismissal was told too late under the `clause`; `ordered` is the date of the order. `at` is UTC.
    `knowing` are those who are told that nobody stands in for the reader. `unreached` are those whom it was for and
    did not reach, so that the reader gets it instead.
    """

    what: News
    office: OfficeId
    to: PersonId
    at: datetime
    about: tuple[PersonId, ...] = ()
    cards: tuple[CardId, ...] = ()
    receiver: PersonId | None = None
    knowing: tuple[PersonId, ...] = ()
    ordered: date | None = None
    late: int = 0
    clause: str = ""
    unreached: tuple[PersonId, ...] = ()

    def redirected(self, to: PersonId) -> "StaffNotice":
        """The same for somebody who takes care: that a substitute was not told is that nobody stands in."""
        what = News.NOBODY if self.what in (News.STEAD, News.GIVEN) else self.what
        return self.model_copy(update={"to": to, "what": what, "unreached": (*self.unreached, self.to)})

    @property
    def key(self) -> str:
        """The identity of the notice: the same thing is never told twice to the same person."""
        about = ".".join(map(str, self.about))
        cards = ".".join(map(str, self.cards))
        return f"staff/{self.office}/{self.what}/{self.to}/{about}/{self.at.isoformat()}/{cards}"
