"""Attacks 13 and 14: files whose names lie, bodies that grow, pictures that claim to be larger than anything."""

import struct
import tracemalloc
import zlib
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.intake.files import file_of, safe_name
from bot.intake.images import fits_as_photo
from bot.mail.files import Attachment, _name
from bot.mail.message import _attach as attach
from bot.webhook import HEADER, Webhook
from tests.attacks.house import House
from tests.attacks.judge import BIDI
from tests.attacks.people import everybody, who
from tests.attacks.raw import message, says
from tests.proof.counting import Tried
from workflow.post import Media
from workflow.words import MediaKind

NAMES = (
    "../../../etc/passwd", "/etc/passwd", "..\\..\\windows\\win.ini", "a\x00.jpg", "a\r\nBcc: x@y.org\r\n\r\n.jpg",
    'a"; filename="b.exe', "\u202egpj.exe", "ж" * 300 + ".jpg", "con", "CON.txt", "photo.jpg.exe", ".", "..", "", " ",
    ".htaccess", "a\nb", "\ud800.png", "<b>&.jpg", "=cmd|' /C calc'!A0.csv", "🧑‍🚒.jpg", "a/b/../../c.jpg", "-rf", "~",
)  # fmt: skip
MB = 1024 * 1024


@pytest.mark.attack(13)
@pytest.mark.parametrize("name", NAMES)
async def test_no_name_leads_anywhere_or_breaks_a_form(name: str) -> None:
    """The name that is kept has one line and no path, and a form that carries it has the one field that it had."""
    kept = safe_name(name)
    assert kept == Path(kept).name if kept else True
    assert kept.isprintable()
    assert not BIDI.search(kept)
    assert len(kept) <= 80
    assert not kept.startswith(".")
    form = aiohttp.FormData()
    form.add_field("photo", b"x", filename=kept or "photo", content_type="image/jpeg")
    parts = form()
    heads = [part[0].headers["Content-Disposition"] for part in parts._parts]  # type: ignore[attr-defined]  # a form with a file has parts
    assert len(heads) == 1
    assert "\n" not in heads[0]


@pytest.mark.attack(13)
@pytest.mark.parametrize("name", NAMES)
def test_no_name_breaks_a_letter(name: str) -> None:
    """The letter has its one attachment, no further header, and a name without a path that keeps its true ending."""
    media = Media(kind=MediaKind.DOCUMENT, ref="f", name=name)
    mail = EmailMessage(policy=policy.SMTP)
    mail["Subject"] = "x"
    mail.set_content("x")
    attach(mail, Attachment(_name(media, 1), b"x"))
    read = message_from_bytes(mail.as_bytes(), policy=policy.default)
    (found,) = read.iter_attachments()
    shown = found.get_filename() or ""
    assert read["Bcc"] is None
    assert not {"/", "\\", "\n", "\r", "\x00"} & set(shown)
    assert not BIDI.search(shown)
    assert not name.rstrip().endswith(".exe") or shown.endswith(".exe")


@pytest.mark.attack(13)
async def test_nothing_is_written_under_a_name(house: House, tried: Tried) -> None:
    """Documents with such names make cards that are shown, and no file comes to be anywhere near."""
    before = sorted(Path.cwd().iterdir())
    for name in NAMES:
        document = {"file_id": "f", "file_unique_id": "u", "file_name": name, "mime_type": "image/jpeg"}
        post = message(who("own", "curator"), document=document, caption="Яма")
        origin = {"type": "hidden_user", "date": 1, "sender_user_name": name[:64] or "x"}
        await house.feed({"message": {**post, "forward_origin": origin}})
        tried.count()
    for person in everybody("own").values():
        await house.feed(says(person, "/my"), says(person, "/card 8"))
    await house.sound()
    assert sorted(Path.cwd().iterdir()) == before


def png(width: int, height: int) -> bytes:
    """A picture that claims this size, its pixels packed a thousand times."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    packed = zlib.compress(bytes(MB))
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", len(packed)) + b"IDAT" + packed + bytes(4)


def jpeg(width: int, height: int) -> bytes:
    """The same as a JPEG: nothing but a frame header that claims it."""
    return b"\xff\xd8\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + bytes(20)


@pytest.mark.attack(14)
@pytest.mark.parametrize("make", [png, jpeg])
@pytest.mark.parametrize("sides", [(65_000, 65_000), (65_535, 1), (0, 0), (10_000, 1), (2, 60_000)])
def test_a_picture_is_never_unpacked(make: object, sides: tuple[int, int]) -> None:
    """One that claims to be huge goes as a document by its first bytes alone; nobody counts its pixels."""
    content = make(*sides)  # type: ignore[operator]  # one of the two above
    tracemalloc.start()
    made = file_of(MediaKind.PHOTO, "a.jpg", content)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert not fits_as_photo(content)
    assert made.kind is MediaKind.DOCUMENT
    assert most < MB


@pytest.mark.attack(14)
@pytest.mark.parametrize("packing", ["gzip", "deflate"])
async def test_a_packed_update_does_not_grow_here(house: House, packing: str) -> None:
    """What unpacks to fifty megabytes is refused by the webhook, and takes little memory before it is."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31 if packing == "gzip" else 15)
    bomb = packer.compress(bytes(50 * MB)) + packer.flush()
    hook = Webhook(house.store, "secret")
    async with TestClient(TestServer(hook.application("/hook"))) as client:
        tracemalloc.start()
        answer = await client.post("/hook", data=bomb, headers={HEADER: "secret", "Content-Encoding": packing})
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert answer.status in (400, 413, 415)
    assert most < 20 * MB


@pytest.mark.attack(14)
async def test_an_update_too_large_is_refused(house: House) -> None:
    """More than a megabyte is not read to its end."""
    hook = Webhook(house.store, "secret")
    async with TestClient(TestServer(hook.application("/hook"))) as client:
        answer = await client.post("/hook", data=BytesIO(bytes(2 * MB)), headers={HEADER: "secret"})
        assert answer.status == 413
