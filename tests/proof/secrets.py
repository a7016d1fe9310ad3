"""No test shows a token: all that any test has printed or logged, and what its bots have, is looked through."""

import re
from collections.abc import Generator, Iterable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

TOKEN = re.compile(r"(?<!\d)\d{6,20}:[A-Za-z0-9_-]{24,}")
"""A bot's token, as Telegram makes them and as those of the tests are."""

LOGS = "*.log"
_heard: list[str] = []
"""What the present test has taken out of the terminal to look at it: pytest does not report that."""


def shown(texts: Iterable[tuple[str, str]]) -> list[str]:
    """Where a token stands, with as much of it as tells which; each place is named."""
    return [f"{place}: {found.group()[:14]}…" for place, text in texts for found in TOKEN.finditer(text)]


def said(item: pytest.Item, sections: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Everything that the test has made known: by itself, through commands, and in the logs of its bots."""
    yield from sections
    yield from (("what a command printed", text) for text in _heard)
    for folder in _folders(item):
        for file in sorted(folder.rglob(LOGS)):
            yield file.name, file.read_text(encoding="utf-8", errors="replace")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """When a test is over, fail it for a token."""
    report = yield
    if call.when == "teardown":
        found = shown(said(item, report.sections))
        _heard.clear()
        if found:
            report.outcome = "failed"
            report.longrepr = "\n".join(["A token was shown:", *found[:10]])
    return report


def pytest_configure(config: pytest.Config) -> None:
    """Hear what tests take out of the terminal."""
    _overhear(pytest.CaptureFixture, "readouterr", lambda seen: (str(seen.out), str(seen.err)))
    _overhear(CliRunner, "invoke", lambda result: (result.output,))


def _overhear(kind: Any, name: str, texts: Any) -> None:
    inner = getattr(kind, name)
    if hasattr(inner, "__wrapped__"):
        return

    @wraps(inner)
    def heard(*given: Any, **more: Any) -> Any:
        result = inner(*given, **more)
        _heard.extend(texts(result))
        return result

    setattr(kind, name, heard)


def _folders(item: pytest.Item) -> set[Path]:
    """The folders in which the test's bots may have lived."""
    given = getattr(item, "funcargs", {}).values()
    named = [getattr(value, "folder", value) for value in given]
    return {one for one in named if isinstance(one, Path) and one.is_dir() and one != Path.cwd()}
