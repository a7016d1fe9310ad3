"""/staff: departments and people changed with taps, and everything that does not let itself be changed."""

from pathlib import Path

import pytest

from tests.conversations.bureau import Bureau, bureau
from tests.conversations.staffed import OFFICE, add_unit, person_taps, staff

POST = "На улице Лесной третий день не горят фонари."


async def card_for(office: Bureau, unit: str) -> None:
    """A post becomes card № 1, which is routed to the department."""
    await office["curator-1"].forwards(POST)
    card = await office["curator-1"].reads("кому направить?")
    await card.tap(f"→ {unit}")


async def test_departments_then_people_then_a_person(tmp_path: Path) -> None:
    """/staff leads from departments with their numbers to the people of one, and to a person; «Назад» leads back."""
    async with bureau(tmp_path, OFFICE) as office:
        admin = office["admin-1"]
        screen = await staff(admin)
        assert screen.text.splitlines() == [
            "Администрация Лесного района: 9 сотрудников",
            "Дорожное хозяйство — 2",
            "ЖКХ — 2",
            "без отдела — 5",
        ]
        await person_taps(admin, screen, "ЖКХ")
        assert "Ожидаемый Сотрудник · исполнитель · ещё не присоединился" in screen.text
        await person_taps(admin, screen, "Исполнитель ЖКХ")
        assert screen.text.splitlines() == ["Исполнитель ЖКХ", "Роли: исполнитель", "Отдел: ЖКХ"]
        assert screen.labels == ["Роли", "Отдел", "Отсутствие", "Уволен…", "Ещё…", "Назад"]
        await person_taps(admin, screen, "Назад")
        await person_taps(admin, screen, "Назад")
        assert screen.text.startswith("Администрация Лесного района: 9 сотрудников")


async def test_coordinators_look_and_others_do_not(tmp_path: Path) -> None:
    """A coordinator sees the lists without a button that changes anything; an executor is told who has them."""
    async with bureau(tmp_path, OFFICE) as office:
        screen = await staff(office["coordinator"], "ЖКХ", "Исполнитель ЖКХ")
        assert screen.labels == ["Назад"]
        await office["roads-1"].says("/staff")
        await office["roads-1"].reads("Список сотрудников видят администратор, координатор и начальник отдела.")


async def test_roles_are_ticked(tmp_path: Path) -> None:
    """A role is given with a tap; the person hears of it in one line, and his menu of commands follows at once."""
    async with bureau(tmp_path, OFFICE) as office:
        admin, roads = office["admin-1"], office["roads-1"]
        await roads.starts()
        await roads.reads("вы: Исполнитель дорог")
        screen = await staff(admin, "Дорожное хозяйство", "Исполнитель дорог", "Роли")
        assert "✅ исполнитель" in screen.labels
        await screen.tap("куратор")
        await admin.toast("Готово.")
        told = await roads.reads("Ваши роли теперь:")
        assert told.text == "Ваши роли теперь: куратор, исполнитель"
        await roads.says("/board")
        await roads.reads("открытых карточек нет")
        assert "board" in await roads.menu()
        screen = await staff(admin, "Дорожное хозяйство", "Исполнитель дорог", "Роли")
        assert "✅ куратор" in screen.labels


@pytest.mark.attack(5)
async def test_the_last_administrator_stays(tmp_path: Path) -> None:
    """Of two administrators one can lose the role; the last cannot, nor be sent away: it is said what to do."""
    async with bureau(tmp_path, OFFICE) as office:
        admin = office["admin-1"]
        screen = await staff(admin, "Без отдела", "Борис Второй", "Роли", "Ещё…")
        await screen.tap("✅ администратор")
        await admin.toast("Готово.")
        await office["admin-2"].reads("Ваши роли теперь: координатор")
        screen = await staff(admin, "Без отдела", "Ольга Первая", "Роли")
        await screen.tap("куратор")
        await admin.toast("Готово.")
        screen = await staff(admin, "Без отдела", "Ольга Первая", "Роли", "Ещё…")
        await screen.tap("✅ администратор")
        refused = await admin.toast("Это последний администратор. Ничего не изменилось: сначала назначьте другого.")
        assert refused.alert
        await screen.forge("qr:1")
        await admin.toast("Это последний администратор.")


@pytest.mark.attack(5)
async def test_two_administrators_change_the_same_thing(tmp_path: Path) -> None:
    """The second one, whose screen is old, learns who was quicker and when, and sees the screen anew, as it is."""
    async with bureau(tmp_path, OFFICE) as office:
        first, second = office["admin-1"], office["admin-2"]
        here = await staff(first, "Дорожное хозяйство", "Исполнитель дорог", "Роли")
        there = await staff(second, "Дорожное хозяйство", "Исполнитель дорог", "Роли")
        await here.tap("куратор")
        await first.toast("Готово.")
        await there.tap("координатор")
        refused = await second.toast("Уже изменили до вас: Ольга Первая, в 10:0")
        assert refused.text.endswith("Ничего не изменилось.")
        others = ("глава", "координатор", "ответственный", "уполномоченный", "Ещё…", "Назад")
        await second.sees_buttons(there, "✅ куратор", "✅ исполнитель", *others)
        await office["roads-1"].reads("Ваши роли теперь: куратор, исполнитель")
        await office["roads-1"].nothing_new()


