"""/settings: one message that draws itself anew."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.people import Message, Town
from storage import people
from storage.snapshots import snapshot
from storage.work import Work
from tests.bot.mail.server import Mailbox, listening
from tests.conversations.stand import OFFICE, Stand, stand
from tests.conversations.steps import apart, forwarded, routed
from tests.conversations.test_mail import ROADS, server
from workflow.office import Comfort


@pytest.fixture
async def box() -> AsyncIterator[Mailbox]:
    """A mail server."""
    async with listening(Mailbox()) as ready:
        yield ready


@pytest.fixture
async def mailing(tmp_path: Path, box: Mailbox) -> AsyncIterator[Stand]:
    """An office whose bot has a mail server, and whose road builder an address."""
    written = OFFICE.read_text(encoding="utf-8").replace('key = "roads-1"', f'key = "roads-1"\nemail = "{ROADS}"')
    (tmp_path / "office.toml").write_text(written, encoding="utf-8")
    file = tmp_path / "office.toml"
    async with Town.start() as town, stand(tmp_path, town, office_file=file, **server(box.port)) as ready:
        yield ready


async def comfort(office: Stand, address: str) -> Comfort:
    """What the database knows that this person chose."""
    async with await Work.open(office.environment["DATABASE_URL"]) as work:

        def look(conn: object) -> Comfort:
            ((place, who),) = people.by_address(conn, "telegram", address)  # type: ignore[arg-type]  # a connection
            found = snapshot(conn, place).office.person(who)  # type: ignore[arg-type]  # a connection
            assert found is not None
            return found.comfort

        return await work.read(look)


async def settings(office: Stand) -> Message:
    """The curator's settings."""
    await office.curator.says("/settings")
    return await office.curator.reads("Мои настройки")


async def test_everything_is_set_by_taps_and_survives_a_restart(office: Stand) -> None:
    """The digest's hour and quiet are chosen in one message; after a restart they are what they were."""
    screen = await settings(office)
    assert "Язык: Русский" in screen.text
    assert "Сводка дня: в начале рабочего дня" in screen.text
    assert "Тишина вне рабочего времени: выключена" in screen.text
    await screen.tap("Включить тишину")
    await office.curator.sees(screen, "Тишина вне рабочего времени: включена")
    await screen.tap("Час сводки…")
    await office.curator.sees(screen, "Когда присылать сводку дня")
    assert len(screen.labels) == 8
    assert screen.labels[0] == "✅ В начале рабочего дня"
    await screen.tap("В 8:00")
    await office.curator.sees(screen, "Сводка дня: в 8:00")
    assert await comfort(office, "1001") == Comfort(digest="08:00", quiet=True)
    await office.stop()
    office.start()
    await screen.tap("Выключить тишину")
    await office.curator.sees(screen, "Тишина вне рабочего времени: выключена")
    assert "Сводка дня: в 8:00" in screen.text
    await screen.tap("Час сводки…")
    await office.curator.sees(screen, "Когда присылать")
    await screen.tap("Не присылать")
    await office.curator.sees(screen, "Сводка дня: не приходит")
    assert await comfort(office, "1001") == Comfort(digest="off")


async def test_the_language_changes_the_message_and_the_menu(office: Stand) -> None:
    """The other language is offered in itself; the settings are drawn in it at once, and what comes later too."""
    screen = await settings(office)
    await screen.tap("Language: English")
    await office.curator.sees(screen, "Language: English")
    assert "Quiet outside working time: off" in screen.text
    await office.curator.says("/my")
    await office.curator.reads("no cards")
    await screen.tap("Язык: Русский")
    await office.curator.sees(screen, "Язык: Русский")


async def test_an_old_message_does_what_it_says(office: Stand) -> None:
    """A tap on an earlier message sets what its button says, and draws things as they are now."""
    old, new = await settings(office), await settings(office)
    await new.tap("Включить тишину")
    await office.curator.sees(new, "включена.")
    await old.tap("Включить тишину")
    await office.curator.sees(old, "включена.")
    assert (await comfort(office, "1001")).quiet


@pytest.mark.parametrize("data", ["st|digest|25:00", "st|quiet|perhaps", "st|mail|off", "st|locale|tlh", "st|locale|"])
async def test_made_up_values_change_nothing(office: Stand, data: str) -> None:
    """A value that there is none of is answered clearly; mail cannot be turned off by whoever gets none."""
    screen = await settings(office)
    await screen.forge(data)
    await office.curator.toast("Эта кнопка больше не действует. Ничего не изменилось.")
    assert await comfort(office, "1001") == Comfort()


async def test_without_mail_the_line_says_why(office: Stand) -> None:
    """Where the server sends no mail nobody is offered any."""
    screen = await settings(office)
    assert "Письма: недоступны, на сервере бота почта не настроена." in screen.text
    assert not [label for label in screen.labels if "письма" in label.lower()]


async def test_who_wants_no_mail_gets_none(mailing: Stand, box: Mailbox) -> None:
    """Who has an address is offered mail; once it is off cards come to the chat alone, once on again to both."""
    await mailing.curator.says("/settings")
    screen = await mailing.curator.reads("вашего адреса почты бот не знает")
    assert "Не присылать письма" not in screen.labels
    await mailing.roads.says("/settings")
    own = await mailing.roads.reads(f"Письма: новые карточки приходят и на {ROADS}.")
    await own.tap("Не присылать письма")
    await mailing.roads.sees(own, "Письма: выключены")
    await routed(mailing, await forwarded(mailing, "Яма на Лесной"))
    await own.tap("Присылать письма")
    await mailing.roads.sees(own, "Письма: новые карточки")
    await routed(mailing, await apart(mailing.curator, "Снег на Садовой"))
    assert "№ 2" in (await box.next())["Subject"]


async def test_in_a_group_settings_stay_private(office: Stand) -> None:
    """In the group the command only says where settings are; a stranger gets his one line."""
    await office.curator.at(office.group).says("/settings")
    await office.group.reads("в личном чате с ботом")
    await office.stranger.says("/settings")
    await office.stranger.reads("Ваш Telegram ID")
