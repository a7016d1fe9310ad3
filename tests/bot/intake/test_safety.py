"""Whoever has no business here gets nothing, and nothing that is sent does harm."""

import asyncio
import gzip
import io
import json
import logging
import socket
import struct
from typing import Any

import aiohttp
import pytest

from bot.bells import Bells
from bot.bootstrap import build
from bot.intake import reading
from bot.intake.files import file_of, safe_name
from bot.intake.server import Desk, Intake, listening
from bot.logs import log, set_up
from bot.settings import Settings
from storage.work import Work
from tests.bot.fakes import Wall, rows
from tests.bot.intake.conftest import BEARER, CARD, CARDS, MOST, TOKEN, Sender
from tests.bot.test_uploads import picture
from workflow.words import MediaKind

BOT_TOKEN = "1234567890:AAEabcdefghijklmnopqrstuvwxyz_0123456"

WRONG = {
    "missing": {},
    "empty": {"Authorization": ""},
    "no scheme": {"Authorization": TOKEN},
    "another scheme": {"Authorization": f"Basic {TOKEN}"},
    "wrong": {"Authorization": "Bearer wrong"},
    "cut": {"Authorization": f"Bearer {TOKEN[:-1]}"},
    "longer": {"Authorization": f"Bearer {TOKEN}x"},
    "other letters": {"Authorization": "Bearer токен-из-других-букв"},
    "forwarded": {"X-Forwarded-For": "127.0.0.1", "X-Real-IP": "127.0.0.1", "Forwarded": "for=127.0.0.1"},
}


@pytest.mark.attack(8, 9)
@pytest.mark.parametrize("headers", WRONG.values(), ids=WRONG.keys())
async def test_without_the_token_nothing_is_done_or_told(sender: Sender, headers: dict[str, str]) -> None:
    """Any other token is 401 everywhere, on paths and offices that are there and that are not, and changes nothing."""
    sender.headers = headers
    answers = [
        await sender.posts(CARD),
        await sender.posts({**CARD, "office": "nowhere"}),
        await sender.posts(b"{"),
        await sender.asks(),
        await sender.acts({"action": "confirm", "key": "1"}),
        await sender.posts(CARD, "/intake/v1/nothing"),
    ]
    assert {one.status for one in answers} == {401}
    assert len({json.dumps(one.body) for one in answers}) == 1
    assert await sender.cards() == 0


async def test_the_scheme_is_read_in_any_case(sender: Sender) -> None:
    """`bearer` is Bearer, as HTTP has it."""
    sender.headers = {"Authorization": f"bearer {TOKEN}"}
    assert (await sender.posts(CARD)).status == 201


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 200_000,
        b'{"office":' * 100_000,
        b'{"text":"\\ud800"}',
        b'{"text":' + b"9" * 100_000 + b"}",
        b'{"text": NaN}',
    ],
    ids=["empty", "open", "list", "null", "utf-16", "deep lists", "deep objects", "surrogate", "long number", "nan"],
)
@pytest.mark.attack(20)
async def test_what_is_no_card_is_refused(sender: Sender, body: bytes) -> None:
    """Broken, deep or strange JSON is a fault of the sender, never of ours."""
    answer = await sender.posts(body)
    assert answer.status in (400, 422)
    assert answer.body["mend"]
    assert await sender.cards() == 0


async def test_a_million_faults_are_not_listed(sender: Sender) -> None:
    """A request made of unknown fields alone costs a short answer."""
    answer = await sender.posts(("{" + ",".join(f'"k{number}":0' for number in range(100_000)) + "}").encode())
    assert (answer.status, "too many faults" in answer.body["mend"]) == (422, True)


@pytest.mark.parametrize("declared", [True, False])
@pytest.mark.attack(14)
async def test_too_much_is_refused(sender: Sender, declared: bool) -> None:
    """A body beyond the limit is 413, whether its length was declared or not."""
    body = b" " * (MOST + 1)
    headers = {**BEARER, "Content-Type": "application/json"}
    data: Any = io.BytesIO(body) if declared else _chunks(body)
    async with sender.client.post(CARDS, data=data, headers=headers) as answer:
        assert (answer.status, (await answer.json())["field"]) == (413, "body")


