"""There is always somebody who may change the office."""

from workflow.office import Office, Person
from workflow.words import Role


def is_last(person: Person, office: Office) -> bool:
    """Whether nobody could change the office any more without him: no other administrator has joined."""
    others = (one for one in office.people if one.id != person.id and Role.ADMINISTRATOR in one.roles)
    return Role.ADMINISTRATOR in person.roles and not any(one.address is not None for one in others)
