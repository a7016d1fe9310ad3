"""A mail as its reader opens it: built without a server, parsed back as a mail program does."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Any

import pytest

from bot.mail.files import Attachment, Why
from bot.mail.message import Envelope, letter, message_id, named
from bot.mail.settings import mailbox
from handlers.shown import Shown
from handlers.texts import texts_for
from tests.handlers.world import EXECUTOR, OFFICE, World, renamed
from workflow.post import Part
from workflow.words import Importance

AT = datetime(2026, 3, 4, 0, 0, tzinfo=UTC)
EVIL = "Вася\r\nBcc: all@example.org\u2028Bcc: all@example.org\u202e\x00"
SENDER, READER = Address("Отклик", "bot", "example.org"), Address(username="roads", domain="example.org")


def shown(locale: str = "ru", zone: str = "Asia/Kamchatka", **post: Any) -> Shown:
    """A card that has just come to the road builders; its post has these traits."""
    found = World().routed().shown(EXECUTOR, locale)
    office = replace(OFFICE, timetable=replace(OFFICE.timetable, zone=zone))
    changed = found.card.post.model_copy(update=post)
    return replace(found, office=office, card=found.card.model_copy(update={"post": changed}))


def opened(what: Shown, *attachments: Attachment, repeated: bool = False, name: str = "Пётр") -> EmailMessage:
    """The mail after its way through a server."""
    envelope = Envelope(SENDER, named(READER, name), "<1@example.org>", AT, repeated)
    sent = letter(what, attachments, envelope).as_bytes()
    assert sent.isascii()
    assert max(map(len, sent.split(b"\r\n"))) <= 998
    found = message_from_bytes(sent, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def text_of(mail: EmailMessage) -> str:
    """What stands in it."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_it_says_what_is_to_be_known() -> None:
    """Headline, office, post, author, link, deadline with zone and clause, where to go on."""
    post = {"author": "Мария Л.", "link": "https://vk.com/wall-1_12"}
    mail = opened(shown(**post))
    assert text_of(mail).splitlines() == [
        "📝 № 12 · вам: подготовить ответ",
        "Администрация района",
        "",
        "На улице Лесной третий день не горят фонари, дети идут из школы в темноте",
        "",
        "Автор: Мария Л.",
        "Пост: https://vk.com/wall-1_12",
        "",
        "Проект: до 4 марта, 15:00 (UTC+12) · п. 13",
        "",
        "Карточка в Telegram, отвечать там: https://t.me/otklik_bot?start=card_12-1",
    ]


def test_its_headers_are_those_of_a_machine() -> None:
    """From, To, date, identity; answering machines are told to be quiet."""
    mail = opened(shown())
    assert str(mail["From"]) == "Отклик <bot@example.org>"
    assert str(mail["To"]) == "Пётр <roads@example.org>"
    assert mail["Date"].datetime == AT
    assert (mail["Message-ID"], mail["Auto-Submitted"], mail["Importance"]) == (
        "<1@example.org>",
        "auto-generated",
        None,
    )


def test_a_reader_of_english_gets_english() -> None:
    """Everything that is ours is in the reader's language, the post as it was written."""
    mail = opened(shown("en", author="Мария"), Attachment("photo-1.jpg", why=Why.TOO_BIG))
    ours = text_of(mail).replace("На улице Лесной третий день не горят фонари, дети идут из школы в темноте", "")
    ours = ours.replace("Мария", "").replace("Администрация района", "")
    assert (mail["Subject"], mail["Content-Language"]) == ("📝 № 12 · yours: prepare the answer", "en")
    assert not [letter for letter in ours if "а" <= letter.lower() <= "я"]


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_a_repeat_is_marked_first(locale: str) -> None:
    """The subject of a mail that may have come already begins with the mark."""
    subject = opened(shown(locale), repeated=True)["Subject"]
    assert subject.startswith(texts_for(locale).repeated("📝 № 12 · "))


@pytest.mark.parametrize(
    "traits",
    [{"author": EVIL}, {"link": f"https://vk.com/{EVIL}"}, {"parts": (Part(text=EVIL),)}, {"source": EVIL}],
)
def test_a_post_cannot_write_headers(traits: dict[str, Any]) -> None:
    """Whatever a post holds, no header of the mail comes from it and none is added."""
    assert opened(shown(**traits)).keys() == opened(shown()).keys()


