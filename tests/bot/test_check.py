"""What `check` prints: what is proved, what in the document does not fit together, and how it is read."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app

ROOT = Path(__file__).parents[2]
FILES = sorted(str(file) for file in (ROOT / "procedures").glob("*.toml"))


def said(*files: str) -> Result:
    return CliRunner().invoke(app, ["check", *files])


@pytest.fixture(scope="module")
def printed() -> str:
    """What is printed of all procedures of the product."""
    result = said(*FILES)
    assert result.exit_code == 0, result.output
    return result.output


def chapter(printed: str, name: str) -> str:
    """What is printed of one procedure."""
    (found,) = (text for text in printed.split(str(ROOT / "procedures") + "/") if text.startswith(f"{name}.toml"))
    return found


def test_all_procedures_are_proved(printed: str) -> None:
    """Each of the six is proved, and says how many states were reached."""
    assert len(FILES) == 6
    assert printed.count(": proved: ") == 6
    assert printed.count("each with an owner, a running deadline at every importance, and a way to the end") == 6
    assert "states reached" in chapter(printed, "sobolevo")


@pytest.mark.parametrize(
    ("name", "clause", "told", "read"),
    [
        pytest.param(
            "sobolevo",
            "clause 13 with 10 (deadline draft, high)",
            "as written, no time is left (0 minutes)",
            "read as: 2 hours before answer: ",
            marks=pytest.mark.clause("SOB-13"),
        ),
        pytest.param(
            "petrovsky",
            "clause 9 with 8 (deadline draft, high)",
            "as written, it would be due before it starts (−1 hour)",
            "read as: 150 working minutes before answer: ",
            marks=pytest.mark.clause("PET-9"),
        ),
        pytest.param(
            "anapa",
            "clause 2.13",
            "names clause 2.6, which has no time",
            "read as: 2.7 is meant",
            marks=pytest.mark.clause("ANP-2.13"),
        ),
        pytest.param(
            "klepechikha",
            "clause 9",
            "names a clause that does not set them",
            "read as: the requirements are those of 14",
            marks=pytest.mark.clause("KLP-9"),
        ),
        pytest.param(
            "kozhevnikovo",
            "clause 12",
            "a role that the document defines nowhere",
            "read as: the coordinator is meant",
            marks=pytest.mark.clause("KOZ-12"),
        ),
    ],
)
def test_contradictions_of_the_documents_are_printed(
    printed: str, name: str, clause: str, told: str, read: str
) -> None:
    """Each stands with its clause, what does not fit together, and the reading that the file states."""
    lines = chapter(printed, name).splitlines()
    (at,) = (number for number, line in enumerate(lines) if line.startswith(f"    {clause}: ") and told in line)
    assert lines[at + 1].startswith(f"      {read}")


def test_readings_of_a_silent_document_are_printed_apart(printed: str) -> None:
    """They come under a heading of their own; what resolves a contradiction is not said twice."""
    text = chapter(printed, "sobolevo")
    contradictions, _, silent = text.partition("  readings where the document is silent:\n")
    assert "    clause 10, deadline reroute: the document gives no time" in silent
    assert "clause 13" in contradictions
    assert "clause 13" not in silent


def test_a_broken_file_among_good_ones_fails_the_whole(printed: str) -> None:
    """The good file is proved, the broken one is told line by line, and the exit code is 1."""
    broken = str(ROOT / "tests" / "procedures" / "broken" / "no_clock.toml")
    result = said("sobolevo", broken)
    assert result.exit_code == 1
    assert "sobolevo: proved: " in result.output
    assert f"{broken}: step 'finish': no deadline runs here" in result.output
