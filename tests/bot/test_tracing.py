"""The list of clauses, read and held beside the tests; and the command that prints both."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.commands import clauses
from bot.tracing import cited, parse_register, trace

LIST = """
[procedures.upper]
prefix = "UP"
clauses = ["1", "2a", "2b"]
[procedures.lower]
prefix = "LO"
clauses = ["3.1"]

[[clause]]
id = "UP-1"
procedure = "upper"
scope = "way"
status = "done"
demands = "Posts are answered."
carried_out = "A step."

[[clause]]
id = "UP-2a"
procedure = "upper"
scope = "way"
status = "partly"
demands = "In time."
carried_out = "A deadline."
missing = "Nobody is reminded."

[[clause]]
id = "UP-2b"
procedure = "upper"
scope = "people"
status = "not yet"
demands = "By somebody."
carried_out = "A role."
missing = "There is no role."

[[clause]]
id = "LO-3.1"
procedure = "lower"
scope = "way"
status = "done"
demands = "Posts are counted."
carried_out = "A number."
"""
TESTS = """
import pytest

@pytest.mark.clause("UP-1", "LO-3.1")
def test_answers() -> None: ...

@pytest.mark.clause("UP-1", "UP-2a")
def test_in_time() -> None: ...
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for file, text in (("docs/clauses.toml", LIST), ("tests/test_way.py", TESTS)):
        (tmp_path / file).parent.mkdir()
        (tmp_path / file).write_text(text, encoding="utf-8")
    monkeypatch.setattr(clauses, "ROOT", tmp_path)
    return tmp_path


def said(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["clauses", *arguments])


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_agreement_has_no_faults(project: Path) -> None:
    """Each clause that is carried out has its tests, in the order of their files."""
    traced = trace(project)
    assert traced.faults() == []
    assert traced.tests("UP-1") == ("tests/test_way.py::test_answers", "tests/test_way.py::test_in_time")
    assert traced.tests("UP-2b") == ()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"UP-1", "UP-2a"', '"UP-1"', "UP-2a is 'partly', and no test shows it"),
        (', "LO-3.1"', "", "LO-3.1 is 'done', and no test shows it"),
        ('"UP-2a"', '"UP-2a", "UP-2b"', "UP-2b is 'not yet', but tests/test_way.py::test_in_time shows it"),
        ('"UP-2a"', '"UP-2a", "UP-7"', "tests/test_way.py::test_in_time names UP-7, which docs/clauses.toml does not"),
        ("def test_answers", '@pytest.mark.clause("UP-1")\ndef helper(): ...\ndef test_answers', "no test that is run"),
    ],
)
def test_disagreement_is_told(project: Path, old: str, new: str, fault: str) -> None:
    """A clause without its test, an unknown clause and a marker that hangs nowhere are each a line with the mend."""
    change(project / "tests" / "test_way.py", old, new)
    assert any(fault in line for line in trace(project).faults()), trace(project).faults()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("[procedures.upper]", "[procedures", "list.toml: not TOML"),
        ('status = "partly"', 'status = "nearly"', "clause, no. 2, status: Input should be 'done', 'partly'"),
        ('demands = "In time."\n', "", "clause, no. 2, demands: missing; add it"),
        ('"In time."', '"In\\ntime."', "clause, no. 2, demands: "),
        ('"2b"]', '"2b", "4"]', "clause 'UP-4': missing; add it"),
        (', "2b"]', "]", "clause 'UP-2b': not among the clauses of upper; add it there"),
        ('"UP-2b"', '"UP-2a"', "clause 'UP-2a' stands twice"),
        ('"UP-2b"', '"LO-2b"', "clause 'LO-2b': no id of upper; write UP-NUMBER"),
        ('"UP-2b"', '"UP-2b and more"', "clause 'UP-2b and more': no id of upper"),
        (
            'procedure = "lower"',
            'procedure = "middle"',
            "'middle' is no procedure of the list; there are: lower, upper",
        ),
        ('missing = "Nobody is reminded."\n', "", "clause 'UP-2a': its status is 'partly'; say in `missing`"),
        ('carried_out = "A step."', 'carried_out = "A step."\nmissing = "All."', "'UP-1': its status is 'done'; take"),
    ],
)
def test_a_broken_list_is_refused(old: str, new: str, fault: str) -> None:
    """Each fault of the list names the clause and the mend."""
    assert old in LIST
    with pytest.raises(ValueError, match=r"^list\.toml: ") as caught:
        parse_register(LIST.replace(old, new), "list.toml")
    assert fault in str(caught.value)


