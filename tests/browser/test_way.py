"""The whole way of a post by clicks, and by typing where people type."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.office import MENDED, Office, shot

pytestmark = pytest.mark.asyncio(loop_scope="session")

POST = "ВКонтакте: Мария Лугова"
DRAFT = "Скоро включим."
ANSWER = "Фонари на Лесной включили сегодня в 18:00: заменили кабель и четыре лампы. Спасибо, что сказали."
LINK = "https://vk.com/wall-000000000_205?reply=206"


async def test_from_a_post_to_the_published_answer(page: Page, demo_url: str) -> None:
    """Forwarded, routed, drafted, sent back with remarks, answered with a picture, agreed, handed over, published."""
    office = await Office(page, demo_url).opens()
    curator, roads, head = office.phone(1), office.phone(2), office.phone(3)
    await office.forwards(POST)
    card = await curator.reads("№ 1 · ВКонтакте · кому направить?")
    await curator.taps("кому направить?", "→ Благоустройство")
    await curator.toast("№ 1: направлено, исполнитель: Павел Токарев")
    await expect(card.get_by_role("button", name="→ Водоканал")).to_be_hidden()

    await roads.reads("вам: подготовить ответ")
    await shot(roads.region, "executor-card")
    await roads.chooses_to_reply("вам: подготовить ответ")
    await roads.writes(DRAFT)
    await roads.taps("Проект к № 1", "На согласование")
    await head.reads("согласовать ответ")
    await head.taps("согласовать ответ", "На доработку")
    await expect(head.replied).to_contain_text("что доработать?")
    await head.answers("что доработать?", "Напишите, когда и что сделали")

    await roads.reads("вам: доработать ответ")
    await roads.chooses_to_reply("вам: доработать ответ")
    await roads.writes(ANSWER, MENDED)
    await roads.taps(ANSWER, "На согласование")
    await head.reads(ANSWER)
    await head.taps("согласовать ответ", "Согласовать")
    await head.toast("№ 1: согласовано")

    await roads.taps("согласовано, передайте куратору", "Передать куратору")
    await curator.taps("опубликуйте", "Опубликовано")
    await curator.answers("пришлите ссылку", LINK)
    await curator.reads("№ 1: опубликовано, карточка закрыта")
