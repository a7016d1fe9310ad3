"""Column types."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from storage.tables.types import Utc, micros

COLUMN, DIALECT = Utc(), sqlite.dialect()


@given(st.datetimes(timezones=st.sampled_from([UTC, ZoneInfo("Asia/Kamchatka"), timezone(timedelta(hours=-3))])))
def test_moment_comes_back_exactly(moment: datetime) -> None:
    """A moment of any zone comes back as the same moment, in UTC, to the microsecond."""
    back = COLUMN.process_result_value(COLUMN.process_bind_param(moment, DIALECT), DIALECT)
    assert back == moment.astimezone(UTC)
    assert back.tzinfo is UTC


def test_naive_moment() -> None:
    """A moment without a zone is refused."""
    with pytest.raises(ValueError, match="time zone"):
        micros(datetime(2026, 1, 1))  # noqa: DTZ001 - that is the point
