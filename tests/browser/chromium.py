"""The system's Chromium, and what must be true of every page that it shows."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Request

NAMES = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
HOSTS = {"127.0.0.1"}


def executable() -> str | None:
    """Where the system's Chromium is; None where there is none."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


class Watch:
    """Notes what a page does that it must never do: errors in the console, requests to other hosts."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.excused: tuple[str, ...] = ()

    def follow(self, page: Page) -> None:
        """Watch a page from its first request on."""
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("request", self._asked)

    def excuse(self, *words: str) -> None:
        """Let errors with these words pass: a test that takes the server away makes the browser say so."""
        self.excused = (*self.excused, *words)

    def check(self) -> None:
        """Fail where a page did what it must not."""
        left = [one for one in self.wrong if not any(word in one for word in self.excused)]
        assert not left, "\n".join(left)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.wrong.append(f"{message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme in {"http", "https", "ws", "wss"} and url.hostname not in HOSTS:
            self.wrong.append(f"asked {url.hostname}: {request.url}")


@asynccontextmanager
async def window(
    browser: Browser, *, width: int = 1440, height: int = 900, language: str = "ru-RU", **more: object
) -> AsyncIterator[tuple[BrowserContext, Watch]]:
    """A browser of a person of his own, watched; in the end nothing wrong may have been seen."""
    watch = Watch()
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        locale=language,
        **more,  # type: ignore[arg-type] # whatever a context takes
    )
    context.on("page", watch.follow)
    context.set_default_timeout(15_000)
    try:
        yield context, watch
        watch.check()
    finally:
        await context.close()
