"""Whether an office has somebody for every step of its procedures: a step that is nobody's would hold its cards."""

from collections.abc import Iterable

from workflow.office_file import OfficeFile
from workflow.procedure import Procedure
from workflow.words import Role


def vacancies(office: OfficeFile, procedures: Iterable[Procedure]) -> list[str]:
    """A line for each role that a step asks for and nobody holds, with the mend."""
    held = {role for person in office.person for role in person.roles}
    missing = {
        (role, procedure.name): step.name
        for procedure in procedures
        if procedure.name in office.office.procedures
        for step in reversed(procedure.step)
        for role in sorted(step.roles)
        if not (_served(role, held) or (step.recorded_by and _served(step.recorded_by, held)))
    }
    unserved = [
        f"person: nobody has the role {role.value!r}, which step {step!r} of {name} needs; give it to somebody"
        for (role, name), step in missing.items()
    ]
    return unserved if Role.EXECUTOR not in held or _somewhere_to_route(office) else [*unserved, _NO_UNIT]


_NO_UNIT = (
    "department: no department has an executor, so no card could be routed; "
    'add one, and give it to somebody with the role "executor"'
)


def _somewhere_to_route(office: OfficeFile) -> bool:
    return any(person.department for person in office.person if Role.EXECUTOR in person.roles)


def _served(role: Role, held: set[Role]) -> bool:
    """A coordinator may act for any curator (SOB-R3)."""
    return role in held or (role is Role.CURATOR and Role.COORDINATOR in held)
