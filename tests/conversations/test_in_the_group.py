"""The group hears of deadlines; what is a person's own stays in his private chat."""

from tests.conversations.stand import Stand
from tests.conversations.steps import forwarded, routed


async def test_chatter_in_the_group_is_no_part_of_a_draft(office: Stand) -> None:
    """Where the bot sees everything, words that answer nobody are left alone while a draft is being written there."""
    await office.group.member(7_000_001, "administrator")
    await routed(office, await forwarded(office))
    office.set_clock("2026-03-04T14:01")
    ping = await office.group.reads("⏰")
    await office.roads.at(office.group).says("Включим до 18:00.", reply_to=ping)
    preview = await office.group.reads("Проект к № 1")
    await office.roads.at(office.group).says("Кто-нибудь идёт обедать?")
    await preview.tap("На согласование", by=office.roads)
    asked = await office.head.reads("согласовать ответ")
    assert "Включим до 18:00." in asked.text
    assert "обедать" not in asked.text


async def test_cards_and_lists_are_not_shown_in_the_group(office: Stand) -> None:
    """A command that shows something of one's own points to the private chat, and shows nothing."""
    await forwarded(office)
    for command in ("/card 1", "/my", "/board", "/language"):
        name, _, rest = command.partition(" ")
        await office.curator.at(office.group).says(f"{name}@otklik_test_bot {rest}".strip())
        told = await office.group.reads("в личном чате с ботом")
        assert told.labels == []
