"""`procedure diff` and `procedure draw`."""

from pathlib import Path

import pytest

from bot.commands import differing, drawing
from bot.commands.procedures import FOLDER, shipped
from handlers.texts import texts_for

SOBOLEVO = (FOLDER / "sobolevo.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            'due = "8 working hours after',
            'due = "6 working hours after',
            "~ deadline answer, due: 8 working hours after",
        ),
        ('name = "threat"\n', 'name = "spam"\n', "- ground threat"),
        ('name = "threat"\n', 'name = "spam"\n', "+ ground spam: clause = 21; words = ru = "),
        ('take_back = "route", insist', "insist", "~ step dispute, actions, take_back: route → нет"),
        ('bare_hours = "working"', 'bare_hours = "clock"', "~ bare_hours: нет → clock"),
        (
            '"portal"]',
            '"portal", "vk"]',
            "~ networks: ok, facebook, instagram, portal → ok, facebook, instagram, portal, vk",
        ),
    ],
)
def test_a_change_is_told_in_the_files_own_terms(tmp_path: Path, old: str, new: str, line: str) -> None:
    """Each thing that was added, taken out or changed has a line that names it, and the rest is not spoken of."""
    assert old in SOBOLEVO
    file = tmp_path / "sobolevo.toml"
    text = SOBOLEVO.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")
    told = differing.answer("sobolevo", str(file)).splitlines()
    assert [one for one in told if one.startswith(line)], told
    assert told[-1].startswith("Карточки, которые уже в работе")


def test_the_same_file_has_no_differences() -> None:
    """A procedure compared with itself is said to be the same."""
    assert differing.answer("sobolevo", "sobolevo") == "Различий нет."


@pytest.mark.parametrize("locale", ["ru", "en"])
@pytest.mark.parametrize("procedure", shipped(), ids=lambda one: one.name)
def test_a_drawing_has_every_step_and_every_way(procedure: object, locale: str) -> None:
    """Each step stands in the diagram, every action leaves it, and the way begins and ends outside."""
    drawn = drawing.diagram(procedure, texts_for(locale))  # type: ignore[arg-type]  # shipped() gives procedures
    lines = drawn.splitlines()
    assert lines[0] == "stateDiagram-v2"
    assert f"    [*] --> s_{procedure.start}" in lines  # type: ignore[attr-defined]  # as above
    assert any(" --> [*]: " in line for line in lines)
    for step in procedure.step:  # type: ignore[attr-defined]  # as above
        assert any(line.endswith(f'" as s_{step.name}') for line in lines)
        assert sum(line.startswith(f"    s_{step.name} --> ") for line in lines) >= len(step.actions)


def test_what_mermaid_would_read_as_its_own_is_taken_out() -> None:
    """Quotes, semicolons and hashes of a label cannot break the diagram."""
    assert drawing._safe('На "ходу"; № #1\n') == "На 'ходу', № 1"
