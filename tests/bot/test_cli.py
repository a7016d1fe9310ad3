import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app

ROOT = Path(__file__).parents[2]
HEAVY = {"aiogram", "sqlalchemy", "apscheduler", "aiohttp", "alembic", "babel", "structlog"}
OFFICE = (ROOT / "tests" / "fixtures" / "office.toml").read_text(encoding="utf-8")
PROCEDURE = (ROOT / "procedures" / "sobolevo.toml").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///test.db")
    for name in ("BOT_TOKEN", "TELEGRAM_API_SERVER", "MODE"):
        monkeypatch.delenv(name, raising=False)
    for module, hook in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(module, hook, getattr(module, hook))  # `run` puts its own there: taken back in the end


def said(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def due(*arguments: str) -> dict[str, str]:
    result = said("due", "sobolevo", *arguments, "--zone", "Asia/Kamchatka", "--json")
    assert result.exit_code == 0, result.output
    answer = json.loads(result.output)
    assert answer["procedure"] == "sobolevo"
    return {one["name"]: one["due"] for one in answer["deadlines"]}


def test_due_tells_every_deadline_that_is_known() -> None:
    """From the moment of detection follow the routing, the answer and the draft; each has its offset."""
    assert due("detected=2026-03-05T17:50") == {
        "route": "2026-03-06T09:20:00+12:00",
        "answer": "2026-03-10T09:50:00+12:00",
        "draft": "2026-03-06T12:50:00+12:00",
    }


def test_due_knows_importance_and_more_moments() -> None:
    """High importance shortens, another moment adds its deadlines, an offset is kept to."""
    found = due("detected=2026-03-05T05:50+00:00", "submitted=2026-03-06T10:00", "--importance", "high")
    assert found["answer"] == "2026-03-06T12:50:00+12:00"
    assert found["approve"] == "2026-03-06T11:00:00+12:00"


def test_due_in_plain_words() -> None:
    """Without --json there is a line a deadline, with its clause."""
    result = said("due", "sobolevo", "detected=2026-03-05T17:50", "--zone", "Asia/Kamchatka")
    assert result.output.splitlines()[0] == "route   п. 10  пт 6 марта 2026, 9:20"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["sobolevo"], "zone: '' is not known"),
        (["sobolevo", "--zone", "Mars/X"], "zone: 'Mars/X' is not known"),
        (["sobolevo", "--zone", "UTC"], "no moment is given"),
        (["sobolevo", "x=2026-03-05T17:50", "--zone", "UTC"], "x: no such moment in sobolevo; known are: accepted"),
        (["sobolevo", "detected=soon", "--zone", "UTC"], "detected=soon: cannot be read"),
        (["nowhere", "detected=2026-03-05T17:50", "--zone", "UTC"], "nowhere: no such procedure or file; known are"),
        (["sobolevo", "detected=2026-03-05T17:50", "--zone", "UTC", "--importance", "top"], "--importance top: write"),
    ],
)
def test_due_says_what_is_wrong(arguments: list[str], told: str) -> None:
    """A fault is told with its mend, and the exit code is 2."""
    result = said("due", *arguments)
    assert (result.exit_code, told in result.output) == (2, True), result.output


def test_when_answers_one_rule() -> None:
    """The rule's own command is there with JSON."""
    result = said("when", "8 working hours after x", "x=2026-03-04T10:00", "--zone", "Asia/Barnaul", "--json")
    assert json.loads(result.output)["due"] == "2026-03-05T10:00:00+07:00"


def test_when_says_what_is_wrong() -> None:
    """A rule that cannot be read is told with the forms that can."""
    result = said("when", "soon after x", "x=2026-03-04T10:00", "--zone", "UTC")
    assert result.exit_code == 2
    assert "Valid forms" in result.output


