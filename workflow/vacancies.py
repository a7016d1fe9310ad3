"""Whether an office fits its procedures: somebody for every step, for one that is nobody's would hold its cards."""

from collections.abc import Iterable

from workflow.office_file import OfficeFile
from workflow.procedure import Procedure
from workflow.words import Role


def strange_accounts(office: OfficeFile, procedures: Iterable[Procedure]) -> list[str]:
    """A line for each account that is said to be excluded by what no procedure of the office excludes."""
    known = {
        one.name for procedure in procedures if procedure.name in office.office.procedures for one in procedure.excluded
    }
    return [
        f"account {account.name!r}, excluded: no procedure of the office has an [[excluded]] {account.excluded!r}; "
        f"there are: {', '.join(sorted(known)) or 'none'}"
        for account in office.account
        if account.excluded and account.excluded not in known
    ]


def vacancies(office: OfficeFile, procedures: Iterable[Procedure]) -> list[str]:
    """A line for each role that a step asks for and nobody holds, and for whatever else does not fit, with the mend."""
    procedures = tuple(procedures)
    held = _held(office)
    unserved = [
        f"person: nobody has the role {role.value!r}, which step {step!r} of {name} needs; give it to somebody"
        for (role, name), step in _missing(office, procedures).items()
    ]
    without_unit = Role.EXECUTOR in held and not _somewhere_to_route(office)
    return [*unserved, *([_NO_UNIT] if without_unit else []), *strange_accounts(office, procedures)]


def unheld(office: OfficeFile, procedures: Iterable[Procedure]) -> tuple[Role, ...]:
    """The roles that the office's procedures need and nobody has, in the order of the steps."""
    known = tuple(procedures)
    missing = _missing(office, known)
    ways = ((one.name, role) for one in known for step in one.step for role in sorted(step.roles))
    return tuple(dict.fromkeys(role for name, role in ways if (role, name) in missing))


def _missing(office: OfficeFile, procedures: Iterable[Procedure]) -> dict[tuple[Role, str], str]:
    """Roles that nobody has, each with its procedure, and the first step that needs it; the last steps first."""
    held = _held(office)
    return {
        (role, procedure.name): step.name
        for procedure in procedures
        if procedure.name in office.office.procedures
        for step in reversed(procedure.step)
        for role in sorted(step.roles)
        if not (_served(role, held) or (step.recorded_by and _served(step.recorded_by, held)))
    }


def _held(office: OfficeFile) -> set[Role]:
    return {role for person in office.person for role in person.roles}


_NO_UNIT = (
    "department: no department has an executor, so no card could be routed; "
    'add one, and give it to somebody with the role "executor"'
)


def _somewhere_to_route(office: OfficeFile) -> bool:
    return any(person.department for person in office.person if Role.EXECUTOR in person.roles)


def _served(role: Role, held: set[Role]) -> bool:
    """A coordinator may act for any curator (SOB-R3)."""
    return role in held or (role is Role.CURATOR and Role.COORDINATOR in held)