async def _chunks(body: bytes) -> Any:
    for start in range(0, len(body), 65536):
        yield body[start : start + 65536]


@pytest.mark.attack(14)
async def test_too_large_a_form_is_refused(sender: Sender) -> None:
    """The limit is of all files together; what is below it is taken."""
    half = b"%PDF-" + b"x" * (MOST // 2 - 1000)
    files = [("document", f"{number}.pdf", half + bytes([number])) for number in range(2)]
    assert (await sender.sends(*files, ("document", "3.pdf", b"x" * 4000))).status == 413
    assert (await sender.sends(*files)).status == 201


@pytest.mark.attack(14)
async def test_a_packed_body_is_not_unpacked(sender: Sender) -> None:
    """A body that would grow a thousandfold is refused as it is."""
    packed = gzip.compress(json.dumps({**CARD, "text": "x" * 10_000_000}).encode())
    headers = {**BEARER, "Content-Type": "application/json", "Content-Encoding": "gzip"}
    async with sender.client.post(CARDS, data=packed, headers=headers) as answer:
        assert (answer.status, (await answer.json())["field"]) == (400, "Content-Encoding")


FORM = "multipart/form-data; boundary=B"


def part(field: str, content: bytes, *headers: str, name: str = "") -> bytes:
    """One part of a form, by hand."""
    file = f'; filename="{name}"' if name else ""
    lines = [f'Content-Disposition: form-data; name="{field}"{file}', *headers, "", ""]
    return b"--B\r\n" + "\r\n".join(lines).encode() + content + b"\r\n"


GOOD = part("card", json.dumps(CARD).encode())
END = b"--B--\r\n"


@pytest.mark.parametrize(
    ("kind", "body", "status", "field"),
    [
        ("text/plain", b"{}", 400, "Content-Type"),
        ("application/x-www-form-urlencoded", b"office=1", 400, "Content-Type"),
        ("multipart/form-data", GOOD + END, 400, "body"),
        (FORM, b"", 400, "body"),
        (FORM, b"no boundary at all", 400, "body"),
        (FORM, GOOD, 400, "body"),
        (FORM, GOOD + part("photo", b"x", "Content-Type: multipart/mixed; boundary=C") + END, 400, "body"),
        (FORM, GOOD + part("photo", b"eA==", "Content-Transfer-Encoding: base64") + END, 400, "photo"),
        (FORM, GOOD + part("photo", b"x", "Content-Encoding: gzip") + END, 400, "photo"),
        (FORM, GOOD + part("photo", b"x", *[f"X-{number}: y" for number in range(300)]) + END, 400, "body"),
        (FORM, GOOD + part("photo", b"x", f"X: {'y' * 20_000}") + END, 400, "body"),
        (FORM, GOOD + part("photo", b"", name="1.png") + END, 422, "media"),
        (FORM, GOOD + part("virus", b"x", name="1.exe") + END, 422, "virus"),
        (FORM, GOOD + GOOD + END, 422, "card"),
        (FORM, part("photo", picture()) + END, 422, "card"),
        (FORM, part("card", b"{") + END, 400, "card"),
        (FORM, part("card", b" " * (1024 * 1024 + 1)) + END, 413, "body"),
        (FORM, GOOD + b"".join(part("document", b"x") for _ in range(21)) + END, 422, "document"),
    ],
)
async def test_hostile_forms(sender: Sender, kind: str, body: bytes, status: int, field: str) -> None:
    """A form that is none, is nested, packed, endless or full of strange fields is refused with its reason."""
    async with sender.client.post(CARDS, data=io.BytesIO(body), headers={**BEARER, "Content-Type": kind}) as answer:
        assert (answer.status, (await answer.json())["field"]) == (status, field)
    assert await sender.cards() == 0


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("яма на Лесной (1).jpg", "яма на Лесной (1).jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\system32\\cmd.exe", "cmd.exe"),
        (".env", "env"),
        ("..", ""),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ('a"; filename="b.exe', "a__ filename__b.exe"),
        ("a\r\nX-Header: 1\r\n\r\n<script>.jpg", "a_X-Header_ 1___script_.jpg"),
        ("a\x00.jpg", "a.jpg"),
        ("\ud800.jpg", "jpg"),
        ("", ""),
        ("x" * 300 + ".jpeg", "x" * 75 + ".jpeg"),
        ("x." + "y" * 300, "x." + "y" * 66 + "." + "y" * 11),
    ],
)
@pytest.mark.attack(13)
def test_hostile_names(given: str, kept: str) -> None:
    """Of a file's name only harmless signs of its last part are kept, and no more than can be shown."""
    name = safe_name(given)
    assert len(name) <= 80
    assert name == kept