async def test_a_name_asked_for_twice(tmp_path: Path) -> None:
    """Of two who were both asked for a new name the first names; the second learns that it is named already."""
    async with bureau(tmp_path, OFFICE) as office:
        first, second = office["admin-1"], office["admin-2"]
        for admin in (first, second):
            screen = await staff(admin, "Отделы", "ЖКХ")
            await screen.tap("Название")
            await admin.reads("Напишите новое название отдела.")
        await first.says("Водоканал")
        await first.reads("Готово.")
        await second.says("Коммунальный отдел")
        await second.reads("Уже изменили до вас: Ольга Первая, в 10:0")
        shown = await second.reads("Водоканал")
        assert "Темы: вода" in shown.text


async def test_a_role_that_needs_a_department(tmp_path: Path) -> None:
    """Who belongs to no department is no executor; once he has one he may be, and may not leave it then."""
    async with bureau(tmp_path, OFFICE) as office:
        admin = office["admin-1"]
        screen = await staff(admin, "Без отдела", "Куратор Анна", "Роли")
        await screen.tap("исполнитель")
        await admin.toast("Этой роли нужен отдел. Ничего не изменилось: сначала выберите отдел.")
        screen = await staff(admin, "Без отдела", "Куратор Анна", "Отдел")
        await screen.tap("ЖКХ")
        await office["curator-1"].reads("Ваш отдел теперь: ЖКХ")
        screen = await staff(admin, "ЖКХ", "Куратор Анна", "Роли")
        await screen.tap("исполнитель")
        await office["curator-1"].reads("Ваши роли теперь: куратор, исполнитель")
        screen = await staff(admin, "ЖКХ", "Куратор Анна", "Отдел")
        await screen.tap("Без отдела")
        await admin.toast("Этой роли нужен отдел.")


async def test_a_department_with_cards_and_people_stays(tmp_path: Path) -> None:
    """A department with an open card is not removed, nor one with people: the numbers and names are told."""
    async with bureau(tmp_path, OFFICE) as office:
        admin = office["admin-1"]
        await card_for(office, "Дорожное хозяйство")
        await office["roads-1"].reads("вам: подготовить ответ")
        screen = await staff(admin, "Отделы", "Дорожное хозяйство")
        await screen.tap("Удалить отдел")
        refused = await admin.toast("№ 1")
        assert "Ничего не изменилось" in refused.text
        screen = await staff(admin, "Отделы", "ЖКХ")
        await screen.tap("Удалить отдел")
        await admin.toast("В отделе есть люди: Исполнитель ЖКХ, Ожидаемый Сотрудник. Ничего не изменилось")
        screen = await staff(admin)
        assert "ЖКХ — 2" in screen.text


async def test_a_role_taken_from_one_with_a_card(tmp_path: Path) -> None:
    """Whose role is taken hands his open cards to who is left, which is told to all of them."""
    async with bureau(tmp_path, OFFICE) as office:
        admin = office["admin-1"]
        await card_for(office, "Дорожное хозяйство")
        await office["roads-1"].reads("вам: подготовить ответ")
        await office["roads-2"].catches_up()
        screen = await staff(admin, "Дорожное хозяйство", "Исполнитель дорог", "Роли")
        await screen.tap("куратор")
        await office["roads-1"].reads("Ваши роли теперь: куратор, исполнитель")
        screen = await staff(admin, "Дорожное хозяйство", "Исполнитель дорог", "Роли")
        await screen.tap("✅ исполнитель")
        said = await admin.reads("Открытые карточки теперь у других:")
        assert "№ 1 — Второй дорожник" in said.text
        told = await office["roads-2"].reads("№ 1 · теперь у вас")
        await told.tap("Открыть")
        await office["roads-2"].reads("не горят фонари")


