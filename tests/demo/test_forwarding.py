"""What the real bot makes of every post, in an office whose curator forwards and in one that the platform serves."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from demo.deeds.faults import kill
from demo.deeds.forward import forward
from demo.posts import posts
from demo.process import warm_up
from demo.running import Options, staged
from demo.seats import taker
from demo.show import BOT, Show
from sandbox.page.stage import StageError
from sandbox.people import Person, Town

LONG = 30.0
"""Real seconds that a slow machine may take for one card."""


MINUTE = timedelta(minutes=1)


@asynccontextmanager
async def office(procedure: str) -> AsyncIterator[tuple[Show, Person]]:
    """A running show whose clock stands, and whoever is the first to see a post there."""
    warm_up()
    async with staged(Options(procedure=procedure)) as show, Town.connect(show.url) as town:
        await running(show)
        show.set_clock(show.now(), 0)
        one = taker(show)
        yield show, await town.person(one["telegram_id"], one["name"], bot=BOT, opened=False)


async def running(show: Show, kills: int = 0) -> None:
    """Wait till the bot runs, after so many kills."""
    async with asyncio.timeout(LONG):
        while show.state != "running" or show.life.kills < kills:
            show.settled.clear()
            await show.settled.wait()


async def test_every_post_becomes_a_card() -> None:
    """Each post, sent in its usual way, is a card with its author's words; what is long asks a question too."""
    async with office("sobolevo") as (show, curator):
        for number, post in enumerate(posts(), 1):
            show.set_clock(show.now() + MINUTE, 0)
            await forward(show, {"post": post.key, "person": curator.id})
            card = await curator.reads(f"№ {number} · ", seconds=LONG)
            assert "кому направить?" in card.text
            assert post.text[:40] in card.text
            if post.pictures:
                assert f"📎 {len(post.pictures)} " in card.text
            if post.mark["en"]["chip"] == "repeat":
                await curator.reads("возможно, повтор № 1", seconds=LONG)
        await curator.reads(f"Следом за № {len(posts())} пришли ещё 2 сообщения", seconds=LONG)


async def test_the_platform_brings_every_post() -> None:
    """Each post comes over the intake interface with its photos; while the bot is gone the platform says it waits."""
    async with office("kamchatka") as (show, moderator):
        for number, post in enumerate(posts(), 1):
            assert (await forward(show, {"post": post.key}))["number"] == number
            card = await moderator.reads(f"№ {number} · проверьте сообщение", seconds=LONG)
            if post.pictures:
                assert f"📎 {len(post.pictures)} " in card.text
        await kill(show, {})
        with pytest.raises(StageError, match="platform_waits"):
            await forward(show, {"post": "lamp"})
        await running(show, kills=1)
        await forward(show, {"post": "lamp"})
        await moderator.reads(f"№ {len(posts()) + 1} · проверьте сообщение", seconds=LONG)
