"""Which notices become mail, and how the rows stand beside the messages."""

import pytest
from sqlalchemy import Connection

from bot.clock import wall_now
from storage import mails, outbox, procedures
from storage.books import SqlBooks
from storage.offices import touch
from tests.bot.fakes import rows
from tests.bot.mail.post import PETR, MailPost
from tests.fixtures.cards import carried_out, opened, routing
from tests.fixtures.offices import NOW, PROCEDURE_TEXT, person
from workflow.contributions import Share
from workflow.events import MarkedSignificant, Moved, PartAsked, PartWarned
from workflow.notices import Notice, NoticeKind
from workflow.post import Draft, Part
from workflow.procedure_file import parse_procedure
from workflow.words import DraftKind, PersonId

ASSIGNED = PROCEDURE_TEXT.replace('route = "draft", dismiss', 'route = "assign", dismiss').replace(
    "[marks.publish]", '[[step]]\nname = "assign"\nby = "chief"\nactions = { assign = "draft" }\n\n[marks.publish]'
)
"""The procedure with a chief between the curator and the executor, as Petrovsky 5 has it."""


async def addresses(post: MailPost) -> list[str]:
    """Whom mails wait for or went to."""
    found = await rows(post.work, "SELECT lane FROM outbox WHERE kind = 'mail' ORDER BY id")
    return [lane.removeprefix(outbox.MAIL) for (lane,) in found]


async def changed(post: MailPost, sql: str, *values: str) -> None:
    """The office's people are others from now on."""

    def change(conn: Connection) -> None:
        conn.exec_driver_sql(sql, values)
        touch(conn, post.office.id)

    await post.work.run(change)


async def given_mail(post: MailPost, key: str) -> None:
    """A person has an e-mail address from now on."""
    await changed(post, "UPDATE people SET email = ? WHERE key = ?", f"{key}@example.org", key)


@pytest.mark.clause("KLP-6c")
async def test_a_routed_card_goes_by_mail_and_by_message(post: MailPost) -> None:
    """The mail is a row of its own beside the message, in a lane of its own, written in the same commit."""
    card = await post.routed()
    found = await rows(post.work, "SELECT lane, kind, key, person, status FROM outbox WHERE card = 1 ORDER BY id")
    petr = person(post.office, "roads-1")
    assert found[-2:] == [
        ("telegram:102", "card", f"{card.id}/2/card/route/{petr}", petr, "new"),
        (f"mail:{PETR}", "mail", f"mail/{card.id}/2/card/route/{petr}", petr, "new"),
    ]


async def test_who_has_no_address_gets_no_mail(post: MailPost) -> None:
    """A card for somebody without an e-mail address makes a message alone."""
    await post.routed(department="utilities")
    assert await addresses(post) == []


async def test_without_a_mail_server_nobody_gets_mail(post: MailPost) -> None:
    """Where the books are not told of a mail server no row is written that could wait for one."""
    card = await opened(post.work, post.office)
    await carried_out(post.work, routing(card, post.office))
    lanes = await rows(post.work, "SELECT DISTINCT lane FROM outbox ORDER BY lane")
    assert lanes == [("telegram:101",), ("telegram:102",)]


async def test_only_a_card_that_is_given_goes_by_mail(post: MailPost) -> None:
    """What comes back to its executor, or comes to others, makes no mail, though all have addresses."""
    for key in ("curator", "head"):
        await given_mail(post, key)
    card = await post.routed()
    draft = Draft(kind=DraftKind.ANSWER, by=PersonId(0), at=NOW, parts=(Part(text="Уберём"),))
    await post.acts(card, "roads-1", "submit", draft=draft)
    await post.acts(card, "head", "send_back", note="Когда?")
    await post.acts(card, "roads-1", "submit", draft=draft)
    await post.acts(card, "head", "approve")
    await post.acts(card, "roads-1", "hand_over")
    assert await addresses(post) == [PETR]


