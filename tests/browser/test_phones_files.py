"""What people attach in the phones: albums, large pictures, documents; and what is refused."""

import os
import struct
import zlib
from pathlib import Path

import pytest
from playwright.async_api import FilePayload, Locator, Page, expect

from sandbox.people import Town
from tests.browser.stand import Stand, field, log, phone, standing

pytestmark = pytest.mark.asyncio(loop_scope="session")
MEGABYTE = 1024 * 1024


def png(width: int, height: int) -> bytes:
    """A picture of noise: it can hardly be packed."""
    rows = b"".join(b"\0" + os.urandom(width * 3) for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )


def picture(name: str, width: int = 60, height: int = 40) -> FilePayload:
    """A picture as a browser's choice of files gives it."""
    return {"name": name, "mimeType": "image/png", "buffer": png(width, height)}


async def attached(held: Locator, count: int) -> None:
    """Wait until so many files are attached and ready."""
    await expect(held.get_by_role("list", name="Прикреплено").get_by_role("listitem")).to_have_count(count)
    await expect(held.get_by_role("button", name="Отправить")).to_be_enabled()


async def content(stand: Stand, file_id: str) -> bytes:
    """The bytes that the bot gets."""
    path = (await stand.bot.ok("getFile", file_id=file_id))["file_path"]
    async with stand.bot.session.get(f"{stand.town.url}/file/bot{stand.bot.token}/{path}") as response:
        return await response.read()


async def test_an_album(town: Town, page: Page) -> None:
    """Two pictures go as one album with the text below it, in the order chosen; one taken away is not sent."""
    async with standing(town) as stand:
        await page.goto(town.url)
        mine = phone(page, 1)
        chosen = [picture("яма.png"), picture("лишняя.png"), picture("дом.png", 40, 60)]
        await mine.get_by_label("Прикрепить файл").set_input_files(chosen)
        await attached(mine, 3)
        await mine.get_by_role("button", name="Убрать: лишняя.png").click()
        await attached(mine, 2)
        await field(mine).fill("Вот так")
        await field(mine).press("Enter")
        first, second = await stand.heard_all(2)
        assert first["media_group_id"] == second["media_group_id"]
        assert (first["caption"], "caption" in second) == ("Вот так", False)
        assert [one["photo"][-1]["height"] for one in (first, second)] == [40, 60]
        await expect(mine.get_by_role("list", name="Прикреплено")).to_have_count(0)
        await expect(field(mine)).to_have_value("")
        await expect(log(mine).get_by_role("img")).to_have_count(2)


async def test_a_picture_of_twenty_megabytes(town: Town, page: Page, tmp_path: Path) -> None:
    """It is made as small as a real client makes it; a text too long for a caption follows by itself."""
    async with standing(town) as stand:
        await page.goto(town.url)
        mine = phone(page, 1)
        large = tmp_path / "шум.png"
        large.write_bytes(png(3000, 2400))
        assert large.stat().st_size > 20 * MEGABYTE
        await mine.get_by_label("Прикрепить файл").set_input_files(large)
        await attached(mine, 1)
        await field(mine).fill("я" * 1025)
        await field(mine).press("Enter")
        photo, text = await stand.heard_all(2)
        size = photo["photo"][-1]
        assert (size["width"], size["height"], "caption" in photo) == (1280, 1024, False)
        assert (await content(stand, size["file_id"])).startswith(b"\xff\xd8")
        assert text["text"] == "я" * 1025


async def test_documents(town: Town, page: Page, tmp_path: Path) -> None:
    """What is no picture for this browser goes as it is; what is over 50 MB is refused; a paste is attached."""
    async with standing(town) as stand:
        await page.goto(town.url)
        mine = phone(page, 1)
        choose = mine.get_by_label("Прикрепить файл")
        with (tmp_path / "архив.zip").open("wb") as huge:
            huge.truncate(50 * MEGABYTE + 1)
        await choose.set_input_files(tmp_path / "архив.zip")
        await expect(page.get_by_text("архив.zip: 51 МБ. Больше 50 МБ отправить нельзя")).to_be_visible()
        large = b"no picture here" * 300_000
        await choose.set_input_files({"name": "снимок.heic", "mimeType": "image/heic", "buffer": large})
        await attached(mine, 1)
        await mine.get_by_role("button", name="Отправить").click()
        document = (await stand.heard())["document"]
        assert (document["file_name"], document["mime_type"]) == ("снимок.heic", "image/heic")
        assert await content(stand, document["file_id"]) == large
        await field(mine).evaluate(
            """(field, bytes) => {
                const data = new DataTransfer();
                data.items.add(new File([new Uint8Array(bytes)], "буфер.png", { type: "image/png" }));
                const how = { clipboardData: data, bubbles: true, cancelable: true };
                field.dispatchEvent(new ClipboardEvent("paste", how));
            }""",
            list(png(30, 20)),
        )
        await attached(mine, 1)
        await field(mine).press("Enter")
        assert (await stand.heard())["photo"][-1]["width"] == 30
