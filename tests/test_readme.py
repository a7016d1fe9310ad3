"""The papers say what is so: settings, commands, targets, links, and the same in both languages."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
from typer.testing import CliRunner

from bot.__main__ import app
from bot.run import BAD_SETTINGS, NEWER_DATABASE, REFUSED, STOPPED
from bot.settings import Settings
from handlers.menu import commands_for
from tests.handlers.world import CURATOR, World, as_read
from workflow.office import Person
from workflow.words import PersonId, Role

ROOT = Path(__file__).parents[1]
ENGLISH, RUSSIAN = "README.md", "README.ru.md"
PAPERS = sorted(str(file.relative_to(ROOT)) for file in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
TEXTS = {".py", ".md", ".toml", ".txt", ".po", ".pot", ".json", ".js", ".mako", ".example", ""}
FOREIGN = re.compile(
    r"(?<![\w.}-])/(?:root|work|home)(?![\w.-])"  # somebody's own folders
    r"|/tmp/(?:pytest|bash)"
    r"|\b(?:test\.)?py[p]i\.|python[h]osted|npm[j]s\.|(?<!emit-)[i]ndex-url"  # where packages come from
)

readmes = pytest.mark.parametrize("name", [ENGLISH, RUSSIAN])
papers = pytest.mark.parametrize("name", PAPERS)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def fenced(name: str, kind: str) -> list[str]:
    """The blocks of one kind, without the margin they have inside a list."""
    found = re.findall(rf"^( *)```{kind}\n(.*?)^ *```$", text_of(name), re.DOTALL | re.MULTILINE)
    return ["\n".join(line.removeprefix(margin) for line in block.splitlines()) for margin, block in found]


def commands(name: str) -> Iterator[list[str]]:
    """Every call of the bot in the paper, as words after `python -m bot`."""
    for line in re.findall(r"python -m bot ([^`\n]+)", text_of(name)):
        yield shlex.split(line, comments=True)


def headings(name: str) -> list[int]:
    bare = re.sub(r"^ *```.*?^ *```$", "", text_of(name), flags=re.DOTALL | re.MULTILINE)
    return [len(marks) for marks in re.findall(r"^(#+) ", bare, re.MULTILINE)]


def links(name: str) -> list[str]:
    return re.findall(r"\]\(([^)#]+)\)", text_of(name))


@readmes
def test_the_table_has_every_setting_with_its_default(name: str) -> None:
    """A setting that is new, gone, or has another default must be told in both languages."""
    told = dict(re.findall(r"^\| `([A-Z_]+)` \| (?:`([^`]*)`)? ?\| \S", text_of(name), re.MULTILINE))
    fields = Settings.model_fields.items()
    unset = {key for key, field in fields if field.is_required() or field.default is None}
    defaults = {key.upper(): "" if key in unset else str(field.default) for key, field in fields}
    assert told == defaults


@papers
def test_every_command_exists(name: str) -> None:
    """What a paper tells people to type is known to the command line, options included."""
    for words in commands(name):
        known = options_of(words)
        assert {word for word in words if word.startswith("--")} <= known, words


def options_of(words: list[str]) -> set[str]:
    """The options of the command that the words begin with; fails where there is no such command."""
    found: Any = typer.main.get_command(app)
    for word in words:
        if not hasattr(found, "commands"):
            break
        assert word in found.commands, f"python -m bot {' '.join(words)}"
        found = found.commands[word]
    return {option for parameter in found.params for option in parameter.opts}


@readmes
def test_the_answers_of_the_examples_come(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The examples of every command but `run` run as they stand."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///example.db")
    (tmp_path / "office.toml").write_text(text_of("docs/office.example.toml"), encoding="utf-8")
    examples = [words for words in commands(name) if words[0] != "run"]
    assert {words[0] for words in examples} == {"office", "backup", "restore", "due", "when", "check", "procedure"}
    for words in examples:
        assert CliRunner().invoke(app, words).exit_code == 0, words


@papers
def test_every_target_exists(name: str) -> None:
    """`make something` in a paper is a target of the Makefile."""
    code = re.findall(r"`[^`\n]+`", text_of(name)) + fenced(name, "sh")
    named = {target for piece in code for target in re.findall(r"\bmake ([a-z]+)", piece)}
    assert named <= set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))


def test_both_languages_have_the_same_form() -> None:
    """Headings, tables, commands and links are the same, so that neither falls behind."""
    for measure in (headings, shape, typed):
        assert measure(ENGLISH) == measure(RUSSIAN), measure.__name__
    assert set(links(ENGLISH)) - {RUSSIAN} == set(links(RUSSIAN)) - {ENGLISH}


def shape(name: str) -> list[tuple[str, ...]]:
    """The rows of all tables, each as the names in it that no language changes."""
    rows = re.findall(r"^\|.*$", text_of(name), re.MULTILINE)
    return [tuple(re.findall(r"`([^`]+)`", row.split("|")[1])) for row in rows]


def typed(name: str) -> list[str]:
    """What is to be typed, without remarks and without the names that are the reader's own."""
    lines = [re.sub(r"\s*#.*", "", line) for block in fenced(name, "sh") for line in block.splitlines()]
    return [line for line in lines if line]


@pytest.mark.parametrize(("name", "locale"), [(ENGLISH, "en"), (RUSSIAN, "ru")])
def test_the_card_is_what_a_curator_gets(name: str, locale: str) -> None:
    """The example of a card is the bot's own text."""
    card = as_read(World().post().at("10:09").sees(CURATOR, locale))
    assert re.sub(r"\[[*!]", "[", card) in fenced(name, "text")


@readmes
def test_the_chat_commands_are_those_of_the_menu(name: str) -> None:
    """Every command of somebody with all roles is told, and no other."""
    everything = commands_for(Person(PersonId(1), "all", "All", frozenset(Role)))
    told = re.findall(r"^\| `/([a-z]+)[^`]*` \|", text_of(name), re.MULTILINE)
    assert sorted(told) == sorted({"start", *everything})


@papers
def test_every_link_leads_somewhere(name: str) -> None:
    """A link to a file of the project has its file."""
    near = [link for link in links(name) if "://" not in link]
    assert [link for link in near if not (ROOT / name).parent.joinpath(link).exists()] == []


def test_the_exit_codes_are_told() -> None:
    """docs/running.md has every exit code of `run`, and 1, which is Python's own."""
    told = re.findall(r"^\| (\d) \|", text_of("docs/running.md"), re.MULTILINE)
    assert sorted(map(int, told)) == sorted({STOPPED, 1, BAD_SETTINGS, NEWER_DATABASE, REFUSED})


def own_files() -> Iterator[Path]:
    """The project's texts; what is installed, generated or kept beside them is left out."""
    aside = {"__pycache__", "node_modules"}
    for file in ROOT.rglob("*"):
        parts = file.relative_to(ROOT).parts
        hidden = any(part in aside or (part.startswith(".") and part not in (".ci", ".env.example")) for part in parts)
        if not hidden and file.suffix in TEXTS and file.is_file():
            yield file


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    """No path of somebody's machine and no address of a package registry stands in the project."""
    found = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for file in own_files()
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if FOREIGN.search(line)
    ]
    assert found == []
