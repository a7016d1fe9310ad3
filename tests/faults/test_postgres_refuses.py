"""A server that does not let the bot in, or takes no writes: said in plain words, and what a person must mend is 2."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

import pytest
from sqlalchemy import Connection
from typer.testing import CliRunner

from bot import run, starting
from bot.starting import DatabaseAwayError, started
from storage.work import BadUrlError, CommitInDoubtError, Work
from tests.fixtures.databases import Postgres
from tests.fixtures.tokens import token

pytestmark = pytest.mark.fault(17)

PASSWORD = "hush-hush-hush"
COMMANDS = [["audit", "verify"], ["outbox", "list"], ["doctor", "--offline"], ["backup", "copy.gz"]]


@pytest.fixture(scope="module")
def server(postgres: Postgres) -> Postgres:
    """With a user who may do nothing, and who must say his password."""
    postgres.run(f"CREATE ROLE weak LOGIN PASSWORD '{PASSWORD}'")
    rules = Path(postgres.url("x").partition("host=")[2]) / "pg_hba.conf"
    rules.write_text("local all weak scram-sha-256\n" + rules.read_text())
    postgres.run("SELECT pg_reload_conf()")
    return postgres


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(run, "set_up", lambda *given: None)
    monkeypatch.setattr("storage.work.postgres.pause", lambda attempt: 0.0)
    monkeypatch.setenv("BOT_TOKEN", token(42))


@pytest.fixture(params=["no such user", "wrong password", "no such database", "no rights"])
def refused(request: pytest.FixtureRequest, server: Postgres) -> Iterator[tuple[str, str]]:
    """A URL that the server refuses, and what is to be said of it."""
    url = server.create()
    name = f"test_{url.rpartition('/test_')[2].partition('?')[0]}"
    user = "postgres:@"
    yield {
        "no such user": (url.replace(user, f"ghost:{PASSWORD}@"), "refuses the user or the password"),
        "wrong password": (url.replace(user, f"weak:not-{PASSWORD}@"), "refuses the user or the password"),
        "no such database": (url.replace(name, "nowhere"), "no database of this name"),
        "no rights": (url.replace(user, f"weak:{PASSWORD}@"), "does not allow this user"),
    }[request.param]
    server.drop(url)


def test_who_is_refused_was_told_to_check_that_it_runs(
    refused: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`run` says what the server refuses, without a secret, and ends with 2: no restart mends it."""
    monkeypatch.setenv("DATABASE_URL", refused[0])
    assert run.main() == run.BAD_SETTINGS
    told = capsys.readouterr().err
    assert refused[1] in told
    assert PASSWORD not in told
    assert "check that it runs" not in told


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("refused", ["wrong password", "no such database"], indirect=True)
def test_a_command_said_only_that_there_was_an_error(
    refused: tuple[str, str], monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    """Every command says what the server refuses, without a secret."""
    from bot.__main__ import app

    monkeypatch.setenv("DATABASE_URL", refused[0])
    ended = CliRunner().invoke(app, words)
    assert ended.exit_code == (1 if words[0] == "doctor" else 2)
    assert refused[1] in ended.output
    assert PASSWORD not in ended.output


def _writes(conn: Connection) -> None:
    conn.exec_driver_sql("CREATE TABLE later (x INTEGER)").close()


def _doubts(conn: Connection) -> NoReturn:
    raise CommitInDoubtError(CommitInDoubtError.__doc__)


@pytest.mark.parametrize(
    ("fn", "user", "kind", "words"),
    [
        (_writes, "postgres:@", DatabaseAwayError, "takes no writes"),
        (_doubts, "postgres:@", DatabaseAwayError, "broke in mid-commit"),
        (_writes, f"weak:{PASSWORD}@", BadUrlError, "does not allow this user"),
    ],
)
async def test_trouble_after_the_upgrade_was_something_unforeseen(
    server: Postgres, monkeypatch: pytest.MonkeyPatch, fn: Callable[[Connection], Any], user: str,
    kind: type[Exception], words: str,
) -> None:  # fmt: skip
    """Wherever in the start the database fails, it is said in the words of the start, and ends with its codes."""
    url = server.create()
    name = f"test_{url.rpartition('/test_')[2].partition('?')[0]}"
    if kind is DatabaseAwayError:
        server.run(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    async with await Work.open(url.replace("postgres:@", user)) as work:

        async def start(app: object) -> None:
            await work.run(fn)

        monkeypatch.setattr(starting, "start", start)
        systemd = SimpleNamespace(run=asyncio.Event().wait)
        app: Any = SimpleNamespace(health=SimpleNamespace(systemd=systemd))
        with pytest.raises(kind, match=words):
            await started(asyncio.Event(), app)
    server.drop(url)
