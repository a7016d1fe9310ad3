"""The invented offices of the demo, one for each procedure; their people walk the tests of these procedures too."""

import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def names() -> list[str]:
    """The procedures that have an office here."""
    return sorted(file.stem for file in HERE.glob("*.toml"))


def office_text(name: str) -> str:
    """The office file of a procedure."""
    return (HERE / f"{name}.toml").read_text(encoding="utf-8")


def office(name: str) -> dict[str, Any]:
    """The office file of a procedure, parsed."""
    return tomllib.loads(office_text(name))
