"""Pings: what a person reads about a deadline in his own chat, and what the group reads."""

from dataclasses import replace

import pytest

from handlers.callbacks import TellHead
from handlers.pinging import pings
from handlers.render import notice_message
from handlers.turn import Reply
from tests.handlers.invented import GUEST, Service
from tests.handlers.world import CURATOR, EXECUTOR, HEAD, LAMPS, OFFICE, PHOTO, SECOND, World, as_read, message, renamed
from workflow.commands import Report
from workflow.notices import Notice
from workflow.office import Person
from workflow.words import PersonId, Role


def rung(world: World, to: Person | None, locale: str = "ru") -> Reply | None:
    """The ping that this reader gets now."""
    mine = next(notice for notice in world.rung() if notice.to == (to.id if to else None))
    return notice_message(mine, world.shown(to, locale))


def test_a_reminder_in_private() -> None:
    """The executor reads what comes due, when, by which clause, about which post; not his own name."""
    assert as_read(rung(World().routed().at("14:00"), EXECUTOR)) == message("""
        ⏰ № 12 · проект через 1 ч, до 15:00 · п. 13
        «На улице Лесной третий день не горят фонари, дети идут из школы в темноте»
        [Открыть] [Почему такой срок?]
    """)


def test_a_reminder_in_english() -> None:
    """The same in English."""
    assert as_read(rung(World().routed().at("14:00"), EXECUTOR, "en")) == message("""
        ⏰ № 12 · draft due in 1 h, by 15:00 · cl. 13
        «На улице Лесной третий день не горят фонари, дети идут из школы в темноте»
        [Open] [Why this deadline?]
    """)


def test_a_reminder_in_the_group() -> None:
    """The group reads whose it is, as a mention, and can accept the card there."""
    reply = rung(World().routed().at("14:00"), None)
    assert as_read(reply) == message("""
        ⏰ № 12 · проект через 1 ч, до 15:00 · п. 13
        Исполнитель дорог — «На улице Лесной третий день не горят фонари, дети идут из школы в темноте»
        [*Принять в работу]
        [Открыть]
    """)
    assert reply is not None
    assert '<a href="tg://user?id=1002">Исполнитель дорог</a>' in reply.text
    assert reply.rows[1][0].url == "https://t.me/otklik_bot?start=card_12-1"


def test_the_group_cannot_accept_twice() -> None:
    """What has been accepted is not offered again."""
    reply = rung(World().routed().act(EXECUTOR, "accept").at("14:00"), None)
    assert as_read(reply).endswith("\n[Открыть]")


def test_a_missed_deadline_in_the_group() -> None:
    """The group reads how late it is and who else was told."""
    world = World().routed().at("15:00")
    notices = world.rung()
    world.at("15:35")
    reply = notice_message(group(notices), world.shown(None))
    assert as_read(reply).splitlines()[:2] == [
        "❗ № 12 · проект опаздывает на 35 мин · п. 13",
        f"Исполнитель дорог — «{LAMPS}»; сообщено: куратору",
    ]


def group(notices: list[Notice]) -> Notice:
    """The notice that is for the group."""
    return next(notice for notice in notices if notice.to is None)


def test_at_the_very_moment_nothing_is_late_yet() -> None:
    """A ping at the deadline says that the time is up, not that it is late by no minutes."""
    assert as_read(rung(World().routed().at("15:00"), CURATOR)).splitlines() == [
        "❗ № 12 · проект: срок вышел · п. 13",
        "Исполнитель дорог — «На улице Лесной третий день не горят фонари, дети идут из школы в темноте»",
        "[Открыть] [Почему такой срок?]",
    ]


def test_an_escalation_to_the_head() -> None:
    """An hour after the deadline the head reads how late whose step is."""
    world = World().routed().at("15:00")
    world.rung()
    assert as_read(rung(world.at("16:00"), HEAD)).startswith(
        "❗ № 12 · проект опаздывает на 1 ч · п. 13\nИсполнитель дорог"
    )


def test_lateness_is_counted_in_working_time() -> None:
    """A night between the deadline and the message makes nothing later."""
    world = World().routed().at("15:00")
    notices = world.rung()
    world.at("2026-03-05 09:05")
    reply = notice_message(group(notices), world.shown(None))
    assert as_read(reply).startswith("❗ № 12 · проект опаздывает на 3 ч 5 мин")


def test_what_was_done_meanwhile_is_said() -> None:
    """A miss that was made good before its message went out is told as such; a reminder of it is not sent."""
    world = World().routed().at("15:00")
    missed = group(world.rung())
    world.at("15:10").submitted()
    assert as_read(notice_message(missed, world.at("15:30").shown(None))).startswith(
        "❗ № 12 · проект: уже сделано, опоздание 10 мин · п. 13"
    )
    world = World().routed().at("14:00")
    early = group(world.rung())
    world.submitted()
    assert notice_message(early, world.shown(None)) is None


def test_a_closed_card_is_not_called_out() -> None:
    """Nobody is reminded of a card that was closed before the message went out."""
    world = World().post().at("10:30")
    notice = group(world.rung())
    world.act(CURATOR, "dismiss", ground="harm")
    assert notice_message(notice, world.shown(None)) is None


def test_a_person_without_an_address_is_named_all_the_same() -> None:
    """Who is not in the messenger cannot be mentioned, but he is named."""
    office = renamed(EXECUTOR, address=None)
    office = replace(office, people=tuple(one for one in office.people if one.id != SECOND.id))
    world = World(office=office).post().act(CURATOR, "route", department="roads").at("14:00")
    reply = notice_message(group(world.rung()), world.shown(None))
    assert reply is not None
    assert "\nИсполнитель дорог — «На улице" in reply.text


