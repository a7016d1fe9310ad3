"""The link for the first administrator, where one process starts, and where several start together."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from bot import first_start
from bot.veil import SETUP
from storage import first_links
from storage.invitations import Invitation, hashed
from storage.work import Work

NOW = datetime(2026, 3, 4, tzinfo=UTC)


def starting(work: Work, *, alone: bool) -> Any:
    """Of the whole bot only what the link is made of."""
    return SimpleNamespace(work=work, settings=SimpleNamespace(alone=alone), way=SimpleNamespace(bot="desk_bot"))


async def starts(monkeypatch: pytest.MonkeyPatch, app: Any, now: datetime = NOW) -> None:
    monkeypatch.setattr(first_start, "wall_now", lambda: now)
    await first_start.show_way_in(app)


def links(output: str) -> list[str]:
    """The words of the links in the output."""
    return re.findall(rf"start={SETUP}([\w-]+)$", output, re.MULTILINE)


async def good(work: Work, word: str, now: datetime = NOW) -> Invitation | None:
    return await work.run(lambda conn: first_links.taken(conn, hashed(word), now))


async def test_two_processes_that_start_together_leave_one_good_link(
    work: Work, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One of them prints a link, the others say that one was printed, and the link is good."""
    await asyncio.gather(*(starts(monkeypatch, starting(work, alone=False)) for _ in range(5)))
    output = capsys.readouterr().out
    assert len(links(output)) == 1, output
    assert output.count("printed a link at 00:00:00 UTC") == 4
    assert await good(work, links(output)[0])


async def test_a_start_long_after_prints_anew(
    work: Work, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A link that is no longer minutes old was not seen by whoever starts the bot now: a new one takes its place."""
    later = NOW + first_links.YOUNG
    await starts(monkeypatch, starting(work, alone=False))
    await starts(monkeypatch, starting(work, alone=False), later)
    first, second = links(capsys.readouterr().out)
    assert not await good(work, first, later)
    assert await good(work, second, later)


async def test_a_process_that_is_alone_prints_at_every_start(
    work: Work, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody else can have printed one: whoever starts it again a minute later has the link before his eyes."""
    later = NOW + timedelta(minutes=1)
    await starts(monkeypatch, starting(work, alone=True))
    await starts(monkeypatch, starting(work, alone=True), later)
    first, second = links(capsys.readouterr().out)
    assert not await good(work, first, later)
    assert await good(work, second, later)
