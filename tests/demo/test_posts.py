"""The posts: complete, fit to be shown, and sent as people send them."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from demo import offices
from demo.deeds.forward import forward
from demo.deeds.posts import WAYS, all_posts
from demo.door import Door
from demo.posts import PICTURES, Post, posts
from demo.show import BOT, TOKEN, Show
from sandbox.chats.world import World
from sandbox.page.stage import StageError

LARGEST = 60 * 1024
"""Bytes of one picture: they are part of what everybody fetches."""


@pytest.fixture(params=[name for name in offices.names() if name != "kamchatka"])
def show(request: pytest.FixtureRequest, tmp_path: Path) -> Show:
    """An office whose people forward, in a sandbox without a bot behind it."""
    world = World()
    made = Show(world, "", tmp_path, Door(world, "127.0.0.1"), request.param, office=offices.office(request.param))
    made.drive("bot", id=BOT, token=TOKEN, first_name="Отклик")
    for one in made.office["person"]:
        made.drive("user", id=one["telegram_id"], first_name=one["name"])
    return made


KINDS: dict[str, Callable[[Post], bool]] = {
    "from VK": lambda post: post.network == "vk",
    "from OK": lambda post: post.network == "ok",
    "of a channel": lambda post: post.origin["type"] == "channel",
    "of a hidden author": lambda post: post.network == "telegram" and post.origin["type"] == "hidden_user",
    "of a user": lambda post: post.origin["type"] == "user",
    "of a group": lambda post: post.origin["type"] == "chat",
    "with one photo": lambda post: len(post.pictures) == 1,
    "with an album": lambda post: len(post.pictures) == 3,
    "only a link": lambda post: post.how == "link",
    "a screenshot": lambda post: post.how == "screenshot",
    "a repeat": lambda post: post.mark["en"]["chip"] == "repeat",
    "abusive": lambda post: post.mark["en"]["chip"] == "rude",
    "significant": lambda post: post.mark["en"]["chip"] == "significant",
    "a formal appeal": lambda post: post.mark["en"]["chip"] == "formal appeal",
    "thanks": lambda post: post.mark["en"]["chip"] == "thanks",
    "not the office's": lambda post: post.mark["en"]["chip"] == "not ours",
    "hostile": lambda post: "<script>" in post.text and "\u202e" in post.text and len(post.text) == 10_000,
}


@pytest.mark.parametrize("kind", KINDS)
def test_there_is_a_post_of_each_kind(kind: str) -> None:
    """Each kind of post that the demo is to show is there."""
    assert [post.key for post in posts() if KINDS[kind](post)]


def test_every_post_is_whole() -> None:
    """Keys differ, pictures are there and small, links lead to the post's network, marks are in both languages."""
    assert len({post.key for post in posts()}) == len(posts())
    hosts = {"vk": "vk.com", "ok": "ok.ru", "telegram": "t.me"}
    for post in posts():
        for name in (*post.pictures, post.shot):
            assert 0 < (PICTURES / name).stat().st_size < LARGEST, name
        assert not post.link or urlsplit(post.link).hostname == hosts[post.network]
        assert post.mark["ru"].keys() == post.mark["en"].keys() == {"chip", "says"}
        assert post.gloss
        assert post.how in WAYS


async def test_the_page_gets_them_in_its_language(show: Show) -> None:
    """An English reader gets a line in English with each post, a Russian one does not need it."""
    english, russian = [(await all_posts(show, {"lang": lang}))["posts"] for lang in ("en", "ru")]
    assert all(one["gloss"] for one in english)
    assert not any(one["gloss"] for one in russian)
    assert english[0]["pictures"] == ["/stage/pictures/lamp-dark.jpg"]
    assert (PICTURES / "lamp-dark.jpg").is_file()
    assert [one["mark"] for one in english] != [one["mark"] for one in russian]


async def sent(show: Show, post: Post, how: str) -> list[dict[str, object]]:
    """What came to the bot when somebody sent a post in a way."""
    person = show.office["person"][0]["telegram_id"]
    await forward(show, {"post": post.key, "person": person, "how": how})
    messages = [update["message"] for _, update in show.world.bots[BOT].queue.pending]
    show.world.bots[BOT].queue.pending.clear()
    assert {one["from"]["id"] for one in messages} == {person}
    return messages


async def test_a_forward_keeps_its_origin(show: Show) -> None:
    """A forwarded post is the author's: each message of it has its origin, an album is one group, a link is told."""
    for post in posts():
        messages = await sent(show, post, "forward")
        assert {one["forward_origin"]["type"] for one in messages} == {post.origin["type"]}
        assert sum("photo" in one for one in messages) == len(post.pictures)
        assert len({one.get("media_group_id") for one in messages}) == 1
        said = "".join(str(one.get("text") or one.get("caption") or "") for one in messages)
        assert said.startswith(post.text.strip())
        assert (post.link in said) is (post.network != "telegram") or not post.link


async def test_what_is_pasted_is_ones_own_message(show: Show) -> None:
    """A link with pasted text and a screenshot are messages of whoever sends them, with the address of the post."""
    for post in posts():
        pasted, pictured = await sent(show, post, "link"), await sent(show, post, "screenshot")
        assert not any("forward_origin" in one for one in [*pasted, *pictured])
        assert str(pasted[0]["text"]).startswith(post.link)
        assert len(pictured) == 1
        assert pictured[0]["photo"]
        assert post.link in str(pictured[0]["caption"])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"post": "nothing", "person": 1001}, "no_post"),
        ({"person": 1001}, "no_post"),
        ({"post": "lamp", "person": 1}, "no_person"),
        ({"post": "lamp"}, "no_person"),
        ({"post": "lamp", "person": 1001, "how": "pigeon"}, "no_way"),
    ],
)
async def test_a_wrong_request_is_refused(show: Show, body: dict[str, object], code: str) -> None:
    """What is unknown is refused with a code that the page has words for, and nothing is sent."""
    with pytest.raises(StageError, match=code):
        await forward(show, body)
    assert not show.world.bots[BOT].queue.pending


async def test_whoever_blocked_the_bot_cannot_forward(show: Show) -> None:
    """A person who blocked the bot is told so, and may forward after unblocking it; twice, if he likes."""
    show.drive("open", user=1001, bot=BOT)
    show.drive("block", user=1001, bot=BOT)
    with pytest.raises(StageError, match="blocked"):
        await forward(show, {"post": "lamp", "person": 1001})
    show.drive("unblock", user=1001, bot=BOT)
    for _ in range(2):
        assert (await forward(show, {"post": "lamp", "person": 1001}))["messages"]
