"""`office load`, `save`, `list` and `link` on the command line, against what people changed in the chat."""

import asyncio
import errno
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.paths import unusable
from bot.turns import follow_group
from storage import invitations, staffing
from storage.books import SqlBooks
from storage.migrations.upgrade import newest, revision_of, to_head
from storage.offices import office_named
from storage.work import Work
from workflow.office import Office
from workflow.staffing.commands import Add, Dismiss, Edit, Remove, StaffCommand
from workflow.staffing.outcome import Changed

ROOT = Path(__file__).parents[2]
ADMIN = '[[person]]\nkey = "admin"\nname = "Анна"\ntelegram_id = 900\nroles = ["administrator"]\n'
OFFICE = (ROOT / "tests" / "fixtures" / "office.toml").read_text(encoding="utf-8") + ADMIN
ON = datetime(2026, 3, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///test.db")
    for name in ("BOT_TOKEN", "TELEGRAM_API_SERVER", "MODE"):
        monkeypatch.delenv(name, raising=False)


def said(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def loaded(text: str, *more: str) -> Result:
    Path("office.toml").write_text(text, encoding="utf-8")
    return said("office", "load", "office.toml", *more)


def in_the_database(fn: Callable[[Connection], Any]) -> Any:
    async def run() -> Any:
        async with await Work.open("sqlite:///test.db") as work:
            return await work.run(fn)

    return asyncio.run(run())


def office() -> Office:
    found = in_the_database(lambda conn: office_named(conn, "lesnoe"))
    assert isinstance(found, Office)
    return found


def in_the_chat(make: Callable[[Office], StaffCommand]) -> None:
    """An administrator does it in the chat, on 4 March."""

    def do(conn: Connection) -> None:
        there = office_named(conn, "lesnoe")
        assert there is not None
        outcome = staffing.do(conn, make(there), SqlBooks(conn, ON), ON)
        assert isinstance(outcome, Changed), outcome

    in_the_database(do)


def edit(what: str, key: str, field: str, seen: object, value: object) -> Callable[[Office], StaffCommand]:
    return lambda there: Edit(there.id, admin_of(there), what, key, field, seen, value)


def admin_of(there: Office) -> Any:
    return next(one.id for one in there.people if one.key == "admin")


def test_saved_and_loaded_on_the_command_line() -> None:
    """What `save` writes, to the terminal or to a file, `load` takes back with "Nothing changed."."""
    loaded(OFFICE)
    in_the_chat(edit("department", "roads", "topics", ["снег", "дороги"], ["снег", 'кавычки "', "дороги"]))
    shown = said("office", "save")
    assert said("office", "save", "lesnoe", "saved.toml").output == "lesnoe: written to saved.toml\n"
    assert Path("saved.toml").read_text(encoding="utf-8") == shown.output
    assert said("office", "save", "other.toml").output == "lesnoe: written to other.toml\n"
    assert loaded(shown.output).output == "Nothing changed.\n"


def test_a_file_that_would_undo_the_chat() -> None:
    """A file that says what stood before a change in the chat is refused with the line, and nothing changes."""
    loaded(OFFICE)
    in_the_chat(edit("person", "roads-1", "department", "roads", "utilities"))
    result = loaded(OFFICE.replace('"ЖКХ"', '"Водоканал"'))
    assert result.exit_code == 2
    line = "person 'roads-1', department: the file says 'roads', changed in the chat to 'utilities' by Анна on 4 March"
    assert result.stderr.splitlines()[0] == line
    assert len(result.stderr.splitlines()) == 2
    there = office()
    assert [unit.name for unit in there.departments] == ["Дороги", "ЖКХ"]
    assert there.people[1].department == "utilities"


def test_overwriting_the_chat() -> None:
    """With --overwrite the file is right; after that the same file changes nothing more."""
    loaded(OFFICE)
    in_the_chat(edit("person", "roads-1", "department", "roads", "utilities"))
    result = loaded(OFFICE, "--overwrite")
    assert (result.exit_code, result.output) == (0, "person 'roads-1': department: utilities → roads\n")
    assert loaded(OFFICE).output == "Nothing changed.\n"


def test_what_only_the_file_changed_goes_through() -> None:
    """A change of the chat that the file says too, or that was taken back, stands in nobody's way."""
    loaded(OFFICE)
    in_the_chat(edit("person", "roads-1", "department", "roads", "utilities"))
    same = OFFICE.replace(
        'roles = ["executor"]\ndepartment = "roads"', 'roles = ["executor"]\ndepartment = "utilities"'
    )
    assert loaded(same.replace('"ЖКХ"', '"Водоканал"')).output == "department 'utilities': name: ЖКХ → Водоканал\n"
    in_the_chat(edit("department", "utilities", "name", "Водоканал", "ЖКХ"))
    in_the_chat(edit("department", "utilities", "name", "ЖКХ", "Водоканал"))
    assert loaded(same.replace('"ЖКХ"', '"Сети"')).exit_code == 0


def test_whoever_came_or_went_in_the_chat() -> None:
    """A file that has not got a new department, or still has one who was dismissed, says so by its lines."""
    loaded(OFFICE)
    in_the_chat(lambda there: Add(there.id, admin_of(there), "department", "parks", {"name": "Парки"}))
    in_the_chat(lambda there: Dismiss(there.id, admin_of(there), there.people[-2].id, ON.date()))
    told = loaded(OFFICE)
    assert told.exit_code == 2
    assert (
        "department 'parks': by the file it is not there, but it was added in the chat by Анна on 4 March"
        in told.stderr
    )
    assert "person 'newcomer': by the file it is there, but it was taken out in the chat by Анна" in told.stderr


def test_a_department_that_was_taken_out_in_the_chat() -> None:
    """It does not come back by an old file."""
    loaded(OFFICE.replace("[[person]]", '[[department]]\nkey = "parks"\nname = "Парки"\n\n[[person]]', 1))
    in_the_chat(lambda there: Remove(there.id, admin_of(there), "department", "parks"))
    told = loaded(OFFICE.replace("[[person]]", '[[department]]\nkey = "parks"\nname = "Парки"\n\n[[person]]', 1))
    assert "department 'parks': by the file it is there, but it was taken out in the chat" in told.stderr


def test_the_order_of_departments() -> None:
    """Their order, changed in the chat, is not turned back by a file, and is named once."""
    loaded(OFFICE)
    in_the_chat(edit("office", "lesnoe", "order", ["roads", "utilities"], ["utilities", "roads"]))
    told = loaded(OFFICE)
    assert told.exit_code == 2
    assert "the order was changed in the chat by Анна" in told.stderr
    assert len(told.stderr.splitlines()) == 2


def test_a_saved_office_is_the_new_beginning() -> None:
    """After a save the file may change what was changed in the chat before."""
    loaded(OFFICE)
    in_the_chat(edit("person", "roads-1", "department", "roads", "utilities"))
    text = said("office", "save").output
    assert loaded(text.replace("Пётр Дорожный", "Пётр Первый")).exit_code == 0
    assert loaded(OFFICE).exit_code == 0


def test_a_gap_that_was_there_before_is_a_warning() -> None:
    """An office that lacks a role loads back with a warning; a file that makes a new gap is refused."""
    without_head = re.sub(r'\[\[person\]\]\nkey = "head".*?\n\n', "", OFFICE, flags=re.DOTALL)
    assert "'head'" in loaded(without_head).stderr
    assert loaded(OFFICE).exit_code == 0
    in_the_chat(edit("person", "head", "roles", ["head"], ["coordinator"]))
    result = loaded(said("office", "save").output)
    assert (result.exit_code, result.stdout) == (0, "Nothing changed.\n")
    assert result.stderr.startswith("warning: office.toml: person: nobody has the role 'head'")
    fewer = (
        said("office", "save")
        .output.replace('roles = ["curator"]', 'roles = ["officer"]')
        .replace('roles = ["coordinator"]', 'roles = ["officer"]')
    )
    assert loaded(fewer).exit_code == 2


def test_all_offices() -> None:
    """`office list` shows each in a line; where there is none it says so."""
    in_the_database(lambda conn: to_head(conn))
    assert said("office", "list").output == "There is no office.\n"
    loaded(OFFICE)
    below = OFFICE.replace('"lesnoe"', '"below"').replace("zone =", 'parent = "lesnoe"\nzone =')
    loaded(below)
    lines = said("office", "list").output.splitlines()
    assert [line.split(" · ")[0] for line in lines] == ["lesnoe", "below"]
    assert "people: 6, administrators: 1" in lines[0]
    assert lines[1].endswith("under lesnoe")


@pytest.mark.parametrize("command", ["save", "link"])
def test_which_office(command: str) -> None:
    """Without a key the only office is meant; where there is none, or several, the key is asked for."""
    assert said("office", command).exit_code == 2
    loaded(OFFICE)
    assert said("office", command).exit_code == 0
    loaded(OFFICE.replace('"lesnoe"', '"second"'))
    assert "Give its key" in said("office", command).stderr
    assert said("office", command, "nobody").exit_code == 2
    assert said("office", command, "second").exit_code == 0


@pytest.mark.parametrize("command", ["list", "save", "link"])
def test_asking_makes_no_database(command: str) -> None:
    """Where there is no database these commands say so in plain words, and there is none afterwards."""
    result = said("office", command)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no database" in result.stderr
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("command", ["list", "save", "link"])
@pytest.mark.parametrize("revision", ["0001", "9999"])
def test_asking_leaves_another_versions_database_alone(command: str, revision: str) -> None:
    """A database of an older version is not brought up, nor one of a newer version touched; the words name both."""
    loaded(OFFICE)
    at = text("UPDATE alembic_version SET version_num = :revision")
    in_the_database(lambda conn: conn.execute(at, {"revision": revision}))
    files = set(Path().iterdir())
    result = said("office", command, *(("lesnoe", "other.toml") if command == "save" else ()))
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"the database is at revision {revision}, this version works with {newest()}" in result.stderr
    assert (in_the_database(revision_of), set(Path().iterdir())) == (revision, files)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("nowhere/office.toml", "there is no folder 'nowhere'"),
        ("folder.toml", "it is a folder; name a file"),
        ("office.toml/saved.toml", "a part of the path is a file, not a folder"),
    ],
)
def test_a_path_that_cannot_be_saved_to(path: str, why: str) -> None:
    """`office save` and `audit key` say in plain words what is wrong with the path, and leave nothing behind."""
    loaded(OFFICE)
    Path("folder.toml").mkdir()
    for words in (("office", "save", "lesnoe", path), ("audit", "key", path)):
        result = said(*words)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.rstrip().endswith(why), result.stderr
        assert "Error" not in result.stderr
    assert not list(Path().rglob("*.pub"))