async def test_a_department_comes_and_changes(tmp_path: Path) -> None:
    """A department is added by its name, gets topics and places, another place in the list, and goes again."""
    async with bureau(tmp_path, OFFICE) as office:
        admin = office["admin-1"]
        screen = await add_unit(admin, "Парки и скверы")
        await screen.tap("Темы")
        await admin.reads("Напишите темы отдела через запятую")
        await admin.says("деревья, лавочки; деревья")
        shown = await admin.reads("Парки и скверы")
        assert "Темы: деревья, лавочки\nТерритория: вся территория" in shown.text
        await person_taps(admin, shown, "Назад")
        await person_taps(admin, shown, "Парки и скверы")
        await shown.tap("Выше")
        await admin.toast("Готово.")
        await person_taps(admin, shown, "Назад")
        assert shown.labels[:3] == ["Дорожное хозяйство", "Парки и скверы", "ЖКХ"]
        await shown.tap("Добавить отдел")
        await admin.reads("Как называется новый отдел?")
        await admin.says("жкх")
        await admin.reads("Такой отдел уже есть. Напишите другое название.")
        await admin.says("/cancel")
        await admin.reads("Отменено. Ничего не изменилось.")
        await person_taps(admin, shown, "Парки и скверы")
        await shown.tap("Удалить отдел")
        await admin.toast("Отдел удалён.")
        await admin.sees_buttons(shown, "Дорожное хозяйство", "ЖКХ", "Добавить отдел", "Назад")
        await shown.forge("qg:edit:parki-i-skvery:0")
        await admin.toast("Эта кнопка больше не действует. Ничего не изменилось.")


async def test_a_question_survives_a_restart(tmp_path: Path) -> None:
    """What was asked before a kill is answered after the bot has come back; a wrong address is asked for again."""
    async with bureau(tmp_path, OFFICE) as office:
        admin = office["admin-1"]
        screen = await staff(admin, "ЖКХ", "Исполнитель ЖКХ", "Ещё…")
        await screen.tap("Почта")
        await admin.reads("Напишите адрес почты одним сообщением.")
        office.kill()
        office.start()
        await admin.says("не адрес")
        await admin.reads("Не похоже на адрес почты. Напишите ещё раз.")
        await admin.says("water@example.org")
        await admin.reads("Готово.")
        shown = await admin.reads("Почта: water@example.org")
        await office["utilities-1"].reads("Ваша почта теперь: water@example.org")
        await admin.catches_up()  # of the question, which may have been repeated after the kill
        await shown.tap("Почта")
        asked = await admin.reads("Напишите адрес почты")
        assert asked.labels == ["Очистить", "Отмена"]
        await asked.tap("Отмена")
        await admin.toast("Отменено. Ничего не изменилось.")
        await shown.tap("Почта")
        asked = await admin.reads("Напишите адрес почты")
        await asked.tap("Очистить")
        await office["utilities-1"].reads("Ваша почта теперь: —")
        await admin.says("water@example.org")
        await admin.reads("К какой карточке это?")


async def test_substitutes_in_their_order(tmp_path: Path) -> None:
    """Who stands in is tapped one after another, and tapped again to be left out (KOZ-D2)."""
    async with bureau(tmp_path, OFFICE) as office:
        admin = office["admin-1"]
        screen = await staff(admin, "Дорожное хозяйство", "Исполнитель дорог", "Ещё…", "Кто замещает")
        await person_taps(admin, screen, "Второй дорожник")
        await person_taps(admin, screen, "Куратор Анна")
        assert screen.labels[:2] == ["1. Второй дорожник", "2. Куратор Анна"]
        await person_taps(admin, screen, "1. Второй дорожник")
        assert screen.labels[0] == "1. Куратор Анна"
        await person_taps(admin, screen, "Назад")
        assert "Замещают по очереди: Куратор Анна" in screen.text


async def test_settings(tmp_path: Path) -> None:
    """Whether new people are confirmed is a tap, and so is the office's language; its name is a line of text."""
    async with bureau(tmp_path, OFFICE) as office:
        admin = office["admin-1"]
        screen = await staff(admin, "Настройки")
        assert "Новые сотрудники входят по ссылке сразу." in screen.text
        await person_taps(admin, screen, "Подтверждать новых")
        assert "Новых сотрудников подтверждает администратор." in screen.text
        await screen.tap("Название")
        await admin.reads("Напишите название администрации.")
        await admin.says("Администрация Лесного округа")
        await admin.reads("Готово.")
        await admin.reads("Администрация Лесного округа")


@pytest.mark.attack(3)
async def test_buttons_of_what_is_gone(tmp_path: Path) -> None:
    """Buttons of people, departments and fields that are none are answered clearly and change nothing."""
    async with bureau(tmp_path, OFFICE) as office:
        admin = office["admin-1"]
        screen = await staff(admin)
        before = screen.text
        for data in (
            "qg:nowhere::0",
            "qg:one:999:0",
            "qg:unit:gone:0",
            "qp:person:999:roles:u:12345678",
            "qp:person:4:left_on:x:12345678",
            "qp:person:4:roles:zz:12345678",
            "qp:office::zone:Moon:12345678",
            "qy:office::zone",
            "qi:e:gone:0",
            "qd:gone",
        ):
            await screen.forge(data)
            assert "Ничего не изменилось" in (await admin.toast()).text
        await admin.says("/staff")
        assert (await admin.reads("Администрация Лесного района")).text == before
