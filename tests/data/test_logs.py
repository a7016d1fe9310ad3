"""Logs know cards, rows and times: no names, no words, no numbers of people."""

import asyncio
import logging
from collections.abc import AsyncIterator
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from bot.logs import log, set_up
from bot.veiled import veiled
from sandbox.people import Town, hidden
from storage.work import Work
from tests.conversations.stand import PEOPLE, Stand, stand
from tests.conversations.steps import approved, drafted, handed_over, published, routed

POST = "На Ольховой течёт водопровод, Пелагея Кузьминична"
DRAFT = "Бригада Водоканала приедет завтра."
SAID = ("Ольхов", "водопровод", "Пелаге", "Кузьминичн", "Водоканал", "Бригада", "wall-71", *PEOPLE.values())


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Stand]:
    """An office whose bot tells everything that it has to tell."""
    async with Town.start() as town, stand(tmp_path, town, LOG_LEVEL="DEBUG") as ready:
        yield ready


async def test_a_whole_card(office: Stand) -> None:
    """From the post to the publication, with trouble on the way: no word, no name, no number of a person is logged."""
    await office.town.fault("server_error", method="sendMessage", chat=1002, count=1)
    await office.curator.forwards(POST, origin=hidden("Пелагея Кузьминична"))
    work = await routed(office, await office.curator.reads("кому направить?"))
    agreed = await approved(office, await drafted(office, work, DRAFT))
    await published(office, await handed_over(office, agreed, DRAFT), "https://vk.com/wall-71_8?reply=9")
    told = "\n".join(line for line in office.journal().splitlines() if line.startswith("20"))  # no output of `load`
    assert "a message was not sent" in told
    assert [word for word in SAID if word in told] == []
    assert [number for number in PEOPLE if f":{number}" in told or f"={number}" in told] == []


@pytest.mark.parametrize(
    ("said", "logged"),
    [
        ("lane telegram:1001 has moved", "lane telegram:~"),
        ("mail:p.kuzmina@example.org", "mail:…@example.org"),
        ("550 <p.kuzmina@mail.example.org> unknown", "550 <…@mail.example.org> unknown"),
    ],
)
def test_places_of_people(said: str, logged: str) -> None:
    """A private chat has a mark in the place of its number, an address has no name; both stay told apart."""
    assert veiled(said).startswith(logged)
    assert "1001" not in veiled(said)
    assert veiled("telegram:1001") == veiled("telegram:1001") != veiled("telegram:1002")
    assert veiled("telegram:-1001000000777") == "telegram:-1001000000777"


def test_every_record_goes_through_it() -> None:
    """Records of ours and of libraries, in values, words and errors alike."""
    out, root, level = StringIO(), logging.root.handlers, logging.root.level
    try:
        set_up("INFO", "json", out=out)
        log("bot").info("lane telegram:1001", lane="telegram:1001", to="p.kuzmina@example.org")
        log("bot").error("x", exc_info=RuntimeError("lane telegram:1001 is lost"))
        logging.getLogger("aiogram").warning("telegram:1001")
    finally:
        logging.root.handlers, logging.root.level = root, level
    assert "1001" not in out.getvalue()
    assert "kuzmina" not in out.getvalue()


async def test_errors_of_the_database(work: Work) -> None:
    """An error of the database does not repeat the values of its statement, wherever it is printed."""

    def fail(conn: object) -> None:
        conn.execute(text("SELECT * FROM nowhere WHERE a = :said"), {"said": "Пелагея"})  # type: ignore[attr-defined] # a connection

    with pytest.raises(StatementError) as caught:
        await asyncio.wait_for(work.run(fail), 20)
    assert "Пелагея" not in str(caught.value)
