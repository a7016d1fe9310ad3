"""Whatever any test prints or logs is looked through for tokens; here is shown that a token there would be found."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.proof.secrets import TOKEN, shown

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.attack(17)

LEAKY = """
import logging
import typer
from pathlib import Path
from typer.testing import CliRunner

TOKEN = "1234567890:" + "AAEabcdefghijklmnopqrstuvwxyz_0123456"
app = typer.Typer()

@app.command()
def tell() -> None:
    typer.echo(TOKEN)

def test_printed():
    print(TOKEN)

def test_logged():
    logging.getLogger("x").warning("https://api/bot%s/getMe", TOKEN)

def test_taken_out(capsys):
    print(TOKEN)
    capsys.readouterr()

def test_commanded():
    CliRunner().invoke(app, [])

def test_in_a_log_of_a_bot(tmp_path):
    (tmp_path / "office").mkdir()
    (tmp_path / "office" / "bot.log").write_text("url=" + TOKEN)

def test_silent(capsys):
    print("1234567890:short", "2026-03-04T10:00:00+12:00")
"""


def test_a_token_fails_the_test_that_shows_it(tmp_path: Path) -> None:
    """Printed, logged, taken out of the terminal, by a command, in a bot's log: each fails; the silent one passes."""
    (tmp_path / "test_leaky.py").write_text(LEAKY, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-rA", "-p", "tests.proof.secrets", "-c", "/dev/null"]
    done = subprocess.run(
        [*command, "--rootdir", str(tmp_path), str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    leaks = {line.rpartition("::")[2].split()[0] for line in done.stdout.splitlines() if line.startswith("ERROR")}
    names = {"test_printed", "test_logged", "test_taken_out", "test_commanded", "test_in_a_log_of_a_bot"}
    assert leaks == names, TOKEN.sub("<token>", done.stdout)


def test_what_is_found_is_not_shown_again() -> None:
    """The report of a leak names its place and the beginning, not the token."""
    [told] = shown([("bot.log", "x 1234567890:AAEabcdefghijklmnopqrstuvwxyz_0123456 y")])
    assert told == "bot.log: 1234567890:AAE…"
