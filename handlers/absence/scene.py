"""With what a question about somebody's absence is made: who asks, of whom, when."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from handlers.absence.asked import Told
from handlers.scene import me
from handlers.texts import Texts
from handlers.turn import Turn
from workflow.office import Office, Person
from workflow.staffing.rights import is_over
from workflow.words import Role

_NO_WORK = frozenset({Role.OUTSIDE, Role.CITIZEN})


@dataclass(frozen=True, slots=True)
class View:
    """Who is asked, in which office, at which moment, in which words."""

    me: Person
    office: Office
    now: datetime
    texts: Texts

    @property
    def today(self) -> date:
        """The office's date."""
        return self.now.astimezone(ZoneInfo(self.office.timetable.zone)).date()

    def person(self, told: Told) -> Person:
        """Whom it is about: the one who asks where nobody was chosen. Raises LookupError for one who has left."""
        found = self.me if told.person is None else self.office.person(told.person)
        if found is None:
            raise LookupError(f"person {told.person} is no longer of the office")
        return found

    def knows(self, told: Told) -> bool:
        """Whether the one whom it is about is still of the office: he may have left while the question stood."""
        return told.person is None or self.office.person(told.person) is not None


def view_of(turn: Turn, texts: Texts) -> View:
    """The view of whoever speaks."""
    person, office = me(turn)
    return View(person, office, turn.clock.now(), texts)


def others_of(view: View) -> tuple[Person, ...]:
    """Those of whom he may say that they are away, besides himself."""
    return tuple(one for one in view.office.people if one.id != view.me.id and is_over(view.me, one))


def stand_ins(person: Person, view: View) -> tuple[Person, ...]:
    """Who may stand in for him: his department first, then those with a role of his, then all others."""
    others = [one for one in view.office.people if one.id != person.id and one.roles - _NO_WORK]
    return tuple(sorted(others, key=lambda one: (one.department != person.department, not one.roles & person.roles)))


def takers_of(person: Person, view: View) -> tuple[Person, ...]:
    """Who may take over the cards of one who leaves: those at work with a role of his, his department first."""
    fit = [one for one in stand_ins(person, view) if one.present and one.roles & person.roles]
    return tuple(fit)


def by_list(person: Person, office: Office) -> tuple[Person, ...]:
    """His substitutes of the office's list, in their order."""
    known = {one.key: one for one in office.people}
    return tuple(known[key] for key in person.substitutes if key in known)
