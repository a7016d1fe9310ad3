"""An invented complaints office: a receipt, two rounds, and times of the citizen's own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.people import Message
from tests.conversations.bureau import Bureau, bureau
from tests.conversations.six.steps import drafts, forwards, opens, replies
from tests.conversations.test_intake import TOKEN, Monitor, free_port
from tests.procedures.unlike import only

OFFICE = """
[office]
key = "test"
name = "Приёмная"
procedures = ["complaints"]
zone = "Europe/Kaliningrad"

[[department]]
key = "housing"
name = "Жилищный отдел"
topics = ["крыша", "подъезд"]

[[department]]
key = "control"
name = "Контрольный отдел"

[[person]]
key = "desk"
name = "Вера Приёмная"
telegram_id = 1001
roles = ["coordinator"]

[[person]]
key = "housing"
name = "Степан Жильцов"
telegram_id = 1002
roles = ["executor"]
department = "housing"

[[person]]
key = "control"
name = "Раиса Строгова"
telegram_id = 1003
roles = ["chief"]
department = "control"

[[person]]
key = "head"
name = "Глава"
telegram_id = 1004
roles = ["head"]
"""
POST = "Крыша течёт второй год https://vk.com/wall-1_205"
LINK = "https://vk.com/wall-1_205?reply=206"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Bureau]:
    """The desk with its bot, on Wednesday 4 March 2026 at 10:00 in Kaliningrad."""
    async with bureau(tmp_path, OFFICE, procedures=only(tmp_path, "complaints")) as ready:
        yield ready


async def with_executor(office: Bureau) -> Message:
    """A complaint comes and goes to the housing department."""
    card = await forwards(office["desk"], POST)
    await card.tap("→ Жилищный отдел")
    await office["desk"].toast("№ 1: направлено, исполнитель: Степан Жильцов")
    return await office["housing"].reads("вам: подготовить ответ")


async def published(office: Bureau) -> None:
    """The desk publishes what was drafted."""
    desk = office["desk"]
    await (await desk.reads("опубликуйте")).tap("Опубликовано")
    await replies(desk, "пришлите ссылку", LINK)
    await desk.reads("№ 1: опубликовано")


async def test_a_receipt_two_rounds_and_more_time(office: Bureau) -> None:
    """A receipt in time, an extension with consent, an answer that is not agreed with, and a chief who looks again."""
    desk, housing, head, control = (office[key] for key in ("desk", "housing", "head", "control"))
    work = await with_executor(office)
    assert "до 26 марта, 18:00 · п. 3" in work.text
    card = await opens(desk, "📝 № 1 · расписка · до сб 23:59")
    office.set_clock("2026-03-06T14:00")
    await desk.reads("⏰ № 1 · расписка через 1 день, до сб 23:59 · п. 2")
    await card.tap("Расписка отправлена")
    await replies(desk, "пришлите ссылку", LINK)
    await desk.reads("№ 1: отправили расписку")
    receipted = await opens(desk, "готовит")
    assert "опубликованный ответ" not in receipted.text
    assert "Расписка" not in receipted.text
    assert "Расписка отправлена" not in receipted.labels

    await work.tap("Попросить продлить")
    await replies(housing, "на сколько", "5")
    await replies(housing, "почему", "Ждём сметчика")
    asked = await head.reads("📝 № 1 · просят продлить на 5 дней, решите")
    await asked.tap("Продлить срок")
    await head.toast("№ 1: срок продлён")
    longer = await housing.reads("до 2 апреля, 18:00 · п. 3 · +5 дней, п. 5")

    await drafts(housing, longer, "Крышу починим в мае.")
    await published(office)
    waiting = await desk.reads("согласие заявителя: отметьте, когда сделано")
    assert "Возражения заявителя ▱▱▱▱▱▱▱▱▱▱ 10 дней · до 16 марта, 18:00" in waiting.text
    await waiting.tap("Заявитель не согласен")
    await replies(desk, "с чем не согласен заявитель?", "Май был и в прошлом году")
    second = await head.reads("заявитель не согласен: кто рассмотрит заново?")
    assert "Май был и в прошлом году" in second.text
    await second.tap("→ Контрольный отдел")
    again = await control.reads("второй круг, вам: рассмотреть и ответить")
    assert "Ответ второго круга ▱▱▱▱▱▱▱▱▱▱ 20 рабочих дней · до 6 апреля, 18:00 · п. 8" in again.text
    await drafts(control, again, "Крышу перекроют до 20 апреля, договор подписан.")
    last = await desk.reads("✅ № 1 · опубликуйте ответ")
    assert "до 6 апреля, 18:00" in last.text
    await last.tap("Ответ отправлен")
    await replies(desk, "пришлите ссылку", LINK)
    await desk.reads("№ 1: отправили ответ второго круга")
    assert "Заявитель не согласен" not in (await opens(desk, "✅ № 1 · опубликовано")).labels


async def test_a_citizen_who_is_silent(office: Bureau) -> None:
    """Three days after he was asked the desk closes the card by itself; it may be opened again, with its times anew."""
    desk, housing = office["desk"], office["housing"]
    work = await with_executor(office)
    await work.tap("Спросить заявителя")
    await replies(housing, "что спросить у заявителя?", "Какой подъезд?")
    waiting = await desk.reads("ответ заявителя на вопрос: отметьте, когда сделано")
    assert "Какой подъезд?" in waiting.text
    office.set_clock("2026-03-08T00:05")
    await housing.reads("№ 1 · закрыли: заявитель не ответил")
    office.set_clock("2026-03-10T10:00")
    closed = await opens(desk, "№ 1 · закрыли: заявитель не ответил 8 марта")
    await closed.tap("Вернуть в работу")
    await replies(desk, "почему", "Заявитель был в отъезде")
    anew = await desk.reads("снова в работе, кому направить?")
    assert "Направить ▱▱▱▱▱▱▱▱▱▱ 4 ч рабочего времени · до 15:00" in anew.text
    assert "Расписка отправлена" in anew.labels


async def test_the_citizen_himself(tmp_path: Path) -> None:
    """Through the interface by which he wrote the citizen answers the question and says that he does not agree."""
    port = free_port()
    interface = {"INTAKE_TOKEN": TOKEN, "INTAKE_PORT": str(port)}
    async with bureau(tmp_path, OFFICE, procedures=only(tmp_path, "complaints"), **interface) as office:
        desk, housing, head = office["desk"], office["housing"], office["head"]
        await desk.starts()
        await desk.reads("/my")
        portal = Monitor(port)
        await portal.brings(text="Крыша течёт второй год", detected_at="2026-03-04T09:50:00+02:00")
        card = await desk.reads("кому направить?")
        await card.tap("→ Жилищный отдел")
        work = await housing.reads("вам: подготовить ответ")
        assert (await portal.acts(action="citizen_answered", note="Второй", key="0"))[0] == 409
        await work.tap("Спросить заявителя")
        await replies(housing, "что спросить у заявителя?", "Какой подъезд?")
        await desk.reads("ответ заявителя на вопрос: отметьте, когда сделано")
        assert (await portal.acts(action="lapse", key="1"))[0] == 409
        assert (await portal.acts(action="citizen_answered", note="Второй", key="2"))[0] == 200
        back = await housing.reads("Второй")
        assert "Заявитель:\nВторой" in back.text
        await drafts(housing, back, "Крышу починим в мае.")
        await published(office)
        await desk.reads("согласие заявителя")
        told = await portal.acts(action="disagree", note="Май был и в прошлом году", key="3")
        assert told == (200, {"number": 1, "step": "second", "state": "open"})
        await head.reads("заявитель не согласен: кто рассмотрит заново?")
