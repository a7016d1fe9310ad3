"""The commands of whoever looks after it, typed while the whole bot runs: nothing has to be stopped for them."""

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from sandbox.people import Town
from tests.conversations.living import command
from tests.conversations.stand import Stand, stand
from tests.conversations.steps import forwarded, routed
from tests.faults.behind import until

CARD = "kind = 'card' AND status = 'sent' AND lane LIKE '%:1002'"
"""The executor's card; a digest that has nothing to say may stand below it."""


@pytest.fixture
async def living(tmp_path: Path) -> AsyncIterator[Stand]:
    """An office with a running bot and one card with the executor; that its message went out is noted."""
    async with Town.start() as town, stand(tmp_path, town) as ready:
        await routed(ready, await forwarded(ready))
        await until(
            ready, "SELECT count(*) FROM outbox WHERE kind = 'card' AND status = 'sent' AND lane LIKE '%:1002'", 1
        )
        yield ready


def changed(office: Stand, statement: str) -> int:
    """Damage done to the books from outside, as a fault of long ago would have; the number of the row."""
    with closing(sqlite3.connect(office.folder / "office.db", timeout=10)) as database:
        found = database.execute(statement).fetchone()
        database.commit()
    return int(found[0])


async def printed(office: Stand, *words: str, ends: int = 0) -> str:
    """What a command prints; it must end so."""
    log = office.folder / "command.out"
    code = await command({**office.environment, "OTKLIK_TEST_LOG": str(log)}, *words)
    text = log.read_text(encoding="utf-8")
    log.unlink()
    assert code == ends, text
    return text


async def test_what_is_retried_goes_out_and_what_is_requeued_is_dealt_with(living: Stand) -> None:
    """The running bot takes both by itself: the message arrives, the update is answered; looking disturbs nothing."""
    dead = changed(
        living,
        f"UPDATE outbox SET status='dead' WHERE {CARD} RETURNING id",  # noqa: S608 - words of this file alone
    )
    assert f"{dead}  dead" in await printed(living, "outbox", "list")
    await printed(living, "outbox", "retry", str(dead))
    await living.roads.reads("вам: подготовить ответ")

    await living.stranger.says("/start")
    await living.stranger.reads("Ваш Telegram ID: 777")
    given_up = changed(
        living,
        "UPDATE inbox SET status='dead' WHERE id=(SELECT max(id) FROM inbox WHERE lane LIKE '%:777') RETURNING id",
    )
    assert f"{given_up}  message in chat telegram:777" in await printed(living, "inbox", "dead")
    await printed(living, "inbox", "requeue", str(given_up))
    await living.stranger.reads("Ваш Telegram ID: 777")

    assert "whole" in await printed(living, "audit", "verify")
    told = json.loads(await printed(living, "doctor", "--json", ends=1))["findings"]
    findings = {one["check"]: one for one in told}
    assert (findings["bot"]["level"], findings["token"]["level"]) == ("ok", "ok")
    # The office lives by a clock file, in another month than this machine: its timers seem late, and its cards old.
    assert {one["check"] for one in told if one["level"] == "fault"} <= {"timers", "backup"}
