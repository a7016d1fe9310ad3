"""A variable of the environment that is there and empty."""

from pathlib import Path

import pytest

from bot.settings import Settings, load_settings
from tests.ops.conftest import TOKEN

_DOCUMENTS = Path(__file__).parents[2]


def test_an_empty_variable_counts_as_not_given(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `.env` says is taken then, as of a variable that is not there."""
    (own_folder / ".env").write_text(f"BOT_TOKEN={TOKEN}\nHEALTH_PORT=18092\n")
    monkeypatch.setenv("HEALTH_PORT", "")
    assert load_settings(Settings).health_port == 18092


@pytest.mark.parametrize("name", ["docs/running.md", ".env.example"])
def test_an_empty_variable_was_said_to_go_before_the_file(name: str) -> None:
    """Whoever reads that a variable goes before `.env` reads of the empty one in the same sentence."""
    words = " ".join((_DOCUMENTS / name).read_text(encoding="utf-8").replace("\n#", "\n").split())
    sentence = words.partition("A variable of the environment ")[2].partition(". ")[0]
    assert "an empty one counts as not given" in sentence
