"""`python -m demo.posts.pictures.make` draws the pictures anew from `sources/`, by the Chromium of this machine."""

import asyncio
import shutil
from html import escape
from pathlib import Path

from playwright.async_api import Page, async_playwright

from demo.posts import PICTURES, Post, posts

SOURCES = PICTURES / "sources"
WIDTH, HEIGHT, QUALITY = 1280, 960, 70
SHOT_WIDTH, SHOT_HEIGHT = 480, 720
BLANK = "<!doctype html><meta charset=utf-8><style>html,body{margin:0;background:#fff}</style>"
COLOURS = {"vk": "#2f6fb5", "ok": "#d9730d", "telegram": "#2f87b8"}
NAMES = {"vk": "ВКонтакте", "ok": "Одноклассники", "telegram": "Telegram"}
SHOWN = 600
"""Characters of a post that fit on a screen."""


async def make() -> None:
    """Draw every scene, and every post as a screen shows it."""
    (PICTURES / "shots").mkdir(exist_ok=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = await browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for source in sorted(SOURCES.glob("*.svg")):
            await _drawn(page, source.read_text(encoding="utf-8"), PICTURES / f"{source.stem}.jpg")
        await page.set_viewport_size({"width": SHOT_WIDTH, "height": SHOT_HEIGHT})
        for post in posts():
            await _drawn(page, screen(post), PICTURES / post.shot)
        await browser.close()


async def _drawn(page: Page, body: str, target: Path) -> None:
    await page.set_content(BLANK + body)
    await page.screenshot(path=target, type="jpeg", quality=QUALITY)


def screen(post: Post) -> str:
    """Return a phone's screen with the post as HTML."""
    template = (SOURCES / "screen.html").read_text(encoding="utf-8")
    words = {
        "colour": COLOURS[post.network],
        "network": NAMES[post.network],
        "letter": escape(next(letter for letter in post.author if letter.isalpha())),
        "author": escape(post.author),
        "text": escape(post.text[:SHOWN]).replace("\n", "<br>"),
        "picture": (SOURCES / post.pictures[0]).with_suffix(".svg").read_text(encoding="utf-8")
        if post.pictures
        else "",
    }
    for name, value in words.items():
        template = template.replace("{{" + name + "}}", value)
    return template


if __name__ == "__main__":
    asyncio.run(make())
