"""What comes without a sound to whoever wants quiet outside working time."""

from datetime import datetime

from workflow.calendar import WorkingTime
from workflow.card import Card
from workflow.notice import Notice, NoticeKind
from workflow.office import Office, Person
from workflow.owners import owners
from workflow.procedure import Procedure
from workflow.words import Importance

_RINGS = frozenset({NoticeKind.PING, NoticeKind.PINGS})


def quiet_now(person: Person | None, time: WorkingTime, now: datetime) -> bool:
    """Whether what can wait is to come to him without a sound: he wants it so, and the office is closed."""
    return person is not None and person.comfort.quiet and not time.open_at(now)


def can_wait(notice: Notice, card: Card, person: Person, office: Office, procedure: Procedure) -> bool:
    """Whether the notice may be silent.

    A card of high importance may not, nor a deadline of his own: of a card whose move is his, or of his own part.
    """
    if card.importance is not Importance.NORMAL:
        return False
    his = person in owners(card, office, procedure) or person.id == notice.answers or notice.part is not None
    return not (notice.kind in _RINGS and his)
