"""`outbox list|retry|drop` beside a running bot: nothing hangs, nothing is hidden, nothing steers the terminal."""

import json
from datetime import timedelta
from functools import partial

import pytest

from bot.clock import wall_now
from bot.outcomes import Refused
from storage import outbox
from storage.outbox import Message, mending
from storage.work import Work
from tests.bot.fakes import Telegram, Wall
from tests.bot.test_publishing import Village
from tests.fixtures.cards import opened
from tests.fixtures.offices import person
from tests.ops.boxes import LONG, left_dead, left_dead_on_repeat, left_in_doubt
from tests.ops.conftest import Typed
from workflow.office import Office
from workflow.publication import under_way

LANE = "telegram:900"

one_database = pytest.mark.parametrize("backend", ["sqlite"])
"""For what is the same on both: the suite has its time."""


async def stuck(work: Work, office: Office) -> tuple[int, int]:
    """A dead reminder of a card, and a doubtful answer; both two hours old."""
    card, at = await opened(work, office), wall_now() - timedelta(hours=2)
    await work.run(lambda conn: conn.exec_driver_sql("DELETE FROM outbox").close())
    ping = Message(LANE, "ping", "{}", office=office.id, card=card.id, person=person(office, "head"))
    dead = await left_dead(work, ping, "bot was blocked by the user", at)
    return dead, await left_in_doubt(work, Message(LANE, "reply", "{}"), "TimeoutError", at)


async def test_the_list_says_what_it_is_about(work: Work, office: Office, typed: Typed) -> None:
    """Kind, card, office, reader, age, error; and of a doubtful one that it may have arrived."""
    dead, doubt = await stuck(work, office)
    said = (await typed("outbox", "list")).output.splitlines()
    assert said[0] == (
        f"{dead}  dead · 2 h · a reminder of a deadline, card № 1 of {office.key}, for {_name(office, 'head')}"
    )
    assert said[1] == f"    to {LANE} · 1 try · bot was blocked by the user"
    assert said[2].startswith(f"{doubt}  in doubt: it may have arrived · 2 h · an answer of the bot")
    assert said[3] == f"    to {LANE} · 2 tries · TimeoutError"


def _name(office: Office, key: str) -> str:
    return next(one.name for one in office.people if one.key == key)


@one_database
async def test_the_list_for_programs(work: Work, office: Office, typed: Typed) -> None:
    """JSON has every row, whether it may have arrived, and not a word of its text."""
    dead, doubt = await stuck(work, office)
    rows = json.loads((await typed("outbox", "list", "--json")).output)
    assert [(row["id"], row["status"], row["may_have_arrived"]) for row in rows] == [
        (dead, "dead", False),
        (doubt, "doubt", True),
    ]
    assert "body" not in rows[0]


async def test_the_list_of_one_office_and_of_what_waits(work: Work, office: Office, typed: Typed) -> None:
    """--office leaves out what is not of it; --all shows also what has not gone yet."""
    dead, _ = await stuck(work, office)
    await work.run(lambda conn: outbox.put(conn, [Message(LANE, "reply", "{}")], wall_now()))
    mine = json.loads((await typed("outbox", "list", "--office", office.key, "--json")).output)
    assert [row["id"] for row in mine] == [dead]
    assert "waits" in (await typed("outbox", "list", "--all")).output
    assert "waits" not in (await typed("outbox", "list")).output


async def test_retry_sends_again_and_marks_what_may_have_arrived(work: Work, office: Office, typed: Typed) -> None:
    """The bot's next look takes the dead one as new, and the doubtful one as a repeat."""
    dead, doubt = await stuck(work, office)
    result = await typed("outbox", "retry", str(doubt), "--all-dead")
    assert result.exit_code == 0
    assert f"{doubt}: goes again, marked «повтор»" in result.output
    now = wall_now()
    taken = []
    while claimed := await work.run(lambda conn: outbox.claim(conn, "bot", now, LONG, 5)):
        taken += claimed
        await work.run(partial(outbox.sent, message=claimed[0], message_id="7", now=now))
    assert [(one.id, one.repeated) for one in taken] == [(dead, False), (doubt, True)]


@pytest.mark.parametrize("word", ["{}", "--all-dead"])
async def test_a_dead_message_that_may_have_arrived_before_goes_again_marked(
    work: Work, office: Office, typed: Typed, word: str
) -> None:
    """Where the repeat of a doubtful send was refused, the list and the command say so, and the mark stays."""
    await work.run(lambda conn: conn.exec_driver_sql("DELETE FROM outbox").close())
    row = await left_dead_on_repeat(work, Message(LANE, "reply", "{}"), "bot was blocked by the user", wall_now())
    assert f"{row}  dead: it may have arrived · " in (await typed("outbox", "list")).output
    result = await typed("outbox", "retry", word.format(row))
    assert f"{row}: goes again, marked «повтор»: it may have arrived" in result.output
    (claimed,) = await work.run(lambda conn: outbox.claim(conn, "bot", wall_now(), LONG, 5))
    assert claimed.repeated


