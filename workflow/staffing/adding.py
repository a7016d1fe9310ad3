"""A department comes, or goes; somebody's access ends. What is decided is written down as changes."""

from workflow.office import Department, Person
from workflow.staffing.administrators import is_last
from workflow.staffing.changes import Change, Thing
from workflow.staffing.commands import Add, Remove
from workflow.staffing.facts import Facts
from workflow.staffing.keys import key_of
from workflow.staffing.outcome import StaffDecision
from workflow.staffing.refusals import StaffRefusal, StaffWhy
from workflow.staffing.rights import may_staff
from workflow.staffing.values import is_name, is_text_list, same_name


def added(command: Add, facts: Facts) -> StaffDecision:
    """A department comes, with a key made of its name where none is given. People come by invitations alone."""
    office = facts.office
    if not may_staff(command.by, command, office):
        return StaffRefusal(StaffWhy.NOT_YOURS)
    name = command.values.get("name")
    lists = {field: command.values.get(field, []) for field in ("topics", "places")}
    if command.what != Thing.DEPARTMENT or not is_name(name) or not all(map(is_text_list, lists.values())):
        return StaffRefusal(StaffWhy.BAD_VALUE)
    taken = {unit.key for unit in office.departments}
    if command.key in taken or any(same_name(unit.name, str(name)) for unit in office.departments):
        return StaffRefusal(StaffWhy.THERE_ALREADY, names=(str(name),))
    key = command.key or key_of(str(name), taken)
    filled = (Change(command.what, key, field, [], value) for field, value in lists.items() if value)
    return (Change(command.what, key, "", None, name), *filled)


def removed(command: Remove, facts: Facts) -> StaffDecision:
    """A department goes that has no open cards and nobody in it; a person's access ends."""
    office = facts.office
    if not may_staff(command.by, command, office):
        return StaffRefusal(StaffWhy.NOT_YOURS)
    if command.what == Thing.DEPARTMENT and (unit := office.department(command.key)):
        return _unit_goes(unit, facts)
    known = [*office.people, *facts.waiting]
    person = next((one for one in known if one.key == command.key), None)
    if command.what == Thing.PERSON and person:
        return _person_goes(person, facts)
    return facts.quicker(StaffWhy.NO_SUCH)


def _unit_goes(unit: Department, facts: Facts) -> StaffDecision:
    if facts.open_cards:
        numbers = tuple(map(str, facts.open_cards))
        return StaffRefusal(StaffWhy.OPEN_CARDS, amount=len(numbers), names=numbers)
    if inside := _of(unit, facts):
        return StaffRefusal(StaffWhy.NOT_EMPTY, amount=len(inside), names=inside)
    return (Change(Thing.DEPARTMENT, unit.key, "", unit.name, None),)


def _of(unit: Department, facts: Facts) -> tuple[str, ...]:
    return tuple(one.name for one in (*facts.office.people, *facts.waiting) if one.department == unit.key)


def _person_goes(person: Person, facts: Facts) -> StaffDecision:
    """His access ends at once; what becomes of his open cards is for a dismissal, or for whoever is left."""
    if is_last(person, facts.office):
        return StaffRefusal(StaffWhy.LAST_ADMINISTRATOR)
    return (Change(Thing.PERSON, person.key, "", person.name, None),)
