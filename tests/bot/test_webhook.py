import json
from collections.abc import AsyncIterator, Mapping, Sequence
from io import BytesIO
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.webhook import HEADER, LARGEST, Webhook

SECRET = "right-Secret_1"
UPDATE = {"update_id": 1, "message": {"message_id": 1, "chat": {"id": 7}}}


class Shelf:
    """Where updates are stored."""

    def __init__(self) -> None:
        self.stored: list[Mapping[str, Any]] = []
        self.broken = False

    async def store(self, updates: Sequence[Mapping[str, Any]]) -> None:
        if self.broken:
            raise OSError("the disk is full")
        self.stored += updates


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
async def client(shelf: Shelf) -> AsyncIterator[Any]:
    server = TestServer(Webhook(shelf.store, SECRET).application("/telegram"), host="127.0.0.1")
    async with TestClient(server) as client:
        yield client


async def test_telegram_is_heard(client: Any, shelf: Shelf) -> None:
    """With the secret an update is stored, and then answered with 200."""
    async with client.post("/telegram", json=UPDATE, headers={HEADER: SECRET}) as response:
        assert (response.status, shelf.stored) == (200, [UPDATE])


@pytest.mark.attack(7)
@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], "секрет"])
async def test_whoever_lacks_the_secret_is_turned_away(client: Any, shelf: Shelf, secret: str | None) -> None:
    """Any other secret, one of other letters too, is 401 and changes nothing."""
    headers = {} if secret is None else {HEADER: secret}
    async with client.post("/telegram", json=UPDATE, headers=headers) as response:
        assert (response.status, shelf.stored) == (401, [])


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", json.dumps({"message": {}}).encode()])
async def test_what_is_no_update_is_refused(client: Any, shelf: Shelf, body: bytes) -> None:
    """Broken JSON, or JSON without an update_id, is 400."""
    async with client.post("/telegram", data=body, headers={HEADER: SECRET}) as response:
        assert (response.status, shelf.stored) == (400, [])


async def test_too_much_is_refused(client: Any, shelf: Shelf) -> None:
    """A body beyond the limit is 413, and is not kept."""
    async with client.post("/telegram", data=BytesIO(b"x" * (LARGEST + 1)), headers={HEADER: SECRET}) as response:
        assert (response.status, shelf.stored) == (413, [])


async def test_a_bot_that_stops_takes_nothing_new(shelf: Shelf) -> None:
    """Told to stop, the webhook answers 503, and Telegram brings the update to the next life."""
    webhook = Webhook(shelf.store, SECRET)
    webhook.closed = True
    async with TestClient(TestServer(webhook.application("/telegram"), host="127.0.0.1")) as client:
        async with client.post("/telegram", json=UPDATE, headers={HEADER: SECRET}) as response:
            assert (response.status, shelf.stored) == (503, [])
        async with client.post("/telegram", json=UPDATE, headers={HEADER: "wrong"}) as response:
            assert response.status == 401


async def test_what_is_not_stored_is_not_confirmed(client: Any, shelf: Shelf) -> None:
    """A full disk answers 500, so that Telegram brings the update again."""
    shelf.broken = True
    async with client.post("/telegram", json=UPDATE, headers={HEADER: SECRET}) as response:
        assert response.status == 500


async def test_other_paths_and_methods_are_not_there(client: Any) -> None:
    """Only the one path answers, and only to POST."""
    async with client.post("/", json=UPDATE, headers={HEADER: SECRET}) as response:
        assert response.status == 404
    async with client.get("/telegram", headers={HEADER: SECRET}) as response:
        assert response.status == 405


def test_without_a_secret_there_is_no_webhook(shelf: Shelf) -> None:
    """The webhook refuses to be made without a secret."""
    with pytest.raises(ValueError, match="WEBHOOK_SECRET: missing"):
        Webhook(shelf.store, "")
