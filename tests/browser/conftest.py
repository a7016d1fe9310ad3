"""One Chromium and one demo for all tests of a worker; each test begins the show anew."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

import demo
from sandbox.people import Town
from tests.browser.chromium import SWITCHES, executable, window

ROOT = Path(demo.__file__).parent.parent

expect.set_options(timeout=15_000)  # milliseconds: as long as a window waits, for machines that do much beside


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The system's Chromium.

    On a bare machine everything else can be tested without one, so there these tests skip. Where `CI` is set they fail:
    `.ci/run` installs it, and a run that lost it would show nothing of the page and still be green.
    """
    path = executable()
    if path is None and os.environ.get("CI"):
        pytest.fail("there is no Chromium here, though .ci/run installs it")
    if path is None:
        pytest.skip("there is no Chromium here: apt-get install chromium")
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield running
        await running.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A page of 1440 by 900, in Russian; in the end no error and no request to another host may have been seen."""
    async with window(browser) as (context, _):
        yield await context.new_page()


@pytest_asyncio.fixture(loop_scope="session")
async def town(browser: Browser) -> AsyncIterator[Town]:
    """A sandbox without a stage; the test itself plays the bot, by calls of the Bot API. It skips without a browser."""
    assert browser.is_connected()
    async with Town.start() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def demo_url(browser: Browser) -> AsyncIterator[str]:
    """The address of a running demo. A test begins it anew by `POST /stage/choose`."""
    assert browser.is_connected()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "demo", "--port", "0", cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        line = (await asyncio.wait_for(process.stdout.readline(), 60)).decode()
        yield next(word for word in line.split() if word.startswith("http"))
    finally:
        process.terminate()
        await process.wait()
