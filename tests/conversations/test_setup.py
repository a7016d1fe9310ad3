"""An office comes to be in the chat: from the link that the terminal shows to the first card."""

import sqlite3
from pathlib import Path

import pytest

from sandbox.people import hidden
from tests.conversations.beginning import beginning, label_of, to_the_end, until_departments
from tests.conversations.living import command
from workflow.office_file import parse_office
from workflow.words import Role

_WEEK = "Праздники и переносы бот знает сам.\n"
_POST = "На улице Лесной третий день не горят фонари https://vk.com/wall-1_205"


async def test_the_whole_set_up_by_taps(tmp_path: Path) -> None:
    """From the link to a working office: its first card waits for a department that was named in the chat."""
    async with beginning(tmp_path) as start:
        await start.office()
        await start.anna.forwards(_POST, origin=hidden("Житель"))
        card = await start.anna.reads("кому направить?")
        assert "до 10:30" in card.text
        assert card.labels[-1] == "Не подлежит обработке"


async def test_what_is_missing_is_told_with_buttons(tmp_path: Path) -> None:
    """The end of the set-up names the roles that nobody has, and offers to invite for each, by department."""
    async with beginning(tmp_path) as start:
        anna = start.anna
        await anna.starts(await start.link())
        await anna.reads("Как называется")
        units = await until_departments(anna)
        await units.tap("ЖКХ")
        await anna.sees(units, "• ЖКХ")
        await units.tap("Готово")
        await (await anna.reads("Нажмите отдел")).tap("Верно")
        await (await anna.reads("На каком языке")).tap("Русский")
        await (await anna.reads("Вы будете администратором")).tap("Готово")
        summary = await anna.reads("Создать администрацию?")
        assert "пн–чт 9:00–18:00, обед 13:00–14:00, пт до 17:00" in summary.text
        await summary.tap("Создать")
        made = await anna.reads("работает, вы администратор")
        assert all(role in made.text for role in ("куратор", "глава", "исполнитель"))
        assert [label for label in made.labels if label.endswith("исполнитель, ЖКХ")]


async def test_a_restart_in_the_middle_loses_nothing(tmp_path: Path) -> None:
    """After a kill in mid-question the same buttons go on, and what was answered stays."""
    async with beginning(tmp_path) as start:
        anna = start.anna
        await anna.starts(await start.link())
        await anna.reads("Как называется")
        units = await until_departments(anna)
        await units.tap("ЖКХ")
        await anna.sees(units, "• ЖКХ")
        start.kill()
        start.start()
        await units.tap("Готово")
        topics = await anna.reads("Нажмите отдел")
        assert "ЖКХ: вода" in topics.text


@pytest.mark.attack(3)
async def test_back_and_stale_buttons(tmp_path: Path) -> None:
    """«Назад» asks the question before; buttons of a question that is over say so and change nothing."""
    async with beginning(tmp_path) as start:
        anna = start.anna
        await anna.starts(await start.link())
        await (await anna.reads("Как называется")).tap("Отмена")
        over = await anna.reads("ничего не создано")
        await over.tap("Начать заново")
        await anna.reads("Как называется")
        await anna.says("Лесное")
        region = await anna.reads("В каком регионе")
        await region.tap("Центральный")
        found = await anna.reads("Какой это регион?")
        await anna.forge(region, "su:1:back")
        await anna.toast("Этот вопрос уже позади")
        await found.tap("Белгородская область")
        await (await anna.reads("По какому порядку")).tap("← Назад")
        again = await anna.reads("Какой это регион?")
        await again.tap("← Назад")
        await (await anna.reads("В каком регионе")).tap("← Назад")
        await anna.reads("Как называется")


async def test_cancel_by_command_and_start_again(tmp_path: Path) -> None:
    """/start shows the standing question anew; /cancel leaves it, and then words are a stranger's words."""
    async with beginning(tmp_path) as start:
        anna = start.anna
        await anna.starts(await start.link())
        await anna.reads("Как называется")
        await anna.starts()
        await anna.reads("Как называется")
        await anna.says("/cancel")
        await anna.reads("ничего не создано")
        await anna.says("Лесное")
        await anna.reads("Это рабочий бот администрации")


