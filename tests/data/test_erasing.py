"""A card is erased: its words are nowhere, its life is still told, and the journal is still provable."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, delete, select, update

from bot.erasing.looking import Looked, look_through
from bot.showing import shown_to
from handlers import history_words
from handlers.lists import line_of
from handlers.view import card_message
from storage import erasing, journal, queries, views
from storage.erasing import Done, Order, StillOpenError
from storage.erasing_finding import of_author
from storage.erasing_pages import rewrite
from storage.journal_bare import bare_body
from storage.journal_erased import removal
from storage.tables import blobs, departments, events, outbox
from storage.work import Work
from tests.data.short import ONE_DATABASE
from tests.data.told import PICTURE, WORDS, everything, left_of, told_card
from tests.fixtures.cards import carried_out, opened
from tests.fixtures.offices import NOW, person
from tests.proof.counting import Tried
from workflow import desk
from workflow.card import Card
from workflow.commands import Open
from workflow.events import Erased, load
from workflow.history import replay
from workflow.office import Office
from workflow.post import Part, Post
from workflow.words import PersonId

ORDER = Order(because="request", reason="заявление 5", instead="данные удалены", at=NOW, real=NOW)


async def erased(work: Work, card: Card, order: Order = ORDER) -> tuple[Done, Looked]:
    """Erased as by the command, and looked for everywhere."""
    return await work.run(lambda conn: erasing.erase(conn, [card.id], order)), await look_through(work)


async def test_no_word_is_left(work: Work, office: Office) -> None:
    """Before it every word stands somewhere; afterwards none of them is in any column of any table."""
    card = await told_card(work, office)
    there = await work.read(lambda conn: left_of(everything(conn)))
    assert {one.partition(" in ")[0] for one in there} == set(WORDS)
    done, looked = await erased(work, card)
    assert await work.read(lambda conn: left_of(everything(conn))) == []
    assert (done.cards, looked.files) == (1, 1)
    assert await work.read(lambda conn: conn.execute(select(blobs)).all()) == []


async def test_chain_stays_provable(work: Work, office: Office) -> None:
    """The chain of the office is whole after an erasure, and after the events that follow it."""
    card = await told_card(work, office)
    await erased(work, card)
    assert await work.read(lambda conn: journal.verify(conn, office.id)) is None
    await opened(work, office, "Другое")
    assert await work.read(lambda conn: journal.verify(conn, office.id)) is None


@ONE_DATABASE
async def test_life_of_the_card_stays(work: Work, office: Office) -> None:
    """Number, step, times and who did what are as they were; the card is the sum of what its journal says now."""
    card = await told_card(work, office)
    await erased(work, card)
    kept = await work.read(lambda conn: queries.card(conn, card.id))
    assert kept is not None
    assert kept == replay(await work.read(lambda conn: journal.history(conn, card.id)))
    same = ("number", "step", "moments", "executor", "curator", "department", "importance", "last", "opened_at")
    assert [getattr(kept, name) for name in same] == [getattr(card, name) for name in same]
    assert (kept.erased_at, kept.version) == (NOW, card.version + 1)
    assert kept.post.text.startswith("данные удалены")


@ONE_DATABASE
async def test_messages_are_shown_anew(work: Work, office: Office) -> None:
    """A message that shows the card is older than the card, so that the refresher takes the words out of it."""
    card = await told_card(work, office)
    await erased(work, card)
    (view,) = await work.read(lambda conn: views.live_views(conn, card.id))
    assert (view.message_id, view.version, view.current) == ("70", card.version, card.version + 1)


@ONE_DATABASE
async def test_what_people_see(work: Work, office: Office) -> None:
    """The card, its place in a list and each line of its history can still be shown, and hold no word of it."""
    card = await told_card(work, office)
    await erased(work, card)
    curator = PersonId(person(office, "curator"))
    shown = await work.read(lambda conn: shown_to(conn, card.id, office, curator, NOW, "bot"))
    assert shown is not None
    told = [history_words.told(one, shown) for one in await work.read(lambda conn: journal.history(conn, card.id))]
    said = [
        card_message(shown).text,
        line_of(shown.card, shown.procedure, office, NOW, shown.texts),
        *(f"{one.what}: {one.note}" for one in told),
    ]
    assert left_of(iter(said)) == []
    assert "данные удалены" in said[0]
    assert said[-1] == "Тексты и вложения удалены по обращению: заявление 5"


@ONE_DATABASE
async def test_others_are_left_alone(work: Work, office: Office) -> None:
    """Another card, and what is still to be sent of it, is the same as before."""
    card, other = await told_card(work, office), await opened(work, office, "У дома Пелагеи Кузьминичны нет света")
    mine = select(outbox).where(outbox.c.card == other.id)
    before = await work.read(lambda conn: (queries.card(conn, other.id), conn.execute(mine).all()))
    await erased(work, card)
    assert await work.read(lambda conn: (queries.card(conn, other.id), conn.execute(mine).all())) == before


@ONE_DATABASE
async def test_twice(work: Work, office: Office) -> None:
    """A card that was erased already is left as it is: there is no second event."""
    card = await told_card(work, office)
    await erased(work, card)
    version = await work.read(lambda conn: queries.card(conn, card.id))
    assert await erased(work, card) == (Done(), Looked())
    assert await work.read(lambda conn: queries.card(conn, card.id)) == version


async def test_open_card(work: Work, office: Office) -> None:
    """An open card is refused and untouched, unless that is said in so many words; its deadline stays."""
    card = await told_card(work, office, closed=False)
    with pytest.raises(StillOpenError, match=r"no\. 1 is open"):
        await erased(work, card)
    assert await work.read(lambda conn: queries.card(conn, card.id)) == card
    await erased(work, card, ORDER.model_copy(update={"even_open": True}))
    assert await work.read(lambda conn: left_of(everything(conn))) == []
    assert await work.read(lambda conn: journal.verify(conn, office.id)) is None


async def test_cards_of_an_author(work: Work, office: Office) -> None:
    """The author is found by his name in whatever letters, and by the link of his post; nobody else is."""
    card = await told_card(work, office)
    await opened(work, office, "Пелагея Кузьминична мне соседка")
    for said in ("пелагея  кузьминична", "https://m.vk.com/wall-71_8"):
        assert await work.read(lambda conn, said=said: of_author(conn, office.id, said)) == [card.id]
    assert await work.read(lambda conn: of_author(conn, office.id, "Пелагея")) == []


async def test_file_of_the_database(tmp_path: Path, sqlite_template: Path, office_file: Any) -> None:
    """After it no word is in the bytes of SQLite's files either, neither in free pages nor in the log beside it."""
    path = Path(shutil.copy(sqlite_template, tmp_path / "raw.db"))
    async with await Work.open(f"sqlite:///{path}") as work:
        office = await work.run(_loader(office_file))
        await erased(work, await told_card(work, office))
        assert rewrite(f"sqlite:///{path}")
        raw = _bytes_in(tmp_path)
    assert [word for word in WORDS if word.encode() in raw] == []
    assert PICTURE not in raw
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _bytes_in(folder: Path) -> bytes:
    return b"".join(one.read_bytes() for one in folder.iterdir())


