"""An export is whole, tells no secret, and can be checked by whoever has nothing but it."""

import csv
import hashlib
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert

from bot.exporting import command
from bot.exporting.explained import readme
from bot.exporting.files import write_all
from bot.exporting.folder import fresh, settle
from storage import erasing, exporting
from storage.erasing import Order
from storage.inbox.rows import DEATH
from storage.moment import at_one_moment
from storage.tables import inbox, invitations, metadata
from storage.work import Work
from tests.data.short import ONE_DATABASE
from tests.data.told import DRAFT, PICTURE, POST, SHA, told_card
from tests.fixtures.cards import opened
from tests.fixtures.offices import NOW, PROCEDURE_TEXT
from workflow.office import Office


@pytest.fixture
async def folder(work: Work, office: Office, tmp_path: Path) -> Path:
    """An export of a card with everything, one that was erased, and a new one."""
    await told_card(work, office)
    gone = await opened(work, office, "Забудьте меня")
    order = Order(because="request", reason="r", instead="данные удалены", at=NOW, real=NOW, even_open=True)
    await work.run(lambda conn: erasing.erase(conn, [gone.id], order))
    await opened(work, office, "Снег")
    secret = {"hash": "secret-hash", "roles": [], "made_at": NOW, "expires_at": NOW}
    await work.run(lambda conn: conn.execute(insert(invitations).values(office=office.id, **secret)).close())
    place = fresh(tmp_path / "made")
    await work.read(lambda conn: write_all(conn, place, NOW))
    return place


