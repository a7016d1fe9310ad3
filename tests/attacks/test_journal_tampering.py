"""Whoever has the database in his hands cannot change the journal unseen: `audit verify` names the first break."""

import asyncio
import json
import stat
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.audit.checking import Verdict, verdicts
from storage import journal as chain
from storage.erasing import Order, erase
from storage.moment import at_one_moment
from storage.work import Work
from tests.attacks.forging import (
    Deed,
    appended,
    cut_after,
    deleted,
    edited,
    put_between,
    rewritten,
    swapped,
    to_another_office,
    with_exchanged_contents,
)
from tests.fixtures.cards import carried_out, opened, routing
from tests.fixtures.databases import backend, database_url
from tests.fixtures.offices import NOW
from tests.proof.counting import Tried
from workflow.card import Card
from workflow.office import Office

__all__ = ["backend", "database_url"]

pytestmark = pytest.mark.attack(19)

Journal = list[Card]
HEX = "0" * 64

one_database = pytest.mark.parametrize("backend", ["sqlite"])
"""For what is the same on both: the suite has its time."""


@pytest.fixture
async def journal(work: Work, office: Office) -> Journal:
    """Five events of three cards: opened, routed; opened; opened, routed."""
    cards = []
    for text in ("Снег", "Вода", "Дороги"):
        cards.append(await opened(work, office, text))
        if text != "Вода":
            await carried_out(work, routing(cards[-1], office))
    return cards


