"""What people wrote is printed by commands for the terminal, and does nothing there."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Connection

from storage.tables import departments, offices, people
from storage.work import Work
from tests.ops.conftest import Typed
from workflow.office import Office

STEERS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


@pytest.mark.attack(16)
async def test_names_from_the_database_do_not_steer_the_terminal(work: Work, office: Office, typed: Typed) -> None:
    """`office list`, `save` and `load` print what people wrote: a name stays in its line, and colours nothing."""
    evil = "x\x1b[2J\nfaked line\u202e\x9b1m\r"

    def rename(conn: Connection) -> None:
        for table in (offices, people, departments):
            conn.execute(table.update().values(name=evil))

    await work.run(rename)
    file = str(Path(__file__).parents[1] / "fixtures" / "office.toml")
    for words in (["office", "list"], ["office", "save"], ["office", "load", file]):
        result = await typed(*words)
        assert result.output.strip(), words
        assert not STEERS.search(result.output), words
        assert "\nfaked" not in result.output, words
