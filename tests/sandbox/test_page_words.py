"""The page's words in both languages, and what none of its sources may hold."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import sandbox.page

STATIC = Path(sandbox.page.__file__).parent / "static"
SOURCES = sorted(
    file for kind in ("js", "css", "html") for file in STATIC.rglob(f"*.{kind}") if "vendor" not in file.parts
)
PARTS = sorted(file.name for file in (STATIC / "words" / "ru").glob("*.json"))
NEVER = {
    "another host": r"""["'(](?:https?:|wss?:)?//(?!www\.w3\.org)[\w.-]+""",
    "a string as HTML": r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|unsafe\w*|srcdoc",
    "a string as code": r"\beval\(|new Function|setTimeout\(\s*[\"'`]|javascript:",
    "a style in a line": r"""\sstyle=|<style|styleMap|<script(?! type="module" src=)""",
}


def words(language: str, part: str) -> dict[str, str]:
    """The words of one part of the page by their dotted keys."""
    return dict(flat(json.loads((STATIC / "words" / language / part).read_text(encoding="utf-8"))))


def flat(found: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Each word with its whole key."""
    for key, text in found.items():
        yield from flat(text, f"{before}{key}.") if isinstance(text, dict) else [(before + key, text)]


def code(file: Path) -> str:
    """A source without its comments."""
    return re.sub(r"/\*.*?\*/|^\s*//.*?$", "", file.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def blanks(text: str) -> list[str]:
    """What is filled into a text."""
    return sorted(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("part", PARTS)
def test_both_languages_say_the_same(part: str) -> None:
    """Every word stands in both languages, and the same is filled into it."""
    russian, english = words("ru", part), words("en", part)
    assert russian.keys() == english.keys()
    assert {key: blanks(text) for key, text in russian.items()} == {key: blanks(text) for key, text in english.items()}


def test_every_language_has_every_part() -> None:
    """Each language has the same files of words."""
    assert sorted(file.name for file in (STATIC / "words" / "en").glob("*.json")) == PARTS


def test_every_key_that_is_used_stands_in_the_words() -> None:
    """No source asks for a word that there is not; of a key made up of parts, its beginning is looked for."""
    known = {f"{part.removesuffix('.json')}.{key}" for part in PARTS for key in words("ru", part)}
    parts = "|".join(part.removesuffix(".json") for part in PARTS)
    used = re.compile(rf"""["'`]((?:{parts})\.[\w.]*)(["'`]|\$\{{)""")
    missing = [
        f"{file.name}: {key}"
        for file in SOURCES
        for key, end in used.findall(code(file))
        if not (key in known or (end == "${" and any(one.startswith(key) for one in known)))
    ]
    assert not missing


@pytest.mark.parametrize("what", NEVER)
def test_no_source_holds_what_could_harm(what: str) -> None:
    """No source names another host, makes HTML or code of a string, or writes a style or a script into a line."""
    found = [
        f"{file.relative_to(STATIC)}: {hit.group()}" for file in SOURCES for hit in re.finditer(NEVER[what], code(file))
    ]
    assert not found
