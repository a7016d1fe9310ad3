"""What `audit` says of keys and ends that are not what they should be: the thing that is wrong, and no other."""

import asyncio
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from storage.offices import office_named
from storage.work import Work
from tests.fixtures.cards import opened
from tests.fixtures.offices import OFFICE_TEXT


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that knows an office of which nothing happened yet but that it was loaded."""
    shutil.copy(sqlite_template, tmp_path / "office.db")
    (tmp_path / "office.toml").write_text(OFFICE_TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///office.db")
    assert CliRunner().invoke(app, ["office", "load", "office.toml"]).exit_code == 0


def audit(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["audit", *arguments])
    return done.exit_code, done.output


async def something_happens() -> None:
    async with await Work.open("sqlite:///office.db") as work:
        office = await work.read(lambda conn: office_named(conn, "lesnoe"))
        assert office is not None
        await opened(work, office)


def keep_the_end(*signing: str) -> None:
    Path("heads.jsonl").write_text(audit("head", *signing)[1], encoding="utf-8")


WITH_HEAD = ("verify", "--head", "heads.jsonl", "--public")


@pytest.mark.parametrize("asked", [("head", "--sign"), WITH_HEAD])
def test_a_key_that_is_not_there_was_called_a_wrong_key(asked: tuple[str, ...]) -> None:
    """Of a file that is not there, or is a folder, it is said that it cannot be read, and why."""
    keep_the_end()
    Path("folder").mkdir()
    assert audit(*asked, "nothere") == (2, "nothere: cannot be read: there is no such file\n")
    assert audit(*asked, "folder") == (2, "folder: cannot be read: it is a folder; name a file\n")


@pytest.mark.parametrize("asked", [("head", "--sign"), WITH_HEAD])
def test_a_file_that_is_no_key(asked: tuple[str, ...]) -> None:
    """Of a file that can be read it is said that it holds no key of this kind."""
    keep_the_end()
    Path("words.pem").write_text("Слова", encoding="utf-8")
    code, said = audit(*asked, "words.pem")
    assert (code, "words.pem: not a p" in said, "cannot be read" in said) == (2, True, False), said


@pytest.mark.parametrize("happened", [False, True])
def test_an_end_without_a_signature_was_said_to_have_one(happened: bool) -> None:
    """Without --public a line that nobody signed is told as such; one that is signed asks for the key."""
    if happened:
        asyncio.run(something_happens())
    assert audit("key", "sign.pem")[0] == 0
    for signing, words in (((), "it is not signed"), (("--sign", "sign.pem"), "give --public")):
        keep_the_end(*signing)
        assert ("signature" in json.loads(Path("heads.jsonl").read_text())) is bool(signing)
        code, said = audit("verify", "--head", "heads.jsonl")
        assert (code, words in said, "not looked at" in said) == (0, True, bool(signing)), said


@pytest.mark.parametrize("signing", [(), ("--sign", "sign.pem")])
def test_the_end_of_a_new_office_could_not_be_read(signing: tuple[str, ...]) -> None:
    """A line of an office in which nothing has happened is taken back, as it is printed now and as it was once."""
    assert audit("key", "sign.pem")[0] == 0
    keep_the_end(*signing)
    checks = ("verify", "--head", "heads.jsonl", *(("--public", "sign.pem.pub") if signing else ()))
    line = json.loads(Path("heads.jsonl").read_text(encoding="utf-8"))
    for kept in (line, {name: value for name, value in line.items() if name != "hash"}):
        Path("heads.jsonl").write_text(json.dumps(kept), encoding="utf-8")
        code, said = audit(*checks)
        assert (code, "nothing had happened yet" in said) == (0, True), said
    Path("heads.jsonl").write_text(json.dumps({**line, "count": 5}), encoding="utf-8")
    assert audit(*checks)[0] == 2
