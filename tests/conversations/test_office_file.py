"""An office file that is loaded while the bot runs: nobody's work is lost by it."""

from pathlib import Path

from sandbox.people import hidden
from tests.conversations.bureau import bureau
from tests.conversations.living import load
from tests.conversations.test_group import OFFICE

SECOND = """
[[person]]
key = "roads-2"
name = "Глеб"
telegram_id = 1004
roles = ["executor"]
department = "roads"
"""


async def test_whoever_is_taken_out_of_the_file_leaves_his_cards(tmp_path: Path) -> None:
    """The open card of an executor whom the file has no longer goes to his colleague, who has it before him."""
    async with bureau(tmp_path, OFFICE + SECOND) as office:
        await office["admin"].forwards("Яма на Лесной", origin=hidden("Житель"))
        await (await office["admin"].reads("кому направить?")).tap("→ Дороги")
        await office["roads-1"].reads("подготовить ответ")
        begin, end = OFFICE.index('[[person]]\nkey = "roads-1"'), OFFICE.index('[[person]]\nkey = "head"')
        (tmp_path / "fewer.toml").write_text(OFFICE[:begin] + OFFICE[end:] + SECOND, encoding="utf-8")
        load(office.environment, tmp_path / "fewer.toml")
        told = await office["roads-2"].reads("К вам перешла 1 карточка")
        assert "Больше не работает: Борис" in told.text
        await told.tap("№ 1")
        await office["roads-2"].reads("подготовить ответ")
        await office["roads-1"].says("/my")
        await office["roads-1"].reads("Это рабочий бот администрации")
