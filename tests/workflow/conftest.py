"""A fresh desk for every test."""

import pytest

from tests.workflow.story import Story


@pytest.fixture
def story() -> Story:
    """A desk on a Wednesday at 10:00 in Kamchatka, with nothing on it."""
    return Story()
