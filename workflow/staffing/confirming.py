"""Who has joined and waits is let in, or is not."""

from workflow.office import Person
from workflow.staffing.changes import Change, Thing
from workflow.staffing.commands import Confirm
from workflow.staffing.facts import Facts
from workflow.staffing.outcome import StaffDecision
from workflow.staffing.refusals import StaffRefusal, StaffWhy
from workflow.staffing.rights import may_staff


def confirmed(command: Confirm, facts: Facts) -> StaffDecision:
    """The answer of an administrator; of two, the second one learns who was quicker."""
    if not may_staff(command.by, command, facts.office):
        return StaffRefusal(StaffWhy.NOT_YOURS)
    waiting = next((one for one in facts.waiting if one.id == command.person), None)
    if waiting is None:
        known = facts.office.person(command.person) is not None
        return facts.quicker(StaffWhy.THERE_ALREADY if known else StaffWhy.NO_SUCH)
    return _let_in(waiting) if command.let_in else _turned_away(waiting, facts)


def _let_in(person: Person) -> tuple[Change, ...]:
    return (Change(Thing.PERSON, person.key, "confirmed", False, True),)


def _turned_away(person: Person, facts: Facts) -> StaffDecision:
    """One of whom the office knew before keeps his place there, without an address; a new one is gone."""
    if person.id not in facts.expected:
        return (Change(Thing.PERSON, person.key, "", person.name, None),)
    return (Change(Thing.PERSON, person.key, "address", person.address, None), *_let_in(person))
