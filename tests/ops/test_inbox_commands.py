"""`inbox dead|requeue`: what was given up is seen without anybody's words, and dealt with anew when asked."""

import json

import pytest
from sqlalchemy import text

from bot.clock import wall_now
from bot.commands.inbox import TWICE
from storage import inbox
from storage.work import Work
from tests.ops.boxes import LONG, given_up
from tests.ops.conftest import Typed

WORDS = "Во дворе не чистят снег"
BODY = json.dumps({"update_id": 7, "message": {"chat": {"id": 5}, "text": WORDS}}, ensure_ascii=False)

one_database = pytest.mark.parametrize("backend", ["sqlite"])
"""For what is the same on both: the suite has its time."""


async def test_nobody_s_words_are_shown_unless_asked_for(work: Work, typed: Typed) -> None:
    """Kind, chat, age and error are shown; the text only with --full."""
    row = await given_up(work, 7, BODY, "KeyError: 'x'", wall_now())
    said = (await typed("inbox", "dead")).output
    assert said == f"{row}  message in chat telegram:5 · 0 s · 1 try\n    KeyError: 'x'\n"
    assert WORDS not in (await typed("inbox", "dead", "--json")).output
    assert WORDS in (await typed("inbox", "dead", "--full")).output
    [full] = json.loads((await typed("inbox", "dead", "--full", "--json")).output)
    assert json.loads(full["update"])["message"]["text"] == WORDS


@pytest.mark.parametrize("words", [["--all"], ["{row}"]])
async def test_requeue_has_it_dealt_with_anew(work: Work, typed: Typed, words: list[str]) -> None:
    """The bot's next look takes the update again, with no failure counted."""
    row = await given_up(work, 7, BODY, "KeyError", wall_now())
    result = await typed("inbox", "requeue", *(word.format(row=row) for word in words))
    assert (result.exit_code, result.output) == (0, f"{row}: is dealt with anew\n{TWICE}\n")
    [turn] = await work.run(lambda conn: inbox.claim(conn, "bot", wall_now(), LONG, 5))
    assert [(one.id, one.failures) for one in turn.updates] == [(row, 0)]


@one_database
async def test_requeue_did_not_say_that_its_sender_was_told_to_send_it_again(work: Work, typed: Typed) -> None:
    """Where he did, the same is dealt with twice: that is said with it, and before it in the help; not of a group."""
    row = await given_up(work, 7, BODY, "KeyError", wall_now())
    assert "ask him" in (await typed("inbox", "requeue", str(row))).output
    await work.run(lambda conn: conn.execute(text("UPDATE inbox SET lane = 'telegram:-5', status = 'dead'")))
    assert (await typed("inbox", "requeue", "--all")).output == f"{row}: is dealt with anew\n"
    assert "told to send them again" in " ".join((await typed("inbox", "requeue", "--help")).output.split())


@one_database
async def test_what_is_not_dead_is_left_alone(work: Work, typed: Typed) -> None:
    """A number that is no dead update is told, and ends with 1; none at all with 2."""
    assert (await typed("inbox", "requeue", "5")).exit_code == 1
    assert (await typed("inbox", "requeue")).exit_code == 2


@one_database
@pytest.mark.attack(16)
@pytest.mark.parametrize("body", ["\x1b[2J{", '{"\\u001b[2J\\nfaked": 1}', "[" * 100_000, "1", "{}"])
async def test_an_update_of_any_form_is_one_row(work: Work, typed: Typed, body: str) -> None:
    """Whatever was stored is listed in its two lines, without a control character."""
    await given_up(work, 8, body, "no\x1b[31m JSON\nfaked", wall_now())
    for words in ([], ["--full"]):
        result = await typed("inbox", "dead", *words)
        assert result.exit_code == 0
        assert not {"\x1b", "\x9b", "\r"} & set(result.output)
        assert len(result.output.splitlines()) == 2 + len(words)
