"""A monitoring system brings a message over HTTP, and people do the rest in their chats."""

import json
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from sandbox.people import Message, Town
from tests.bot.test_uploads import picture
from tests.conversations.stand import Stand, stand
from tests.conversations.steps import approved, drafted, handed_over, published

TOKEN = "a-long-word-of-the-monitoring-system"
CARD = {
    "office": "test",
    "id": "monitor-205",
    "network": "ok",
    "source": "Подслушано в посёлке",
    "author": "Житель",
    "link": "https://ok.ru/group/1/topic/205",
    "text": "На улице Лесной третий день не горят фонари",
    "detected_at": "2026-03-04T09:50:00+12:00",
}
PHOTOS = [picture(mark=b"one"), picture(mark=b"two")]


class Monitor:
    """A monitoring system outside of the office."""

    def __init__(self, port: int) -> None:
        self._url = f"http://127.0.0.1:{port}/intake/v1/cards"
        self._headers = {"Authorization": f"Bearer {TOKEN}"}

    async def brings(self, *photos: bytes, **more: Any) -> tuple[int, dict[str, Any]]:
        """Post a message with its photos."""
        form = aiohttp.FormData()
        form.add_field("card", json.dumps({**CARD, **more}), content_type="application/json")
        for number, content in enumerate(photos):
            form.add_field("photo", content, filename=f"{number}.png")
        return await self._asks("POST", "", data=form)

    async def asks(self) -> dict[str, Any]:
        """Where the message stands."""
        return (await self._asks("GET", f"/test/{CARD['id']}"))[1]

    async def acts(self, **act: Any) -> tuple[int, dict[str, Any]]:
        """What the citizen does."""
        return await self._asks("POST", f"/test/{CARD['id']}/acts", json=act)

    async def _asks(self, method: str, path: str, **body: Any) -> tuple[int, dict[str, Any]]:
        async with (
            aiohttp.ClientSession(headers=self._headers) as client,
            client.request(method, self._url + path, **body) as answer,
        ):
            return answer.status, await answer.json()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[tuple[Stand, Monitor]]:
    """An office whose bot has an intake interface, and somebody who uses it."""
    port = free_port()
    async with (
        Town.start() as town,
        stand(tmp_path, town, INTAKE_TOKEN=TOKEN, INTAKE_PORT=str(port)) as office,
    ):
        await office.stranger.says("/start")
        await office.stranger.reads("777")  # it runs
        yield office, Monitor(port)


async def album_of(office: Stand, first: Message) -> list[Message]:
    return [one for one in await office.roads.history() if one.album == first.album]


@pytest.mark.clause("SOB-8")
async def test_a_monitoring_system_opens_a_card(place: tuple[Stand, Monitor]) -> None:
    """A message with two photos is put before the curator, who routes it; the executor gets the photos as an album."""
    office, monitor = place
    assert await monitor.brings(*PHOTOS) == (201, {"card": 1, "number": 1, "step": "route"})
    card = await office.curator.reads("кому направить?")
    assert card.text.startswith("🆕 № 1 · Одноклассники · кому направить?")
    assert "Автор: Житель" in card.text
    assert "2 вложения" in card.text
    assert "до 10:20" in card.text
    await card.tap("→ Дорожное хозяйство")
    first = await office.roads.reads("вложения поста")
    assert [await one.content() for one in await album_of(office, first)] == PHOTOS
    await office.roads.reads("вам: подготовить ответ")


@pytest.mark.clause("SOB-8")
async def test_the_same_message_is_one_card(place: tuple[Stand, Monitor]) -> None:
    """A message that is brought again, also after the bot was killed and started anew, makes no second card."""
    office, monitor = place
    assert (await monitor.brings(*PHOTOS))[0] == 201
    await office.curator.reads("кому направить?")
    assert (await monitor.brings(*PHOTOS))[0] == 200
    office.kill()
    office.start()
    await office.stranger.says("/start")
    await office.stranger.reads("777")
    assert await monitor.brings(*PHOTOS) == (200, {"card": 1, "number": 1, "step": "route"})
    assert (await monitor.brings(id="monitor-206"))[1]["number"] == 2
    await office.curator.reads("кому направить?")
    assert len([one for one in await office.curator.history() if one.text.startswith("🆕 № 1")]) == 1


@pytest.mark.clause("SOB-8", "SOB-R4.4")
async def test_the_portal_hears_of_the_answer(place: tuple[Stand, Monitor]) -> None:
    """A message from the state services portal goes all the way, and the portal reads the answer and its address."""
    office, monitor = place
    await monitor.brings(network="portal", link="https://www.gosuslugi.ru/feedback/205")
    card = await office.curator.reads("кому направить?")
    assert "Госуслуги" in card.text
    await card.tap("→ Дорожное хозяйство")
    asked = await drafted(office, await office.roads.reads("вам: подготовить ответ"), "Фонари включим сегодня.")
    assert (await monitor.asks())["answer"] is None
    agreed = await approved(office, asked)
    to_publish = await handed_over(office, agreed, "Фонари включим сегодня.")
    await published(office, to_publish, "https://www.gosuslugi.ru/feedback/205/answer")
    told = await monitor.asks()
    assert (told["state"], told["answer"]) == ("closed", "Фонари включим сегодня.")
    assert told["link"] == "https://www.gosuslugi.ru/feedback/205/answer"
    assert [one["what"] for one in told["history"]] == ["received", "routed", "published"]
    assert (await monitor.acts(action="reopen", note="Не согласен", key="1"))[0] == 409


async def test_a_picture_that_telegram_refuses_arrives(place: tuple[Stand, Monitor]) -> None:
    """What only looks like a picture reaches the executor as a document beside the others."""
    office, monitor = place
    await office.town.settings(photo_limit=1000)
    large = picture(mark=b"x" * 2000)
    await monitor.brings(PHOTOS[0], large)
    await (await office.curator.reads("кому направить?")).tap("→ Дорожное хозяйство")
    await office.roads.reads("вам: подготовить ответ")
    media = [one.media for one in await office.roads.history() if one.media]
    assert [one.kind for one in media if one] == ["photo", "document"]


async def test_the_token_is_not_in_the_log(place: tuple[Stand, Monitor]) -> None:
    """The bot's own log, at its most talkative, holds neither the token nor the citizen's words."""
    office, monitor = place
    await office.stop()
    office.start(LOG_LEVEL="DEBUG")
    await office.stranger.says("/start")
    await office.stranger.reads("777")
    assert (await monitor.brings())[0] == 201
    await office.curator.reads("кому направить?")
    assert "the intake interface listens" in office.journal()
    assert TOKEN not in office.journal()
    assert str(CARD["text"]) not in office.journal()
