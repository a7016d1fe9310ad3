"""Monday morning: many cards are late at once, and nobody's phone rings twelve times."""

import pytest

from tests.conversations.stand import Stand


@pytest.mark.fault(9)
async def test_six_late_cards_make_one_message(office: Stand) -> None:
    """Deadlines that are missed together are told together, to each hearer once, with a button for each card."""
    texts = [f"Яма номер {number} на Лесной" for number in range(1, 7)]
    for number, text in enumerate(texts, start=1):
        await office.curator.says(text)
        await office.curator.reads(f"№ {number} ")
    office.set_clock("2026-03-04T10:45")
    called = await office.group.reads("Напоминания: 6 карточек")
    assert called.text.count("❗ №") == 6
    assert len(called.labels) == 6
    assert all(button.url for row in called.buttons for button in row)
    mine = await office.curator.reads("Напоминания: 6 карточек")
    await mine.tap("№ 3")
    await office.curator.reads("Яма номер 3")
    assert len([one for one in await office.group.history() if one.from_bot]) == 1
