"""What the set-up asks to be done in its turn's commit, and what comes back."""

from dataclasses import dataclass

from handlers.turn import Errand
from workflow.office import Office
from workflow.office_file import OfficeFile
from workflow.words import PersonId, Role


class TakeLink(Errand):
    """Take a link that the command line gave out, for whoever opened it. Gives LinkTaken, or None.

    `hash` is what is kept of its word: the word itself comes no further than the bot's door.
    """

    hash: str
    address: str
    name: str


class CreateOffice(Errand):
    """Make the office; its first person is who set it up. Gives OfficeMade, or None where it was made already."""

    ticket: int
    file: OfficeFile


@dataclass(frozen=True, slots=True)
class LinkTaken:
    """The link was taken: with it a new office may be set up (`ticket`), or he is an administrator of `office` now."""

    ticket: int
    office: Office | None = None


@dataclass(frozen=True, slots=True)
class OfficeMade:
    """The office is there; these roles its procedure needs, and nobody has them."""

    office: Office
    by: PersonId
    missing: tuple[Role, ...]
