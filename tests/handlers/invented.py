"""An office with an invented procedure: steps, words and times that no shipped file has."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Self

from tests.handlers.world import COORDINATOR, CURATOR, EXECUTOR, OFFICE, PLUMBER, World
from workflow.commands import GivePart
from workflow.office import Person
from workflow.post import Part
from workflow.procedure import Procedure
from workflow.procedure_file import parse_procedure
from workflow.words import PersonId, Role

CHIEF = Person(PersonId(7), "chief", "Начальник дорог", frozenset({Role.CHIEF}), "roads", "1007")
GUEST = Person(PersonId(8), "guest", "Областной инспектор", frozenset({Role.OUTSIDE}), address="1008")


POTHOLES = (Path(__file__).parent / "potholes.toml").read_text("utf-8")


@cache
def invented() -> Procedure:
    """The invented procedure."""
    return parse_procedure(POTHOLES)


class Service(World):
    """The road service, with a head of its roads department and an inspector from outside."""

    def __init__(self, *, guests: bool = True, rules: Procedure | None = None) -> None:
        people = (*OFFICE.people, CHIEF, *((GUEST,) if guests else ()))
        super().__init__(office=replace(OFFICE, people=people, procedures=("potholes",)), rules=rules or invented())

    def visited(self) -> Self:
        """The place is to be inspected."""
        return self.post(place="ул. Лесная").act(CURATOR, "route", department="roads")

    def working(self, category: str = "usual") -> Self:
        """Work has begun."""
        self.visited().act(EXECUTOR, "inspect")
        return self.act(CHIEF, "sort_out", category=category)

    def shared(self) -> Self:
        """Two departments are asked for their parts."""
        return self.working().act(CURATOR, "share", people=("roads", "utilities"))

    def gives(self, by: Person = PLUMBER, text: str = "Люк закрыли", *, whole: bool = True) -> Self:
        """A part of the common answer is given."""
        self.do(GivePart(self.id, by.id, (Part(text=text),), whole))
        return self

    def asked_for_days(self, days: int = 3) -> Self:
        """The executor asks for more time."""
        return self.working().act(EXECUTOR, "extend", days=days, note="Нет щебня")

    def granted(self, days: int = 3) -> Self:
        """He was given it."""
        return self.asked_for_days(days).act(COORDINATOR, "grant")