def _loader(office_file: Any) -> Callable[[Connection], Office]:
    from storage import offices, procedures
    from tests.fixtures.offices import PROCEDURE_TEXT

    def load(conn: Connection) -> Office:
        procedures.put(conn, PROCEDURE_TEXT, NOW)
        offices.load_office(conn, office_file)
        return offices.all_offices(conn)[0].office

    return load


def _edit(**values: Any) -> Callable[[Connection], None]:
    return lambda conn: conn.execute(update(events).where(events.c.chain_seq == 1).values(values)).close()


def _other_body(conn: Connection) -> None:
    body = conn.scalar(select(events.c.body).where(events.c.chain_seq == 1)) or ""
    _edit(body=body.replace("данные удалены", "всё хорошо"))(conn)


def _bare_but_another(conn: Connection) -> None:
    body = conn.scalar(select(events.c.body).where(events.c.chain_seq == 1)) or ""
    _edit(body=body.replace('"number":1', '"number":2'))(conn)


@ONE_DATABASE
@pytest.mark.attack(19)
@pytest.mark.parametrize("damage", [_other_body, _bare_but_another, _edit(salt="00"), _edit(by=None)])
async def test_edit_of_an_erased_row(work: Work, office: Office, damage: Callable[[Connection], None]) -> None:
    """What stands in place of erased contents cannot be changed either: the chain names it."""
    await erased(work, await told_card(work, office))
    await work.run(damage)
    found = await work.read(lambda conn: journal.verify(conn, office.id))
    assert found is not None
    assert found.chain_seq == 1


@ONE_DATABASE
@pytest.mark.attack(19)
async def test_edit_passed_off_as_an_erasure(work: Work, office: Office) -> None:
    """Contents that were changed or emptied without an erasure in the chain are a broken link."""
    await told_card(work, office)
    await work.run(_edit(salt=None))
    found = await work.read(lambda conn: journal.verify(conn, office.id))
    assert found is not None
    assert "no later event says" in found.why


