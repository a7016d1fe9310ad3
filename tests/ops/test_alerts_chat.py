"""`doctor` looks at the chat of ALERTS_CHAT as at a group, and tells of alerts that went nowhere."""

from pathlib import Path

import pytest

from bot.clock import wall_now
from bot.doctor.finding import Level
from sandbox.people import Town
from storage import outbox
from storage.outbox import Message
from storage.vitals import ALERT, CHAT_ALERT
from storage.work import Work
from tests.ops.test_doctor import GROUP, found, one_database, town, visit_of, worst
from workflow.office import Office

__all__ = ["town"]
SOMEBODY = 4711


@one_database
@pytest.mark.parametrize(
    ("there", "chat", "level", "words"),
    [
        (False, str(GROUP), Level.FAULT, "cannot be seen"),
        (False, str(SOMEBODY), Level.FAULT, "may not write there (Bad Request: chat not found)"),
        (True, str(GROUP), Level.OK, "is there and may write"),
        (True, f"{GROUP}/77", Level.WARNING, "topic is gone"),
        (True, "off", Level.OK, "nobody"),
        (True, "", Level.OK, "administrators"),
    ],
)
async def test_a_wrong_alerts_chat_was_not_mentioned(
    database_url: str, town: Town, tmp_path: Path, there: bool, chat: str, level: Level, words: str
) -> None:
    """A slip of the pen, or a bot that is not in it, is a fault that names the setting."""
    account = await town.bot(username="otklik_test_bot")
    if there:
        await town.supergroup(GROUP, "Неполадки", members=[], bot=account)
    one = worst(await found(visit_of(database_url, tmp_path, town, account.token, alerts_chat=chat)), "alerts")
    assert (one.level, words in one.words) == (level, True), one.words
    assert level is Level.OK or "ALERTS_CHAT" in one.words + one.mend


@one_database
@pytest.mark.parametrize("status", ["left", "kicked"])
async def test_a_bot_that_was_removed_from_the_alerts_chat(
    database_url: str, town: Town, tmp_path: Path, status: str
) -> None:
    """Whether it left or was thrown out, it is a fault that names the setting."""
    account = await town.bot(username="otklik_test_bot")
    group = await town.supergroup(GROUP, "Неполадки", members=[], bot=account)
    await group.member(account.id, status)
    one = worst(await found(visit_of(database_url, tmp_path, town, account.token, alerts_chat=str(GROUP))), "alerts")
    assert (one.level, "chat of ALERTS_CHAT" in one.words) == (Level.FAULT, True), one.words


async def test_a_dead_alert_was_not_mentioned(work: Work, office: Office, database_url: str, tmp_path: Path) -> None:
    """It is counted apart from what people should have got."""
    assert office.people
    gone = [Message("telegram:-1", kind, "{}", status="dead") for kind in (ALERT, CHAT_ALERT)]
    await work.run(lambda conn: outbox.put(conn, gone, wall_now()))
    findings = await found(visit_of(database_url, tmp_path))
    one = worst(findings, "alerts")
    assert (one.level, one.words) == (Level.FAULT, "2 messages of the bot's own trouble could not be sent")
    assert "outbox list" in one.mend
    assert "outbox" not in findings
