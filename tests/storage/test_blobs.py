"""Bytes and what channels call them; acts that were answered."""

import pytest

from storage import blobs, intake_acts
from storage.blobs import Blob, Known
from storage.intake_acts import Answered
from storage.work import Work
from tests.fixtures.cards import opened
from tests.fixtures.offices import NOW
from workflow.office import Office

PICTURE = b"\xff\xd8\xff\x00picture"
SHA = blobs.sha256_of(PICTURE)


async def kept(work: Work, name: str = "яма.jpg") -> None:
    await work.run(lambda conn: blobs.put(conn, Blob(SHA, PICTURE, "image/jpeg", name), NOW))


async def test_bytes_come_back(work: Work) -> None:
    """What was put is got under its SHA-256, byte for byte."""
    await kept(work)
    assert await work.read(lambda conn: blobs.get(conn, SHA)) == Blob(SHA, PICTURE, "image/jpeg", "яма.jpg")


async def test_the_same_bytes_are_kept_once(work: Work) -> None:
    """A second copy under another name leaves the first as it was."""
    await kept(work)
    await kept(work, "другое.jpg")
    assert (await work.read(lambda conn: blobs.get(conn, SHA))).name == "яма.jpg"


async def test_bytes_that_are_not_there(work: Work) -> None:
    """Bytes that nobody put are a LookupError, not an empty file."""
    with pytest.raises(LookupError, match=SHA):
        await work.read(lambda conn: blobs.get(conn, SHA))


async def test_a_file_id_is_of_one_channel_and_kind(work: Work) -> None:
    """What one channel calls the bytes is not told of another, and the newest name counts."""
    await kept(work)
    old, new = Known(SHA, "photo", "photo", "old"), Known(SHA, "photo", "photo", "new")
    await work.run(lambda conn: blobs.note(conn, "a", old, NOW))
    await work.run(lambda conn: blobs.note(conn, "a", new, NOW))
    await work.run(lambda conn: blobs.note(conn, "b", Known(SHA, "photo", "document", "other"), NOW))
    assert await work.read(lambda conn: blobs.known_to(conn, "a", [SHA])) == [new]
    assert await work.read(lambda conn: blobs.known_to(conn, "b", [SHA])) == [Known(SHA, "photo", "document", "other")]
    assert await work.read(lambda conn: blobs.known_to(conn, "c", [SHA])) == []


async def test_an_act_is_kept_by_card_and_key(work: Work, office: Office) -> None:
    """An act's answer is found under its card and key, and under no other."""
    card, other = await opened(work, office, key="1"), await opened(work, office, key="2")
    answered = Answered("digest", {"step": "closed", "number": 1})
    await work.run(lambda conn: intake_acts.put(conn, card.id, "k", answered, NOW))
    assert await work.read(lambda conn: intake_acts.get(conn, card.id, "k")) == answered
    assert await work.read(lambda conn: intake_acts.get(conn, other.id, "k")) is None
    assert await work.read(lambda conn: intake_acts.get(conn, card.id, "l")) is None
