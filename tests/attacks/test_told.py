"""Attack 10: hostile names, posts, drafts and departments in lists, reminders, digests, the group and mails."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from email.headerregistry import Address

import pytest

from bot.bells import Bells
from bot.clock import wall_now
from bot.mail.files import Files
from bot.mail.mailer import MEGABYTE
from bot.mail.making import Made, Maker
from bot.ticker import Ticker
from storage import outbox, staffing
from storage.blobs import Blob
from storage.books import SqlBooks
from storage.work import Work
from tests.attacks.hostile import ADDRESS, evil, made_evil, seen
from tests.attacks.house import House, housed
from tests.attacks.judge import BIDI
from tests.attacks.people import GROUPS, everybody, who
from tests.attacks.raw import says, taps
from tests.attacks.taps import shown
from tests.attacks.test_words import Life
from tests.bot.fakes import Telegram, Wall, rows, way_of
from tests.bot.mail.post import Shelf
from tests.proof.counting import Tried
from workflow.presence import Reason
from workflow.staffing.commands import Absent
from workflow.staffing.outcome import Changed
from workflow.words import OfficeId, PersonId

CURATOR, EXECUTOR, HEAD = (who("own", role) for role in ("curator", "executor", "head"))
COORDINATOR, ADMINISTRATOR = (who("own", role) for role in ("coordinator", "administrator"))
GROUP = GROUPS["own"]
ESCALATED = "опаздывает на 1 ч"
LISTS: dict[tuple[int, str], tuple[str, ...]] = {
    (CURATOR, "/my"): ("пост0", "пост4", "curator"),
    (EXECUTOR, "/my"): ("пост1", "пост3", "executor", "head"),
    (HEAD, "/board"): ("офис", "пост0", "пост4", "curator", "executor", "head"),
    (CURATOR, "/find у школы"): ("пост1", "пост5", "curator", "executor", "head"),
    (CURATOR, "/find отдел"): ("пост1",),
    (CURATOR, "/card 1"): ("пост0", "автор", "отдел", "соседи"),
    (HEAD, "/card 2"): ("пост1", "автор", "executor"),
    (COORDINATOR, "/staff"): ("офис", "отдел", "соседи"),
    (ADMINISTRATOR, "/accounts"): ("счёт",),
}
"""What is asked for, and what stands in the answer, in its text or on its buttons."""


@pytest.fixture
async def evil_house(work: Work, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    """One office all of whose words are hostile, with a mail server."""
    made_evil(monkeypatch)
    async with housed(work, ["own"], mail=True) as house:
        yield house


def heard(house: House, chat: int, about: str = "") -> list[str]:
    """What came to a chat, messages that hold these words alone; their buttons stand behind them."""
    said = (one for one in house.judge.heard if one.chat == chat and about in one.text)
    return ["\n".join([one.text, *one.buttons]) for one in said]


def to_the_letter(house: House, chat: int, about: str, *words: str) -> None:
    """Fails unless a message with `about` in it came to the chat, and each of the words stands in one as it is seen."""
    told = "\n".join(heard(house, chat, about))
    assert told, f"nothing about {about!r} came to {chat}: {heard(house, chat)}"
    assert [word for word in words if seen(word) not in told] == [], told


@pytest.mark.attack(10)
async def test_every_list_shows_hostile_words_to_the_letter(evil_house: House, tried: Tried) -> None:
    """Own cards, the board, what is found, cards, staff and accounts are taken by Telegram, each word as a word."""
    for (person, command), words in LISTS.items():
        await evil_house.says(person, command)
        tried.count()
        to_the_letter(evil_house, person, "", *words)
    await evil_house.sound()


@pytest.mark.attack(10)
async def test_every_screen_about_people_shows_hostile_names_to_the_letter(evil_house: House, tried: Tried) -> None:
    """Departments, people and whoever may stand in for them: all screens that open from /staff and /absence."""
    await evil_house.feed(says(ADMINISTRATOR, "/staff"), says(ADMINISTRATOR, "/absence"))
    known: set[str] = set()
    for _ in range(2):
        fresh = [one for one in shown(evil_house) if one not in known]
        known.update(fresh)
        await evil_house.feed(*(taps(ADMINISTRATOR, one) for one in fresh))
        tried.count(len(fresh))
    to_the_letter(evil_house, ADMINISTRATOR, "", "отдел", "соседи", "executor", "second", "curator", "chief")
    to_the_letter(evil_house, ADMINISTRATOR, "Роли:", "executor", "отдел")
    await evil_house.sound()


async def rung(house: House, hours: float) -> None:
    """So much later all that is due is told."""
    house.judge.forget()
    house.clock.at += timedelta(hours=hours)
    for job in Ticker(house.work, house.clock, Bells(), 1.0).jobs:
        await job()
    await house.settle()


@pytest.mark.attack(10)
async def test_reminders_and_escalations_show_hostile_words_to_the_letter(evil_house: House, tried: Tried) -> None:
    """What is due and what is late, one by one and many in one message, to people and in the group, above too."""
    await rung(evil_house, 1)
    to_the_letter(evil_house, EXECUTOR, "срок вышел", "пост3")
    to_the_letter(evil_house, CURATOR, "Напоминания: 4", "head", "executor")
    to_the_letter(evil_house, GROUP, "Напоминания: 4", "curator", "head", "executor")
    await rung(evil_house, 2)
    to_the_letter(evil_house, HEAD, ESCALATED, "пост3", "пост4", "executor", "curator")
    to_the_letter(evil_house, COORDINATOR, ESCALATED, "пост2", "head")
    await rung(evil_house, 1)
    to_the_letter(evil_house, GROUP, "через 1 ч", "пост1", "executor")
    assert f"tg://user?id={EXECUTOR}" in {link for one in evil_house.judge.heard for link in one.links}
    tried.count(6)
    await evil_house.sound()


async def leaves(house: House, since: datetime) -> None:
    """The executor goes on leave for a week; whoever is beside him stands in."""
    ids = dict(await rows(house.work, "SELECT key, id FROM people"))
    him, other, by = (PersonId(ids[f"own-{key}"]) for key in ("executor", "second", "administrator"))
    command = Absent(OfficeId(1), by, him, since, since + timedelta(days=7), Reason.LEAVE, (other,))
    now = house.clock.now()
    outcome = await house.work.run(lambda conn: staffing.do(conn, command, SqlBooks(conn, now), now))
    assert isinstance(outcome, Changed), outcome


@pytest.mark.attack(10)
async def test_digests_and_absences_show_hostile_names_to_the_letter(evil_house: House, tried: Tried) -> None:
    """Who is away, who stands in, what has come to whom: the morning's message, and the news of an absence."""
    await leaves(evil_house, evil_house.clock.now() + timedelta(hours=21))
    await rung(evil_house, 21)
    to_the_letter(evil_house, HEAD, "В отпуске", "executor", "second")
    to_the_letter(evil_house, COORDINATOR, "В отпуске", "executor", "second")
    to_the_letter(evil_house, EXECUTOR, "Вас замещает", "second")
    to_the_letter(evil_house, everybody("own")["second"], "Вы замещаете", "executor", "пост1")
    evil_house.judge.forget()
    await evil_house.feed(says(COORDINATOR, "/absence"), says(HEAD, "/card 2"))
    to_the_letter(evil_house, COORDINATOR, "Отсутствия", "executor")
    to_the_letter(evil_house, HEAD, "№ 2", "second")
    tried.count(6)
    await evil_house.sound()


