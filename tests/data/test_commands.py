"""The commands `erase` and `export`, beside a bot that runs."""

import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from sandbox.people import Town, hidden
from storage import journal, offices
from storage.work import Work
from tests.conversations.living import command
from tests.conversations.stand import Stand, stand
from tests.data.short import ONE_DATABASE
from tests.data.told import everything, left_of, told_card
from workflow.office import Office

WORDS = ("Ольхов", "водопровод", "Пелаге")


@pytest.fixture
async def lively(tmp_path: Path) -> AsyncIterator[Stand]:
    """An office with its bot."""
    async with Town.start() as town, stand(tmp_path, town) as ready:
        yield ready


async def test_erased_while_the_bot_runs(lively: Stand, tmp_path: Path) -> None:
    """The message that shows the card loses its words, the database and its file have none, the journal holds."""
    await lively.curator.forwards("На Ольховой течёт водопровод", origin=hidden("Пелагея Кузьминична"))
    card = await lively.curator.reads("№ 1")
    await card.tap("Не подлежит обработке")
    await (await lively.curator.reads("основани")).tap("Нецензурные или оскорбительные выражения")
    await lively.curator.sees(card, "не подлежит")
    assert await command(lively.environment, "erase", "citizen", "test", "--card", "1", "--reason", "15", "--yes") == 0
    seen = await lively.curator.sees(card, "данные удалены")
    assert [word for word in WORDS if word in seen.text] == []
    async with await Work.open(lively.environment["DATABASE_URL"]) as work:
        assert await work.read(lambda conn: left_of(everything(conn), WORDS)) == []
        assert await work.read(lambda conn: journal.verify(conn, offices.all_offices(conn)[0].office.id)) is None
    assert await command(lively.environment, "export", str(tmp_path / "out.zip")) == 0
    assert (tmp_path / "out.zip").stat().st_size > 1000


@pytest.fixture
async def told(work: Work, office: Office, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A database with a card, which the commands find by the settings."""
    await told_card(work, office)
    monkeypatch.setenv("DATABASE_URL", database_url)
    return office


def run(*arguments: str, given: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(app, arguments, input=given)
    return done.exit_code, done.output


@ONE_DATABASE
def test_it_asks_first(told: Office) -> None:
    """What was found is shown before anything happens; without a yes nothing does."""
    code, said = run("erase", "card", "lesnoe", "1", "--reason", "5", given="n\n")
    assert (code, "Пелагея Кузьминична: На Ольховой" in said, "Nothing changed." in said) == (1, True, True)
    code, said = run("erase", "citizen", "lesnoe", "--author", "пелагея кузьминична", "--reason", "5", given="y\n")
    assert (code, "Erased: cards 1" in said, "Telegram: messages" in said) == (0, True, True)
    code, said = run("erase", "citizen", "lesnoe", "--author", "пелагея кузьминична", "--reason", "5")
    assert (code, "Nothing was found." in said) == (1, True)


@ONE_DATABASE
@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("card", "lesnoe", "9", "--reason", "5"), "there is no card no. 9"),
        (("card", "nowhere", "1", "--reason", "5"), "there is no office"),
        (("citizen", "lesnoe", "--reason", "5"), "whose data?"),
        (("person", "lesnoe", "nobody"), "nobody with the key"),
        (("person", "lesnoe", "curator", "--yes"), "works here"),
    ],
)
def test_what_cannot_be(told: Office, arguments: tuple[str, ...], why: str) -> None:
    """What is not there, or may not go yet, ends with 2 and says why."""
    code, said = run("erase", *arguments)
    assert (code, why in said) == (2, True), said


@pytest.fixture
async def running(work: Work, office: Office, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A database with an open card."""
    await told_card(work, office, closed=False)
    monkeypatch.setenv("DATABASE_URL", database_url)
    return office


@ONE_DATABASE
@pytest.mark.parametrize("whose", [("card", "lesnoe", "1"), ("citizen", "lesnoe", "--card", "1")])
def test_an_open_card_is_refused_before_anybody_is_asked(running: Office, whose: tuple[str, ...]) -> None:
    """Nobody says yes to what will not be done, and the option that does it is named."""
    code, said = run("erase", *whose, "--reason", "5", given="y\n")
    assert code == 2
    assert ("cannot be undone" in said, "--even-open" in said, "lesnoe no. 1" in said) == (False, True, True)
    code, said = run("erase", *whose, "--reason", "5", "--even-open", given="y\n")
    assert (code, "cannot be undone" in said, "Erased: cards 1" in said) == (0, True, True)


@ONE_DATABASE
def test_reminders_and_lists_that_stay_in_chats_are_named(told: Office) -> None:
    """They quote how the post begins, also in the group; the command and the paper say that they stay."""
    words = "reminders and lists already sent, also in the group"
    _, said = run("erase", "card", "lesnoe", "1", "--reason", "5", "--yes")
    assert words in " ".join(said.split())
    assert words in " ".join((Path(__file__).parents[2] / "docs/personal-data.md").read_text().split())


@pytest.mark.parametrize("backend", ["sqlite"])  # PostgreSQL has no file of its own to be written anew
def test_pages_beside_a_bot(told: Office, database_url: str) -> None:
    """Where a bot works on the file it is not written anew: an erasure says so and is done; alone it is."""
    holds = "import sys, storage.alone as a\nwith a.alone(sys.argv[1]):\n print('held', flush=True)\n sys.stdin.read()"
    bot = [sys.executable, "-c", holds, database_url]
    with subprocess.Popen(bot, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as held:
        assert held.stdout is not None
        assert held.stdout.readline() == "held\n"
        code, said = run("erase", "card", "lesnoe", "1", "--reason", "5", "--yes")
        assert (code, "Erased: cards 1" in said, "run `erase pages`" in said) == (0, True, True)
        assert run("erase", "pages")[0] == 1
    assert run("erase", "pages") == (0, "The database's file was written anew.\n")


def test_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Erasing where there is no database makes none."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/none.db")
    code, said = run("erase", "card", "lesnoe", "1", "--reason", "5", "--yes")
    assert (code, "there is no database" in said, list(tmp_path.iterdir())) == (2, True, [])
