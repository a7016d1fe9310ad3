"""What somebody is told of his own absence where nobody stands in, but others of the same role are there."""

from pathlib import Path

from tests.conversations.bureau import bureau
from tests.conversations.test_absence import OFFICE, absent, started

SECOND = """
[[person]]
key = "curator-2"
name = "Куратор Борис"
telegram_id = 1008
roles = ["curator"]
"""


async def test_a_curator_with_another_beside_him_is_not_told_that_somebody_was_alarmed(tmp_path: Path) -> None:
    """Where nobody had to be told of it, his notice says that the others go on with the work."""
    async with bureau(tmp_path, OFFICE + SECOND) as office:
        await started(office)
        await office["curator-2"].starts()
        await absent(office["curator"], "Сегодня", "Пока не вернусь", "Болезнь", "По обычному порядку", "Вернуть")
        told = await office["curator"].reads("Ваше отсутствие началось: болезнь, пока не вернётесь.")
        assert "Работу продолжат остальные." in told.text
        assert "некому" not in told.text
