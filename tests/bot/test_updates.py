from typing import Any

import pytest

from bot.updates import lane, membership, moved_group, origin, reachable, tapped

CHAT = {"id": -5, "type": "group"}


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ({"message": {"chat": {"id": 7}, "from": {"id": 7}}}, "telegram:7"),
        ({"edited_message": {"chat": CHAT, "from": {"id": 7}}}, "telegram:-5"),
        ({"callback_query": {"from": {"id": 7}, "message": {"chat": CHAT}}}, "telegram:-5"),
        ({"callback_query": {"from": {"id": 7}, "inline_message_id": "x"}}, "telegram:7"),
        ({"my_chat_member": {"chat": {"id": 7}, "from": {"id": 7}}}, "telegram:7"),
        ({"message_reaction": {"chat": CHAT, "user": {"id": 7}}}, "telegram:-5"),
        ({"poll_answer": {"user": {"id": 7}}}, "telegram:7"),
        ({"inline_query": {"from": {"id": 7}}}, "telegram:7"),
        ({"poll": {"id": "9"}}, "telegram:0"),
        ({"something_new": "text"}, "telegram:0"),
    ],
)
def test_every_update_has_a_lane(content: dict[str, Any], where: str) -> None:
    """The lane is the chat, else the person, whatever the kind of update."""
    assert lane({"update_id": 1, **content}) == where


def test_who_did_it_and_where() -> None:
    """In a group the sender is the person, not the group."""
    found = origin({"update_id": 1, "message": {"chat": CHAT, "from": {"id": 7}}})
    assert (found.chat, found.sender, found.private) == (-5, 7, False)


def test_both_ends_tell_of_a_moved_group() -> None:
    """The service message in the old chat and the one in the new chat say the same."""
    old = {"update_id": 1, "message": {"chat": {"id": -5}, "migrate_to_chat_id": -1005}}
    new = {"update_id": 2, "message": {"chat": {"id": -1005}, "migrate_from_chat_id": -5}}
    assert moved_group(old) == moved_group(new) == (-5, -1005)


@pytest.mark.parametrize(("status", "heard"), [("kicked", False), ("member", True)])
def test_a_person_who_blocks_the_bot_is_known(status: str, heard: bool) -> None:
    """Blocking and coming back are told by the person's own chat."""
    change = {"chat": {"id": 7}, "from": {"id": 7}, "new_chat_member": {"status": status}}
    assert reachable({"update_id": 1, "my_chat_member": change}) is heard
    assert reachable({"update_id": 1, "my_chat_member": {**change, "chat": CHAT}}) is None


@pytest.mark.parametrize(
    ("kind", "member", "writable"),
    [
        ("supergroup", {"status": "member"}, True),
        ("group", {"status": "administrator"}, True),
        ("supergroup", {"status": "restricted", "is_member": True, "can_send_messages": True}, True),
        ("supergroup", {"status": "restricted", "is_member": True, "can_send_messages": False}, False),
        ("supergroup", {"status": "restricted", "is_member": False, "can_send_messages": True}, False),
        ("supergroup", {"status": "left"}, False),
        ("supergroup", {"status": "kicked"}, False),
        ("channel", {"status": "administrator", "can_post_messages": True}, True),
        ("channel", {"status": "administrator", "can_post_messages": False}, False),
        ("channel", {"status": "member"}, False),
        ("channel", {"status": "creator"}, True),
    ],
)
def test_where_the_bot_may_write_is_known(kind: str, member: dict[str, Any], writable: bool) -> None:
    """What the bot is in a chat tells whether it may write there; in a channel it needs the right to post."""
    chat = {"id": -1005, "type": kind, "title": "Село", "username": "Selo"}
    found = membership({"update_id": 1, "my_chat_member": {"chat": chat, "new_chat_member": member}})
    assert found is not None
    assert (found.lane, found.public, found.title, found.writable) == (
        "telegram:-1005",
        "telegram:@selo",
        "Село",
        writable,
    )


def test_a_private_chat_is_no_place_for_answers() -> None:
    """What a person does with his own chat says nothing of places; nor does any other update."""
    change = {"chat": {"id": 7, "type": "private"}, "new_chat_member": {"status": "member"}}
    assert membership({"update_id": 1, "my_chat_member": change}) is None
    assert membership({"update_id": 1, "message": {"chat": CHAT}}) is None


def test_the_tapped_message_is_known() -> None:
    """Only a tap has one."""
    tap = {"id": "1", "from": {"id": 7}, "message": {"chat": {"id": 7}, "message_id": 12}}
    assert tapped({"update_id": 1, "callback_query": tap}) == (7, 12)
    assert tapped({"update_id": 1, "message": {"chat": {"id": 7}}}) is None
