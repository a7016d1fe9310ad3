"""What holds for all tests: how random cases are chosen, and which faults and attacks a test shows.

The suite takes the same random cases each time, so that a change is judged by itself alone; more of the same
would show nothing new. `make explore` takes new ones, and more of them.
"""

import os

import pytest
from hypothesis import settings

from tests.proof.counting import tried
from tests.proof.marks import note_marks

__all__ = ["tried"]

pytest_plugins = [
    "tests.proof.secrets",
    "tests.fixtures.databases",
    "tests.fixtures.offices",
    "tests.fixtures.prepared",
    "tests.fixtures.ports",
    "tests.fixtures.quiet",
]
"""What all tests may ask for. A folder that means something else by one of these names says so in its own conftest."""

settings.register_profile("steady", derandomize=True, database=None, max_examples=30, deadline=None)
settings.register_profile("explore", derandomize=False, database=None, deadline=None)
settings.load_profile(os.environ.get("OTKLIK_CASES", "steady"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The marks of a test travel with its report."""
    note_marks(config, items)
