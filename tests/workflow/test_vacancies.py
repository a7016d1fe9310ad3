"""An office file is held to the steps of its procedures: each has somebody to take it."""

import pytest

from tests.workflow.office import SOBOLEVO
from workflow.office_file import parse_office
from workflow.vacancies import vacancies

HEADER = '[office]\nkey = "o"\nname = "Office"\nprocedures = ["sobolevo"]\nzone = "Asia/Kamchatka"\n'
UNIT = '[[department]]\nkey = "roads"\nname = "Roads"\n'


def person(role: str) -> str:
    unit = 'department = "roads"\n' if role == "executor" else ""
    return f'[[person]]\nkey = "{role}-1"\nname = "{role}"\nroles = ["{role}"]\n{unit}'


@pytest.mark.parametrize(
    ("roles", "missing"),
    [
        (("curator", "executor", "head"), []),
        (("coordinator", "executor", "head"), []),
        (("curator", "executor"), ["'head', which step 'approve'"]),
        (("head", "executor"), ["'curator', which step 'route'"]),
        (("curator",), ["'executor', which step 'draft'", "'head', which step 'approve'"]),
    ],
)
def test_every_step_has_somebody(roles: tuple[str, ...], missing: list[str]) -> None:
    """A role that a step asks for and nobody holds is named with the first step that needs it."""
    office = parse_office(HEADER + UNIT + "".join(map(person, roles)), "o.toml", {"sobolevo"})
    told = vacancies(office, [SOBOLEVO])
    assert sorted(line.split("nobody has the role ")[1].split(" of ")[0] for line in told) == sorted(missing)
