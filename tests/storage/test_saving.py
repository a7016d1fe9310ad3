"""An office that is saved loads back: nothing changes, whatever there is in it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from sqlalchemy import Connection, create_engine, event

from storage.offices import load_office, office_named
from storage.saving import saved
from storage.tables import metadata
from tests.storage.random_offices import office_files
from workflow.office_file import BadOfficeError, OfficeFile, parse_office
from workflow.office_toml import written
from workflow.words import OfficeId

PARENT = """
[office]
key = "above"
name = "Область"
procedures = ["sobolevo"]
zone = "Europe/Moscow"
[[person]]
key = "one"
name = "Один"
roles = ["administrator"]
"""


@contextmanager
def database() -> Iterator[Connection]:
    """An empty database in memory, with one office that may stand above others."""
    engine = create_engine("sqlite://")
    event.listen(engine, "connect", lambda raw, _: raw.execute("pragma foreign_keys = on"))
    with engine.connect() as conn:
        metadata.create_all(conn)
        load_office(conn, parse_office(PARENT))
        yield conn
    engine.dispose()


@given(office_files())
def test_text_and_back(file: OfficeFile) -> None:
    """The text of an office is read as the same office."""
    again = parse_office(written(file))
    assert again.timetable == file.timetable
    assert again.model_dump(exclude={"schedule"}) == file.model_dump(exclude={"schedule"})


@given(office_files(parent="above"))
def test_saved_and_loaded(file: OfficeFile) -> None:
    """What is loaded, saved and loaded again changes nothing, and is the same office."""
    with database() as conn:
        load_office(conn, file)
        office = office_named(conn, "own")
        assert office is not None
        text = written(saved(conn, office.id))
        assert load_office(conn, parse_office(text)) == []
        assert office_named(conn, "own") == office


@given(office_files(), office_files(parent="above"))
def test_saved_after_another(first: OfficeFile, second: OfficeFile) -> None:
    """An office that was another before, with people who left and came back, loads back all the same."""
    with database() as conn:
        for file in (first, second, first):
            load_office(conn, file)
        known = office_named(conn, "own")
        assert known is not None
        assert load_office(conn, parse_office(written(saved(conn, known.id)))) == []


def test_there_is_no_such_office() -> None:
    """An office that is not there cannot be saved."""
    with database() as conn, pytest.raises(LookupError):
        saved(conn, OfficeId(77))


@pytest.mark.parametrize("parent", ["nobody", "above"])
def test_who_may_stand_above(parent: str) -> None:
    """An office that is not known, or the office itself, cannot stand above it; the fault names the key."""
    with database() as conn, pytest.raises(BadOfficeError, match="office, parent"):
        load_office(conn, parse_office(PARENT.replace("zone", f'parent = "{parent}"\nzone')))


def test_a_ring_of_offices() -> None:
    """Of two offices each cannot stand above the other."""
    with database() as conn:
        load_office(conn, parse_office(PARENT.replace('"above"', '"below"').replace("zone", 'parent = "above"\nzone')))
        with pytest.raises(BadOfficeError, match="below"):
            load_office(conn, parse_office(PARENT.replace("zone", 'parent = "below"\nzone')))


def test_a_parent_stays_where_the_file_is_silent() -> None:
    """A file that does not name the office above leaves it; an empty name takes it away."""
    with database() as conn:
        child = PARENT.replace('"above"', '"below"')
        load_office(conn, parse_office(child.replace("zone", 'parent = "above"\nzone')))
        assert load_office(conn, parse_office(child)) == []
        changes = load_office(conn, parse_office(child.replace("zone", 'parent = ""\nzone')))
        assert [(one.field, one.new) for one in changes] == [("parent", None)]
