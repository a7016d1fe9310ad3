"""Mail over a real SMTP server: what arrives, and what happens where it cannot."""

import asyncio
from datetime import timedelta

import pytest

from bot.clock import wall_now
from bot.mail.settling import GIVE_UP
from storage import outbox
from storage.outbox import mending
from storage.work import Work
from tests.bot.fakes import Telegram, Wall, rows
from tests.bot.mail.post import PETR, PHOTO, MailPost
from tests.bot.mail.server import CUT, Mailbox, listening
from tests.bot.troubled import Troubled
from workflow.office import Office


@pytest.mark.clause("KLP-6c", "ANP-2.6")
async def test_a_card_arrives_with_its_text_and_photo(post: MailPost, box: Mailbox) -> None:
    """Who is given a card gets the post's text, its author and link, the deadline and the photo at his address."""
    await post.routed("Яма на Лесной", PHOTO, author="Мария", link="https://vk.com/wall-1_2")
    await post.mails()
    (mail,) = box.mails
    text = mail.get_body().get_content()  # type: ignore[union-attr]  # it has one
    assert box.readers == [PETR]
    assert (mail["To"], mail["Subject"]) == ("Пётр Дорожный <petr@example.org>", "📝 № 1 · вам: подготовить ответ")
    told = ("Яма на Лесной", "Автор: Мария", "https://vk.com/wall-1_2", "Проект: до 4 марта, 17:00 (UTC+12) · п. ")
    assert [words for words in told if words not in text] == []
    (photo,) = mail.iter_attachments()
    assert (photo.get_filename(), photo.get_content_type()) == ("photo-1.jpg", "image/jpeg")
    assert photo.get_content() == b"a picture"
    assert await post.states() == ["sent"]


async def test_a_refused_mail_is_dead_and_seen(post: MailPost, box: Mailbox) -> None:
    """An address that is refused for good is not written to again about this card, and the row tells why."""
    box.at_rcpt.append("550 5.1.1 no such person")
    await post.routed()
    await post.mails()
    await post.no_waiting()
    await post.mails()
    (stuck,) = await post.work.read(mending.left)
    assert (stuck.status, stuck.lane, stuck.error) == ("dead", f"mail:{PETR}", "550 5.1.1 no such person")
    assert (box.mails, post.mailer.outage.on) == ([], False)


@pytest.mark.parametrize("stage", ["at_rcpt", "at_data"])
async def test_what_is_put_off_is_tried_again(post: MailPost, box: Mailbox, stage: str) -> None:
    """451 costs time and nothing else; the mail is not marked, for it surely did not arrive."""
    getattr(box, stage).append("451 4.7.1 try again later")
    await post.routed()
    await post.mails()
    (waits,) = await rows(post.work, "SELECT status, not_before FROM outbox WHERE kind = 'mail'")
    assert (waits[0], waits[1] / 1e6 > wall_now().timestamp() + 20, box.mails) == ("new", True, [])
    await post.no_waiting()
    await post.mails()
    assert [mail["Subject"] for mail in box.mails] == ["📝 № 1 · вам: подготовить ответ"]


async def test_what_is_put_off_for_days_is_given_up(post: MailPost, box: Mailbox) -> None:
    """A server that says "later" for five days is believed no more."""
    box.at_rcpt.append("452 4.2.2 mailbox full")
    await post.routed()
    long_ago = int((wall_now() - GIVE_UP - timedelta(hours=1)).timestamp() * 1e6)
    await post.work.run(lambda conn: conn.exec_driver_sql("UPDATE outbox SET created_at = ?", (long_ago,)))
    await post.mails()
    assert await post.states() == ["dead"]


@pytest.mark.parametrize(
    ("stage", "answer"),
    [
        ("at_mail", "553 5.7.1 not owned by this user"),
        ("at_mail", "451 4.3.0 no disk"),
        ("at_mail", "421 going away"),
        ("at_rcpt", "421 going away"),
        ("at_rcpt", "530 5.7.0 log in first"),
    ],
)
async def test_what_is_not_about_the_mail_does_not_kill_it(
    post: MailPost, box: Mailbox, stage: str, answer: str
) -> None:
    """A server that goes away, or does not take us as we are, makes all mail wait and kills none."""
    getattr(box, stage).append(answer)
    await post.routed()
    await post.mails()
    assert (await post.states(), post.mailer.outage.on) == (["new"], True)
    await post.no_waiting()
    await post.mails()
    assert (await post.states(), post.mailer.outage.on) == (["sent"], False)


async def test_a_mail_too_large_for_the_server_is_dead(post: MailPost, box: Mailbox) -> None:
    """552 is about this mail, though it comes before its reader is named."""
    box.at_mail.append("552 5.3.4 too large")
    await post.routed()
    await post.mails()
    assert await post.states() == ["dead"]