@ONE_DATABASE
@pytest.mark.attack(19)
async def test_erasure_that_leaves_words(work: Work, office: Office) -> None:
    """An erasure in the chain that names a body with words in it is none: it would be an edit."""
    from workflow.events import dump, load

    card = await told_card(work, office)

    def forge(conn: Connection) -> None:
        event = load(conn.scalar(select(events.c.body).where(events.c.chain_seq == 1)) or "")
        other = event.model_copy(update={"topic": "", "post": card.post.model_copy(update={"author": "Кто-то"})})
        _pass_off(conn, card, 1, dump(other))

    await work.run(forge)
    found = await work.read(lambda conn: journal.verify(conn, office.id))
    assert found is not None
    assert found.why == "what stands in place of erased contents is not what an erasure leaves of them"


def _pass_off(conn: Connection, card: Card, place: int, body: str) -> None:
    """An edit with an erasure in the chain that names it."""
    here = events.c.chain_seq == place
    seq = conn.scalar(select(events.c.seq).where(here)) or 0
    conn.execute(update(events).where(here).values(salt=None, body=body))
    said = Erased(seq=card.version + 1, at=NOW, instead="—", removed=(removal(seq, body),))
    journal.append(conn, conn.scalar(select(events.c.office).where(here)) or 0, card.id, [said])


@ONE_DATABASE
@pytest.mark.attack(19)
@pytest.mark.parametrize(
    ("kind", "other"),
    [
        ("opened", {"number": 999}),
        ("opened", {"detected": (NOW + timedelta(days=30)).isoformat()}),
        ("opened", {"topic": "roads"}),
        ("moved", {"action": "approve"}),
        ("moved", {"step": "closed"}),
        ("moved", {"department": "other"}),
        ("moved", {"date": NOW.isoformat()}),
        ("moved", {"note": "—"}),
        ("moved", {"new": 1}),
    ],
)
async def test_bare_edit_passed_off_as_an_erasure(
    work: Work, office: Office, kind: str, other: dict[str, object], tried: Tried
) -> None:
    """Who edits a step, an action or a time and says that it was an erasure is found: just what it leaves may stand."""
    card = await told_card(work, office)
    row = await work.read(lambda conn: conn.execute(select(events).where(events.c.kind == kind)).first())
    assert row is not None
    left = json.loads(bare_body(load(row.body), "—"))
    await work.run(lambda conn: _pass_off(conn, card, row.chain_seq, json.dumps({**left, **other})))
    found = await work.read(lambda conn: journal.verify(conn, office.id))
    tried.count(lost=found is None)
    assert found is not None
    assert (found.chain_seq, "not what an erasure leaves" in found.why) == (row.chain_seq, True)


@ONE_DATABASE
async def test_topic_of_the_office_stays(work: Work, office: Office) -> None:
    """A topic that the office knew when the card was opened is left, whatever its departments do now; another goes."""
    known = sorted(await work.read(lambda conn: journal.topics_of(conn, office.id)))[0]
    curator = PersonId(person(office, "curator"))
    for topic in (known, "просьба Пелагеи"):
        post = Post(author="Пелагея", parts=(Part(key=topic, text="Снег"),))
        done = await carried_out(work, Open(office.id, curator, post, key=topic, topic=topic))
        assert isinstance(done, desk.Done)
        await work.run(lambda conn: conn.execute(update(departments).values(topics=["просьба Пелагеи"])).close())
        await erased(work, done.card, ORDER.model_copy(update={"even_open": True}))
        kept = await work.read(lambda conn, one=done.card.id: queries.card(conn, one))
        await work.run(lambda conn: conn.execute(update(departments).values(topics=[known])).close())
        assert kept is not None
        assert kept.topic == (known if topic == known else "")
    assert await work.read(lambda conn: journal.verify(conn, office.id)) is None


@ONE_DATABASE
@pytest.mark.attack(19)
async def test_erasure_cut_off(work: Work, office: Office) -> None:
    """Where the erasure itself is taken out of the journal its rows are unexplained."""
    await erased(work, await told_card(work, office))
    last = select(events.c.id).order_by(events.c.chain_seq.desc()).limit(1).scalar_subquery()
    await work.run(lambda conn: conn.execute(delete(events).where(events.c.id == last)).close())
    found = await work.read(lambda conn: journal.verify(conn, office.id))
    assert found is not None
    assert found.chain_seq == 1
