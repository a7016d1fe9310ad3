"""What need not be shown on both databases every day."""

import pytest

from tests.cases import EXPLORING

ONE_DATABASE = pytest.mark.parametrize("backend", ["sqlite", *(["postgresql"] if EXPLORING else [])], indirect=True)
"""A test that shows the same on both: on SQLite alone in the everyday suite, on PostgreSQL too in the long form."""
