"""A draft that was begun: sent once, told the truth about, and not lost for another card's sake."""

import pytest

from tests.conversations.stand import Stand
from tests.conversations.steps import forwarded, routed


@pytest.mark.attack(3)
async def test_a_second_tap_on_a_sent_draft_is_told_so(office: Stand) -> None:
    """After the draft has gone its preview has no buttons, and a tap that came late learns that it has gone."""
    work = await routed(office, await forwarded(office))
    await work.reply("Включим сегодня.")
    preview = await office.roads.reads("Проект к № 1")
    data = preview.buttons[0][0].data or ""
    await preview.tap("На согласование")
    await office.roads.toast("на согласовании")
    await office.roads.sees_buttons(preview)
    assert "Включим сегодня." in preview.text
    late = await office.roads.answered(await preview.forge(data))
    assert "№ 1 уже отправили на согласование" in late.text


async def test_a_begun_draft_outlives_an_answer_to_another_card(office: Stand) -> None:
    """A draft left for another card's can still be sent by its preview, and be added to."""
    first = await routed(office, await forwarded(office))
    await office.curator.says("Яма на Лесной https://vk.com/wall-1_7")
    card = await office.curator.reads("🆕 № 2")
    await card.tap("→ Дорожное хозяйство")
    second = await office.roads.reads("№ 2 · вам")
    await first.reply("Включим сегодня.")
    await office.roads.reads("Проект к № 1")
    await second.reply("Засыплем завтра.")
    await (await office.roads.reads("Проект к № 2")).tap("На согласование")
    await office.roads.toast("№ 2: проект на согласовании")
    await first.reply("Бригада на месте.")
    await (await office.roads.reads("Бригада на месте.")).tap("На согласование")
    await office.roads.toast("№ 1: проект на согласовании")
    asked = await office.head.reads("№ 1 · согласовать")
    assert "Включим сегодня.\nБригада на месте." in asked.text


async def test_a_cancelled_draft_cannot_be_sent(office: Stand) -> None:
    """After /cancel the buttons of the preview send nothing, and the next answer begins a new draft."""
    work = await routed(office, await forwarded(office))
    await work.reply("Включим сегодня.")
    preview = await office.roads.reads("Проект к № 1")
    data = preview.buttons[0][0].data or ""
    await office.roads.says("/cancel")
    await office.roads.reads("Отменено")
    await office.roads.sees_buttons(preview)
    await preview.forge(data)
    await office.roads.toast("Этот проект отменён. Ничего не отправлено: ответьте на карточку заново.")
    await work.reply("Включим завтра.")
    again = await office.roads.reads("Включим завтра.")
    assert "сегодня" not in again.text