@pytest.mark.parametrize(
    ("kind", "content", "taken"),
    [
        (MediaKind.PHOTO, picture(), MediaKind.PHOTO),
        (MediaKind.PHOTO, b"\xff\xd8\xff\xe0" + b"x" * 20, MediaKind.PHOTO),
        (MediaKind.PHOTO, b"\xff\xd8\xff\xc0\x00\x11\x08" + struct.pack(">HH", 9000, 9000), MediaKind.DOCUMENT),
        (MediaKind.PHOTO, picture(9000, 1001), MediaKind.DOCUMENT),
        (MediaKind.PHOTO, picture(2100, 100), MediaKind.DOCUMENT),
        (MediaKind.PHOTO, picture(0, 0), MediaKind.DOCUMENT),
        (MediaKind.PHOTO, picture(mark=b"x" * (10 * 1024 * 1024)), MediaKind.DOCUMENT),
        (MediaKind.PHOTO, b"<svg onload=alert(1)>", MediaKind.DOCUMENT),
        (MediaKind.PHOTO, b"MZ\x90\x00", MediaKind.DOCUMENT),
        (MediaKind.VIDEO, b"\x00\x00\x00\x18ftypmp42", MediaKind.VIDEO),
        (MediaKind.VIDEO, b"<html>", MediaKind.DOCUMENT),
        (MediaKind.AUDIO, b"ID3\x03", MediaKind.AUDIO),
        (MediaKind.ANIMATION, b"GIF89a", MediaKind.ANIMATION),
        (MediaKind.DOCUMENT, picture(), MediaKind.DOCUMENT),
    ],
)
@pytest.mark.attack(14)
def test_a_file_is_what_its_bytes_are(kind: MediaKind, content: bytes, taken: MediaKind) -> None:
    """What is not of the kind that its sender gave, or is no photo for Telegram, is a document."""
    assert file_of(kind, "1", content).kind is taken


@pytest.mark.attack(14)
def test_a_sender_s_content_type_is_not_believed() -> None:
    """Bytes that are not known are unknown bytes, whatever they were called."""
    assert file_of(MediaKind.DOCUMENT, "page.html", b"<script>").mime == "application/octet-stream"


@pytest.mark.parametrize("identity", ["%00", "%ED%A0%80", "%0A", "x" * 5000, "..%2F..%2F", "%E2%80%AE"])
async def test_strange_identities_are_not_there(sender: Sender, identity: str) -> None:
    """What no message was ever called is 404."""
    assert (await sender.asks(identity)).status == 404
    assert (await sender.acts({"action": "confirm", "key": "1"}, identity)).status == 404


async def test_other_paths_and_methods(sender: Sender) -> None:
    """What is not there is JSON too, and no answer is kept by anything in between or names our software."""
    async with sender.client.delete(CARDS, headers=BEARER) as answer:
        assert (answer.status, "mend" in await answer.json()) == (405, True)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "aiohttp" not in answer.headers["Server"]
    assert (await sender.posts(CARD, "/")).status == 404


