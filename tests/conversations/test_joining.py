"""Invitations: made, passed on, accepted, confirmed, withdrawn, and all that does not let anybody in."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, text, update

from handlers.start import stranger_text
from handlers.texts import texts_for
from storage.tables import invitations
from storage.work import Work
from tests.conversations.bureau import Bureau, bureau
from tests.conversations.living import load
from tests.conversations.staffed import OFFICE, add_unit, invited, last_link, payload, staff

CONFIRMING = OFFICE.replace('zone = "Asia/Kamchatka"', 'zone = "Asia/Kamchatka"\nconfirm_joining = true')


def neutral(number: int) -> str:
    """What any stranger is told, to the letter."""
    return stranger_text(str(number), texts_for("ru"))


async def test_an_invitation_lets_one_in(tmp_path: Path) -> None:
    """Roles and department are tapped, the link is passed on, whoever opens it joins with just these, all are told."""
    async with bureau(tmp_path, OFFICE) as office:
        link = await invited(office["admin-1"], "исполнитель", "Дальше", "ЖКХ")
        assert len(link) <= 64
        new = await office.town.person(2001, "Новый \u202eСотрудник")
        await new.starts(link)
        greeting = await new.reads("Администрация Лесного района · вы: Новый Сотрудник, исполнитель, ЖКХ")
        assert "проект ответа" in greeting.text
        for admin in (office["admin-1"], office["admin-2"]):
            told = await admin.reads("Присоединился: Новый Сотрудник, исполнитель, ЖКХ")
            assert told.labels == ["Карточка", "Отозвать"]
        await office["coordinator"].nothing_new()
        await new.says("/my")
        await new.reads("Сейчас у вас нет карточек.")
        card = await staff(office["admin-1"], "ЖКХ", "Новый Сотрудник")
        assert "Роли: исполнитель" in card.text


@pytest.mark.attack(4)
async def test_links_that_let_nobody_in(tmp_path: Path) -> None:
    """Used, run out, withdrawn, made up, of a removed department: all get a stranger's answer, byte for byte."""
    async with bureau(tmp_path, OFFICE) as office:
        admin = office["admin-1"]
        used = await invited(admin, "глава", "Дальше", "Без отдела")
        first = await office.town.person(2001, "Первый")
        await first.starts(used)
        await first.reads("вы: Первый, глава")
        withdrawn = await invited(admin, "куратор", "Дальше", "Без отдела")
        shown = await last_link(admin)
        await shown.tap("Отозвать")
        await admin.sees(shown, "Приглашение отозвано: по ссылке больше никто не войдёт.")
        over = await invited(admin, "куратор", "Дальше", "Без отдела")
        await expire(office)
        await add_unit(admin, "Временный отдел")
        homeless = await invited(admin, "исполнитель", "Дальше", "Временный отдел")
        units = await staff(admin, "Отделы", "Временный отдел")
        await units.tap("Удалить отдел")
        await admin.toast("Отдел удалён.")
        other = await office.town.person(2002, "Второй")
        await other.says("здравствуйте")
        assert (await other.reads()).text == neutral(2002)
        for link in (used, withdrawn, over, homeless, "join_", "join_" + "A" * 32, "join_x:y", withdrawn[:-1]):
            await other.starts(link)
            assert (await other.reads()).text == neutral(2002)
        assert not [one for one in await admin.history() if "Второй," in one.text]


@pytest.mark.attack(4, 5)
async def test_two_race_for_one_link(tmp_path: Path) -> None:
    """Of two who open one link at the same moment one is let in, and the other is told what strangers are."""
    async with bureau(tmp_path, OFFICE) as office:
        link = await invited(office["admin-1"], "куратор", "Дальше", "Без отдела")
        people = [await office.town.person(number, f"Бегун {number}") for number in (2001, 2002)]
        await asyncio.gather(*(one.starts(link) for one in people))
        said = [(await one.reads()).text for one in people]
        assert sorted("куратор" in text for text in said) == [False, True]
        loser = next(one for one, text in zip(people, said, strict=True) if "куратор" not in text)
        assert neutral(loser.id) in said


