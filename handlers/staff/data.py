"""What the buttons about the office's people carry. Never trusted: the core checks every tap again."""

from handlers.carried import Carried
from workflow.words import Role

_LETTERS = {
    "u": Role.CURATOR,
    "e": Role.EXECUTOR,
    "h": Role.HEAD,
    "o": Role.COORDINATOR,
    "r": Role.RESPONSIBLE,
    "f": Role.OFFICER,
    "m": Role.MODERATOR,
    "c": Role.CHIEF,
    "x": Role.OUTSIDE,
    "a": Role.ADMINISTRATOR,
}
"""A letter for each role that somebody of an office can have, so that several fit into a button."""

ROLES = tuple(_LETTERS.values())
"""Every role that somebody of an office can have, in the order of the buttons."""


class Go(Carried, prefix="qg"):
    """Show a screen: which, about what (a person's id, a department's brief key, letters of roles), and its page."""

    screen: str
    key: str = ""
    page: int = 0


class Put(Carried, prefix="qp"):
    """Change a field of the office, a department or a person; `seen` is the mark of what stood there when shown."""

    what: str
    key: str
    field: str
    value: str
    seen: str


class Write(Carried, prefix="qy"):
    """Ask for a field in words."""

    what: str
    key: str
    field: str


class Invite(Carried, prefix="qi"):
    """Make an invitation for these roles (letters) in this department, or for a person whom the office knows."""

    roles: str
    unit: str = ""
    person: int = 0


class Withdraw(Carried, prefix="qw"):
    """Withdraw an invitation."""

    invitation: int


class Admit(Carried, prefix="qj"):
    """Let in one who has joined and waits, or do not."""

    person: int
    let_in: bool


class Revoke(Carried, prefix="qr"):
    """End the access of one who has joined."""

    person: int


class Drop(Carried, prefix="qd"):
    """Remove a department (its brief key)."""

    unit: str


class Stop(Carried, prefix="qx"):
    """Leave the question."""


def letters_of(roles: frozenset[Role]) -> str:
    """The roles as a button carries them."""
    return "".join(letter for letter, role in _LETTERS.items() if role in roles)


def roles_in(letters: str) -> frozenset[Role]:
    """The roles that a button carries; what is no letter of one is passed over."""
    return frozenset(role for letter, role in _LETTERS.items() if letter in letters)
