"""For whom somebody acts whose move it was not by name: a coordinator for the curator, a substitute for the absent."""

from workflow.commands import Act, Command, GivePart, PublishHere, Warn
from workflow.contributors import part_of
from workflow.office import Office, Person
from workflow.owners import OPENERS
from workflow.rights.ask import granted
from workflow.rights.asked import Asked
from workflow.rights.row import Named, Row, What
from workflow.words import PersonId, Role

_CURATORS = OPENERS | {Role.CURATOR}
_OF_A_NAME = frozenset({What.STEP, What.PUBLISH_HERE, What.RECALL})
"""What is a certain person's to do, where the card names one."""


def on_behalf(command: Command, asked: Asked) -> PersonId | None:
    """Whose move was taken by another with this command, of the same office; None where it was his own (SOB-R3)."""
    by = getattr(command, "by", None)
    person = asked.office.person(by) if asked.office else None
    what = _wanted(command, asked)
    if person is None or what is None or asked.office is None:
        return None
    found = [_whose(row, role, person, what, asked) for row, role in _ways(person, what, asked)]
    other = next(iter(found), None) if None not in found else None
    return other if other != person.id and asked.office.person(other) else None


def _wanted(command: Command, asked: Asked) -> What | None:
    match command:
        case GivePart() | Warn():
            return What.GIVE_PART
        case PublishHere():
            return What.PUBLISH_HERE
        case Act() if asked.step is not None and command.action in asked.step.actions:
            return What.STEP
        case Act() if asked.action is not None and asked.action.standing:
            return What.BESIDE
        case Act():
            return What.RECALL
    return None


def _ways(person: Person, what: What, asked: Asked) -> list[tuple[Row, Role]]:
    """How he may do it; who has the step himself needs not put down another's word."""
    ways = list(granted(person, what, asked))
    return [way for way in ways if way[0].named is not Named.RECORDER] or ways


def _whose(row: Row, role: Role, person: Person, what: What, asked: Asked) -> PersonId | None:
    """Whose move it is by this row: of the one whom the card names, else of whoever is away from that role."""
    card, office = asked.card, asked.office
    if card is None or office is None:
        return None
    if what is What.GIVE_PART:
        part = part_of(person, card)
        return part.executor if part else None
    if role is Role.EXECUTOR:
        return card.executor
    if what in _OF_A_NAME and row.named is not Named.RECORDER and _is_the_curators(row, role, card.curator, office):
        return card.curator
    if row.instead is Role.CURATOR:
        return card.curator
    return None if role in person.roles else next((one.person for one in person.steads if role in one.roles), None)


def _is_the_curators(row: Row, role: Role, curator: PersonId | None, office: Office) -> bool:
    """Whether the card's own curator has the step: he opened it, and plays the role."""
    named = office.person(curator)
    wanted = row.instead or (Role.CURATOR if row.what is What.RECALL and row.named is None else role)
    return named is not None and wanted in _CURATORS and (wanted is Role.CURATOR or wanted in named.plays)