async def test_invited_twice(tmp_path: Path) -> None:
    """Who is of the office already is told so: the link stays good for another, and nothing of his has changed."""
    async with bureau(tmp_path, OFFICE) as office:
        link = await invited(office["admin-1"], "глава", "Дальше", "Без отдела")
        known = office["roads-1"]
        await known.starts(link)
        told = await known.reads("Вы уже работаете здесь")
        assert told.text == (
            "Вы уже работаете здесь: Администрация Лесного района, исполнитель, Дорожное хозяйство. "
            "Ничего не изменилось, приглашение не потрачено."
        )
        new = await office.town.person(2001, "Новый")
        await new.starts(link)
        await new.reads("вы: Новый, глава")
        await new.starts(link)
        await new.reads("Вы уже работаете здесь: Администрация Лесного района, глава.")


def second_office(office: Bureau) -> None:
    """Another office comes to the same bot, with people of its own (1101 to 1109)."""
    text = OFFICE.replace('key = "lesnoe"', 'key = "second"').replace("Лесного", "Дальнего")
    for number in range(1001, 1010):
        text = text.replace(f"telegram_id = {number}", f"telegram_id = {number + 100}")
    (office.folder / "second.toml").write_text(text, encoding="utf-8")
    load(office.environment, office.folder / "second.toml")


async def test_another_office_s_administrator(tmp_path: Path) -> None:
    """Made-up buttons of another office's administrator reach nobody here, and withdraw no invitation."""
    async with bureau(tmp_path, CONFIRMING) as office:
        second_office(office)
        link = await invited(office["admin-1"], "куратор", "Дальше", "Без отдела")
        other = await office.town.person(1101, "Ольга Первая")
        await other.says("/staff")
        listed = await other.reads("Администрация Дальнего района: 9 сотрудников")
        new = await office.town.person(2001, "Новый")
        for data in ("qw:1", "qr:4", "qg:one:4:0", "qp:person:4:roles:u:12345678", "qy:person:4:name", "qi::0:7"):
            await listed.forge(data)
            assert "Ничего не изменилось" in (await other.toast()).text
        await new.starts(link)
        await new.reads("Администратор подтвердит вас")
        await listed.forge("qj:19:1")
        assert "Ничего не изменилось" in (await other.toast()).text
        await new.says("/my")
        assert (await new.reads()).text == neutral(2001)


async def test_somebody_of_another_office(tmp_path: Path) -> None:
    """A Telegram account that is known in one office may join a second one, and is then of both."""
    async with bureau(tmp_path, OFFICE) as office:
        second_office(office)
        link = await invited(office["admin-1"], "куратор", "Дальше", "Без отдела")
        other = await office.town.person(1103, "Куратор Анна")
        await other.starts(link)
        await other.reads("Администрация Лесного района · вы: Куратор Анна, куратор")
        await other.says("/offices")
        listed = await other.reads("администраци")
        assert len(listed.labels) == 2


async def test_who_joins_waits_for_a_word(tmp_path: Path) -> None:
    """Where new people are confirmed, one stays a stranger till an administrator lets him in; he hears of it."""
    async with bureau(tmp_path, CONFIRMING) as office:
        first, second = office["admin-1"], office["admin-2"]
        link = await invited(first, "куратор", "Дальше", "Без отдела")
        new = await office.town.person(2001, "Новый")
        await new.starts(link)
        await new.reads("Администрация Лесного района, куратор. Администратор подтвердит вас, и бот сразу напишет.")
        asked = await first.reads("Присоединился и ждёт подтверждения: Новый, куратор")
        also = await second.reads("Присоединился и ждёт подтверждения: Новый, куратор")
        assert asked.labels == ["Подтвердить", "Отозвать"]
        await new.says("/my")
        assert (await new.reads()).text == neutral(2001)
        await new.starts(link)
        await new.reads("Вы уже присоединились: ждём, пока администратор подтвердит.")
        await also.tap("Подтвердить")
        await second.sees(also, "Подтверждено: Новый, куратор")
        await new.reads("Администрация Лесного района · вы: Новый, куратор")
        await asked.tap("Отозвать")
        refused = await first.toast("Уже изменили до вас: Борис Второй, в 10:0")
        assert refused.alert
        await first.sees_buttons(asked)
        await new.says("/my")
        await new.reads("Сейчас у вас нет карточек.")