@pytest.mark.attack(10)
async def test_drafts_and_reasons_are_shown_to_the_letter(evil_house: House, tried: Tried) -> None:
    """A return, a draft, a remark and the agreed answer reach each who works with them as they were written."""
    life = Life(evil_house, ("x",))
    await life.answers(EXECUTOR, 2, "return", evil("не наше"))
    to_the_letter(evil_house, CURATOR, "№ 2", "не наше", "executor")
    await life.tap(CURATOR, 2, "route", "own-unit")
    await life.drafts(EXECUTOR, 2, evil("проект"))
    to_the_letter(evil_house, EXECUTOR, "Проект к № 2", "проект")
    await evil_house.feed(taps(EXECUTOR, next(one for one in shown(evil_house) if one.startswith("s:2:"))))
    to_the_letter(evil_house, HEAD, "согласовать ответ", "проект", "пост1")
    await life.answers(HEAD, 2, "send_back", evil("короче"))
    to_the_letter(evil_house, EXECUTOR, "доработать", "короче", "head", "проект")
    tried.count(4)
    await evil_house.sound()


async def mail_of(house: House) -> Made:
    """The one mail that waits, as it would go to the server."""
    now = wall_now()
    (row,) = await house.work.run(lambda conn: outbox.claim(conn, "mailer", now, timedelta(minutes=1), 9, by_mail=True))
    way = way_of(house.work, Telegram(), Wall())

    async def no_blob(sha: str) -> Blob:
        raise LookupError(sha)

    maker = Maker(way, Files(Shelf(), no_blob, MEGABYTE), Address("Отклик", "bot", "example.org"))
    user, _, domain = ADDRESS.partition("@")
    made = await maker.make(row, Address(username=user, domain=domain))
    assert made is not None
    return made


@pytest.mark.attack(10)
async def test_a_mail_shows_hostile_words_to_the_letter(evil_house: House, tried: Tried) -> None:
    """Post, author, office and reader stand in it as plain words, and nothing in it turns text round."""
    await Life(evil_house, ("x",)).tap(CURATOR, 1, "route", "own-unit")
    mail = (await mail_of(evil_house)).mail
    body = mail.get_body(("plain",))
    assert body is not None
    text = str(body.get_content())
    tried.count()
    assert [word for word in ("пост0", "автор", "офис") if seen(word) not in text] == []
    assert mail["To"].addresses[0].display_name == seen("executor")
    assert not BIDI.search("".join([text, str(mail["Subject"]), str(mail["To"]), str(mail)]))
    assert mail.get_content_type() == "text/plain"
    await evil_house.sound()
