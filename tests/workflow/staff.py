"""An office that has somebody for every role, so that a card of any procedure finds its people."""

from dataclasses import replace

from tests.workflow.office import OFFICE, person
from workflow.office import Department, Office, Person
from workflow.procedure import Procedure
from workflow.words import PersonId, Role

UNITS = (
    Department("roads", "Дорожное хозяйство", topics=("снег",)),
    Department("utilities", "ЖКХ", topics=("вода",)),
    Department("parks", "Парки", topics=("деревья",)),
)
_OF_A_UNIT = (Role.EXECUTOR, Role.CHIEF)


def staffed(procedure: Procedure) -> Office:
    """The office under this procedure: one of each role, and in each department its executors and their head."""
    alone = [role for role in Role if role not in (*_OF_A_UNIT, Role.CITIZEN)]
    people = [person(PersonId(100 + number), role) for number, role in enumerate(alone)]
    people += [_of_unit(number, unit) for number, unit in enumerate(UNITS * 2)]
    people += [person(PersonId(300 + number), Role.CHIEF, unit.key) for number, unit in enumerate(UNITS)]
    return replace(OFFICE, procedures=(procedure.name,), departments=UNITS, people=tuple(people))


def _of_unit(number: int, unit: Department) -> Person:
    return person(PersonId(200 + number), Role.EXECUTOR, unit.key)
