"""No test shows a token: all that any test has printed, logged or left in files is looked through."""

import asyncio
import re
import subprocess
from collections.abc import Callable, Generator, Iterable, Iterator
from functools import wraps
from inspect import iscoroutinefunction
from pathlib import Path
from typing import Any

import pytest
import structlog
from typer.testing import CliRunner

TOKEN = re.compile(r"(?<!\d)(?<!sha)\d{1,20}:[A-Za-z0-9_-]{24,}")
"""A bot's token, as Telegram makes them and as those of the tests are."""

ITS_PLACE = frozenset({".env", "bot_token"})
"""Files in which whoever runs a bot is told to keep its token."""

_BINARY = b"\0"
_LARGEST = 4 * 1024 * 1024

_heard: list[str] = []
"""Tokens in what the present test took out of the terminal, of processes and of logs: pytest reports none of it."""
_folders: list[Path] = []
"""Folders under basetemp: the present test's, and those that outlive whoever made them."""
_known: dict[Path, tuple[int, int]] = {}
"""When the files there were last written, and how long they are: such were looked through already."""


def shown(texts: Iterable[tuple[str, str]]) -> list[str]:
    """Where a token stands, with as much of it as tells which; each place is named."""
    return [f"{place}: {found.group()[:14]}…" for place, text in texts for found in TOKEN.finditer(text)]


def hear(place: str, *texts: object) -> None:
    """Look through what is taken away before pytest can see it: words, or bytes of them, or None."""
    for text in texts:
        words = text.decode(errors="replace") if isinstance(text, bytes) else str(text or "")
        _heard.extend(shown([(place, words)]))


def said(item: pytest.Item, sections: Iterable[tuple[str, str]]) -> list[str]:
    """The tokens in everything that the test has made known: by itself, through commands, in files."""
    files = ((file.name, _read(file)) for file in _changed(item))
    return [*shown(sections), *_heard, *shown(files)]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """When a test is over, fail it for a token."""
    report = yield
    if call.when == "teardown":
        found = said(item, report.sections)
        _heard.clear()
        if found:
            report.outcome = "failed"
            report.longrepr = "\n".join(["A token was shown:", *found[:10]])
    return report


def pytest_configure(config: pytest.Config) -> None:
    """Hear what tests take out of the terminal, out of other processes, and out of logs that go nowhere."""
    _overhear(pytest.CaptureFixture, "readouterr", "taken out", lambda seen: (seen.out, seen.err))
    _overhear(CliRunner, "invoke", "what a command printed", lambda result: (result.output,))
    _overhear(subprocess.Popen, "communicate", "what a process printed", lambda pair: pair)
    _overhear(asyncio.subprocess.Process, "communicate", "what a process printed", lambda pair: pair)
    for name in ("debug", "info", "warning", "error", "critical"):
        _overhear(structlog.ReturnLogger, name, "log", lambda record: (record,))
    _overhear(pytest.TempPathFactory, "mktemp", "", _lasts)


def _overhear(kind: Any, name: str, place: str, texts: Callable[[Any], Iterable[object]]) -> None:
    inner = getattr(kind, name)
    if hasattr(inner, "__wrapped__"):
        return

    @wraps(inner)
    def heard(*given: Any, **more: Any) -> Any:
        result = inner(*given, **more)
        hear(place, *texts(result))
        return result

    @wraps(inner)
    async def heard_later(*given: Any, **more: Any) -> Any:
        result = await inner(*given, **more)
        hear(place, *texts(result))
        return result

    setattr(kind, name, heard_later if iscoroutinefunction(inner) else heard)


def _lasts(folder: Path) -> tuple[()]:
    _folders.append(folder)
    return ()


def _changed(item: pytest.Item) -> Iterator[Path]:
    """Files of words that the test made or wrote to, but those that are the token's place."""
    own = getattr(item, "funcargs", {}).get("tmp_path")
    for folder in _folders:
        yield from (file for file in sorted(folder.rglob("*")) if file.name not in ITS_PLACE and _is_new(file))
    if own in _folders:
        _folders.remove(own)


def _is_new(file: Path) -> bool:
    try:
        found = file.stat() if file.is_file() else None
    except OSError:  # a process that is on its way out took it away meanwhile
        return False
    if found is None or found.st_size > _LARGEST or _known.get(file) == (found.st_mtime_ns, found.st_size):
        return False
    _known[file] = (found.st_mtime_ns, found.st_size)
    return True


def _read(file: Path) -> str:
    """Its words; nothing of a database and the like: what stands there is shown to nobody."""
    try:
        content = file.read_bytes()
    except OSError:
        return ""
    return "" if _BINARY in content[:1024] else content.decode(errors="replace")
