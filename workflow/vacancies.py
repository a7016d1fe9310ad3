"""Whether an office has somebody for every step of its procedures: a step that is nobody's would hold its cards."""

from collections.abc import Iterable

from workflow.office_file import OfficeFile
from workflow.procedure import Procedure
from workflow.words import Role


def vacancies(office: OfficeFile, procedures: Iterable[Procedure]) -> list[str]:
    """A line for each role that a step asks for and nobody holds, with the mend."""
    held = {role for person in office.person for role in person.roles}
    missing = {
        (step.by, procedure.name): step.name
        for procedure in procedures
        if procedure.name in office.office.procedures
        for step in reversed(procedure.step)
        if not _served(step.by, held)
    }
    return [
        f"person: nobody has the role {role.value!r}, which step {step!r} of {name} needs; give it to somebody"
        for (role, name), step in missing.items()
    ]


def _served(role: Role, held: set[Role]) -> bool:
    """A coordinator may act for any curator (SOB-R3)."""
    return role in held or (role is Role.CURATOR and Role.COORDINATOR in held)
