"""A role that several people of a department hold, and an officer who is appointed in the chat."""

import socket
from pathlib import Path

import pytest

from tests.conversations.bureau import Bureau, bureau
from tests.conversations.six.steps import forwards, office_of
from tests.conversations.staffed import payload
from tests.conversations.test_intake import TOKEN, Monitor

DESK = (
    office_of("petrovsky")
    + """
[[department]]
key = "desk"
name = "Организационный отдел"

[[person]]
key = "desk-2"
name = "Олег Второй"
telegram_id = 1021
roles = ["curator"]
department = "desk"
"""
).replace('roles = ["curator"]\n\n', 'roles = ["curator"]\ndepartment = "desk"\n\n', 1)
APPOINTING = (
    office_of("anapa")
    + """
[[person]]
key = "admin"
name = "Администратор"
telegram_id = 1031
roles = ["administrator"]
"""
)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.mark.clause("PET-4")
async def test_the_desk_is_a_department_s(tmp_path: Path) -> None:
    """A card from the machine comes to every curator of the department; who takes it first has it, the others see."""
    port = free_port()
    async with bureau(tmp_path, DESK, INTAKE_TOKEN=TOKEN, INTAKE_PORT=str(port)) as office:
        first, second = office["desk"], office["desk-2"]
        await first.says("/start")
        await first.reads("вы: Нина Орлова")
        brought = await Monitor(port).brings(office="petrovsky", detected_at="2026-03-04T09:50:00+03:00")
        assert brought[0] == 201
        mine, theirs = await first.reads("кому направить?"), await second.reads("кому направить?")
        await theirs.tap("→ Благоустройство")
        await second.toast("№ 1: направили начальнику отдела")
        await first.sees(mine, "назначает исполнителя")
        assert not [label for label in mine.labels if label == "→ Водоканал"]
        await mine.forge("t:1:1:route:water")
        await first.toast("Ничего не изменилось")


async def appoint(office: Bureau) -> str:
    """The administrator makes an invitation for an officer; what its link carries."""
    admin = office["admin"]
    await admin.says("/staff")
    screen = await admin.reads("Администрация города-курорта: ")
    await screen.tap("Пригласить")
    await admin.sees(screen, "Кого пригласить?")
    await screen.tap("Ещё…")
    await admin.sees_buttons(
        screen, "администратор", "ответственный", "уполномоченный", "модератор", "внешний согласующий", "Ещё…", "Назад"
    )
    await screen.tap("уполномоченный")
    await admin.sees(screen, "Пригласить: уполномоченный")
    await screen.tap("Дальше")
    await admin.sees(screen, "В какой отдел?")
    await screen.tap("Без отдела")
    return payload(await admin.reads("Приглашение в рабочий бот"))


@pytest.mark.clause("ANP-2.1")
async def test_an_officer_is_appointed(tmp_path: Path) -> None:
    """Whoever is appointed officer finds a publication, and its card is his to send on."""
    async with bureau(tmp_path, APPOINTING) as office:
        officer = await office.town.person(2001, "Новый Уполномоченный")
        await officer.starts(await appoint(office))
        await officer.reads("вы: Новый Уполномоченный, уполномоченный")
        card = await forwards(officer, "На улице Лесной третий день не горят фонари https://vk.com/wall-1_205")
        await card.tap("→ Благоустройство")
        await officer.toast("№ 1: направлено")
        await office["roads"].reads("вам: подготовить ответ")
