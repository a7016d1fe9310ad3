"""An office whose own procedure asks for several things at once: over HTTP, and through a stop of the bot."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.people import hidden
from tests.conversations.bureau import Bureau, bureau

OFFICE = """
[office]
key = "asking"
name = "Служба вопросов"
procedures = ["needs"]
zone = "Asia/Kamchatka"
locale = "ru"
group_chat = -1001000000001

[[department]]
key = "roads"
name = "Дороги"
topics = ["фонари"]

[[department]]
key = "parks"
name = "Парки"

[[person]]
key = "curator"
name = "Куратор"
telegram_id = 1001
roles = ["curator"]

[[person]]
key = "chief"
name = "Начальник дорог"
telegram_id = 1002
roles = ["chief"]
department = "roads"

[[person]]
key = "roads-1"
name = "Дорожник"
telegram_id = 1003
roles = ["executor"]
department = "roads"

[[person]]
key = "parks-1"
name = "Садовник"
telegram_id = 1004
roles = ["executor"]
department = "parks"

[[person]]
key = "head"
name = "Глава"
telegram_id = 1005
roles = ["head"]

[[person]]
key = "coordinator"
name = "Координатор"
telegram_id = 1006
roles = ["coordinator"]
"""


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Bureau]:
    """The office, with a procedure of its own in a folder of its own."""
    own = tmp_path / "procedures"
    own.mkdir()
    shutil.copy(Path(__file__).parents[1] / "handlers" / "needs.toml", own)
    async with bureau(tmp_path, OFFICE, procedures=own) as ready:
        yield ready


async def test_a_stop_between_two_questions_loses_nothing(office: Bureau) -> None:
    """The days are tapped, the bot is stopped and started, the reason is written: one request is made."""
    await office["curator"].forwards("Фонари не горят https://vk.com/wall-1_2", origin=hidden("Житель"))
    card = await office["curator"].reads("№ 1")
    await card.tap("→ Дороги")
    chosen = await office["chief"].reads("№ 1")
    await chosen.tap("→ Дорожник")
    await office["chief"].toast("исполнитель: Дорожник")
    work = await office["roads-1"].reads("№ 1")
    await work.tap("Попросить продлить")
    question = await office["roads-1"].reads("на сколько дней?")
    await question.tap("3")
    await office["roads-1"].reads("почему нужно больше времени?")
    await office["roads-1"].sees(question, "попросить продлить: 3 дня")
    assert await office.stop() == 0
    office.start()
    await office["roads-1"].says("Ждём щебень")
    await office["roads-1"].reads("просьба продлить передана")
    asked = await office["coordinator"].reads("№ 1")
    await asked.tap("Продлить срок")
    await office["coordinator"].toast("срок продлён")


async def test_departments_are_marked_in_a_message_that_edits_itself(office: Bureau) -> None:
    """The curator marks two departments one after the other; the second one is asked for its part."""
    await office["curator"].forwards("Фонари не горят https://vk.com/wall-1_2", origin=hidden("Житель"))
    card = await office["curator"].reads("№ 1")
    await card.tap("→ Дороги")
    await (await office["chief"].reads("№ 1")).tap("→ Дорожник")
    await office["roads-1"].reads("№ 1")
    await office["curator"].sees(card, "готовит ответ: Дорожник")
    await card.tap("Несколько исполнителей")
    question = await office["curator"].reads("кто готовит ответ?")
    await question.tap("Дороги")
    await office["curator"].sees(question, "1. Дороги — ведущий")
    await question.tap("Парки")
    await office["curator"].sees(question, "2. Парки")
    await question.tap("Готово")
    await office["curator"].toast("поручено нескольким исполнителям")
    await office["parks-1"].reads("№ 1")
