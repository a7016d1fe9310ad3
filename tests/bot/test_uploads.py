"""Media whose bytes we keep, sent by the real client to the sandbox."""

import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from aiogram.methods import GetUpdates

from bot.bells import Bells
from bot.buckets import Buckets
from bot.clock import wall_now
from bot.outcomes import NotSent, Outcome, Sent
from bot.sender import Sender
from bot.settings import Settings
from bot.telegram import LONGEST_CALL, Telegram, make_bot
from bot.uploads import SCHEME
from bot.way import Way
from handlers.turn import Reply
from sandbox.people import Message, Person, Town, photo
from storage import blobs, outbox
from storage.blobs import Blob
from storage.work import Work
from tests.bot.fakes import NO_LIMIT, Wall, rows, send_all
from workflow.post import Media
from workflow.words import MediaKind

LANE = "telegram:1001"


def picture(width: int = 640, height: int = 480, mark: bytes = b"") -> bytes:
    """As much of a PNG as anybody looks at."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">II", width, height) + mark


@dataclass
class Post:
    """A sender that speaks to the sandbox, and a person who reads."""

    work: Work
    sender: Sender
    way: Way
    telegram: Telegram
    town: Town
    anna: Person

    async def keep(self, content: bytes, kind: MediaKind = MediaKind.PHOTO, name: str = "") -> Media:
        """Bytes of ours, as media."""
        blob = Blob(blobs.sha256_of(content), content, name=name)
        await self.work.run(lambda conn: blobs.put(conn, blob, wall_now()))
        return Media(kind=kind, ref=f"{SCHEME}{blob.sha256}", name=name)

    async def send(self, *media: Media, text: str = "вложения") -> str:
        """Send them in one message. Returns the state of its row."""
        body = Reply(text=text, media=media).model_dump_json()
        await self.work.run(lambda conn: outbox.put(conn, [outbox.Message(LANE, "reply", body)], wall_now()))
        await send_all(self.sender)
        return str((await rows(self.work, "SELECT status FROM outbox ORDER BY id DESC LIMIT 1"))[0][0])

    async def shown(self) -> list[Message]:
        """All that the person has of the bot."""
        return [one for one in await self.anna.history() if one.from_bot]

    async def uploads(self) -> int:
        """How many files the sandbox holds whose bytes are ours."""
        return len({one.media.key for one in await self.shown() if one.media})


@pytest.fixture
async def post(work: Work, wall: Wall) -> AsyncIterator[Post]:
    async with Town.start() as town:
        bot = await town.bot(username="otklik_test_bot")
        anna = await town.person(1001, "Анна")
        await anna.says("/start")
        settings = Settings(bot_token=bot.token, telegram_api_server=town.url, _env_file=None)
        telegram = Telegram(make_bot(settings))
        way = Way(work, telegram.call, wall, Buckets(NO_LIMIT, 0.0), Bells(), "test", bot="otklik_test_bot")
        yield Post(work, Sender(way), way, telegram, town, anna)
        await telegram.close()


def kinds(messages: list[Message]) -> list[str]:
    return [one.media.kind for one in messages if one.media]


@pytest.mark.parametrize(
    ("kind", "content"),
    [(MediaKind.PHOTO, picture()), (MediaKind.DOCUMENT, b"%PDF-1.7"), (MediaKind.VIDEO, b"...ftypmp42")],
)
async def test_bytes_arrive_to_the_letter(post: Post, kind: MediaKind, content: bytes) -> None:
    """What we keep is uploaded as what it is, with its words and its name."""
    assert await post.send(await post.keep(content, kind, "яма.bin"), text="№ 1 · вложения") == "sent"
    message = await post.anna.reads("№ 1 · вложения")
    assert message.media is not None
    assert (message.media.kind, await message.content()) == (kind, content)
    assert kind is MediaKind.PHOTO or message.media.name == "яма.bin"


async def test_the_second_message_uploads_nothing(post: Post) -> None:
    """What Telegram was sent once goes by the name that it gave, to others too."""
    media = await post.keep(picture())
    assert [await post.send(media), await post.send(media)] == ["sent", "sent"]
    first, second = await post.shown()
    assert first.media == second.media
    assert await rows(post.work, "SELECT channel, kind, sent_as FROM blob_files") == [
        ("telegram:otklik_test_bot", "photo", "photo")
    ]


async def test_an_album_of_bytes(post: Post) -> None:
    """Several pictures go as one album under one caption, and each is remembered."""
    media = [await post.keep(picture(mark=bytes([number]))) for number in range(10)]
    assert [await post.send(*media), await post.send(*media)] == ["sent", "sent"]
    shown = await post.shown()
    assert len(shown) == 20
    assert len({one.album for one in shown}) == 2
    assert [one.text for one in shown[:10]] == ["вложения", *[""] * 9]
    assert await post.uploads() == 10


@pytest.mark.parametrize("bad", [picture(9000, 9000), picture(5000, 20), b"no picture at all"])
@pytest.mark.attack(14)
async def test_what_is_no_picture_to_telegram_goes_as_a_document(post: Post, bad: bytes) -> None:
    """A picture that Telegram refuses arrives as a document, and the next time it goes so at once."""
    media = await post.keep(bad, name="снимок.png")
    assert [await post.send(media), await post.send(media)] == ["sent", "sent"]
    assert kinds(await post.shown()) == ["document", "document"]
    assert await post.uploads() == 1
    assert await (await post.shown())[0].content() == bad


async def test_one_bad_picture_leaves_the_album_whole(post: Post) -> None:
    """Of an album only what Telegram counts out as no picture goes as a document; the others stay together."""
    good = [await post.keep(picture(mark=bytes([number]))) for number in range(2)]
    bad = await post.keep(b"broken")
    assert await post.send(good[0], bad, good[1]) == "sent"
    shown = await post.shown()
    assert kinds(shown) == ["photo", "photo", "document"]
    assert [one.text for one in shown] == ["вложения", "", ""]
    assert len({one.album for one in shown[:2]}) == 1


async def test_ours_and_telegram_s_share_an_album(post: Post) -> None:
    """A picture that Telegram keeps and one that we keep go together."""
    await post.anna.sends_album([photo(), photo()])
    answer: Any = await post.way.call(GetUpdates())
    theirs = Media(kind=MediaKind.PHOTO, ref=answer.result[-1]["message"]["photo"][-1]["file_id"])
    assert await post.send(theirs, await post.keep(picture())) == "sent"
    assert kinds(await post.shown()) == ["photo", "photo"]


async def test_a_name_that_telegram_forgot_is_learnt_anew(post: Post) -> None:
    """Where the remembered name is of no use any more, as with another bot, the bytes are uploaded again."""
    media = await post.keep(picture())
    await post.send(media)
    await post.work.run(lambda conn: conn.exec_driver_sql("UPDATE blob_files SET file_id = 'gone'").close())
    assert await post.send(media) == "sent"
    assert "gone" not in (await rows(post.work, "SELECT file_id FROM blob_files"))[0]


async def test_bytes_that_are_gone_hold_nobody_up(post: Post) -> None:
    """A message whose bytes are not there is dead and seen; the chat goes on."""
    assert await post.send(Media(kind=MediaKind.PHOTO, ref=f"{SCHEME}{'0' * 64}")) == "dead"
    assert await post.send(await post.keep(picture())) == "sent"


def after(call: Callable[..., Awaitable[Outcome]], well: int) -> Callable[..., Awaitable[Outcome]]:
    """The same calls, of which only the first few get through."""
    left = [well]

    async def some(method: Any) -> Outcome:
        left[0] -= 1
        return await call(method) if left[0] >= 0 else NotSent("ClientConnectorError")

    return some


async def test_a_part_that_was_sent_is_not_forgotten(post: Post) -> None:
    """Where the network goes between an album and its document, the message comes again marked as a repeat."""
    media = [await post.keep(picture()), await post.keep(b"broken")]
    whole, post.way.call = post.way.call, after(post.way.call, 2)  # the refused album, then the picture alone
    assert await post.send(*media) == "new"
    assert await rows(post.work, "SELECT repeated FROM outbox") == [(1,)]
    post.way.call = whole


async def test_large_files_are_given_time(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """A call with files may last longer than a call without, and never longer than the lease of a message."""
    given: list[float] = []

    async def noted(name: str, seconds: float, **body: Any) -> Outcome:
        given.append(seconds)
        return Sent(("1",))

    monkeypatch.setattr(post.telegram, "_post", noted)
    await post.send(await post.keep(picture(mark=b"x" * 5_000_000)))
    await post.send(*[await post.keep(picture(mark=b"y" * 20_000_000 + bytes([number]))) for number in range(2)])
    assert 40 < given[0] < given[1] == LONGEST_CALL
