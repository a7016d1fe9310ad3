"""Deadlines as people hear of them, on the simulated clock."""

import pytest

from tests.conversations.stand import Stand
from tests.conversations.steps import approved, drafted, forwarded, routed


@pytest.mark.clause("SOB-13")
async def test_a_reminder_comes_to_the_executor_and_the_group(office: Stand) -> None:
    """An hour before the draft is due the executor is reminded, and the group hears of it by name and clause."""
    await routed(office, await forwarded(office))
    office.set_clock("2026-03-04T14:01")
    reminder = await office.roads.reads("⏰ № 1 · проект через")
    assert "до 15:00 · п. 13" in reminder.text
    called = await office.group.reads("⏰ № 1 · проект через")
    assert "Исполнитель дорог" in called.text
    assert "tg://user?id=1002" in called.html
    assert called.buttons[-1][0].url == "https://t.me/otklik_test_bot?start=card_1-1"


@pytest.mark.clause("SOB-13")
async def test_a_missed_deadline_escalates_level_by_level(office: Stand) -> None:
    """A missed draft is told to executor, curator and group at once, and to the head an hour later."""
    await routed(office, await forwarded(office))
    office.set_clock("2026-03-04T15:01")
    await office.roads.reads("❗ № 1 · проект")
    await office.curator.reads("❗ № 1 · проект")
    late = await office.group.reads("❗ № 1")
    assert "сообщено: куратору" in late.text
    office.set_clock("2026-03-04T16:01")
    told = await office.head.reads("❗ № 1 · проект опаздывает на 1 ч")
    assert "п. 13" in told.text


async def test_nothing_rings_after_it_is_done(office: Stand) -> None:
    """A draft sent in time silences its deadline, whatever the clock says later."""
    work = await routed(office, await forwarded(office))
    await drafted(office, work, "Включим сегодня.")
    office.set_clock("2026-03-04T15:30")
    await office.head.reads("❗ № 1 · согласование")
    assert not [one for one in await office.group.history() if "проект" in one.text]


async def test_reminders_wait_for_working_time(office: Stand) -> None:
    """What would ring in the night rings when the office opens."""
    office.set_clock("2026-03-04T17:50")
    await routed(office, await forwarded(office))
    office.set_clock("2026-03-05T12:49")
    await office.roads.reads("⏰ № 1 · проект через")
    early = [one for one in await office.roads.history() if one.text.startswith(("⏰", "❗"))]
    assert len(early) == 1


@pytest.mark.clause("SOB-10a")
async def test_a_post_left_unrouted_is_called_out(office: Stand) -> None:
    """A card that nobody routes reminds its curator and then calls him out in the group (SOB-10a)."""
    await forwarded(office)
    office.set_clock("2026-03-04T10:20")
    await office.curator.reads("⏰ № 1 · направление через")
    office.set_clock("2026-03-04T10:31")
    await office.group.reads("❗ № 1 · направление")
    office.set_clock("2026-03-04T11:01")
    await office.coordinator.reads("❗ № 1 · направление опаздывает")


async def test_the_group_link_opens_the_card(office: Stand) -> None:
    """The button under a ping in the group opens the card in the private chat, for those who may see it."""
    await routed(office, await forwarded(office))
    office.set_clock("2026-03-04T14:01")
    await office.group.reads("⏰")
    await office.roads.starts("card_1")
    await office.roads.reads("вам: подготовить ответ")
    await office.utilities.starts("card_1")
    await office.utilities.reads("не за вами")


async def test_an_answer_to_a_ping_in_the_group_is_a_draft(office: Stand) -> None:
    """The executor may answer a ping in the group: it becomes his draft; another's answer does not."""
    await routed(office, await forwarded(office))
    office.set_clock("2026-03-04T14:01")
    ping = await office.group.reads("⏰")
    await office.utilities.at(office.group).says("А мы тут при чём", reply_to=ping)
    await office.roads.at(office.group).says("Включим до 18:00.", reply_to=ping)
    preview = await office.group.reads("Проект к № 1")
    await preview.tap("На согласование", by=office.utilities)
    await office.utilities.at(office.group).toast("")
    await preview.tap("На согласование", by=office.roads)
    asked = await office.head.reads("согласовать ответ")
    assert "Включим до 18:00." in asked.text
    await approved(office, asked)


async def test_a_ping_can_be_accepted_in_the_group(office: Stand) -> None:
    """The button under a ping works for the executor and refuses everybody else."""
    await routed(office, await forwarded(office))
    office.set_clock("2026-03-04T14:01")
    ping = await office.group.reads("⏰")
    await ping.tap("Принять в работу", by=office.utilities)
    await office.utilities.at(office.group).toast("не за вами")
    await ping.tap("Принять в работу", by=office.roads)
    await office.roads.at(office.group).toast("в работе у вас")


async def test_a_button_in_the_group_goes_once_its_card_has_gone_on(office: Stand) -> None:
    """A tap that is refused since the card is elsewhere takes the button away; one by somebody else leaves it."""
    card = await forwarded(office)
    await routed(office, card)
    office.set_clock("2026-03-04T14:01")
    ping = await office.group.reads("⏰")
    await ping.tap("Принять в работу", by=office.utilities)
    await office.utilities.at(office.group).toast("не за вами")
    assert "Принять в работу" in ping.labels
    await office.roads.says("Включим до 18:00.", reply_to=await office.roads.reads("вам: подготовить ответ"))
    await (await office.roads.reads("Проект к № 1")).tap("На согласование")
    await office.head.reads("согласовать ответ")
    said = ping.text
    await ping.tap("Принять в работу", by=office.roads)
    await office.group.sees_buttons(ping, "Открыть")
    assert ping.text == said
