"""The whole bot's log while hostile names and texts come in, and Telegram fails: every line is one JSON object."""

import json
import re
from pathlib import Path

import pytest

from sandbox.people import Town, hidden
from tests.conversations.stand import stand

STEERS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
FORGED = 'x\x1b[2J\r\n{"event": "forged", "level": "info"}\u2028{"event": "forged"}'


@pytest.mark.attack(16, 17)
async def test_every_line_of_the_bot_is_its_own(tmp_path: Path) -> None:
    """LOG_FORMAT=json at DEBUG: no line that people wrote, no control character, and no words of theirs."""
    async with Town.start() as town, stand(tmp_path, town, LOG_FORMAT="json", LOG_LEVEL="DEBUG") as office:
        stranger = await town.person(888, FORGED, last_name=FORGED)
        await town.fault("server_error", method="sendMessage", count=1)
        await stranger.says(FORGED)
        await stranger.reads("Ваш Telegram ID: 888")
        await office.curator.forwards(FORGED, origin=hidden(FORGED))
        card = await office.curator.reads("кому направить?")
        await card.tap("→ Дорожное хозяйство")
        await office.curator.toast("направлено")
        await office.roads.reads("вам: подготовить ответ")
    whole = office.journal()
    assert not STEERS.search(whole)
    lines = whole[whole.index('{"') :].splitlines()
    records = [json.loads(line) for line in lines]
    assert len(records) > 3
    assert "a message was not sent" in {record["event"] for record in records}
    assert "forged" not in {record["event"] for record in records}
    assert "forged" not in whole
