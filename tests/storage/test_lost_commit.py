"""A connection that breaks while the commit is on its way."""

import pytest
from sqlalchemy import Connection, text

from storage.work import CommitInDoubtError, Work


@pytest.mark.fault(17)
@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
async def test_commit_in_doubt(database_url: str) -> None:
    """A function is not run again when nobody can know whether its commit happened."""
    tries: list[int] = []
    killer: list[Connection] = []

    def fn(conn: Connection) -> None:
        tries.append(1)
        killer.append(conn)

    def point(name: str) -> None:
        if name == "commit:before":
            killer[0].connection.driver_connection.terminate()

    async with await Work.open(database_url, on_point=point) as work:
        with pytest.raises(CommitInDoubtError):
            await work.run(lambda conn: (conn.execute(text("SELECT 1")).close(), fn(conn))[1])
    assert tries == [1]
