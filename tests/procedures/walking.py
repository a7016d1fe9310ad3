"""Walks of cards under any procedure of the product, in an invented office of its zone, told as stories."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from bot.commands.procedures import find
from tests.workflow.story import Story, draft, succeeded
from workflow.calendar import DEFAULT_SCHEDULE
from workflow.card import Card
from workflow.cases import Case
from workflow.commands import Act, DecideRepeat, GivePart, Report, SetKind, Shorten, Warn
from workflow.deadlines import dues, rules_of
from workflow.desk import Outcome
from workflow.notices import Notice, NoticeKind
from workflow.office import Department, Office, Person, Timetable
from workflow.post import Part, Post
from workflow.procedure import Procedure
from workflow.refusals import Refusal
from workflow.words import CardId, DraftKind, Importance, OfficeId, PersonId, Role

NORMAL, HIGH, FAST = Importance

UNITS = (
    Department("roads", "Дорожное хозяйство", topics=("дороги", "снег")),
    Department("utilities", "ЖКХ", topics=("вода", "мусор")),
)


def office_of(procedure: str, zone: str, people: Mapping[str, str], units: tuple[Department, ...] = UNITS) -> Office:
    """An office in this zone under this procedure, nine to six with lunch at one.

    `people` gives each by a short name: his roles, and after a comma his department, as "executor, roads".
    """
    return Office(
        id=OfficeId(1),
        key=procedure,
        name=procedure,
        timetable=Timetable(zone, DEFAULT_SCHEDULE.week),
        procedures=(procedure,),
        group="-1001",
        departments=units,
        people=tuple(_person(number, key, what) for number, (key, what) in enumerate(people.items(), start=1)),
    )


def _person(number: int, key: str, what: str) -> Person:
    roles, _, department = what.partition(", ")
    held = frozenset(Role(one) for one in roles.split())
    return Person(PersonId(number), key, key, held, department or None, address=str(1000 + number))


class Walk(Story):
    """A desk and the story of its cards; people go by their short names."""

    def __init__(self, office: Office, start: str = "2026-03-04 10:00") -> None:
        self.office = office
        super().__init__(office, find(office.procedures[0]), start)

    # ---------------------------------------------------------------- what people do

    def post(self, who: str | None, what: Post | None = None, **more: object) -> Card:
        """Somebody brings a post (None: it comes by itself), and the card of it is spoken of from now on."""
        return self.open(self.who(who) if who else None, what, **more)

    def does(self, who: str, action: str, **what: object) -> Card:
        """Somebody takes an action, and it must succeed."""
        return self.done(self.who(who), action, **what)

    def cannot(self, who: str, action: str, **what: object) -> Refusal:
        """Somebody tries an action; it must be refused, and nothing may change by that."""
        return self.refused(self.who(who), action, **what)

    def drafts(self, who: str, text: str = "Починим", kind: DraftKind = DraftKind.ANSWER) -> Card:
        """Somebody sends a draft for agreement."""
        return self.does(who, "submit", draft=draft(text, kind))

    def citizen(self, action: str, **what: object) -> Card:
        """The citizen takes an action, and it must succeed."""
        return succeeded(self.tell_desk(Act(self.id, None, action, **what)))  # type: ignore[arg-type]  # as given

    def ranks(self, who: str, importance: Importance = HIGH) -> Card:
        """Somebody sets the importance."""
        return succeeded(self.importance(importance, self.who(who)))

    def sorts(self, who: str, kind: str) -> Card:
        """Somebody says which kind of card it is."""
        return succeeded(self.tell_desk(SetKind(self.id, self.who(who), kind)))

    def shortens(self, who: str, name: str) -> Outcome:
        """Somebody sets a shorter time."""
        return self.tell_desk(Shorten(self.id, self.who(who), name))

    def gives(self, who: str, text: str, *, whole: bool = True) -> Outcome:
        """Somebody gives his part of the answer."""
        return self.tell_desk(GivePart(self.id, self.who(who), (Part(key=f"part-{who}", text=text),), whole))

    def warns(self, who: str, why: str) -> Outcome:
        """Somebody warns that his part will be late."""
        return self.tell_desk(Warn(self.id, self.who(who), why))

    def finds_repeat(self, who: str, of: CardId | None) -> Outcome:
        """Somebody says that the post repeats that of an earlier card, or None of them."""
        return self.tell_desk(DecideRepeat(self.id, self.who(who), of))

    def reports(self, who: str, deadline: str) -> Outcome:
        """Somebody tells of a missed deadline."""
        return self.tell_desk(Report(self.id, self.who(who), deadline))

    # ---------------------------------------------------------------- what comes of it

    def who(self, key: str) -> PersonId:
        """The person with this short name."""
        return next(person.id for person in self.office.people if person.key == key)

    def called(self, who: PersonId | None) -> str:
        """A person's short name; the group where there is none."""
        person = self.office.person(who)
        return person.key if person else "group"

    @property
    def heard(self) -> list[str]:
        """Who was told what by the latest command, in order: "kind/about > person"."""
        return [f"{_said(notice)} > {self.called(notice.to)}" for notice in self.told]

    def rings(self, text: str) -> list[str]:
        """What the clock calls out at a moment: "draft 8 late, roads > head" tells deadline, clause, whose, to whom."""
        self.wake(text)
        return [self._ping(notice) for notice in self.told if notice.kind is NoticeKind.PING]

    def rung(self, text: str) -> dict[str, list[str]]:
        """The same as hearers by what is said."""
        found: dict[str, list[str]] = {}
        for line in self.rings(text):
            said, _, hearer = line.partition(" > ")
            found.setdefault(said, []).append(hearer)
        return found

    def _ping(self, notice: Notice) -> str:
        clock = self.clocks.get(notice.about)
        part = f"/{notice.part}" if notice.part else ""
        when = f"late, {self.called(notice.answers)}" if notice.missed else "soon"
        return f"{notice.about}{part} {clock.clause if clock else '?'} {when} > {self.called(notice.to)}"

    def due(self, deadline: str) -> str:
        """When a deadline of the card is due, local to the office."""
        return f"{self.clocks[deadline].at.astimezone(self.zone):%Y-%m-%d %H:%M}"

    def met(self, deadline: str) -> bool:
        """Whether it was met; false where it has not started."""
        clock = self.clocks.get(deadline)
        return clock is not None and clock.met is not None

    @property
    def moments(self) -> list[str]:
        """The names of what has happened, in order."""
        return [moment.name for moment in self.card.moments]


def _said(notice: Notice) -> str:
    return f"{notice.kind}/{notice.about}" if notice.about else str(notice.kind)


def dues_from(office: Office, anchor: str, start: str, case: Case | Importance = NORMAL) -> dict[str, str]:
    """Every deadline that follows from one moment alone, by name, in the office's local time."""
    zone = ZoneInfo(office.timetable.zone)
    at = Story(office, procedure_of(office)).local(start)
    like = case if isinstance(case, Case) else Case(case)
    found = dues({anchor: at}, rules_of(office, procedure_of(office)), like)
    return {deadline.name: f"{one.at.astimezone(zone):%Y-%m-%d %H:%M}" for deadline, _, one in found}


def procedure_of(office: Office) -> Procedure:
    """The procedure that an office works under."""
    return find(office.procedures[0])