def test_ids_are_found_in_texts() -> None:
    """Whatever begins like an id of the list is found; a clause stands for its sub-clauses."""
    register = parse_register(LIST, "list.toml")
    assert register.mentioned("see UP-1, UP-2 and LO-3.1; CUP-5 is none") == {"UP-1", "UP-2", "LO-3.1"}
    assert [register.lists(one) for one in ("UP-2", "UP-2a", "UP-2c", "LO-3", "UP-1")] == [
        True,
        True,
        False,
        False,
        True,
    ]


def test_a_procedure_file_cites_its_clauses() -> None:
    """Every key `clause`, however deep it lies, is a citation; several may stand in one."""
    file = {
        "deadline": [{"clause": "2.5c", "high": {"clause": "10 and 11a"}}],
        "name": "upper",
        "reading": {"clause": "R4"},
    }
    assert list(cited(file)) == ["2.5c", "10", "11a", "R4"]


@pytest.mark.usefixtures("project")
def test_the_table() -> None:
    """A clause has its id, status and demand, then what is missing, then its tests; the sum stands last."""
    assert said("upper").output.splitlines() == [
        "UP-1   done     Posts are answered.",
        "                tests/test_way.py::test_answers",
        "                tests/test_way.py::test_in_time",
        "UP-2a  partly   In time.",
        "                missing: Nobody is reminded.",
        "                tests/test_way.py::test_in_time",
        "UP-2b  not yet  By somebody.",
        "                missing: There is no role.",
        "3 clauses: 1 done, 1 partly, 1 not yet; 2 tests show them",
    ]


def ids(*arguments: str) -> list[str]:
    found = json.loads(said(*arguments, "--json").output)["clauses"]
    return [one["id"] for one in found]


def test_the_table_can_be_narrowed(project: Path) -> None:
    """By procedure, by scope, to what is not whole; what is called done but has no test is not whole either."""
    assert ids() == ["UP-1", "UP-2a", "UP-2b", "LO-3.1"]
    assert ids("lower") == ["LO-3.1"]
    assert ids("--scope", "people") == ["UP-2b"]
    assert ids("--missing") == ["UP-2a", "UP-2b"]
    change(project / "tests" / "test_way.py", ', "LO-3.1"', "")
    assert ids("--missing", "--scope", "way") == ["UP-2a", "LO-3.1"]


@pytest.mark.usefixtures("project")
def test_json_has_everything() -> None:
    """For programs each clause comes with all that is known of it."""
    assert json.loads(said("lower", "--json").output) == {
        "clauses": [
            {
                "id": "LO-3.1",
                "procedure": "lower",
                "scope": "way",
                "status": "done",
                "demands": "Posts are counted.",
                "carried_out": "A number.",
                "missing": None,
                "tests": ["tests/test_way.py::test_answers"],
            }
        ]
    }


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["middle"], "middle: no such procedure; known are: upper, lower"),
        (["--scope", "wey"], "--scope wey: write one of way, people, reports, citizen, writing"),
    ],
)
def test_an_unknown_name_is_told(arguments: list[str], told: str) -> None:
    """A typo gives a line with what is known, and exit code 2."""
    result = said(*arguments)
    assert (result.exit_code, result.output) == (2, f"{told}\n")


@pytest.mark.parametrize("absent", ["docs/clauses.toml", "tests/test_way.py"])
def test_an_installed_package_has_no_clauses(project: Path, absent: str) -> None:
    """Without the list or the tests the command says so and exits with 1."""
    (project / absent).unlink()
    if absent.startswith("tests"):
        (project / "tests").rmdir()
    result = said()
    assert result.exit_code == 1
    assert result.output.startswith(f"{'tests' if absent.startswith('tests') else absent} is not here: ")
    assert "installed package" in result.output
