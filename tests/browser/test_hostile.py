"""A post that tries to break the page."""

import pytest
from playwright.async_api import Page, expect

from demo.posts import post_of
from tests.browser.office import Office

pytestmark = pytest.mark.asyncio(loop_scope="session")

MADE = "element => element.querySelectorAll('script, [onerror], [src=x], iframe, [href^=javascript]').length"
"""How many elements there are that the post asks for."""

OUTSIDE = """log => [...log.querySelectorAll("article, article :not(.m-actions, .m-actions *)")].filter((one) => {
  const [inner, outer] = [one.getBoundingClientRect(), log.getBoundingClientRect()];
  return inner.width && (inner.left < outer.left - 1 || inner.right > outer.right + 1);
}).map((one) => one.outerHTML.slice(0, 90))"""
"""Whatever of a message sticks out to the left or right of the log. Words that are cut short by dots do not."""


async def test_a_hostile_post_does_nothing(page: Page, demo_url: str) -> None:
    """Its tags are shown as letters, nothing of it is executed or opened, and everything stays in its frame."""
    page.on("dialog", lambda dialog: pytest.fail(f"the page said: {dialog.message}"))
    hostile = post_of("hostile")
    assert hostile is not None
    office = await Office(page, demo_url).opens()
    curator, roads = office.phone(1), office.phone(2)
    post = page.get_by_role("article").filter(has_text="враждебный")
    await expect(post).to_contain_text('<script>document.title = "взлом"</script><img src=x onerror=alert(1)>')
    await post.get_by_role("button", name="Переслать боту").click()

    card = await curator.reads("№ 1 · Telegram · кому направить?")
    await expect(card).to_contain_text("<script>")
    await expect(card).to_contain_text("<b>Админ</b>")
    await curator.taps("Следом за № 1 пришли ещё 2 сообщения", "Добавить к № 1")
    await curator.taps("кому направить?", "→ Благоустройство")
    await expect(await roads.reads("вам: подготовить ответ")).to_contain_text("<script>")
    await roads.chooses_to_reply("вам: подготовить ответ")
    await roads.writes(hostile.text[:200])
    await expect(await roads.reads("Проект к № 1")).to_contain_text("</article>{{7*7}}")

    await expect(page).to_have_title("Отклик")
    assert await page.locator("body").evaluate(MADE) == 0
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for number in (1, 2):
        assert await office.phone(number).region.get_by_role("log").evaluate(OUTSIDE) == []
