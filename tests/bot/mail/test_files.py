"""Attachments: what is fetched, what is only named, and under which name."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from bot.mail import files
from bot.mail.files import Attachment, Files, Why
from bot.outcomes import NotSent, Outcome, Refused, Retry, Sent, Unsure
from bot.telegram import TOO_BIG
from storage.blobs import Blob
from tests.bot.mail.post import MailPost, Shelf
from tests.bot.mail.server import Mailbox
from workflow.post import Media
from workflow.words import MediaKind

PHOTO, VIDEO, FILE = MediaKind.PHOTO, MediaKind.VIDEO, MediaKind.DOCUMENT


def media(ref: str, kind: MediaKind = PHOTO, name: str = "") -> Media:
    return Media(kind=kind, ref=ref, name=name)


async def no_blob(sha: str) -> Blob:
    raise LookupError(sha)


async def some_blob(sha: str) -> Blob:
    return Blob(sha, b"ours", "image/png", "снимок")


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


async def test_what_fits_is_fetched_and_what_does_not_is_named(shelf: Shelf) -> None:
    """The bound is for all together; one that does not fit takes no room from those after it."""
    shelf.files = {"a": b"x" * 60, "big": b"x" * 50, "b": b"x" * 40}
    found = await Files(shelf, no_blob, 100).of([media("a"), media("big", VIDEO), media("b")])
    assert [(one.name, len(one.content), one.why) for one in found] == [
        ("photo-1.jpg", 60, None),
        ("video-2.jpg", 0, Why.TOO_BIG),
        ("photo-3.jpg", 40, None),
    ]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Refused("Bad Request: file is too big"), Why.TOO_BIG),
        (Refused("Bad Request: wrong file_id"), Why.GONE),
        (NotSent("ClientConnectorError"), Why.NOT_YET),
        (Unsure("TimeoutError"), Why.NOT_YET),
        (Retry(5), Why.NOT_YET),
        (Sent(result=True), Why.NOT_YET),
    ],
)
async def test_an_answer_leads_to_its_reason(shelf: Shelf, answer: Outcome, why: Why) -> None:
    """What Telegram never gives is not waited for; what it may give later is."""
    shelf.asked["gone"] = answer
    (found,) = await Files(shelf, no_blob, 100).of([media("gone")])
    assert found == Attachment("photo-1.jpg", why=why)


async def test_a_size_that_was_not_told_is_seen_in_time(shelf: Shelf) -> None:
    """A file larger than its answer said is not taken in whole."""

    class Sly(Shelf):
        async def ask(self, name: str, params: Mapping[str, Any]) -> Outcome:
            return Sent(result={"file_path": "photos/a.jpg"})

        async def download(self, path: str, most: int) -> bytes | Outcome:
            return Refused(TOO_BIG)

    (found,) = await Files(Sly(), no_blob, 100).of([media("a")])
    assert found.why is Why.TOO_BIG


async def test_bytes_of_our_own_are_attached_too(shelf: Shelf) -> None:
    """Media that came from elsewhere than the messenger is taken from where we keep it."""
    found = await Files(shelf, some_blob, 100).of([media("blob:abc"), media("blob:abc", FILE, "акт.pdf")])
    assert [(one.name, one.content) for one in found] == [("снимок.png", b"ours"), ("акт.pdf", b"ours")]


async def test_bytes_of_our_own_that_are_gone_are_named(shelf: Shelf) -> None:
    """A reference without bytes stops no mail."""
    (found,) = await Files(shelf, no_blob, 100).of([media("blob:abc")])
    assert found.why is Why.GONE


@pytest.mark.parametrize(
    ("kind", "given", "name"),
    [
        (PHOTO, "", "photo-1.jpg"),
        (FILE, "акт осмотра.pdf", "акт осмотра.pdf"),
        (FILE, "../../etc/passwd", "_.._etc_passwd.jpg"),
        (FILE, 'a"b\r\nc:d|e.pdf', "a_b c_d_e.pdf"),
        (FILE, "gpj\u202efdp.exe", "gpjfdp.exe"),
        (FILE, "...", "document-1.jpg"),
        (FILE, "x" * 300 + ".pdf", "x" * 99 + "….pdf"),
    ],
)
async def test_a_name_is_fit_for_any_disk(shelf: Shelf, kind: MediaKind, given: str, name: str) -> None:
    """Nobody's file name leads out of a folder, breaks a line or hides its ending."""
    (found,) = await Files(shelf, no_blob, 100).of([media("photo", kind, given)])
    assert found.name == name


async def test_what_takes_too_long_is_not_there_yet(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the time for all attachments is over the rest is left for another try."""

    async def forever(sha: str) -> Blob:
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(files, "FETCH_SECONDS", 0.01)
    found = await Files(shelf, forever, 100).of([media("photo"), media("blob:slow"), media("photo")])
    assert [one.why for one in found] == [None, Why.NOT_YET, Why.NOT_YET]


async def test_a_mail_waits_for_its_photo(post: MailPost, box: Mailbox) -> None:
    """While Telegram does not answer the mail waits a while; then it goes whole, unmarked."""
    post.shelf.down = True
    await post.routed("Яма", media("photo"))
    await post.mails()
    assert (box.mails, await post.states()) == ([], ["new"])
    post.shelf.down = False
    await post.no_waiting()
    await post.mails()
    (mail,) = box.mails
    assert (len(list(mail.iter_attachments())), mail["Subject"][:7]) == (1, "📝 № 1 ·")


async def test_a_mail_does_not_wait_for_ever(post: MailPost, box: Mailbox) -> None:
    """After a quarter of an hour it goes with the photo named."""
    post.shelf.down = True
    await post.routed("Яма", media("photo"))
    ago = "UPDATE outbox SET created_at = created_at - 1000000 * 60 * 16"
    await post.work.run(lambda conn: conn.exec_driver_sql(ago))
    await post.mails()
    (mail,) = box.mails
    body = mail.get_body()
    assert body is not None
    assert "photo-1.jpg: не приложено, получить не удалось; есть в Telegram" in body.get_content()
