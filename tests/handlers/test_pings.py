"""Pings: what a person reads about a deadline in his own chat, and what the group reads."""

from dataclasses import replace

from handlers.render import notice_message
from handlers.turn import Reply
from tests.handlers.world import CURATOR, EXECUTOR, HEAD, LAMPS, OFFICE, PHOTO, SECOND, World, as_read, message, renamed
from workflow.notices import Notice
from workflow.office import Person


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
    assert reply.rows[1][0].url == "https://t.me/otklik_bot?start=card_12"


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