@pytest.mark.attack(4, 5)
async def test_two_race_for_one_link(tmp_path: Path) -> None:
    """Of two who open one link one sets up; the other gets what any stranger gets, and so does a forged link."""
    async with beginning(tmp_path) as start:
        word = await start.link()
        await start.anna.starts(word)
        await start.boris.starts(word)
        told = [await one.reads() for one in (start.anna, start.boris)]
        texts = sorted(one.text[:20] for one in told)
        assert texts == sorted(["Как называется админ", "Это рабочий бот адми"])
        loser = start.boris if "рабочий бот" in told[1].text else start.anna
        for forged in ("setup_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "setup_", "setup_ъ", "join_AAAA"):
            await loser.starts(forged)
            await loser.reads("Это рабочий бот администрации")


@pytest.mark.attack(4)
async def test_the_word_is_nowhere_in_the_clear(tmp_path: Path) -> None:
    """Neither the database nor any of its files holds the word, before it is used or after."""
    async with beginning(tmp_path) as start:
        word = (await start.link()).removeprefix("setup_")
        await start.anna.starts(f"setup_{word}")
        await start.anna.reads("Как называется")
        assert word.encode() not in contents(tmp_path)
        log = [line for line in start.journal().splitlines() if word in line]
        assert len(log) == 2, "the two lines for the terminal, and none of the log"


def contents(folder: Path) -> bytes:
    """Everything that the files of the database hold."""
    return b"".join(file.read_bytes() for file in folder.glob("office.db*"))


async def test_a_new_start_withdraws_the_older_link(tmp_path: Path) -> None:
    """Each start on an empty database shows a link of its own; the one shown before opens nothing."""
    async with beginning(tmp_path) as start:
        old = await start.link()
        await start.stop()
        start.start()
        new = await start.link(2)
        await start.anna.starts(old)
        await start.anna.reads("Это рабочий бот администрации")
        await start.anna.says(new)
        await start.anna.reads("Как называется")


@pytest.mark.attack(4)
async def test_an_expired_link(tmp_path: Path) -> None:
    """A day after it was shown the link is a stranger's."""
    async with beginning(tmp_path) as start:
        word = await start.link()
        with sqlite3.connect(tmp_path / "office.db") as rows:
            rows.execute("update invitations set expires_at = made_at")
        await start.anna.starts(word)
        await start.anna.reads("Это рабочий бот администрации")


@pytest.mark.parametrize(("typed", "zone"), [("саха", "Asia/Ust-Nera"), ("Сахали", "Asia/Srednekolymsk")])
async def test_a_region_of_several_zones_is_asked_about(tmp_path: Path, typed: str, zone: str) -> None:
    """Where a region has several zones the territory is asked for, and its zone is the office's."""
    async with beginning(tmp_path) as start:
        anna = start.anna
        await anna.starts(await start.link())
        await anna.reads("Как называется")
        await anna.says("Лесное")
        await anna.reads("В каком регионе")
        await anna.says(typed)
        if typed == "саха":
            await (await anna.reads("Какой это регион?")).tap("Саха (Якутия)")
        part = await anna.reads("Какая это часть?")
        await part.tap(label_of(part, "Оймяконский" if typed == "саха" else "Северо-Курильский"))
        await anna.sees(part, zone)


async def test_the_week_is_changed_by_taps_and_words(tmp_path: Path) -> None:
    """Start, end, lunch, Friday and days off change one by one; what cannot be is said, and asked again."""
    async with beginning(tmp_path) as start:
        anna = start.anna
        await anna.starts(await start.link())
        await anna.reads("Как называется")
        await (await until_departments(anna)).tap("← Назад")
        await (await anna.reads("Рабочее время такое?")).tap("Начало")
        await (await anna.reads("Во сколько начинается")).tap("8:30")
        await (await anna.reads(f"{_WEEK}пн–чт 8:30–18:00")).tap("Обед")
        await anna.reads("Когда обед?")
        await anna.says("14:00-13:00")
        await anna.reads("Напишите обед так")
        await anna.says("12:30 – 13:15")
        await (await anna.reads(f"{_WEEK}пн–чт 8:30–18:00, обед 12:30–13:15")).tap("Пятница")
        await anna.reads("Во сколько кончается пятница?")
        await anna.says("8:00")
        await anna.reads("должны идти по порядку")
        await anna.says("15.45")
        await (await anna.reads(f"{_WEEK}пн–чт 8:30–18:00, обед 12:30–13:15, пт до 15:45")).tap("Выходные")
        days = await anna.reads("В какие дни недели")
        await days.tap("сб")
        await anna.sees_buttons(days, *days.labels[:5], "✓ сб", *days.labels[6:])
        await days.tap("Готово")
        await anna.reads(f"{_WEEK}пн, вт, ср, чт, сб 8:30–18:00, обед 12:30–13:15, пт до 15:45")


async def test_departments_and_topics_of_ones_own(tmp_path: Path) -> None:
    """A department of one's own comes by its name, its topics by words; common topics go by a tap."""
    async with beginning(tmp_path) as start:
        anna = start.anna
        await anna.starts(await start.link())
        await anna.reads("Как называется")
        units = await until_departments(anna)
        await units.tap("ЖКХ")
        await anna.sees(units, "• ЖКХ")
        await anna.says("Отдел <лифтов>")
        units = await anna.reads("• Отдел <лифтов>")
        await units.tap("Готово")
        topics = await anna.reads("Нажмите отдел")
        assert "Отдел <лифтов>: тем пока нет" in topics.text
        await topics.tap("Отдел <лифтов>")
        await anna.reads("Темы отдела «Отдел <лифтов>»")
        await anna.says("Лифты, подъезды")
        await (await anna.reads("лифты, подъезды")).tap("Готово")
        topics = await anna.reads("Нажмите отдел")
        assert "Отдел <лифтов>: лифты, подъезды" in topics.text
        await topics.tap("ЖКХ")
        utilities = await anna.reads("Темы отдела «ЖКХ»")
        assert "вода" in utilities.text
        await utilities.tap("✓ вода")
        await anna.sees(utilities, "через запятую.\nотопление, канализация")


async def test_an_office_whose_administrators_are_gone(tmp_path: Path) -> None:
    """`office link` lets one person in as an administrator of the office; with `--new` he sets up a second one."""
    async with beginning(tmp_path) as start:
        await start.office()
        await command(start.environment, "office", "link")
        link = await start.link(2)
        await start.boris.starts(link)
        await start.boris.reads("Администрация Лесного района: вы администратор")
        await start.boris.says("/staff")
        await start.boris.reads("ЖКХ")
        await start.boris.starts(link)
        await start.boris.reads("Это рабочий бот администрации")
        await command(start.environment, "office", "link", "--new")
        await start.boris.starts(await start.link(3))
        await start.boris.reads("Как называется")
        await start.boris.says("Вторая")
        await start.boris.reads("В каком регионе")


async def test_what_was_set_up_saves_and_loads(tmp_path: Path) -> None:
    """An office that was set up by taps is what its file says: saved, it loads with nothing changed."""
    async with beginning(tmp_path) as start:
        await start.office()
        assert await command(start.environment, "office", "save", "", str(tmp_path / "saved.toml")) == 0
        assert await command(start.environment, "office", "load", str(tmp_path / "saved.toml")) == 0
        assert start.journal().count("Nothing changed.") == 1
        text = (tmp_path / "saved.toml").read_text(encoding="utf-8")
        office = parse_office(text)
        assert office.office.key == "administratsiya-lesnogo-rayona"
        assert (office.office.zone, office.office.procedures) == ("Asia/Kamchatka", ("sobolevo",))
        assert [unit.key for unit in office.department] == ["utilities", "roads"]
        assert office.person[0].telegram_id == 1001
        assert office.person[0].roles == (Role.ADMINISTRATOR, Role.CURATOR)


async def test_a_second_office_keeps_its_own_key(tmp_path: Path) -> None:
    """Two offices of one name are two: the second gets a key of its own, and both are there."""
    async with beginning(tmp_path) as start:
        await start.office()
        await command(start.environment, "office", "link", "--new")
        await start.boris.starts(await start.link(2))
        await start.boris.reads("Как называется")
        await to_the_end(start.boris, await until_departments(start.boris))
        await start.boris.reads("работает, вы администратор")
        await command(start.environment, "office", "list")
        for key in ("administratsiya-lesnogo-rayona ·", "administratsiya-lesnogo-rayona-2 ·"):
            assert key in start.journal()


async def test_invitations_under_a_second_office_are_into_that_one(tmp_path: Path) -> None:
    """Who administers one office and sets up another invites into the new one with the buttons that he gets there."""
    async with beginning(tmp_path) as start:
        anna = start.anna
        await start.office()
        await command(start.environment, "office", "link", "--new")
        await anna.starts(await start.link(2))
        await anna.reads("Как называется")
        await to_the_end(anna, await until_departments(anna, "Администрация Полевого района"))
        made = await anna.reads("«Администрация Полевого района» работает, вы администратор")
        await made.tap("Пригласить: глава")
        assert "Администрация Полевого района" in (await anna.reads("t.me/otklik_test_bot?start=join_")).text
