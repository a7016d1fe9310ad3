"""Everything that people may do with a card now, each with whatever it asks for, under any procedure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product

from workflow.access import (
    GIVE_PART,
    IMPORTANCE,
    KIND,
    REPEAT,
    SEPARATE,
    SHORTEN,
    SIGNIFICANT,
    WARN,
    Option,
    options,
    sees,
)
from workflow.actions import Need
from workflow.card import Card
from workflow.commands import (
    Act,
    Command,
    DecideRepeat,
    GivePart,
    Join,
    MarkSignificant,
    SetImportance,
    SetKind,
    Shorten,
    Warn,
)
from workflow.office import Office, Person
from workflow.post import Draft, Media, Part
from workflow.procedure import Procedure
from workflow.refusals import Why
from workflow.words import CardId, DraftKind, Importance, MediaKind, PersonId, Role

MAY_BE_REFUSED = {Why.NEEDS_FIRST, Why.BAD_DAYS, Why.ALREADY, Why.NO_SHORTER}
"""What even a button may meet: something must come first, the days are used up, the shorter time is over already."""

PHOTO = Media(kind=MediaKind.PHOTO, ref="photo")


@dataclass(frozen=True, slots=True)
class Offers:
    """The buttons of everybody in an office; `earlier` is a card that this one may repeat."""

    card: Card
    office: Office
    procedure: Procedure
    now: datetime
    earlier: CardId | None = None

    def all(self) -> list[Command]:
        """What somebody of the office may do, and what the citizen may send."""
        citizens = [one.name for one in self.procedure.standing if Role.CITIZEN in one.by]
        return [*self.of_people(), *(act for name in citizens for act in self._acts(name, None, ""))]

    def of_people(self) -> list[Command]:
        """What somebody of the office may do."""
        return [
            command
            for person in self.office.people
            if sees(person, self.card)
            for option in options(person, self.card, self.office, self.procedure)
            for command in self._commands(option, person)
        ]

    def _commands(self, option: Option, person: Person) -> Iterator[Command]:
        if option.action in self.procedure.actions:
            yield from self._acts(option.action, person, option.value)
        else:
            yield from self._beside(option, person.id)

    def _beside(self, option: Option, who: PersonId) -> Iterator[Command]:
        """What is no action of a file."""
        card = self.card.id
        days = 1 if option.value == Importance.FAST else None
        known: dict[str, list[Command]] = {
            SIGNIFICANT: [MarkSignificant(card, who)],
            KIND: [SetKind(card, who, option.value)],
            SHORTEN: [Shorten(card, who, option.value)],
            REPEAT: [DecideRepeat(card, who), DecideRepeat(card, who, of=self.earlier)],
            SEPARATE: [Join(card, who, None)],
            GIVE_PART: [GivePart(card, who, (Part(key="part", text="Наша часть"),))],
            WARN: [Warn(card, who, "не успеваем")],
        }
        if option.action == IMPORTANCE:
            yield SetImportance(card, who, Importance(option.value), days=days)
        else:
            yield from known[option.action]

    def _acts(self, name: str, person: Person | None, value: str) -> Iterator[Command]:
        """The action once for each kind of draft, outcome and category that it may bring."""
        action, known = self.procedure.actions[name], self.procedure
        drafts = known.drafts if action.asks(Need.DRAFT) else (DraftKind.ANSWER,)
        outcomes = [one.name for one in known.outcome] if action.asks(Need.OUTCOME) else [""]
        categories = [one.name for one in known.category] if action.asks(Need.CATEGORY) else [""]
        for kind, outcome, category in product(drafts, outcomes, categories):
            yield Act(
                self.card.id,
                person.id if person else None,
                name,
                note="5 потому что",
                department=value or self.office.departments[0].key,
                person=self._executor(value),
                people=tuple(unit.key for unit in self.office.departments[1:] if self.office.executors_of(unit.key)),
                draft=self._draft(kind),
                link="https://vk.com/wall-1_2",
                ground=next((one.name for one in known.ground), ""),
                outcome=outcome,
                category=category,
                days=1,
                date=self.now + timedelta(days=900),
            )

    def _executor(self, value: str) -> PersonId | None:
        """Whom the button names, else the first of the card's department."""
        unit = self.office.executors_of(self.card.department or "")
        named = (one.id for one in self.office.people if str(one.id) == value)
        return next(named, None) or next((one.id for one in unit), None)

    def _draft(self, kind: DraftKind) -> Draft:
        author = self.office.people[0].id
        return Draft(kind=kind, by=author, at=self.now, parts=(Part(key="draft", text="Уберём", media=(PHOTO,)),))