async def test_an_unknown_outcome_is_repeated_once_marked(post: MailPost, box: Mailbox) -> None:
    """Where the answer to a whole mail is lost it goes once more, marked, under the same identity; then never."""
    box.at_data += [CUT, CUT]
    await post.routed()
    for _ in range(4):
        await post.mails()
        await post.no_waiting()
    subjects = [mail["Subject"] for mail in box.mails]
    assert subjects == ["📝 № 1 · вам: подготовить ответ", "повтор · 📝 № 1 · вам: подготовить ответ"]
    assert len({mail["Message-ID"] for mail in box.mails}) == 1
    assert await post.states() == ["doubt"]


async def test_a_mail_cut_short_by_a_crash_is_repeated_marked(post: MailPost, box: Mailbox) -> None:
    """A row that a dead process was handing over goes again, marked."""
    await post.routed()
    lease = timedelta(seconds=60)
    await post.work.run(lambda conn: outbox.claim(conn, "dead", wall_now(), lease, 9, by_mail=True))
    await post.no_waiting()
    await post.mails()
    assert [mail["Subject"] for mail in box.mails] == ["повтор · 📝 № 1 · вам: подготовить ответ"]


async def test_mails_of_two_cards_have_two_identities(post: MailPost, box: Mailbox) -> None:
    """No mail program takes two cards for one."""
    await post.routed("Яма")
    await post.routed("Снег")
    await post.mails()
    assert len({mail["Message-ID"] for mail in box.mails}) == 2


async def test_a_server_that_is_away_holds_up_nothing_else(
    work: Work, telegram: Telegram, wall: Wall, office: Office
) -> None:
    """While no mail server listens the messages of Telegram go, and the mail goes as soon as it is back."""
    async with listening(Mailbox()) as gone:
        port = gone.port
    post = MailPost(work, telegram, wall, office, port)
    await post.routed()
    await post.mails()
    await post.sends()
    assert (await post.states(), post.mailer.outage.on) == (["new"], True)
    assert "вам: подготовить ответ" in telegram.texts(102)[-1]
    async with listening(Mailbox(), port) as back:
        await post.no_waiting()
        await post.mails()
        assert len(back.mails) == 1
    assert (await post.states(), post.mailer.outage.on) == (["sent"], False)


async def test_in_an_outage_only_a_question_is_asked(
    work: Work, telegram: Telegram, wall: Wall, office: Office
) -> None:
    """While the server is away a mail is not tried again and again."""
    async with listening(Mailbox()) as gone:
        port = gone.port
    post = MailPost(work, telegram, wall, office, port)
    await post.routed()
    for _ in range(5):
        await post.mails()
        await post.no_waiting()
    assert await rows(work, "SELECT attempts FROM outbox WHERE kind = 'mail'") == [(1,)]


async def test_a_wrong_password_kills_no_mail(work: Work, telegram: Telegram, wall: Wall, office: Office) -> None:
    """Mail waits till the login is mended; then it goes with it."""
    async with listening(Mailbox()) as box:
        wrong = MailPost(work, telegram, wall, office, box.port, smtp_user="bot", smtp_password="mellon")
        await wrong.routed()
        await wrong.mails()
        assert (await wrong.states(), box.mails) == (["new"], [])
        right = MailPost(work, telegram, wall, office, box.port, smtp_user="bot", smtp_password="sesame")
        await right.no_waiting()
        await right.mails()
        assert (await right.states(), len(box.mails), box.logins[-1]) == (["sent"], 1, (b"bot", b"sesame"))


async def test_without_encryption_no_password_is_said(
    work: Work, telegram: Telegram, wall: Wall, office: Office
) -> None:
    """Where starttls is asked for and not offered, neither login nor mail is given to the server."""
    async with listening(Mailbox()) as box:
        secret = {"smtp_tls": "starttls", "smtp_user": "bot", "smtp_password": "sesame"}
        post = MailPost(work, telegram, wall, office, box.port, **secret)
        await post.routed()
        await post.mails()
        assert (await post.states(), box.mails, box.logins) == (["new"], [], [])


async def test_the_mailer_runs_till_it_is_stopped(post: MailPost, box: Mailbox) -> None:
    """It sends what a bell tells it of, and ends when told to."""
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(post.mailer.run(stop))
        await post.routed()
        post.mailer._way.bells.ring_outward()
        await box.next()
        stop.set()
        post.mailer._way.bells.ring_all()
    assert (len(box.mails), await post.states()) == (1, ["sent"])


@pytest.mark.fault(17)
async def test_a_restart_of_the_database_killed_a_mail_that_was_put_off(post: MailPost, box: Mailbox) -> None:
    """A mail that its server has put off often outlives a question that the database cannot answer."""
    box.at_rcpt += ["451 4.7.1 try again later"] * 6
    await post.routed()
    for _ in range(6):
        await post.mails()
        await post.no_waiting()
    troubled = Troubled(post.work)
    post.mailer._way.work = troubled
    for _ in range(6):
        troubled.unread = 1
        await post.mails()
        assert await post.states() == ["new"]
        await post.no_waiting()
    troubled.unread = 0
    await post.mails()
    assert [mail["Subject"] for mail in box.mails] == ["📝 № 1 · вам: подготовить ответ"]
