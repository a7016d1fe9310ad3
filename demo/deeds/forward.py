"""A post comes to the office: a person forwards it, or the citizens' platform brings it."""

import asyncio
import base64
import json
import secrets
from collections.abc import Callable

import aiohttp

from demo.deeds.posts import WAYS
from demo.posts import PICTURES, Post, post_of
from demo.show import BOT, Show, deed
from sandbox.drive.acts import maybe
from sandbox.page.stage import StageError
from sandbox.words import Json

PASTED = 900
"""Characters of a post that a person puts under a picture: a caption has at most 1024."""

PATIENCE = 10.0
"""Real seconds that the platform waits for the bot's answer."""


@deed("forward")
async def forward(show: Show, body: Json) -> Json:
    """Send `post` to the bot as `person` would, in the way `how`; where the platform brings posts it does.

    Raises StageError: no_post, no_way, no_person, blocked, platform_waits, platform_refused.
    """
    post = post_of(str(body.get("post")))
    if post is None:
        raise StageError("no_post", post=body.get("post"))
    if show.intake_url:
        return await _brought(show, post)
    how = str(body.get("how") or post.how)
    if how not in WAYS:
        raise StageError("no_way", how=how)
    return _sent(show, _person(show, body), post, how)


def _person(show: Show, body: Json) -> int:
    """Return the id of a person who has a chat with the bot and can write in it."""
    known = {one["telegram_id"]: one["name"] for one in show.office.get("person", []) if "telegram_id" in one}
    person = maybe(body, "person")
    if person is None or person not in known:
        raise StageError("no_person", person=person)
    if show.world.private(person, BOT).blocked:
        raise StageError("blocked", name=known[person])
    return person


def _sent(show: Show, person: int, post: Post, how: str) -> Json:
    name, message = _MESSAGES[how](post)
    done: Json = show.drive(name, user=person, bot=BOT, **message)
    return {"messages": [one["id"] for one in done["messages"]]}


def _forwarded(post: Post) -> tuple[str, Json]:
    """A forward keeps its origin. What stood in another network also tells where; Telegram knows that of its own."""
    text = post.text if post.network == "telegram" else f"{post.text}\n\n{post.link}"
    photos = [_photo(name) for name in post.pictures]
    if len(photos) > 1:
        return "album", {"items": [{**photos[0], "caption": text}, *photos[1:]], "forward": post.origin}
    return "send", {"text": text, "forward": post.origin, **({"media": photos[0]} if photos else {})}


def _pasted(post: Post) -> tuple[str, Json]:
    return "send", {"text": f"{post.link}\n{post.text}".strip()}


def _pictured(post: Post) -> tuple[str, Json]:
    return "send", {"text": f"{post.text[:PASTED]}\n{post.link}".strip(), "media": _photo(post.shot)}


_MESSAGES: dict[str, Callable[[Post], tuple[str, Json]]] = {
    "forward": _forwarded,
    "link": _pasted,
    "screenshot": _pictured,
}


def _photo(name: str) -> Json:
    return {"kind": "photo", "content": base64.b64encode((PICTURES / name).read_bytes()).decode()}


async def _brought(show: Show, post: Post) -> Json:
    """Let the citizens' platform bring the post over the bot's intake interface, under a new identity each time."""
    url, headers = f"{show.intake_url}/intake/v1/cards", {"Authorization": f"Bearer {show.intake_token}"}
    patience = aiohttp.ClientTimeout(total=PATIENCE)
    form = await asyncio.to_thread(_form, show, post)
    try:
        async with (
            aiohttp.ClientSession(headers=headers, timeout=patience) as client,
            client.post(url, data=form) as answer,
        ):
            told = await answer.text()
    except (aiohttp.ClientError, TimeoutError):
        raise StageError("platform_waits") from None
    if not answer.ok:
        raise StageError("platform_refused", text=told[:200])
    return {"number": json.loads(told)["number"]}


def _form(show: Show, post: Post) -> aiohttp.FormData:
    card = {
        "office": show.office["office"]["key"],
        "id": f"{post.key}-{secrets.token_hex(4)}",
        "network": "platform",
        "author": post.author,
        "topic": post.topic,
        "place": post.place,
        "text": post.text,
    }
    form = aiohttp.FormData()
    form.add_field("card", json.dumps(card), content_type="application/json")
    for name in post.pictures:
        form.add_field("photo", (PICTURES / name).read_bytes(), filename=name)
    return form
