"""What the side panel asks of a running show."""

import asyncio
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from time import time

import pytest

from demo.deeds.cards import READER
from demo.deeds.line import line
from demo.inspecting.counting import Counts, counted
from demo.inspecting.lanes import arrived
from demo.inspecting.reading import connected
from demo.show import BOT, Show
from sandbox.page.stage import StageError
from tests.demo.cast import Cast

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def boxes(show: Show, *, empty: bool) -> None:
    """Wait till the bot has heard and said everything, or till it has something to say."""
    names = ("waiting", "inbox", "outbox") if empty else ("outbox",)
    for _ in range(600):
        counts = await line(show)
        if empty != any(counts[name] for name in names):
            return
        await asyncio.sleep(0.05)  # the boxes of another process: there is nothing to wait on but their rows
    raise AssertionError(counts)


async def test_a_card_of_the_running_bot(cast: Cast) -> None:
    """The panel follows a card of the real bot, in the reader's language; a card that is gone is a clear refusal."""
    await cast.begins()
    await boxes(cast.show, empty=True)
    assert (await cast.does("cards"))["cards"] == []
    await cast.opens()
    (shown,) = (await cast.does("cards", lang="en"))["cards"]
    assert shown["title"] == "📝 № 1 · to route: Инна Белова"
    found = await cast.does("card", card=shown["id"], lang="en")
    assert [(one["who"], one["what"].partition(":")[0]) for one in found["journal"]] == [("Инна Белова", "Card opened")]
    assert found["deadlines"][0]["name"] == "Route"
    assert found["timers"]
    await cast.begins()
    with pytest.raises(StageError) as refused:
        await cast.does("card", card=shown["id"])
    assert refused.value.code == "no_card"


async def test_a_reader_that_was_killed(cast: Cast) -> None:
    """When the reader's process has gone, the next question is answered by another."""
    await cast.begins()
    await cast.opens()
    assert len((await cast.does("cards"))["cards"]) == 1
    assert READER._process is not None
    READER._process.kill()
    READER._process.join()
    assert len((await cast.does("cards"))["cards"]) == 1
    READER.close()


async def test_the_outbox_while_telegram_is_down(cast: Cast) -> None:
    """Reminders wait, are told as they would be said, and are counted; afterwards all of them have gone."""
    await cast.begins()
    await cast.opens()
    await boxes(cast.show, empty=True)
    await cast.does("fault", name="down", on=True)
    await cast.does("clock", to="deadline")
    await boxes(cast.show, empty=False)
    found = await cast.does("outbox")
    assert found["rows"][0]["status"] in {"new", "held", "sending"}
    assert found["rows"][0]["to"] == "Инна Белова"
    assert found["rows"][0]["what"].startswith("⏰ № 1")
    assert (found["counts"]["outbox"], found["counts"]["lost"]) == (1, 0)
    await cast.does("fault", name="down", on=False)
    await boxes(cast.show, empty=True)
    sent = (await cast.does("outbox"))["rows"][0]
    assert (sent["status"], sent["what"].partition(" · ")[0]) == ("sent", "⏰ № 1")


async def test_lost_is_counted(cast: Cast, tmp_path: Path) -> None:
    """Of what the real bot confirmed nothing is lost; where a row of its inbox is taken out of a copy, one is."""
    await cast.begins()
    await cast.opens()
    await boxes(cast.show, empty=True)
    assert set((await line(cast.show)).values()) == {0}
    confirmed = cast.show.world.bots[BOT].queue.confirmed.ids()
    copy = tmp_path / "copy.db"
    with closing(connected(cast.show.database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute("DELETE FROM inbox WHERE update_id = ?", (max(confirmed),))
        target.commit()
    counts = counted(copy, BOT, confirmed, partial(arrived, cast.show.world), time())
    assert (counts.unheard, counts.unsent) == (1, 0)


async def test_what_cannot_be_counted_is_not_nothing(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No database yet is zeros; one that cannot be read is what was counted last, else unknown, and a refusal."""
    await cast.begins()
    known = await line(cast.show)
    monkeypatch.setattr(Show, "database", tmp_path / "none.db")
    assert (await line(cast.show))["lost"] == 0
    monkeypatch.setattr(Show, "database", tmp_path / "torn.db")
    cast.show.database.write_bytes(b"torn" * 1000)
    unknown = await line(cast.show)
    assert {name for name, count in unknown.items() if count is None} == known.keys() - {"waiting"}
    state = await cast.does("state")
    assert (state["next"], state["line"]["lost"]) == (None, None)
    with pytest.raises(StageError) as refused:
        await cast.does("clock", to="deadline")
    assert refused.value.code == "unread"
    cast.show.counted = (cast.show.database, Counts(inbox=3))
    assert ((await line(cast.show))["inbox"], (await line(cast.show))["lost"]) == (3, 0)