async def test_drop_settles_with_its_reason(work: Work, office: Office, typed: Typed) -> None:
    """A dropped row is not stuck any more, is never sent, and keeps why; doing it twice says so."""
    dead, _ = await stuck(work, office)
    assert (await typed("outbox", "drop", str(dead), "--reason", "he has left")).exit_code == 0
    row = await work.read(lambda conn: mending.one(conn, dead))
    assert row is not None
    assert (row.status, row.error) == ("dropped", "he has left")
    again = await typed("outbox", "drop", str(dead), "--reason", "x")
    assert (again.exit_code, again.output) == (1, f"{dead}: left as it is: it was dropped before\n")


@one_database
async def test_what_was_sent_is_called_so(work: Work, office: Office, typed: Typed) -> None:
    """A row that was sent is left as it is, in plain words; one whose sending has begun is not said to be under way."""
    dead, _ = await stuck(work, office)
    for status, words in (("sent", "it was sent"), ("sending", "its sending has begun"), ("superseded", "a newer one")):
        change = f"UPDATE outbox SET status = '{status}' WHERE id = {dead}"  # noqa: S608 - of this test alone
        await work.run(lambda conn, change=change: conn.exec_driver_sql(change).close())  # type: ignore[misc]  # bound in the loop
        assert f"left as it is: {words}" in (await typed("outbox", "drop", str(dead), "--reason", "x")).output


@one_database
async def test_an_office_that_is_not_there_is_refused(work: Work, office: Office, typed: Typed) -> None:
    """A key that no office has is told with 2; it is not as if nothing were stuck there."""
    await stuck(work, office)
    told = await typed("outbox", "list", "--office", "nope")
    assert (told.exit_code, "there is no office 'nope'" in told.output) == (2, True)


@one_database
async def test_what_still_goes_is_left_alone(work: Work, office: Office, typed: Typed) -> None:
    """A row that waits or is being sent is neither retried nor dropped: the bot has it in hand."""
    await stuck(work, office)
    await work.run(lambda conn: outbox.put(conn, [Message(LANE, "reply", "{}")], wall_now()))
    [waiting] = [one for one in await work.read(lambda conn: mending.left(conn, waiting=True)) if one.status == "new"]
    for words in (("retry", str(waiting.id)), ("drop", str(waiting.id), "--reason", "x"), ("retry", "999999")):
        assert (await typed("outbox", *words)).exit_code == 1
    found = await work.read(lambda conn: mending.one(conn, waiting.id))
    assert found is not None
    assert found.status == "new"


@one_database
async def test_a_dead_publication_is_not_sent_behind_its_card_s_back(work: Work, office: Office, typed: Typed) -> None:
    """Its card was told when it failed: retry refuses, drop settles the row and leaves the card as it is."""
    village = Village(work, Telegram(), Wall(), office)
    card = await village.agreed()
    await village.orders(card)
    await village.sends(Refused("no rights"))
    [row] = [one for one in await work.read(mending.left) if one.kind == outbox.ONCE]
    before = (await village.card()).version
    refused = await typed("outbox", "retry", str(row.id))
    assert refused.exit_code == 1
    assert "has the button to publish" in refused.output
    assert (await typed("outbox", "drop", str(row.id), "--reason", "by hand")).output == f"{row.id}: dropped\n"
    assert (await village.card()).version == before


async def test_dropping_a_publication_that_its_card_waits_for_tells_the_card(
    work: Work, office: Office, typed: Typed
) -> None:
    """A card cannot be left waiting for a row that is gone: with the row its order ends."""
    village = Village(work, Telegram(), Wall(), office)
    await village.orders(await village.agreed())
    assert under_way(await village.card())
    await work.run(
        lambda conn: conn.exec_driver_sql("UPDATE outbox SET status='dead' WHERE kind='publication'").close()
    )
    [row] = [one for one in await work.read(mending.left) if one.kind == outbox.ONCE]
    said = (await typed("outbox", "drop", str(row.id), "--reason", "by hand")).output
    assert "its card is told" in said
    assert not under_way(await village.card())


@one_database
@pytest.mark.attack(16)
async def test_names_and_errors_do_not_steer_the_terminal(work: Work, office: Office, typed: Typed) -> None:
    """Escapes and line breaks from the database are shown as their codes: a row stays in its two lines."""
    evil = "\x9b1m\x1b[2J\x1b]0;owned\x07\nfaked  line\u202e\r"
    await left_dead(work, Message(f"telegram:{evil}", evil, "{}"), evil, wall_now())
    for words in (("outbox", "list"), ("outbox", "list", "--json")):
        output = (await typed(*words)).output
        assert not {"\x1b", "\x9b", "\x07", "\r", "\u202e"} & set(output)
        assert "\nfaked" not in output
    assert len((await typed("outbox", "list")).output.splitlines()) == 2
