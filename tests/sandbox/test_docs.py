"""The description of the sandbox names everything that can be driven."""

from pathlib import Path

import pytest

from sandbox.drive.routes import ACTS
from sandbox.faults import KINDS
from sandbox.settings import Settings

TEXT = (Path(__file__).parents[2] / "docs" / "sandbox.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted([*ACTS, *KINDS]))
def test_requests_and_faults_are_described(name: str) -> None:
    """Every driving request and every fault stands in docs/sandbox.md."""
    assert f"`{name}`" in TEXT


@pytest.mark.parametrize("name", [name for name in vars(Settings()) if not name.startswith("flood_")])
def test_settings_are_described(name: str) -> None:
    """Every setting stands in docs/sandbox.md."""
    assert name in TEXT
