"""Whatever any test prints or logs is looked through for tokens; here is shown that a token there would be found."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.proof.secrets import TOKEN, shown

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.attack(17)

LEAKY = """
import logging
import subprocess
import sys
import structlog
import typer
from pathlib import Path
from typer.testing import CliRunner

TOKEN = "1234567890:" + "AAEabcdefghijklmnopqrstuvwxyz_0123456"
TELL = [sys.executable, "-c", "print('1234567890:' + 'AAEabcdefghijklmnopqrstuvwxyz_0123456')"]
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

def test_in_any_file(tmp_path):
    (tmp_path / "dump.json").write_text("url=" + TOKEN)

def test_in_another_folder(tmp_path_factory):
    (tmp_path_factory.mktemp("prepared") / "bot.log").write_text(TOKEN)

def test_silent_beside_it(tmp_path):
    (tmp_path / ".env").write_text(TOKEN)

def test_of_a_process():
    subprocess.run(TELL, capture_output=True, check=True)

def test_of_a_process_beside():
    with subprocess.Popen(TELL, stdout=subprocess.PIPE, text=True) as beside:
        beside.communicate()

def test_in_a_log_that_goes_nowhere():
    structlog.configure([structlog.processors.KeyValueRenderer()], logger_factory=structlog.ReturnLoggerFactory())
    structlog.get_logger().warning("failed", url=TOKEN)

def test_silent(capsys):
    print("1234567890:short", "2026-03-04T10:00:00+12:00")
"""


def test_a_token_fails_the_test_that_shows_it(tmp_path: Path) -> None:
    """Printed, logged, taken out of the terminal or a process, in any file: each fails; the silent ones pass."""
    (tmp_path / "test_leaky.py").write_text(LEAKY, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-rE", "--show-capture=no", "-p", "tests.proof.secrets"]
    done = subprocess.run(
        [*command, "-c", "/dev/null", "--rootdir", str(tmp_path), str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    leaks = {line.rpartition("::")[2].split()[0] for line in done.stdout.splitlines() if line.startswith("ERROR")}
    names = set(re.findall(r"def (test_\w+)", LEAKY)) - {"test_silent", "test_silent_beside_it"}
    assert leaks == names, TOKEN.sub("<token>", done.stdout)


def test_what_is_found_is_not_shown_again() -> None:
    """The report of a leak names its place and the beginning, not the token."""
    [told] = shown([("bot.log", "x 1234567890:AAEabcdefghijklmnopqrstuvwxyz_0123456 y")])
    assert told == "bot.log: 1234567890:AAE…"