def test_a_post_without_words_is_called_by_its_attachments() -> None:
    """A ping about a photo says so."""
    world = World().post("", PHOTO).at("10:30")
    reply = notice_message(group(world.rung()), world.shown(None))
    assert as_read(reply).splitlines()[1] == "Куратор — вложения поста"


def test_the_blamed_one_may_be_unknown() -> None:
    """A ping that nobody answers for still shows the post."""
    world = World().routed().at("15:00")
    notice = group(world.rung()).model_copy(update={"answers": None, "told": ()})
    assert as_read(notice_message(notice, world.shown(None))).splitlines()[1].startswith("«На улице Лесной")


def test_without_a_username_the_group_opens_by_a_tap() -> None:
    """Where the bot's name is not known, the button carries data instead of a link."""
    world = World().routed().at("14:00")
    reply = notice_message(group(world.rung()), replace(world.shown(None), bot=""))
    assert reply is not None
    assert reply.rows[1][0].data
    assert OFFICE.group


def missed_visit() -> tuple[Service, dict[PersonId | None, Notice]]:
    """An inspection that was due at noon and is 35 minutes late; its miss must be told to the head."""
    world = Service().visited().at("12:00")
    told = {notice.to: notice for notice in world.rung()}
    return world.at("12:35"), told


@pytest.mark.clause("ANP-3.2")
@pytest.mark.clause("KLP-17")
@pytest.mark.clause("KOZ-16")
def test_who_must_tell_the_head_does_it_with_one_tap() -> None:
    """A breach names the clause, the person and how late; only who must tell the head has a button for it."""
    world, told = missed_visit()
    reply = notice_message(told[CURATOR.id], world.shown(CURATOR))
    assert as_read(reply) == message(f"""
        ❗ № 12 · осмотр места опаздывает на 35 мин · п. 5
        Исполнитель дорог — «{LAMPS}»
        Сообщите об этом главе (п. 5.2)
        [*Сообщить главе]
        [Открыть] [Почему такой срок?]
    """)
    assert reply is not None
    assert reply.rows[0][0].data == TellHead(card=world.id, deadline="inspection").pack()
    assert "Сообщить" not in as_read(notice_message(told[EXECUTOR.id], world.shown(EXECUTOR)))
    assert "Сообщить" not in as_read(notice_message(told[None], world.shown(None)))


@pytest.mark.clause("ANP-3.2")
@pytest.mark.clause("KLP-17")
@pytest.mark.clause("KOZ-16")
def test_the_head_reads_who_missed_what_and_by_how_much() -> None:
    """What the head is told names the clause, how late, whose it is, and the clause by which he is told."""
    world, told = missed_visit()
    world.do(Report(world.id, CURATOR.id, "inspection"))
    assert as_read(world.hears("reported", HEAD)) == message(f"""
        ❗ № 12 · осмотр места опаздывает на 35 мин · п. 5
        Исполнитель дорог — «{LAMPS}»
        Сообщено по п. 5.2
        [Открыть] [Почему такой срок?]
    """)
    assert "Сообщить" not in as_read(notice_message(told[CURATOR.id], world.shown(CURATOR)))


def test_calendar_days_are_told_in_days() -> None:
    """A deadline of calendar days is late by days, not by working hours."""
    world = Service().working().submitted().act(GUEST, "approve").act(CURATOR, "ask_citizen").at("2026-03-10 18:00")
    late = group(world.rung())
    assert as_read(notice_message(late, world.at("2026-03-12 09:30").shown(None))).startswith(
        "❗ № 12 · ответ жителя опаздывает на 2 дня · п. 8"
    )


def test_who_only_keeps_the_bot_is_told_of_by_his_other_role() -> None:
    """A curator who is the administrator too is named as the curator."""
    office = renamed(CURATOR, roles=CURATOR.roles | {Role.ADMINISTRATOR})
    world = World(office=office).routed().at("15:00")
    assert "сообщено: куратору" in as_read(notice_message(group(world.rung()), world.shown(None)))


def test_an_unnamed_contributor_is_his_department() -> None:
    """A part of a department whose executor is not known by name is called by the department."""
    world = Service().shared().at("12:00")
    late = next(one for one in world.rung() if one.to == CURATOR.id).model_copy(update={"answers": None, "part": 2})
    assert as_read(notice_message(late, world.shown(CURATOR))).splitlines()[1] == f"ЖКХ — «{LAMPS}»"


@pytest.mark.fault(9)
@pytest.mark.parametrize(
    ("locale", "words"),
    [("ru", "раньше не доставлено напоминаний: 2"), ("en", "reminders that could not be delivered before: 2")],
)
def test_a_reminder_after_an_outage(locale: str, words: str) -> None:
    """One that stands for others says how many could not be delivered before it."""
    world = World().routed().at("14:00")
    mine = next(notice for notice in world.rung() if notice.to == EXECUTOR.id)
    reply = notice_message(mine.model_copy(update={"earlier": 2}), world.shown(EXECUTOR, locale))
    assert reply is not None
    assert reply.text.endswith(f"\n{words}")


@pytest.mark.fault(9)
def test_a_card_has_one_line_a_deadline_and_one_button() -> None:
    """Two deadlines of one card are two lines of the list, of one card that is counted and opened once."""
    world = World().routed().at("14:00")
    mine = next(notice for notice in world.rung() if notice.to == EXECUTOR.id)
    shown = world.shown(EXECUTOR)
    reply = pings([(mine, shown), (mine.model_copy(update={"about": "answer"}), shown)])
    assert reply is not None
    assert (reply.text.count("⏰ № 12"), len(reply.rows), len(reply.rows[0])) == (2, 1, 1)
    assert reply.text.startswith("Напоминания: 1 карточка\n")
