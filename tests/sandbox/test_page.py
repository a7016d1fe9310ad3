"""The page's server: whom it answers, what it gives out, and how."""

from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace

import aiohttp
import pytest
from yarl import URL

from sandbox.chats.world import World
from sandbox.page.serving import loopback
from sandbox.page.stage import Stage, StageError
from sandbox.server import Server
from sandbox.words import Json

HOSTILE = {
    "page.html": b"<script>alert(1)</script>",
    "drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "code.js": b"alert(1)",
    "page.xhtml": b"<html/>",
}


async def _greeted(body: Json) -> Json:
    if "refuse" in body:
        raise StageError("no", why="asked")
    return {"greeting": body.get("name", "")}


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[SimpleNamespace]:
    """A server with a stage, whose pictures lie beside something secret."""
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "one.svg").write_bytes(HOSTILE["drawing.svg"])
    (tmp_path / "secret.txt").write_text("secret")
    stage = Stage({"greet": _greeted, "change": _greeted}, tmp_path / "pictures", most=1000, reading={"greet"})
    async with Server(World(), stage=stage) as server, aiohttp.ClientSession(server.url) as client:
        yield SimpleNamespace(server=server, client=client, url=server.url, port=server.url.rpartition(":")[2])


FOREIGN = [
    {"Origin": "https://example.org"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:1"},
    {"Host": "example.org"},
    {"Host": "127.0.0.1.example.org"},
    {"Host": ""},
    {"Host": "[::1"},
    {"Host": "10.0.0.1"},
    {"Origin": "http://["},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize("path", ["/sandbox/scene", "/stage/greet", "/bot7:token/getMe", "/page/js/main.js"])
async def test_foreign_pages_are_refused(place: SimpleNamespace, path: str, headers: dict[str, str]) -> None:
    """No page of another site, nor of another port here, nor a foreign name that leads here, gets an answer."""
    for method in ("GET", "POST"):
        async with place.client.request(method, path, headers=headers) as answer:
            assert answer.status == 403
            assert "Access-Control-Allow-Origin" not in answer.headers


async def test_its_own_page_is_answered(place: SimpleNamespace) -> None:
    """The page itself, a program that is no browser, and a link to the page from anywhere are answered."""
    own = {"Origin": place.url, "Sec-Fetch-Site": "same-origin"}
    async with place.client.post("/stage/greet", json={"name": "Анна"}, headers=own) as answer:
        assert await answer.json() == {"ok": True, "result": {"greeting": "Анна"}}
    async with place.client.get("/stage/greet?name=B", headers={"Host": f"localhost:{place.port}"}) as answer:
        assert (await answer.json())["result"] == {"greeting": "B"}
    async with place.client.get("/", headers={"Sec-Fetch-Site": "cross-site"}) as answer:
        assert answer.status == 200
        assert answer.content_type == "text/html"
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
        assert "unsafe" not in policy


async def test_a_stage_refuses_in_words(place: SimpleNamespace) -> None:
    """A refusal, an unknown name, a body that is no JSON object or too large: each has its code."""
    asked = [
        (b'{"refuse": 1}', "/stage/greet", "no"),
        (b"{}", "/stage/unheard", "unknown"),
        (b"[1]", "/stage/greet", "other"),
        (b"{", "/stage/greet", "other"),
        (b" " * 1001, "/stage/greet", "too_big"),
    ]
    for body, path, code in asked:
        async with place.client.post(path, data=body) as answer:
            assert (answer.status, (await answer.json())["error"]) == (400, code)


WAYS_OUT = [
    "/page/../serving.py",
    "/page/%2e%2e/serving.py",
    "/page/..%2fserving.py",
    "/page//../../__init__.py",
    "/stage/pictures/../secret.txt",
    "/stage/pictures/%2e%2e/secret.txt",
    "/stage/pictures/..%2Fsecret.txt",
    "/stage/pictures/..%5Csecret.txt",
    "/page/",
    "/stage/pictures/",
]


@pytest.mark.parametrize("path", WAYS_OUT)
async def test_no_way_out_of_the_folders(place: SimpleNamespace, path: str) -> None:
    """Nothing beside the page's own files and the pictures is given out, nor a list of them."""
    async with place.client.get(URL(f"{place.url}{path}", encoded=True)) as answer:
        assert answer.status >= 400
        text = await answer.text()
    assert "secret" not in text
    assert "import" not in text


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_files_are_only_saved(place: SimpleNamespace, name: str) -> None:
    """What could run in a browser comes as something to save, in a box of its own."""
    stored = place.server.world.files.add("document", HOSTILE[name], name)
    async with place.client.get(f"/sandbox/file/{stored.key}") as answer:
        assert answer.headers["Content-Disposition"] == "attachment"
        assert answer.content_type == "application/octet-stream"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


async def test_pictures_of_the_stage_run_nothing(place: SimpleNamespace) -> None:
    """A picture of the stage is given out under the page's own policy."""
    async with place.client.get("/stage/pictures/one.svg") as answer:
        assert answer.status == 200
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_file_is_never_taken_for_another(place: SimpleNamespace) -> None:
    """After a new start the first picture has another address than the first one before, and no browser keeps it."""
    files = place.server.world.files
    before = files.add("photo", b"a road").key
    async with place.client.post("/sandbox/reset", json={}) as answer:
        assert answer.status == 200
    after = place.server.world.files.add("photo", b"a lamp")
    assert len(after.key) == len(before)
    assert after.key != before
    async with place.client.get(f"/sandbox/file/{after.key}") as answer:
        assert answer.headers["Cache-Control"] == "no-store"
    async with place.client.get(f"/sandbox/file/{before}") as answer:
        assert answer.status == 404


async def test_another_world_has_another_name(place: SimpleNamespace) -> None:
    """After a reset, and after a restore, the world has a name that it never had: pages drop what they noted of it."""
    names = []
    async with place.client.post("/sandbox/snapshot", json={}) as answer:
        kept = (await answer.json())["result"]
    for act, body in (("faults", {}), ("reset", {}), ("restore", {"snapshot": kept})):
        async with place.client.post(f"/sandbox/{act}", json=body) as answer:
            assert answer.status == 200
        async with place.client.post("/sandbox/scene", json={}) as answer:
            names.append((await answer.json())["result"]["world"])
    assert len(set(names)) == 3


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.2", "::1", "::ffff:127.0.0.1"])
def test_addresses_of_this_machine(address: str) -> None:
    """On every loopback address the server is guarded, however the address is written."""
    assert loopback(address)


@pytest.mark.parametrize("address", ["", "10.0.0.1", "::ffff:10.0.0.1", "192.0.2.1", "example.org", "[::1"])
def test_addresses_of_others(address: str) -> None:
    """What is no loopback address is none, whatever it is."""
    assert not loopback(address)


@pytest.mark.parametrize("path", ["/sandbox/reset", "/sandbox/send", "/sandbox/clock", "/stage/change"])
async def test_a_link_does_nothing(place: SimpleNamespace, path: str) -> None:
    """What changes something is done by POST alone; whoever follows a link to it is told so."""
    name = place.server.world.name
    for method in ("GET", "HEAD"):
        async with place.client.request(method, path) as answer:
            assert (answer.status, answer.headers["Allow"]) == (405, "POST")
            assert method == "HEAD" or "by POST" in await answer.text()
    assert place.server.world.name == name


async def test_a_link_may_read(place: SimpleNamespace) -> None:
    """What only reads is answered by GET too."""
    for path in ("/sandbox/scene", "/sandbox/calls?after=0", "/sandbox/snapshot", "/stage/greet"):
        async with place.client.get(path) as answer:
            assert (answer.status, (await answer.json())["ok"]) == (200, True)
