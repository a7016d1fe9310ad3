"""A show goes to a file and comes back."""

import asyncio
import base64
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from sandbox.page.stage import MOST, StageError
from sandbox.server import BODY_LIMIT
from sandbox.settings import MEGABYTE
from tests.demo.cast import Cast

pytestmark = pytest.mark.asyncio(loop_scope="session")

Json = dict[str, Any]


async def test_a_question_goes_on(cast: Cast) -> None:
    """Whoever was asked something when the show was saved can answer after it was loaded over another one."""
    await cast.begins()
    card = await cast.opens()
    await card.tap("Не подлежит обработке")
    asked = await cast["curator"].reads("основани")
    await cast.does("clock", now="2026-03-18T11:15", speed=0)
    kept = json.loads(json.dumps(await cast.does("save")))
    await cast.begins("anapa", "en")
    seen = cast.show.world.changes.last
    await cast.does("load", **kept)
    cast.meets(seen)
    state = await cast.does("state")
    assert (state["procedure"], state["locale"], state["bot"]["state"]) == ("sobolevo", "ru", "running")
    assert (state["clock"]["now"], state["clock"]["speed"]) == ("2026-03-18T11:15:00+12:00", 0)
    again = next(one for one in await cast["curator"].history() if one.id == asked.id)
    assert again.labels == asked.labels
    await again.tap(again.labels[0])
    await cast["curator"].toast("№ 1")
    assert list(cast.show.folder.parent.iterdir()) == [cast.show.folder]


def _database(change: str) -> Callable[[Json, Path], None]:
    def made(kept: Json, folder: Path) -> None:
        file = folder / "spoiled.db"
        file.write_bytes(base64.b64decode(kept["database"]))
        with closing(sqlite3.connect(file)) as database, database:
            database.execute(change)
        kept["database"] = base64.b64encode(file.read_bytes()).decode()

    return made


def _with(**more: object) -> Callable[[Json, Path], None]:
    return lambda kept, _: kept.update(more)


def _webhook(kept: Json, _: Path) -> None:
    kept["world"]["bots"][0]["queue"]["webhook"]["url"] = "https://example.org/"


BAD = {
    "another kind": (_with(kind="a letter"), "kind"),
    "another version": (_with(version=2), "version"),
    "no such procedure": (_with(procedure="../anapa"), "procedure"),
    "a list for a procedure": (_with(procedure=["anapa"]), "procedure"),
    "no office": (_with(office="[office"), "office"),
    "no clock": (_with(clock=[1, 2]), "clock"),
    "a clock that goes back": (_with(clock={"now": "2026-03-18T09:00:00+12:00", "speed": -1}), "clock"),
    "a clock of a far year": (_with(clock={"now": "9999-12-31T23:59:59+00:00", "speed": 1}), "clock"),
    "a clock of no year": (_with(clock={"now": "0001-01-01T00:00:00+12:00", "speed": 1}), "clock"),
    "a messenger's clock of a far year": (lambda kept, _: kept["world"]["clock"].update(now=253402300799), "world"),
    "a database of nothing": (_with(database=""), "database"),
    "a picture for a database": (_with(database=base64.b64encode(b"\x89PNG").decode()), "database"),
    "half a database": (lambda kept, _: kept.update(database=kept["database"][:40_000]), "database"),
    "a database of somebody else": (_database("DROP TABLE alembic_version"), "database"),
    "a newer database": (_database("UPDATE alembic_version SET version_num = '9999'"), "newer"),
    "no world": (_with(world={"version": 1}), "world"),
    "a world that calls somewhere": (_webhook, "world"),
}


async def test_bad_files(cast: Cast, tmp_path: Path) -> None:
    """What cannot be shown is refused with its reason before anything is touched."""
    await cast.begins()
    kept, folder = json.dumps(await cast.does("save")), cast.show.folder
    for name, (spoil, why) in BAD.items():
        spoiled = json.loads(kept)
        spoil(spoiled, tmp_path)
        with pytest.raises(StageError) as refused:
            await cast.does("load", **spoiled)
        assert (refused.value.code, refused.value.more) == ("bad_file", {"why": why}), name
    assert (cast.show.state, cast.show.folder) == ("running", folder)


async def test_what_fails_half_way(cast: Cast, tmp_path: Path) -> None:
    """Where the bot cannot live on what was loaded, the show that was goes on, with all its messages."""
    await cast.begins()
    kept = await cast.does("save")
    _database("DROP TABLE offices")(kept, tmp_path)
    card, before = await cast.opens(), cast.show.folder
    with pytest.raises(StageError) as refused:
        await cast.does("load", **kept)
    assert (refused.value.code, refused.value.more) == ("bad_file", {"why": "bot"})
    await cast.until(lambda: cast.show.state == "running")
    assert list(before.parent.iterdir()) == [before]
    await card.tap("→ Благоустройство")
    cast.meets(cast.show.world.changes.last)
    await cast["roads"].reads("№ 1")


async def test_over_the_wire(cast: Cast) -> None:
    """A browser saves by GET and loads by POST; a body that is too large is not even read."""
    await cast.begins()
    async with aiohttp.ClientSession(cast.show.url) as client:
        async with client.get("/stage/save") as answer:
            kept = (await answer.json())["result"]
        async with client.post("/stage/load", json=kept) as answer:
            assert (await answer.json())["result"] == {"procedure": "sobolevo", "locale": "ru"}
        async with asyncio.timeout(10), client.post("/stage/load", headers={"Content-Length": "170000000"}) as answer:
            assert await answer.json() == {"ok": False, "error": "too_big", "more": {"most": 150}}


async def test_what_is_saved_can_be_loaded(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A show too large to be loaded is not saved either; one large file is far from that, and its bytes are kept."""
    await cast.begins()
    large = cast.show.world.files.add("document", b"x" * 1_000_000, "large.bin")
    kept = await cast.does("save")
    assert base64.b64decode(kept["world"]["files"][-1]["content"]) == large.content
    assert 50 * MEGABYTE * 4 / 3 * 2 < MOST < BODY_LIMIT
    monkeypatch.setattr("demo.keeping.MOST", MEGABYTE)
    with pytest.raises(StageError) as refused:
        await cast.does("save")
    assert (refused.value.code, refused.value.more) == ("too_big", {"most": 1})


async def test_pages_may_ask_while_a_show_is_loaded(cast: Cast) -> None:
    """At every moment of a load the page is told how the show stands."""
    await cast.begins()
    kept = await cast.does("save")
    async with asyncio.TaskGroup() as group:
        loading = group.create_task(cast.does("load", **kept))
        while not loading.done():
            assert (await cast.does("state"))["clock"]["now"].startswith("2026-03-18T09:4")
