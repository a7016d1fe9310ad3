"""Attacks 10, 11 and 18: hostile words in every field that a person can set, through every message of a card's life."""

import json
import random
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from handlers.callbacks import Tap
from storage.work import Work
from tests.attacks.house import House, housed
from tests.attacks.people import GROUPS, everybody, office_text, who
from tests.attacks.raw import group, member, message, says, taps
from tests.bot.fakes import rows
from tests.cases import EXPLORING
from tests.proof.counting import Tried

MARKUP = (
    "<b>", "</b>", "<a href='javascript:alert(1)'>x</a>", "&", "&lt;", "&#0;", "&#x202e;", "<", ">", "<!--", "]]>",
    "<tg-emoji emoji-id='1'>", "<blockquote>", "</blockquote></b>", "<pre><code class='language-x'>", '" onclick="x',
)  # fmt: skip
BIDI = ("\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\u200e", "\u200f")
LONG = (
    "ы" * 100_000,
    "\n" * 5_000,
    "🧑‍🚒" * 2_000,
    "e\u0301" * 5_000,
    "👍🏽" * 2_047 + "x",
    "\u200b" * 5_000,
    "<" * 4_096,
)
PAYLOADS = (
    "'; DROP TABLE cards; --", "{0}", "{card}", "{}", "%s", "%(name)s", "${HOME}", "{{7*7}}", "#{7*7}",
    "!!python/object",
    "[[office]]\nkey='x'", "\x00", "\ud800", "\x1b[31m", "\\", "%", "_", "* OR NEAR(", '"', "NULL",
)  # fmt: skip
SHORT = (*MARKUP, *BIDI, *PAYLOADS)

hostile = st.lists(st.one_of(st.sampled_from(SHORT), st.text(max_size=12)), max_size=8).map("".join)


@dataclass
class Life:
    """A card's life in which every word is hostile."""

    house: House
    words: tuple[str, ...]

    def word(self, number: int) -> str:
        """One of them."""
        return self.words[number % len(self.words)]

    async def lived(self) -> None:
        """From the post to the answer, with a return, remarks, an addition, lists and a search between."""
        curator, executor, head = (who("own", role) for role in ("curator", "executor", "head"))
        origin = {"type": "hidden_user", "date": 1, "sender_user_name": self.word(1)[:64] or "x"}
        post = message(curator, text=f"{self.word(0)} https://vk.com/wall-1_{random.Random(str(self.words)).random()}")
        await self.house.feed({"message": {**post, "forward_origin": origin}})
        ((card,),) = await rows(self.house.work, "SELECT max(id) FROM cards")
        await self.tap(curator, card, "route", "own-unit")
        await self.answers(executor, card, "return", self.word(2))
        await self.tap(curator, card, "route", "own-unit")
        await self.drafts(executor, card, self.word(3))
        await self.house.feed(says(curator, f"/find {self.word(4)}"), says(curator, self.word(5)), says(head, "/board"))
        for person in everybody("own").values():
            await self.house.feed(says(person, "/my"), says(person, f"/card {card}"), says(person, "/staff"))

    async def drafts(self, person: int, card: int, words: str) -> None:
        """He answers the card's own message with a draft."""
        query = f"SELECT max(message_id) FROM views WHERE card = {card} AND lane = 'telegram:{person}'"  # noqa: S608 - numbers
        ((number,),) = await rows(self.house.work, query)
        below = {"message_id": int(number or 1), "date": 1, "chat": {"id": person, "type": "private"}, "text": "№"}
        await self.house.feed({"message": message(person, text=words, reply_to_message=below)})

    async def tap(self, person: int, card: int, action: str, value: str = "") -> None:
        """His button, in the turn that the card has."""
        ((body,),) = await rows(self.house.work, f"SELECT body FROM cards WHERE id = {card}")  # noqa: S608 - a number
        data = Tap(card=card, turn=json.loads(body)["turn"], action=action, value=value).pack()
        await self.house.feed(taps(person, data))

    async def answers(self, person: int, card: int, action: str, words: str) -> None:
        """He taps, and answers the question in these words."""
        await self.tap(person, card, action)
        await self.house.feed(says(person, words))


@pytest.mark.attack(10, 11, 18)
@pytest.mark.timeout(600)
@settings(
    max_examples=60 if EXPLORING else 3,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(words=st.lists(hostile, min_size=6, max_size=6).map(tuple))
async def test_no_words_break_a_message(house: House, tried: Tried, words: tuple[str, ...]) -> None:
    """Whatever is written, Telegram takes every message about it, and nothing in it is markup or turns text round."""
    await Life(house, words).lived()
    tried.count()
    await house.sound()
    assert [link for one in house.judge.heard for link in one.links if link.lower().startswith("javascript")] == []


@pytest.mark.attack(11)
@pytest.mark.timeout(600)
async def test_no_length_breaks_a_message(house: House, tried: Tried) -> None:
    """A word without an end, lines without words, emoji at the cut: cards and answers come in pieces that fit."""
    for number, words in enumerate(LONG if EXPLORING else LONG[:3]):
        await Life(house, (words, *LONG[number:], *LONG[:number])).lived()
        tried.count()
    await house.sound()


def hostile_office() -> str:
    """An office whose every name is hostile; what a file cannot hold is left to the messages."""
    bad = "<b>&amp;\u202e{0} %s</i> ' OR 1 --"
    quoted = json.dumps(bad, ensure_ascii=False)
    text = office_text("own")
    for name in ("Администрация Светлого", "Дороги", "Другой отдел Явный"):
        text = text.replace(f'"{name}"', quoted)
    for role in everybody("own"):
        text = text.replace(f'"{role.title()} Явный"', json.dumps(f"{role} {bad}", ensure_ascii=False))
    return text


@pytest.mark.attack(10, 18)
async def test_no_name_breaks_a_message(work: Work, tried: Tried, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of the office, its departments, people and groups, as hostile as their file lets them be."""
    text = hostile_office()
    monkeypatch.setattr("tests.attacks.furnished.office_text", lambda key: text)
    async with housed(work, ["own"]) as house:
        await Life(house, ("Яма", "Автор", "Не наше", "Сделаем", "яма", "что?")).lived()
        for title in (*SHORT, *LONG):
            place = group(GROUPS["own"], title)
            await house.feed(member(who("own", "administrator"), place, "kicked"), member(1, place))
            tried.count()
        await house.sound()
        assert len(house.judge.heard) > 20


@pytest.mark.attack(18)
async def test_a_payload_is_kept_and_shown_to_the_letter(house: House, tried: Tried) -> None:
    """What looks like a command to a database, a template or a parser is a post like any other, and is found as one."""
    curator = who("own", "curator")
    for words in PAYLOADS:
        said = f"Заявка {words} конец"
        await house.feed(says(curator, "/cancel"), says(curator, said))
        query = "SELECT body FROM held UNION ALL SELECT body FROM cards WHERE id > 14 ORDER BY 1"
        posts = [json.loads(body) for (body,) in await rows(house.work, query)]
        kept = [part["text"] for one in posts for part in one.get("post", one)["parts"]]
        tried.count()
        assert said.replace("\x00", "\ufffd").replace("\ud800", "\ufffd") in kept
        told = await house.says(curator, f"/find {words}")
        assert told, words
    await house.sound()