@pytest.mark.attack(4)
async def test_who_waits_is_not_let_in(tmp_path: Path) -> None:
    """Who is not confirmed hears that he is not, stays a stranger, and may be invited again."""
    async with bureau(tmp_path, CONFIRMING) as office:
        admin = office["admin-1"]
        new = await office.town.person(2001, "Новый")
        await new.starts(await invited(admin, "куратор", "Дальше", "Без отдела"))
        await new.reads("Администратор подтвердит вас")
        asked = await admin.reads("ждёт подтверждения: Новый")
        screen = await staff(admin, "Приглашения")
        assert "Новый — куратор" in screen.text
        await asked.tap("Отозвать")
        await admin.sees(asked, "Отказано: Новый, куратор. Доступа нет.")
        await new.reads("Администрация Лесного района: администратор не подтвердил ваше присоединение.")
        await new.says("/my")
        assert (await new.reads()).text == neutral(2001)
        await new.starts(await invited(admin, "глава", "Дальше", "Без отдела"))
        await admin.reads("ждёт подтверждения: Новый, глава")


@pytest.mark.attack(6)
async def test_access_is_ended_at_once(tmp_path: Path) -> None:
    """«Отозвать» under the news of who joined ends his access there and then; a second tap finds nobody."""
    async with bureau(tmp_path, OFFICE) as office:
        first, second = office["admin-1"], office["admin-2"]
        new = await office.town.person(2001, "Чужой")
        await new.starts(await invited(first, "куратор", "Дальше", "Без отдела"))
        await new.reads("вы: Чужой, куратор")
        told = await first.reads("Присоединился: Чужой, куратор")
        also = await second.reads("Присоединился: Чужой, куратор")
        await told.tap("Отозвать")
        await first.sees(told, "Доступ закрыт: Чужой, куратор")
        await new.reads("Администрация Лесного района: ваш доступ закрыт.")
        await new.says("/board")
        assert (await new.reads()).text == neutral(2001)
        await also.tap("Отозвать")
        await second.toast("Его здесь уже нет. Ничего не изменилось.")


async def test_the_office_knows_him_already(tmp_path: Path) -> None:
    """Who stands in the office without an address has a link of his own, the newer one withdraws the older."""
    async with bureau(tmp_path, OFFICE) as office:
        admin = office["admin-1"]
        card = await staff(admin, "ЖКХ", "Ожидаемый Сотрудник")
        assert "ещё не присоединился" in card.text
        await card.tap("Пригласить")
        older = payload(await admin.reads("Ожидаемый Сотрудник, исполнитель, ЖКХ"))
        await card.tap("Пригласить")
        newer = payload(await admin.reads("Ожидаемый Сотрудник, исполнитель, ЖКХ"))
        new = await office.town.person(2001, "vasya_1987")
        await new.starts(older)
        assert (await new.reads()).text == neutral(2001)
        await new.starts(newer)
        await new.reads("вы: Ожидаемый Сотрудник, исполнитель, ЖКХ")
        await admin.reads("Присоединился: Ожидаемый Сотрудник, исполнитель, ЖКХ")
        card = await staff(admin, "ЖКХ", "Ожидаемый Сотрудник")
        assert "ещё не присоединился" not in card.text
        assert "Пригласить" not in card.labels