def test_names_cannot_write_headers() -> None:
    """The name of a person, of the office, of a step or of a file stays inside of its own line."""
    what = shown()
    what = replace(what, office=replace(what.office, name=EVIL))
    mail = opened(what, Attachment(f"{EVIL}.jpg", b"x"), name=EVIL)
    (file,) = mail.iter_attachments()
    assert (mail["Bcc"], mail["To"].addresses[0].addr_spec) == (None, "roads@example.org")
    assert (file["Bcc"], set(file.keys())) == (
        None,
        {"Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "MIME-Version"},
    )


def test_a_hostile_sender_or_address_is_no_mailbox() -> None:
    """Neither a setting nor an office file can bring a second recipient in."""
    for text in ("a@b.ru\r\nBcc: c@d.ru", "a@b.ru, c@d.ru", "a@b.ru c@d.ru", "A <a@b.ru> <c@d.ru>", "a@b", "@b.ru"):
        found = mailbox(text)
        assert found is None or found.addr_spec == text, text


def test_a_name_in_the_subject_is_one_line_to_the_letter() -> None:
    """A card that has gone on to somebody else names him, whatever his name is, without our markup."""
    what = replace(shown(), reader=None, office=renamed(EXECUTOR, name="<b>Пётр & Ко</b>\r\nBcc: all@example.org"))
    mail = opened(what)
    assert mail["Subject"] == "📝 № 12 · готовит ответ: <b>Пётр & Ко</b> Bcc: all@example.org"
    assert mail["Bcc"] is None


@pytest.mark.parametrize(
    ("attachment", "line"),
    [
        (Attachment("photo-1.jpg", b"x"), "- photo-1.jpg"),
        (
            Attachment("video-2.mp4", why=Why.TOO_BIG),
            "- video-2.mp4: не приложено, слишком велико для письма; есть в Telegram",
        ),
        (
            Attachment("акт.pdf", why=Why.GONE),
            "- акт.pdf: не приложено, получить не удалось; есть в Telegram",
        ),
    ],
)
def test_every_attachment_is_named(attachment: Attachment, line: str) -> None:
    """What is there is attached; what is not is told, with why."""
    mail = opened(shown(), attachment)
    assert line in text_of(mail).splitlines()
    assert [one.get_filename() for one in mail.iter_attachments()] == ([] if attachment.why else [attachment.name])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("видео.mp4", "video/mp4"),
        ("акт.pdf", "application/pdf"),
        ("page.html", "text/html"),
        ("letter.eml", "application/octet-stream"),
        ("без имени", "application/octet-stream"),
    ],
)
def test_a_file_keeps_its_bytes_name_and_type(name: str, kind: str) -> None:
    """Bytes come out as they went in, under their name in any script; a mail within the mail is only bytes."""
    (file,) = opened(shown(), Attachment(name, bytes(range(256)))).iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == (name, kind)
    assert file.get_payload(decode=True) == bytes(range(256))
    assert file.get_content_disposition() == "attachment"


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("Asia/Kamchatka", "(UTC+12)"),
        ("Asia/Kolkata", "(UTC+5:30)"),
        ("America/St_Johns", "(UTC-3:30)"),
        ("UTC", "(UTC+0)"),
    ],
)
def test_the_deadline_says_whose_time_it_is(zone: str, told: str) -> None:
    """A reader who is elsewhere need not guess."""
    assert told in text_of(opened(shown(zone=zone)))


def test_an_urgent_card_is_marked_urgent() -> None:
    """High importance stands in the text and in the header that mail programs show."""
    what = shown()
    mail = opened(replace(what, card=what.card.model_copy(update={"importance": Importance.HIGH})))
    assert (mail["Importance"], "Важность высокая" in text_of(mail)) == ("high", True)


def test_an_identity_is_stable_and_ones_own() -> None:
    """The same row gives the same identity; another key, or a database begun anew, gives another."""
    later = datetime(2026, 3, 4, 0, 0, 1, tzinfo=UTC)
    found = [message_id("mail/1", AT, "b.ru"), message_id("mail/2", AT, "b.ru"), message_id("mail/1", later, "b.ru")]
    assert message_id("mail/1", AT, "b.ru") == found[0]
    assert len(set(found)) == 3