@pytest.mark.parametrize("words", [("lesnoe", "mine.toml"), ("mine.toml",)])
def test_a_file_was_replaced_without_a_word(words: tuple[str, ...]) -> None:
    """`office save` leaves a file that is there already as it is, and marks nothing as saved; --overwrite replaces."""
    loaded(OFFICE)
    Path("mine.toml").write_text("an afternoon's work")
    result = said("office", "save", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "mine.toml: is there already; name another file, or give --overwrite\n"
    assert Path("mine.toml").read_text() == "an afternoon's work"
    marked = text("SELECT count(*) FROM office_changes WHERE new = '\"saved\"'")
    assert in_the_database(lambda conn: conn.scalar(marked)) == 0
    assert said("office", "save", *words, "--overwrite").exit_code == 0
    assert in_the_database(lambda conn: conn.scalar(marked)) == 1
    assert said("office", "load", "mine.toml").output == "Nothing changed.\n"


def test_a_path_without_rights() -> None:
    """What the system refuses is told in words of this product; what it has no words for, in the system's own."""
    told = [unusable(Path("x"), OSError(code, "as the system says")) for code in (errno.EACCES, errno.EPERM, errno.EIO)]
    assert told == ["this user has no right to it"] * 2 + ["as the system says"]


def test_a_key_has_a_name() -> None:
    """`audit key` takes no folder and no name of a folder for a file's."""
    for path in (".", "..", "/"):
        result = said("audit", "key", path)
        assert (result.exit_code, result.stderr) == (2, f"{path}: it is a folder; name a file\n")


def test_a_link_withdraws_the_one_before() -> None:
    """Each link for an office withdraws its older unused one, and no other's; its word is kept only as a hash."""
    loaded(OFFICE)
    for arguments in (("--new",), (), ()):
        assert re.search(r"setup_[A-Za-z0-9_-]{32}$", said("office", "link", *arguments).output, re.MULTILINE)
    there, now = office(), datetime.now(UTC)
    assert len(in_the_database(lambda conn: invitations.waiting(conn, there.id, now))) == 1
    assert len(in_the_database(lambda conn: invitations.waiting(conn, None, now))) == 1


def test_a_group_that_moved_is_not_moved_back() -> None:
    """A file with the id that the group had before it became a supergroup is refused, not obeyed."""
    loaded(OFFICE)
    in_the_database(lambda conn: follow_group(conn, "telegram:-1001000000777", "telegram:-1009", ON))
    told = loaded(OFFICE)
    line = "group_chat: the file says '-1001000000777', changed in the chat to '-1009' by the bot itself on 4 March"
    assert line in told.stderr
    assert office().group == "-1009"
