"""An office that has somebody for every role, so that a card of any procedure finds its people."""

from dataclasses import replace

from tests.workflow.office import OFFICE, person
from workflow.office import Department, Office
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
    alone = [(role, None) for role in Role if role not in (*_OF_A_UNIT, Role.CITIZEN)]
    staff = [(role, unit.key) for role in (Role.EXECUTOR, Role.EXECUTOR, Role.CHIEF) for unit in UNITS]
    people = (person(PersonId(number), *held) for number, held in enumerate((*alone, *staff), start=1))
    return replace(OFFICE, procedures=(procedure.name,), departments=UNITS, people=tuple(people))