def test_check_proves_and_shows_the_readings() -> None:
    """A good procedure is proved, and the readings stated in it are named with their clauses."""
    result = said("check", "sobolevo")
    assert result.exit_code == 0
    assert "proved" in result.output
    assert "clause 13 with 10 (deadline draft, high): as written, no time is left (0 minutes)" in result.output


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('start = "route"', 'strat = "route"', "strat: unknown key"),
        ('actions = { hand_over = "publish" }', 'actions = { hand_over = "handover" }', "step 'publish': no card can"),
        ('due = "30 minutes after detected"', 'due = "30 minutes aftr detected"', "cannot read"),
    ],
)
def test_check_names_file_key_and_mend(tmp_path: Path, old: str, new: str, told: str) -> None:
    """A file that cannot be proved is told line by line, and the exit code is 1."""
    (tmp_path / "mine.toml").write_text(PROCEDURE.replace(old, new), encoding="utf-8")
    result = said("check", "mine.toml", "sobolevo")
    assert result.exit_code == 1, result.output
    assert any("mine.toml" in line and told in line for line in result.output.splitlines()), result.output


def test_an_office_is_loaded_once(tmp_path: Path) -> None:
    """The first loading tells everything, the second that nothing changed, a third only the difference."""
    file = tmp_path / "office.toml"
    file.write_text(OFFICE, encoding="utf-8")
    assert "office 'lesnoe': new" in said("office", "load", "office.toml").output
    assert said("office", "load", "office.toml").output == "Nothing changed.\n"
    file.write_text(OFFICE.replace('name = "Дороги"', 'name = "Дороги и мосты"'), encoding="utf-8")
    assert said("office", "load", "office.toml").output == "department 'roads': name: Дороги → Дороги и мосты\n"


def test_an_office_file_with_faults_changes_nothing(tmp_path: Path) -> None:
    """Every fault is told with file, key and mend; the exit code is 2 and no office is there."""
    text = OFFICE.replace('roles = ["head"]', 'roles = ["hed"]').replace("Asia/Kamchatka", "Asia/Nowhere")
    (tmp_path / "office.toml").write_text(text, encoding="utf-8")
    result = said("office", "load", "office.toml")
    assert result.exit_code == 2
    told = result.output.splitlines()
    assert any("office.toml: person 'head', roles" in line for line in told)
    assert any("office.toml: office, zone" in line for line in told)
    assert not (tmp_path / "test.db").exists()


def test_a_file_that_is_not_there_is_told() -> None:
    """A path with a typo gives a line, not a traceback."""
    result = said("office", "load", "nowhere.toml")
    assert result.exit_code == 2
    assert result.output == "nowhere.toml: cannot be opened: there is no such file\n"


def test_run_lists_the_faults_of_its_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a token the bot does not start, and says which setting is missing, and which are wrong."""
    monkeypatch.setenv("MODE", "push")
    result = said("run")
    assert result.exit_code == 2
    assert [line.partition(":")[0] for line in result.output.splitlines()] == ["BOT_TOKEN", "MODE"]


@pytest.mark.parametrize(
    "option", [["--clock-start", "2026-03-06T16:30"], ["--clock-speed", "60"], ["--clock-file", "x"]]
)
def test_a_simulated_clock_is_refused_against_the_real_telegram(
    option: list[str], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """People of the real Telegram live in real time."""
    monkeypatch.setenv("BOT_TOKEN", "1234567890:AAEabcdefghijklmnopqrstuvwxyz_0123456")
    result = CliRunner().invoke(app, ["run", *option])
    assert result.exit_code == 2
    assert "people of the real Telegram live in real time" in result.output + capfd.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["due", "sobolevo", "detected=2026-03-05T17:50", "--zone", "Asia/Kamchatka"],
        ["when", "8 working hours after x", "x=2026-03-04T10:00", "--zone", "Asia/Barnaul"],
        ["check", "sobolevo"],
    ],
)
def test_answers_about_time_start_fast(arguments: list[str]) -> None:
    """They import no messenger, database, scheduler, web or catalogue library."""
    code = (
        "import sys, runpy\n"
        f"sys.argv = ['bot', *{arguments!r}]\n"
        "try: runpy.run_module('bot', run_name='__main__')\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        f"heavy = {HEAVY!r} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)
