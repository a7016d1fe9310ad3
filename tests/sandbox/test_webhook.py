"""Updates posted to a webhook."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from sandbox.people import Person, Town
from tests.sandbox.robot import Robot


class Hook:
    """A bot's own server: it keeps what it got, and fails as often as told."""

    def __init__(self) -> None:
        self.failures = 0
        self.reply: dict[str, object] | None = None
        self.got: asyncio.Queue[tuple[str | None, dict[str, object]]] = asyncio.Queue()
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        """Take one update."""
        if self.failures:
            self.failures -= 1
            return web.Response(status=500)
        await self.got.put((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), await request.json()))
        return web.json_response(self.reply) if self.reply else web.Response()


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    """A server for updates."""
    made = Hook()
    app = web.Application()
    app.router.add_post("/hook", made.take)
    runner = web.AppRunner(app, shutdown_timeout=0.05)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield made
    await runner.cleanup()


async def test_delivery_with_secret_and_in_order(hook: Hook, robot: Robot, anna: Person) -> None:
    """Waiting and new updates are posted in order, each with the secret."""
    await anna.says("раньше")
    await robot.ok("setWebhook", url=hook.url, secret_token="s3cret")
    await anna.says("позже")
    got = [await hook.got.get(), await hook.got.get()]
    assert [secret for secret, _ in got] == ["s3cret", "s3cret"]
    assert [update["message"]["text"] for _, update in got] == ["раньше", "позже"]  # type: ignore[index] # JSON


async def test_failed_delivery_is_repeated(hook: Hook, robot: Robot, anna: Person, town: Town) -> None:
    """After errors the same update is posted again, and the error is told by getWebhookInfo."""
    hook.failures = 2
    await town.settings(webhook_pauses=[0.01])
    await robot.ok("setWebhook", url=hook.url)
    await anna.says("важное")
    await hook.got.get()
    info = await robot.ok("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
    assert hook.got.empty()


async def test_reply_in_the_response_is_performed(hook: Hook, robot: Robot, anna: Person) -> None:
    """A method in the response of the bot is performed."""
    hook.reply = {"method": "sendMessage", "chat_id": 1001, "text": "прямо в ответе"}
    await robot.ok("setWebhook", url=hook.url)
    await anna.says("привет")
    await anna.reads("прямо в ответе")


async def test_secret_is_checked(robot: Robot) -> None:
    """A secret with other characters than the documented ones is refused."""
    refusal = await robot.fails("setWebhook", url="https://a.ru/x", secret_token="с пробелом")
    assert refusal == "Bad Request: secret token contains unallowed characters"


async def test_url_must_be_safe(robot: Robot) -> None:
    """Plain http is taken for this machine only."""
    refusal = await robot.fails("setWebhook", url="http://a.ru/x")
    assert refusal == "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"


async def test_polling_after_delete(robot: Robot, anna: Person) -> None:
    """After deleteWebhook updates come by polling again; dropping forgets what waits."""
    await robot.ok("setWebhook", url="https://127.0.0.1:9/x")
    await anna.says("а")
    await robot.ok("deleteWebhook", drop_pending_updates=True)
    await anna.says("б")
    assert [one["message"]["text"] for one in await robot.updates()] == ["б"]
