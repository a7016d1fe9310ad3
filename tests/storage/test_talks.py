"""Conversations and held posts."""

from datetime import timedelta

from storage import conversations, held
from storage.conversations import Conversation
from storage.held import Held
from storage.work import Work
from tests.fixtures.cards import opened
from tests.fixtures.offices import NOW
from workflow.office import Office
from workflow.ports import HeldPost
from workflow.post import Part, Post
from workflow.words import CardId, PersonId


async def put(work: Work, talk: Conversation) -> None:
    await work.run(lambda conn: conversations.put(conn, "telegram", "5", "7", talk, NOW))


async def get(work: Work, person: str = "7") -> Conversation:
    return await work.read(lambda conn: conversations.get(conn, "telegram", "5", person))


async def test_conversation(work: Work) -> None:
    """A talk is kept as it stands, apart from others in the same chat, and an ended one is forgotten."""
    assert await get(work) == Conversation()
    await put(work, Conversation("reason", {"card": 12, "words": ["ё"]}))
    assert await get(work) == Conversation("reason", {"card": 12, "words": ["ё"]})
    assert await get(work, "8") == Conversation()
    await put(work, Conversation("link", {}))
    assert await get(work) == Conversation("link", {})
    await put(work, Conversation())
    assert await get(work) == Conversation()


async def test_held_posts(work: Work, office: Office) -> None:
    """Posts wait in order, each once by its key, till they are taken or their time is over."""
    card = await opened(work, office)
    for key in ("1", "2", "2", "3"):
        await hold(work, office, card.id, key)
    assert [post.key for post in await work.read(lambda conn: held.in_lane(conn, "telegram:101"))] == ["1", "2", "3"]
    taken = await work.run(lambda conn: held.take(conn, "telegram:101", ["2", "9"]))
    assert [one.post.post.text for one in taken] == ["Пост 2"]
    assert taken[0].post.detected == NOW
    assert await work.read(lambda conn: held.due(conn, NOW + timedelta(seconds=59), 10)) == []
    late = await work.read(lambda conn: held.due(conn, NOW + timedelta(seconds=60), 10))
    assert [one.post.key for one in late] == ["1", "3"]


async def hold(work: Work, office: Office, card: CardId, key: str) -> None:
    post = HeldPost(key, card, Post(parts=(Part(text=f"Пост {key}"),)), NOW)
    waiting = Held("telegram:101", office.id, PersonId(1), post)
    await work.run(lambda conn: held.put(conn, waiting, NOW, NOW + timedelta(seconds=60)))