async def test_a_fault_of_ours_tells_nothing(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the database fails the sender reads that nothing was changed, and no word of what failed."""

    async def broken(fn: Any) -> Any:
        raise OSError("disk /var/secret is full")

    monkeypatch.setattr(sender.work, "run", broken)
    answer = await sender.posts(CARD)
    assert (answer.status, "secret" in json.dumps(answer.body)) == (500, False)


async def test_whoever_dawdles_is_let_go(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    """A body that does not come is given up, and the place is another's."""
    monkeypatch.setattr(reading, "PATIENCE", 0.05)
    held = asyncio.Event()

    async def slow() -> Any:
        yield b"{"
        await held.wait()

    headers = {**BEARER, "Content-Type": "application/json"}
    async with sender.client.post(CARDS, data=slow(), headers=headers) as answer:
        assert (answer.status, "did not come" in (await answer.json())["mend"]) == (400, True)
    held.set()
    monkeypatch.undo()
    assert (await sender.posts(CARD)).status == 201


def settings(**more: str) -> Settings:
    return Settings(bot_token=BOT_TOKEN, telegram_api_server="http://127.0.0.1:1", _env_file=None, **more)


async def test_without_a_token_there_is_no_interface(work: Work) -> None:
    """A bot whose settings have no INTAKE_TOKEN does not listen at all."""
    app = await build(settings(), work=work)
    assert app.intake is None
    await app.telegram.close()


@pytest.mark.attack(9)
async def test_it_listens_on_loopback_by_default(work: Work) -> None:
    """Unless the settings say otherwise nobody outside of the machine can reach it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = await build(settings(intake_token=TOKEN, intake_port=str(port)), work=work)
    assert app.intake is not None
    await app.intake.open()
    assert app.intake.address == ("127.0.0.1", port)
    with pytest.raises(ValueError, match="INTAKE_HOST, INTAKE_PORT: cannot listen"):
        await listening(Intake(Desk(work, Wall(), Bells(), TOKEN, MOST)), "127.0.0.1", port).open()
    await app.intake.close()
    await app.telegram.close()


async def test_the_token_is_in_no_log(work: Work, caplog: pytest.LogCaptureFixture) -> None:
    """Neither good requests nor broken ones leave the token, or anybody's words, in the log."""
    out = io.StringIO()
    before = logging.root.handlers, logging.root.level
    set_up("DEBUG", "json", settings(intake_token=TOKEN).secrets, out)
    listener = listening(Intake(Desk(work, Wall(), Bells(), TOKEN, MOST)), "127.0.0.1", 0)
    try:
        await listener.open()
        log("bot").error(f"unforeseen: Bearer {TOKEN}")
        host, port = listener.address
        async with aiohttp.ClientSession() as client:
            for token in (TOKEN, TOKEN + "x"):
                headers = {"Authorization": f"Bearer {token}", "X-Forwarded-For": "203.0.113.9"}
                await (await client.post(f"http://{host}:{port}{CARDS}", json=CARD, headers=headers)).read()
        await _raw(
            host, port, f"POST {CARDS} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\nbroken\x01\r\n\r\n"
        )
    finally:
        await listener.close()
        logging.root.handlers, logging.root.level = before
    assert "listens" in out.getvalue()
    assert "unforeseen: Bearer <token>" in out.getvalue()
    for hidden in (TOKEN, "203.0.113.9", CARD["text"]):
        assert hidden not in out.getvalue()


async def _raw(host: str, port: int, text: str) -> None:
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(text.encode())
    await reader.read()
    writer.close()
    await writer.wait_closed()


async def test_many_at_once_make_one_card(sender: Sender) -> None:
    """The same message sent twenty times at the same moment is one card: one 201, and 200 for the others."""
    answers = await asyncio.gather(*(sender.posts(CARD) for _ in range(20)))
    assert sorted(one.status for one in answers) == [200] * 19 + [201]
    assert (await sender.cards(), await rows(sender.work, "SELECT count(*) FROM events")) == (1, [(1,)])
