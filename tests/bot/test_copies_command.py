"""`backup` and `restore` as they are called: files, codes, words."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot import run
from bot.__main__ import app
from bot.commands import copies
from storage import marks
from storage.alone import alone
from storage.work import Work
from tests.fixtures.offices import OFFICE_TEXT
from tests.fixtures.tokens import token


@pytest.fixture
def url(tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database that the settings name."""
    shutil.copy(sqlite_template, tmp_path / "office.db")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'office.db'}")
    return f"sqlite:///{tmp_path / 'office.db'}"


def _said(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


async def test_a_backup_is_noted_in_the_database(url: str, tmp_path: Path) -> None:
    """Who looks after the installation can read when it was last copied, where to, and how large it was."""
    path = (tmp_path / "copy.db").absolute()
    await copies._copied(url, path, copies.wall_now(), False)
    async with await Work.open(url) as work:
        mark = await work.read(lambda conn: marks.get(conn, "backup"))
    assert mark is not None
    assert mark.about == {"file": str(path), "bytes": _size(path)}


def _size(path: Path) -> int:
    return path.stat().st_size


def test_a_folder_keeps_the_newest(url: str, tmp_path: Path) -> None:
    """With --keep older copies go, and nothing else that lies there."""
    folder = tmp_path / "copies"
    folder.mkdir()
    for name in ("office-20240101T000000Z.db", "office-20250101T000000Z.db", "other.db", "office-mine.db"):
        (folder / name).touch()
    result = _said("backup", "--keep", "2", str(folder))
    assert result.exit_code == 0, result.output
    left = sorted(path.name for path in folder.iterdir())
    assert "office-20240101T000000Z.db" not in left
    assert {"office-20250101T000000Z.db", "other.db", "office-mine.db"} < set(left)
    assert len(left) == 4


def test_keep_leaves_other_databases_and_what_was_kept_before_a_restore(url: str, tmp_path: Path) -> None:
    """Only copies of this very database go: a name that merely begins alike belongs to something else."""
    folder = tmp_path / "copies"
    folder.mkdir()
    others = {
        "office-north-20240101T000000Z.db",
        "office-before-restore-20240101T000000Z.db",
        "office-before-upgrade-from-0008-20240101T000000Z.db",
        "office-20240101T000000Z.db-wal",
    }
    for name in (*others, "office-20240101T000000Z.db"):
        (folder / name).touch()
    assert _said("backup", "--keep", "1", str(folder)).exit_code == 0
    left = {path.name for path in folder.iterdir()}
    assert others < left
    assert len(left - others) == 1
    assert "office-20240101T000000Z.db" not in left


def test_a_file_that_is_there_is_refused(url: str, tmp_path: Path) -> None:
    """The code is 2, the words name the way out, and the file stays."""
    (tmp_path / "copy.db").write_text("mine")
    result = _said("backup", str(tmp_path / "copy.db"))
    assert (result.exit_code, "--overwrite" in result.output) == (2, True)
    assert (tmp_path / "copy.db").read_text() == "mine"
    assert _said("backup", "--overwrite", str(tmp_path / "copy.db")).exit_code == 0


def test_a_folder_that_is_not_there_is_not_made_a_file(url: str, tmp_path: Path) -> None:
    """What ends with a slash is a folder: a file of that name would be taken for one, and the next copy refused."""
    result = _said("backup", "copies/")
    assert (result.exit_code, "there is no folder 'copies/'" in result.output) == (2, True)
    assert not (tmp_path / "copies").exists()
    (tmp_path / "copies").mkdir()
    assert _said("backup", "copies/").exit_code == 0


def test_what_is_no_copy_changes_nothing_and_that_is_said(url: str, tmp_path: Path) -> None:
    """The file that was named stands in the words; the code is 2."""
    (tmp_path / "README.md").write_text("# Words")
    result = _said("restore", "README.md")
    assert result.exit_code == 2
    assert result.output.strip() == "'README.md' is no SQLite database; nothing was changed"


def test_restore_says_of_old_buttons_what_happens(url: str) -> None:
    """They are refused with a word why, as docs/upgrading.md says it too; see tests/bot/test_lost_time.py."""
    assert _said("backup", "copy.db").exit_code == 0
    words = "buttons are refused, with a word why"
    assert words in _said("restore", "copy.db").output
    assert words in (Path(__file__).parents[2] / "docs/upgrading.md").read_text()


def test_restore_says_what_is_lost(url: str, tmp_path: Path) -> None:
    """Where the old database is, what nobody brings back, and what will be said again."""
    assert _said("backup", "copy.db").exit_code == 0
    result = _said("restore", "copy.db")
    assert result.exit_code == 0, result.output
    for words in ("before-restore", "Telegram does not bring updates again", "Nothing waited to be sent"):
        assert words in result.output


@pytest.mark.parametrize(("there", "said"), [(True, False), (False, True)])
def test_restore_says_where_numbers_are_given_again(url: str, tmp_path: Path, there: bool, said: bool) -> None:
    """On a new machine nobody can see which numbers were given since the copy: the office must be told."""
    (tmp_path / "office.toml").write_text(OFFICE_TEXT, encoding="utf-8")
    assert _said("office", "load", "office.toml").exit_code == 0
    assert _said("backup", "copy.db").exit_code == 0
    if not there:
        (tmp_path / "office.db").unlink()
    result = _said("restore", "copy.db")
    assert (result.exit_code, "given again" in result.output) == (0, said)


def test_nothing_is_restored_beside_a_bot(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a bot holds the database it is refused with the code 2."""
    monkeypatch.setattr("storage.alone.WAITED", 0.1)
    assert _said("backup", "copy.db").exit_code == 0
    with alone(url):
        result = _said("restore", "copy.db")
    assert (result.exit_code, "works on" in result.output) == (2, True)


def test_a_second_bot_is_refused(url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`run` beside another `run` on the same file ends with the code 2 and says why."""
    monkeypatch.setattr("storage.alone.WAITED", 0.1)
    monkeypatch.setattr(run, "set_up", lambda *given: None)
    monkeypatch.setenv("BOT_TOKEN", token(42))
    with alone(url):
        assert run.main() == run.BAD_SETTINGS
    assert "one process at a time" in capsys.readouterr().err
