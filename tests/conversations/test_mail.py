"""Mail over HTTP and SMTP: who has an address gets the card there too, with what is attached to it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.people import Town, hidden
from tests.bot.mail.server import CUT, Mailbox, listening
from tests.conversations.stand import OFFICE, Stand, stand
from tests.conversations.steps import drafted, forwarded, routed

PICTURE = b"\xff\xd8\xff a hole in the road"
ROADS = "roads@example.org"


@pytest.fixture
async def box() -> AsyncIterator[Mailbox]:
    """A mail server."""
    async with listening(Mailbox()) as ready:
        yield ready


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """The office file with an e-mail address for the road builder."""
    written = OFFICE.read_text(encoding="utf-8").replace('key = "roads-1"', f'key = "roads-1"\nemail = "{ROADS}"')
    (tmp_path / "office.toml").write_text(written, encoding="utf-8")
    return tmp_path / "office.toml"


def server(port: int) -> dict[str, str]:
    """Settings of a mail server on this machine."""
    address = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(port), "SMTP_TLS": "none"}
    return {**address, "SMTP_FROM": "Отклик <bot@example.org>"}


@pytest.fixture
async def office(tmp_path: Path, people: Path, box: Mailbox) -> AsyncIterator[Stand]:
    """An office whose bot has a mail server."""
    async with Town.start() as town, stand(tmp_path, town, office_file=people, **server(box.port)) as ready:
        yield ready


@pytest.mark.clause("KLP-6c", "ANP-2.6")
async def test_an_executor_gets_the_post_and_its_photo_by_mail(office: Stand, box: Mailbox) -> None:
    """A forwarded photo with words reaches its executor in the chat and, word for word and byte for byte, by mail."""
    await office.curator.forwards("Яма на Лесной, дети падают", origin=hidden("Мария"), photo=PICTURE)
    await routed(office, await office.curator.reads("№ 1"))
    mail = await box.next()
    body = mail.get_body()
    assert body is not None
    text = body.get_content()
    assert (box.readers, mail["Subject"]) == ([ROADS], "📝 № 1 · вам: подготовить ответ")
    told = ("Яма на Лесной, дети падают", "Автор: Мария", "Проект: до 4 марта")
    assert [words for words in told if words not in text] == []
    assert [(one.get_content_type(), one.get_content()) for one in mail.iter_attachments()] == [("image/jpeg", PICTURE)]


async def test_only_a_card_that_is_given_makes_a_mail(office: Stand, box: Mailbox) -> None:
    """What comes back to its executor makes none: the next mail is that of the next card."""
    asked = await drafted(office, await routed(office, await forwarded(office)), "Уберём")
    await box.next()
    await asked.tap("На доработку")
    await (await office.head.reads("что доработать?")).reply("Когда?")
    await office.roads.reads("вам: доработать ответ")
    await office.coordinator.forwards("Снег не убран на Школьной", origin=hidden("Житель"))
    await (await office.coordinator.reads("№ 2 · Telegram · кому направить?")).tap("→ Дорожное хозяйство")
    assert (await box.next())["Subject"] == "📝 № 2 · вам: подготовить ответ"


async def test_a_lost_answer_makes_one_marked_repeat(office: Stand, box: Mailbox) -> None:
    """Where the server's word is lost the mail comes once more, marked, and mail programs know it for the same."""
    box.at_data.append(CUT)
    await routed(office, await forwarded(office))
    first, second = await box.next(), await box.next()
    assert (first["Message-ID"], second["Subject"]) == (second["Message-ID"], f"повтор · {first['Subject']}")


async def test_a_mail_server_that_is_away_keeps_no_card_from_anybody(tmp_path: Path, people: Path) -> None:
    """With nothing at the other end cards come and go in the chat as ever; the log says what is wrong."""
    async with Town.start() as town, stand(tmp_path, town, office_file=people, **server(1)) as office:
        await drafted(office, await routed(office, await forwarded(office)), "Уберём")
        assert "the mail server cannot be used" in office.journal()