def lines(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def sha(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()


def neutral(body: str, instead: str) -> str:
    def other(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: other(one) for name, one in value.items()}
        return list(map(other, value)) if isinstance(value, list) else "—" if value == instead else value

    return json.dumps(other(json.loads(body)), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def broken(chain: list[dict[str, Any]], head: dict[str, Any]) -> int | None:
    """The first broken link, by the words of the README alone."""
    last, expected = "", 1
    told = [(one["card"], one["chain_seq"], json.loads(one["body"])) for one in chain if one["kind"] == "erased"]
    for one in chain:
        names = ("office", "chain_seq", "card", "seq", "at_us", "kind", "by", "digest", "bare")
        said = json.dumps([last, *(one[name] for name in names)], ensure_ascii=False, separators=(",", ":"))
        whole = (one["chain_seq"], one["prev_hash"], one["hash"]) == (expected, last, sha(said))
        if one["salt"] is not None:
            whole = whole and sha(one["salt"] + one["body"]) == one["digest"]
        else:
            left = {"seq": one["seq"], "digest": sha(one["body"])}
            naming = [
                body
                for card, at, body in told
                if card == one["card"] and at > one["chain_seq"] and left in body["removed"]
            ]
            whole = whole and bool(naming) and sha(neutral(one["body"], naming[-1]["instead"])) == one["bare"]
        if not whole:
            return expected
        last, expected = one["hash"], expected + 1
    return None if (expected - 1, last) == (head["chain_seq"], head["hash"]) else expected


@pytest.mark.attack(19)
def test_chain_from_the_export_alone(folder: Path) -> None:
    """Whoever has the export checks the journal by the words of its README; an edit, a cut, a swap are found."""
    chain, (head,) = lines(folder, "events"), lines(folder, "heads")
    assert (head["first_broken"], broken(chain, head)) == (None, None)
    assert any(one["salt"] is None for one in chain)
    for at in (1, len(chain) // 2):
        edited = [dict(one) for one in chain]
        edited[at]["body"] = edited[at]["body"].replace(":", ": ", 1)
        assert broken(edited, head) == at + 1
    assert broken(chain[:-1], head) == len(chain)


def test_no_table_is_forgotten() -> None:
    """Every table there is, is carried away or named as left out; none is both."""
    assert {*exporting.TABLES} | exporting.NOT_CARRIED == {*metadata.tables}
    assert exporting.NOT_CARRIED.isdisjoint(exporting.TABLES)


@ONE_DATABASE
def test_what_is_in_it(folder: Path) -> None:
    """Every file that the README names is there and no other; cards, procedures and bytes are what was kept."""
    names = {path.relative_to(folder).parts[0] for path in folder.rglob("*")}
    assert names == {f"{name}.jsonl" for name in exporting.TABLES} | {
        "heads.jsonl", "cards.csv", "procedures", "files", "README.md", "SHA256SUMS",
    }  # fmt: skip
    assert all(name in readme(NOW) for name in names)
    assert lines(folder, "cards")[0]["body"]["post"]["parts"][0]["text"] == POST
    assert [path.read_text(encoding="utf-8") for path in (folder / "procedures").iterdir()] == [PROCEDURE_TEXT]
    assert (folder / "files" / f"{SHA}.jpg").read_bytes() == PICTURE


@ONE_DATABASE
async def test_tries_of_an_update(work: Work, tmp_path: Path) -> None:
    """How often an update failed, and how often the process ended beside it, are two numbers, and are explained."""
    row = {"bot": "b", "lane": "x", "body": "{}", "status": "dead", "received_at": NOW}
    tries = [1, 4 * DEATH, 2 * DEATH + 3]
    many = [{**row, "update_id": number, "attempts": attempts} for number, attempts in enumerate(tries)]
    await work.run(lambda conn: conn.execute(insert(inbox), many).close())
    place = fresh(tmp_path / "made")
    await work.read(lambda conn: write_all(conn, place, NOW))
    found = lines(place, "inbox")
    assert [(one["failed"], one["cut_short"]) for one in found] == [(1, 0), (0, 4), (3, 2)]
    assert not any("attempts" in one for one in found)
    assert all(f"`{name}`" in readme(NOW) for name in ("failed", "cut_short"))


@ONE_DATABASE
def test_checksums(folder: Path) -> None:
    """SHA256SUMS names every other file with the digest that it has."""
    told = dict(reversed(line.split("  ", 1)) for line in (folder / "SHA256SUMS").read_text().splitlines())
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "SHA256SUMS"]
    assert told == {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


@ONE_DATABASE
def test_no_secret(folder: Path) -> None:
    """Hashes of invitations, raw updates and texts of messages are not in it."""
    everything = "".join(path.read_text(encoding="utf-8", errors="replace") for path in folder.rglob("*.*"))
    assert "secret-hash" not in everything
    assert "callback_query" not in everything
    assert not {"body", "key"} & set(lines(folder, "outbox")[0])


@ONE_DATABASE
def test_sheet(folder: Path) -> None:
    """The table of cards begins with its mark and has a row a card, in the office's time."""
    raw = (folder / "cards.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    first, *_ = csv.DictReader(raw.decode("utf-8-sig").splitlines(), delimiter=";")
    assert (first["number"], first["opened"], first["step"]) == ("1", "2026-03-04 12:00", "closed")
    assert (first["text"].startswith(POST[:20]), first["answer"], first["executor"]) == (True, DRAFT, "Пётр Дорожный")


async def test_one_moment(work: Work, office: Office, aside: Callable[[str], None]) -> None:
    """What somebody else writes while an export is made is not in it."""
    await opened(work, office)

    def numbers(conn: Connection) -> list[list[int]]:
        first = [row["number"] for row in exporting.rows(conn, "cards")]
        aside("UPDATE cards SET number = 7")
        return [first, [row["number"] for row in exporting.rows(conn, "cards")]]

    assert await work.read(at_one_moment(numbers)) == [[1], [1]]
    assert [row["number"] for row in await work.read(lambda conn: list(exporting.rows(conn, "cards")))] == [7]


@pytest.fixture
def aside(backend: str, database_url: str, request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Runs a statement beside whatever the test does, in a transaction of its own."""
    if backend == "postgresql":
        server, name = request.getfixturevalue("postgres"), request.getfixturevalue("migrated_postgres")
        return lambda sql: server.run(sql, name)

    def run(sql: str) -> None:
        with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"))) as file, file:
            file.execute(sql)

    return run


@ONE_DATABASE
def test_zip(folder: Path) -> None:
    """The same as one file, for its owner only; under the name of a folder everything stands in it."""
    packed = folder.parent / "out.zip"
    names = {f"out/{path.relative_to(folder).as_posix()}" for path in folder.rglob("*") if path.is_file()}
    settle(folder, packed)
    with zipfile.ZipFile(packed) as archive:
        assert set(archive.namelist()) == names
    assert packed.stat().st_mode & 0o077 == 0
    assert not folder.exists()


def test_what_is_there_stays(tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An export over something that is there is refused; one that fails leaves nothing behind."""
    with pytest.raises(ValueError, match="is there already"):
        command.export_to(tmp_path)
    with pytest.raises(ValueError, match=r"there is no folder .*; make it first"):
        command.export_to(tmp_path / "none" / "x")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/new.db")
    with pytest.raises(ValueError, match="there is no database"):
        command.export_to(tmp_path / "out")
    assert not (tmp_path / "new.db").exists(), "an export made a database"
    shutil.copy(sqlite_template, tmp_path / "new.db")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(command, "write_all", fail)
    with pytest.raises(ValueError, match="No space left"):
        command.export_to(tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir() if "out" in path.name] == []
