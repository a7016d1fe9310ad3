"""The whole way of a post by clicks, and by typing where people type."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.office import MENDED, Office, shot

pytestmark = pytest.mark.asyncio(loop_scope="session")

POST = "ВКонтакте: Мария Лугова"
DRAFT = "Фонари на Лесной включили, бригада ещё на месте."
ANSWER = "Фонари на Лесной включили сегодня в 18:00: заменили кабель и четыре лампы. Спасибо, что сказали."
LINK = "https://vk.com/wall-000000000_205?reply=206"


async def test_from_a_post_to_the_published_answer(page: Page, demo_url: str) -> None:
    """Forwarded, routed, reminded of, drafted with a picture, sent back, agreed, handed over, published with a link."""
    office = await Office(page, demo_url).opens()
    curator, roads, head, group = (office.phone(number) for number in (1, 2, 3, 4))
    await office.forwards(POST)
    card = await curator.reads("№ 1 · ВКонтакте · кому направить?")
    await curator.taps("кому направить?", "→ Благоустройство")
    await curator.toast("№ 1: направлено, исполнитель: Павел Токарев")
    await expect(card.get_by_role("button", name="→ Водоканал")).to_be_hidden()
    await roads.reads("вам: подготовить ответ")
    await office.clicks("Посты")
    await office.walks("К ближайшему сроку")
    await group.reads("⏰ № 1 · проект через 1 ч")

    await roads.chooses_to_reply("вам: подготовить ответ")
    await roads.writes(DRAFT, MENDED)
    await roads.taps("Проект к № 1", "На согласование")
    await head.reads("согласовать ответ")
    await office.stands()
    await shot(page, "four-phones")
    await head.taps("согласовать ответ", "На доработку")
    await expect(head.replied).to_contain_text("что доработать?")
    await head.answers("что доработать?", "Напишите, когда и что сделали")

    await roads.reads("вам: доработать ответ")
    await roads.chooses_to_reply("вам: доработать ответ")
    await roads.writes(ANSWER)
    await roads.taps(ANSWER, "На согласование")
    await head.reads(ANSWER)
    await head.taps("согласовать ответ", "Согласовать")
    await head.toast("№ 1: согласовано")

    await roads.taps("согласовано, передайте куратору", "Передать куратору")
    await curator.taps("опубликуйте", "Опубликовано")
    await curator.answers("пришлите ссылку", LINK)
    await curator.reads("№ 1: опубликовано, карточка закрыта")