@pytest.fixture
async def shell(work: Work, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal in a folder of its own, on the database of the test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", database_url)


async def audit(*words: str) -> Result:
    return await asyncio.to_thread(CliRunner().invoke, app, ["audit", *words])


async def verified(work: Work) -> Verdict:
    """The verdict on the one office."""
    [found] = await work.read(verdicts)
    return found


DAMAGE = [
    *[(edited(3, **{name: value}), 3, name) for name, value in (("body", "{}"), ("salt", HEX), ("digest", HEX))],
    *[(edited(3, **{name: value}), 3, name) for name, value in (("seq", 9), ("kind", "rang"), ("by", None))],
    *[(edited(3, **{name: value}), 3, name) for name, value in (("prev_hash", HEX), ("hash", HEX))],
    (edited(5, card=2), 5, "card"),
    (edited(3, seq=7, card=1), 3, "moved to another card"),
    (to_another_office(3), 3, "moved to another office"),
    (edited(3, at=NOW.replace(year=2020)), 3, "at"),
    (edited(3, salt=None), 3, "said to be erased"),
    (edited(3, salt=None, body='{"kind": "opened"}'), 3, "said to be erased, with something in its place"),
    (edited(1, chain_seq=0), 1, "the first one moved"),
    (edited(5, chain_seq=6), 5, "the last one moved"),
    (deleted(1), 1, "the first one deleted"),
    (deleted(3), 3, "a middle one deleted"),
    (deleted(5), 5, "the last one deleted"),
    (deleted(2, 4), 2, "several deleted"),
    (deleted(1, 2, 3, 4, 5), 1, "all deleted"),
    (cut_after(2, head_too=False), 3, "truncated"),
    (appended, 6, "one more at the end"),
    (put_between(3), 3, "one more in the middle"),
    (swapped(2, 4), 2, "two swapped"),
    (with_exchanged_contents(1, 3), 1, "contents exchanged"),
]


async def test_every_damage_is_named_by_its_first_place(work: Work, journal: Journal, tried: Tried) -> None:
    """Edited in any column, deleted, inserted, swapped, truncated: the verdict names office, event and why."""
    assert (await verified(work)).words == "whole, 5 events"
    for deed, place, what in DAMAGE:
        found = await _seen(work, deed)
        tried.count(lost=found.whole)
        assert (found.office, found.whole, found.event) == ("lesnoe", False, place), (what, found)
        assert len(found.words) > 20
    assert (await verified(work)).whole


async def _seen(work: Work, deed: Deed) -> Verdict:
    """The verdict on a damaged journal; the damage is undone."""

    class Enough(Exception):  # noqa: N818 - it is no error: it takes the damage back
        """Carries the verdict out of a transaction that must not be committed."""

    def damaged(conn: Connection) -> None:
        deed(conn)
        raise Enough(verdicts(conn))

    try:
        await work.run(damaged)
    except Enough as seen:
        found = next(one for one in seen.args[0] if one.office == "lesnoe")
        assert isinstance(found, Verdict)
        return found
    raise AssertionError


async def test_an_erased_row_is_no_break(work: Work, journal: Journal) -> None:
    """What was erased by its rules leaves the chain whole; the same done by hand does not."""
    order = Order(because="request", reason="по заявлению", instead="удалено", at=NOW, real=NOW, even_open=True)
    await work.run(lambda conn: erase(conn, [journal[0].id], order))
    assert (await verified(work)).whole
    await work.run(edited(1, body='{"kind":"opened"}'))
    assert (await verified(work)).event == 1


@one_database
async def test_the_card_is_named(work: Work, journal: Journal, shell: None) -> None:
    """`audit verify` says office, event, card and why, and ends with 1; a whole journal ends with 0."""
    assert ((await audit("verify")).exit_code, (await audit("verify", "lesnoe")).exit_code) == (0, 0)
    await work.run(edited(4, kind="rang"))
    result = await audit("verify")
    assert (result.exit_code, result.output) == (
        1,
        "lesnoe: BROKEN at event 4, card № 3: the row was changed after it was written\n",
    )
    [found] = json.loads((await audit("verify", "--json")).output)
    assert (found["office"], found["whole"], found["event"], found["card"]) == ("lesnoe", False, 4, 3)


async def keys_and_head(tmp_path: Path) -> list[str]:
    """A pair of keys, and the end as it is now, signed: the words that check it."""
    if not (tmp_path / "sign.pem").exists():
        assert (await audit("key", "sign.pem")).exit_code == 0
    (tmp_path / "head.json").write_text((await audit("head", "--sign", "sign.pem")).output, encoding="utf-8")
    return ["verify", "--head", "head.json", "--public", "sign.pem.pub"]


@pytest.mark.parametrize(
    ("deed", "word"),
    [
        (cut_after(3, head_too=True), "CUT: at"),
        (cut_after(0, head_too=True), "CUT: at"),
        (rewritten(2, '{"kind":"routed"}'), "REWRITTEN at event 5 or before it"),
        (rewritten(5, '{"kind":"routed"}'), "REWRITTEN at event 5 or before it"),
    ],
)
async def test_a_signed_head_finds_what_the_chain_cannot(
    work: Work, journal: Journal, shell: None, tmp_path: Path, deed: Deed, word: str, tried: Tried
) -> None:
    """A tail cut with the office's own end set back, or a history chained anew, is whole to itself alone."""
    checks = await keys_and_head(tmp_path)
    assert (await audit(*checks)).exit_code == 0
    await work.run(deed)
    assert (await audit("verify")).exit_code == 0
    result = await audit(*checks)
    tried.count(lost=result.exit_code == 0)
    assert result.exit_code == 1
    assert word in result.output


async def test_a_tail_that_was_cut_is_not_told_in_the_same_figure(
    work: Work, journal: Journal, shell: None, tmp_path: Path
) -> None:
    """Where the office's own end still names the lost event, the verdict on the kept one says that it is not there."""
    checks = await keys_and_head(tmp_path)
    await work.run(cut_after(3, head_too=False))
    output = (await audit(*checks)).output
    assert "there were 5 events; event 5 is not there any more" in output
    assert "now there are" not in output


async def test_a_head_stays_good_while_the_journal_grows(
    work: Work, office: Office, journal: Journal, shell: None, tmp_path: Path
) -> None:
    """An end that was kept lies on every later chain, after erasures too."""
    checks = await keys_and_head(tmp_path)
    await opened(work, office, "Ещё одна")
    order = Order(because="request", reason="x", instead="удалено", at=NOW, real=NOW, even_open=True)
    await work.run(lambda conn: erase(conn, [journal[1].id], order))
    result = await audit(*checks)
    assert (result.exit_code, result.output.count("lesnoe")) == (0, 2)
    assert "event 5, lies on the chain" in result.output


@one_database
async def test_a_forged_head_is_refused(journal: Journal, shell: None, tmp_path: Path) -> None:
    """A head of which anything was changed after it was signed proves nothing, and is told."""
    checks = await keys_and_head(tmp_path)
    signed = json.loads((tmp_path / "head.json").read_text())
    assert set(signed) == {"office", "count", "hash", "at", "signature"}
    for name, value in signed.items():
        other = value - 1 if isinstance(value, int) else ("A" if value[0] != "A" else "B") + value[1:]
        (tmp_path / "head.json").write_text(json.dumps({**signed, name: other}))
        result = await audit(*checks)
        assert result.exit_code == 1
        assert "NOT SIGNED" in result.output


@one_database
async def test_another_s_key_and_no_signature_are_refused(journal: Journal, shell: None, tmp_path: Path) -> None:
    """Who signs with a key of his own, or not at all, is not taken for the owner of the public key."""
    checks = await keys_and_head(tmp_path)
    assert (await audit("key", "other.pem")).exit_code == 0
    for words, told in ((["head", "--sign", "other.pem"], "NOT SIGNED"), (["head"], "it is not signed")):
        (tmp_path / "head.json").write_text((await audit(*words)).output)
        result = await audit(*checks)
        assert result.exit_code == 1
        assert told in result.output


@one_database
async def test_an_office_that_is_gone_is_missed(work: Work, journal: Journal, shell: None, tmp_path: Path) -> None:
    """An office of which an end was kept cannot vanish with its journal."""
    checks = await keys_and_head(tmp_path)
    await work.run(lambda conn: conn.exec_driver_sql("UPDATE offices SET key = 'other', stamp = 'tampered'").close())
    result = await audit(*checks)
    assert result.exit_code == 1
    assert "lesnoe: GONE" in result.output


@one_database
async def test_keys_are_their_owner_s_alone(shell: None, tmp_path: Path) -> None:
    """The private key is readable by its owner alone, is never overwritten, and never shown."""
    first = await audit("key", "sign.pem")
    private = (tmp_path / "sign.pem").read_text()
    assert stat.S_IMODE((tmp_path / "sign.pem").stat().st_mode) == 0o600
    assert "PRIVATE" not in first.output
    again = await audit("key", "sign.pem")
    assert again.exit_code == 2
    assert (tmp_path / "sign.pem").read_text() == private


@one_database
async def test_what_is_no_head_is_refused_in_words(work: Work, shell: None, tmp_path: Path) -> None:
    """A file that is none of `audit head` ends with 2 and one line."""
    for content in ("", "{}", "[1]", "nonsense", '{"office":1,"count":"x","hash":2,"at":3}', "[" * 99999):
        (tmp_path / "head.json").write_text(content)
        result = await audit("verify", "--head", "head.json")
        assert (result.exit_code, len(result.output.splitlines())) == (2, 1), content[:20]


async def test_the_walk_sees_one_moment(
    work: Work, office: Office, journal: Journal, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bot that goes on writing while the journal is walked breaks nothing: no false alarm on either database."""
    monkeypatch.setattr(chain, "_PAGE", 1)
    real, written = chain.hash_of, threading.Event()

    async def write() -> None:
        async with await Work.open(database_url) as other:
            await opened(other, office, "Пока проверяли")

    def slow(last: str, row: Any) -> str:
        if not written.is_set():
            written.set()
            writer = threading.Thread(target=lambda: asyncio.run(write()))
            writer.start()
            writer.join()
        return real(last, row)

    monkeypatch.setattr(chain, "hash_of", slow)
    [found] = await work.read(at_one_moment(verdicts))
    assert found.words == "whole, 5 events"
    [found] = await work.read(at_one_moment(verdicts))
    assert found.words == "whole, 6 events"
