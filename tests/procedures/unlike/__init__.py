"""Invented procedures, and where they lie."""

import shutil
from pathlib import Path

FOLDER = Path(__file__).parent


def only(folder: Path, name: str) -> Path:
    """A folder of one's own with this procedure alone in it, as an office has it."""
    own = folder / "own"
    own.mkdir()
    shutil.copy(FOLDER / f"{name}.toml", own)
    return own
