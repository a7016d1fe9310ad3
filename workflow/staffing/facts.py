"""What a decision about an office needs to know besides the office as the core sees it."""

from dataclasses import dataclass, field
from datetime import datetime

from workflow.card import Card
from workflow.office import Office, Person
from workflow.procedure import Procedure
from workflow.staffing.changes import Change
from workflow.staffing.refusals import StaffRefusal, StaffWhy
from workflow.staffing.spells import Spell
from workflow.words import PersonId


@dataclass(frozen=True, slots=True)
class Made:
    """A change, by whom and when it was made."""

    change: Change
    by: int | None
    at: datetime
    source: str


@dataclass(frozen=True, slots=True)
class Facts:
    """The office, the present moment (the office's clock, UTC), its procedures, and what stands in the way.

    `open_cards` are the numbers of open cards of the department or the person that the command is about. `last` is the
    newest change of the field that it is about. `waiting` are those who joined and wait to be let in, `expected` those
    of them of whom the office knew before. `cards` are the office's open cards, where one may be left with nobody.
    `absences` are those that are planned or last.
    """

    office: Office
    now: datetime
    procedures: tuple[Procedure, ...] = ()
    open_cards: tuple[int, ...] = ()
    last: Made | None = None
    waiting: tuple[Person, ...] = field(default=())
    expected: frozenset[PersonId] = frozenset()
    cards: tuple[tuple[Card, Procedure], ...] = field(default=(), repr=False)
    absences: tuple[Spell, ...] = ()

    def spell(self, absence: int) -> Spell | None:
        """The absence with this number that is planned or lasts."""
        return next((one for one in self.absences if one.id == absence), None)

    def quicker(self, why: StaffWhy) -> StaffRefusal:
        """The refusal with who was quicker and when, where that is known."""
        if self.last is None:
            return StaffRefusal(why)
        by = None if self.last.by is None else PersonId(self.last.by)
        return StaffRefusal(why, by, self.last.at)
