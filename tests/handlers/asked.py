"""The office of the service that asks for everything, and its cards."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from tests.handlers.talk import Talk
from tests.handlers.world import CURATOR, EXECUTOR, HEAD, OFFICE, World
from workflow.office import Department, Person
from workflow.procedure import Procedure
from workflow.procedure_file import parse_procedure
from workflow.words import PersonId, Role

CHIEF = Person(PersonId(7), "chief", "Начальник дорог", frozenset({Role.CHIEF}), "roads", "1007")
GARDENER = Person(PersonId(8), "parks", "Исполнитель парков", frozenset({Role.EXECUTOR}), "parks", "1008")


@cache
def needs() -> Procedure:
    """The invented procedure."""
    return parse_procedure((Path(__file__).parent / "needs.toml").read_text("utf-8"))


class Asking(World):
    """A service with three departments, one of which has a head."""

    def __init__(self, **changes: Any) -> None:
        office = replace(
            OFFICE,
            procedures=("needs",),
            people=(*OFFICE.people, CHIEF, GARDENER),
            departments=(*OFFICE.departments, Department("parks", "Парки")),
        )
        super().__init__(office=office, rules=needs(), **changes)

    def working(self) -> "Asking":
        """The executor has it."""
        self.post().act(CURATOR, "route", department="roads").act(CHIEF, "assign", person=EXECUTOR.id)
        return self

    def agreed(self) -> "Asking":
        """The answer may be published."""
        self.working().submitted().act(HEAD, "approve")
        return self

    async def talk(self, person: Person, locale: str = "ru") -> Talk:
        """A conversation with this person, who has the card before him."""
        return await Talk(self, person, locale).opens()