async def test_a_card_given_anew_goes_by_mail_anew(post: MailPost) -> None:
    """Whoever gave a card back and gets it again is told again."""
    card = await post.routed()
    await post.acts(card, "roads-1", "return", note="Не наше")
    await post.acts(card, "curator", "route", department="roads")
    assert await addresses(post) == [PETR, PETR]


async def test_the_chief_gets_it_first_and_then_his_executor(post: MailPost) -> None:
    """Where a department's head assigns, a mail goes to him when the card comes, and to whom he sends it down."""
    await given_mail(post, "head")
    await changed(post, "UPDATE people SET roles = ?, department = 'roads' WHERE key = 'head'", '["chief"]')
    await post.work.run(lambda conn: procedures.put(conn, ASSIGNED, wall_now()))
    card = await post.routed()
    assert await addresses(post) == ["head@example.org"]
    await post.acts(card, "head", "assign", person=PersonId(person(post.office, "roads-1")))
    assert await addresses(post) == ["head@example.org", PETR]


async def test_the_same_commit_again_makes_no_second_mail(post: MailPost) -> None:
    """A notice that is told twice is one mail."""
    card = await post.routed()
    notices = await rows(post.work, "SELECT body FROM outbox WHERE kind = 'mail'")
    notice = Notice.model_validate_json(notices[0][0])
    real = wall_now()
    await post.work.run(lambda conn: SqlBooks(conn, real, mail=True).tell([notice]))
    assert (len(await addresses(post)), card.number) == (1, 1)


async def test_the_two_loops_take_each_their_own(post: MailPost) -> None:
    """The messenger's loop never sees a mail, nor the mailer a message."""
    await post.routed()
    now = wall_now()

    async def taken(by_mail: bool) -> set[str]:
        lease = post.mailer._lease
        claimed = await post.work.run(lambda conn: outbox.claim(conn, "me", now, lease, 9, by_mail=by_mail))
        return {message.kind for message in claimed}

    assert (await taken(False), await taken(True)) == ({"card"}, {"mail"})


async def test_who_has_left_gets_nothing_more(post: MailPost) -> None:
    """A mail for somebody who is of the office no more is not sent."""
    await post.routed()
    await changed(post, "UPDATE people SET active = 0 WHERE key = 'roads-1'")
    await post.mails()
    assert await post.states() == ["dropped"]


def test_what_gives_a_card_and_what_does_not() -> None:
    """Who is routed, assigned or asked for a part is given the card; nothing else that happens gives it."""
    moved = Moved(seq=2, at=NOW, action="route", step="draft")
    share = Share(number=1, department="roads")
    giving = [
        moved.model_copy(update={"department": "roads"}),
        moved.model_copy(update={"executor": PersonId(2)}),
        moved.model_copy(update={"shares": (share,)}),
        PartAsked(seq=3, at=NOW, number=2),
    ]
    other = [moved, PartWarned(seq=3, at=NOW, number=2, note="завтра"), MarkedSignificant(seq=3, at=NOW), None]
    assert [mails.gives(event) for event in giving] == [True] * 4
    assert [mails.gives(event) for event in other] == [False] * 4


async def test_who_only_hears_of_a_card_gets_no_mail(post: MailPost) -> None:
    """A card is his who carries it out or is asked for a part of it, not everybody's to whom it is shown."""
    card = await post.routed()
    office, procedure = post.office, parse_procedure(PROCEDURE_TEXT)
    notice = Notice(kind=NoticeKind.CARD, office=office.id, card=card.id, seq=2, to=None)
    his = {
        one.key: (
            mails.is_his(notice, one, card, office, procedure),
            mails.is_his(notice.model_copy(update={"part": 1}), one, card, office, procedure),
        )
        for one in office.people
        if one.key in ("roads-1", "utilities-1", "head")
    }
    assert his == {"roads-1": (True, True), "utilities-1": (False, True), "head": (False, True)}