async def test_only_administrators_invite(tmp_path: Path) -> None:
    """Made-up buttons of others make no invitation and withdraw none, and show no list."""
    async with bureau(tmp_path, OFFICE) as office:
        await invited(office["admin-1"], "куратор", "Дальше", "Без отдела")
        for key in ("coordinator", "roads-1"):
            person = office[key]
            await person.says("/my")
            listed = await person.reads("нет карточек")
            for data in ("qi:a::0", "qw:1", "qj:9:1", "qr:3", "qd:roads"):
                await listed.forge(data)
                assert "Ничего не изменилось" in (await person.toast()).text
            await listed.forge("qg:joining::0")
            await person.toast("Эта кнопка больше не действует")
        screen = await staff(office["admin-1"], "Приглашения")
        assert "куратор · ещё 6 дней" in screen.text


@pytest.mark.attack(4)
async def test_the_word_is_kept_nowhere(tmp_path: Path) -> None:
    """Once the link has been sent and opened, no row of the database holds its word."""
    async with bureau(tmp_path, OFFICE) as office:
        link = await invited(office["admin-1"], "куратор", "Дальше", "Без отдела")
        known = office["curator-1"]
        await known.starts(link)
        await known.reads("Вы уже работаете здесь")
        word = link.removeprefix("join_")
        async with await Work.open(office.environment["DATABASE_URL"]) as work:
            bodies = await work.read(everything)
        assert bodies
        assert not [one for one in bodies if word in one]


def everything(conn: Connection) -> list[str]:
    """Every row of every table, as text."""
    tables = conn.scalars(text("select name from sqlite_master where type = 'table'")).all()
    return [str(tuple(row)) for name in tables for row in conn.execute(text(f'select * from "{name}"'))]  # noqa: S608 - names of our own tables


async def expire(office: Bureau) -> None:
    """A week passes for every invitation of the office."""

    def past(conn: Connection) -> None:
        conn.execute(update(invitations).values(expires_at=datetime(2020, 1, 1, tzinfo=UTC)))

    async with await Work.open(office.environment["DATABASE_URL"]) as work:
        await work.run(past)


async def test_access_ends_and_the_cards_go_on(tmp_path: Path) -> None:
    """Whose access is ended while a card is with him hands it over: another of his department has it then."""
    async with bureau(tmp_path, OFFICE) as office:
        admin, curator = office["admin-1"], office["curator-1"]
        new = await office.town.person(2001, "Новый Водник")
        await new.starts(await invited(admin, "исполнитель", "Дальше", "ЖКХ"))
        told = await admin.reads("Присоединился: Новый Водник, исполнитель, ЖКХ")
        card = await staff(admin, "ЖКХ", "Исполнитель ЖКХ", "Роли")
        await card.tap("куратор")
        await office["utilities-1"].reads("Ваши роли теперь: куратор, исполнитель")
        card = await staff(admin, "ЖКХ", "Исполнитель ЖКХ", "Роли")
        await card.tap("✅ исполнитель")
        await office["utilities-1"].reads("Ваши роли теперь: куратор")
        await curator.forwards("Нет воды третий день.")
        opened = await curator.reads("кому направить?")
        await opened.tap("→ ЖКХ")
        await new.reads("вам: подготовить ответ")
        card = await staff(admin, "ЖКХ", "Исполнитель ЖКХ", "Роли")
        await card.tap("исполнитель")
        await office["utilities-1"].reads("Ваши роли теперь: куратор, исполнитель")
        await told.tap("Отозвать")
        await admin.sees(told, "Доступ закрыт: Новый Водник, исполнитель, ЖКХ")
        await new.reads("ваш доступ закрыт")
        await office["utilities-1"].says("/my")
        await office["utilities-1"].reads("У вас 1 карточка")
