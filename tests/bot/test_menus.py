"""Menus of commands follow what people are."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, update

from bot.bells import Bells
from bot.menus import MENU, Menus, follow, menu_call, menu_for, send
from handlers.effects import CommandsShown
from handlers.menu import commands_for
from storage import menus, offices
from storage.tables import outbox as rows
from storage.tables import people as staff
from storage.work import Work
from tests.fixtures.offices import NOW, OFFICE_TEXT, person
from workflow.office import Office
from workflow.office_file import parse_office
from workflow.words import Role

EXECUTOR = "telegram:102"


async def begun(work: Work) -> None:
    """The executor has opened the bot, and his menu was sent."""
    await work.run(lambda conn: send(conn, CommandsShown(lane=EXECUTOR, locale="ru"), NOW))


async def changed(work: Work, office: Office, key: str, **values: Any) -> None:
    """A person is another one now."""

    def change(conn: Connection) -> None:
        conn.execute(update(staff).where(staff.c.id == person(office, key)).values(values))
        offices.touch(conn, office.id)

    await work.run(change)


async def names_sent(work: Work, lane: str = EXECUTOR) -> list[str]:
    """The commands that the menu of this chat would be set to now."""
    call = await work.read(lambda conn: menu_call(conn, CommandsShown(lane=lane, locale="ru")))
    return [one.command for one in call.commands]  # type: ignore[attr-defined]  # it is SetMyCommands


async def test_nothing_is_sent_while_nothing_changes(work: Work, office: Office) -> None:
    """A menu that is what it should be is not sent again."""
    await begun(work)
    assert await work.run(lambda conn: follow(conn, NOW)) == 0


async def test_a_new_role_changes_the_menu(work: Work, office: Office) -> None:
    """Who becomes a coordinator has the coordinator's menu; the row that has not gone yet gives way."""
    await begun(work)
    await changed(work, office, "roads-1", roles=["coordinator"])
    assert await work.run(lambda conn: follow(conn, NOW)) == 1
    assert "board" in await names_sent(work)
    assert await work.run(lambda conn: follow(conn, NOW)) == 0
    found = await work.read(lambda conn: [(row.kind, row.status) for row in conn.execute(rows.select())])
    assert found == [(MENU, "superseded"), (MENU, "new")]


async def test_whoever_leaves_has_a_strangers_menu(work: Work, office: Office) -> None:
    """Who has left is offered /start alone, and once."""
    await begun(work)
    await changed(work, office, "roads-1", active=False)
    assert await work.run(lambda conn: follow(conn, NOW)) == 1
    assert await names_sent(work) == ["start"]
    assert await work.run(lambda conn: follow(conn, NOW)) == 0
    assert await work.read(menus.known) == {}


async def test_who_never_opened_the_bot_is_not_written_to(work: Work, office: Office) -> None:
    """A menu is not set in a chat that Telegram does not know."""
    await changed(work, office, "roads-1", roles=["coordinator"])
    assert await work.run(lambda conn: follow(conn, NOW)) == 0


async def test_a_chat_of_two_offices_has_both_menus(work: Work, office: Office) -> None:
    """Somebody who works for two offices has the commands of both."""
    other = OFFICE_TEXT.replace('key = "lesnoe"', 'key = "other"').replace('roles = ["executor"]', 'roles = ["head"]')
    other = other.replace("-1001000000777", "-1001000000778").replace('department = "roads"\n', "")

    def load(conn: Connection) -> None:
        offices.load_office(conn, parse_office(other.replace('department = "utilities"\n', ""), "other.toml"))

    await begun(work)
    await work.run(load)
    assert await work.run(lambda conn: follow(conn, NOW)) == 1
    menu = await work.read(lambda conn: menu_for(conn, EXECUTOR))
    executor = office.person(person(office, "roads-1"))  # type: ignore[arg-type]  # the fixture gives a plain number
    assert menu is not None
    assert executor is not None
    assert menu.names == (*commands_for(executor, replace(executor, roles=frozenset({Role.HEAD}))), "offices")


async def test_a_tick_looks_only_after_a_change(work: Work, office: Office) -> None:
    """The first tick looks, so that a new version's commands come to all; then only a change of an office makes it."""
    ticking = Menus(work, Bells())
    await begun(work)
    await work.run(lambda conn: menus.note(conn, EXECUTOR, "of an earlier version"))
    await ticking.tick()
    assert len(await unsent(work)) == 1
    await work.run(lambda conn: menus.note(conn, EXECUTOR, "by hand"))
    await ticking.tick()
    assert (await work.read(menus.known))[EXECUTOR] == "by hand"
    await changed(work, office, "head", name="Новый глава")
    await ticking.tick()
    assert (await work.read(menus.known))[EXECUTOR] != "by hand"


async def unsent(work: Work) -> list[str]:
    """Menus on their way."""
    found = rows.select().where(rows.c.kind == MENU, rows.c.status == "new")
    return await work.read(lambda conn: [row.lane for row in conn.execute(found)])
