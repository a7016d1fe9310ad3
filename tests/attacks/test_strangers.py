"""Attack 1: somebody of no office tries everything there is to send."""

from itertools import product

import pytest

from tests.attacks.house import House, changed
from tests.attacks.people import GROUPS, SECRETS, STRANGER
from tests.attacks.raw import Raw, group, member, message, private, says, user
from tests.bot.fakes import rows
from tests.conversations.attempts import commands
from tests.proof.counting import Tried

FOREIGN = group(-1_009_000_000_001, "Чужая группа")
WORDS = (*SECRETS, "Явный", "Светлого", "Лесн", "Яма", "Дороги")
_FILE = {"file_id": "f", "file_unique_id": "u"}
_PLACE = {"latitude": 53.0, "longitude": 158.0}

KINDS: dict[str, Raw] = {
    "photo": {"photo": [{**_FILE, "width": 1, "height": 1}], "caption": "x"},
    "album": {"photo": [{**_FILE, "width": 1, "height": 1}], "media_group_id": "5"},
    "document": {"document": {**_FILE, "file_name": "../../etc/passwd"}},
    "voice": {"voice": {**_FILE, "duration": 1}},
    "video_note": {"video_note": {**_FILE, "length": 1, "duration": 1}},
    "location": {"location": _PLACE},
    "contact": {"contact": {"phone_number": "1", "first_name": "x", "user_id": 6201}},
    "dice": {"dice": {"emoji": "🎲", "value": 1}},
    "forward": {"text": "№ 1", "forward_origin": {"type": "user", "date": 1, "sender_user": user(6201)}},
    "answer": {
        "text": "1",
        "reply_to_message": {"message_id": 10_000, "date": 1, "chat": private(6201), "text": "№ 1"},
    },
    "pinned": {"pinned_message": {"message_id": 1, "date": 0, "chat": private(6201)}},
    "members": {"new_chat_members": [user(6201)]},
    "shared": {"users_shared": {"request_id": 1, "users": [{"user_id": 6201}]}},
}
LINKS = ("card_1", "card_8-2", "card_1-1", "join_" + "A" * 32, "setup_" + "A" * 32, "setup_" + "a" * 64, "join_", "x")


def attempts() -> list[Raw]:
    """Everything, alone with the bot, in a group of his, and in the office's own group."""
    given = ("", " 1", " card_8-2", " Явный", " own")
    words = [f"/{name}{rest}" for name, rest in product(commands(), given)] + [f"/start {link}" for link in LINKS]
    places = (private(STRANGER), FOREIGN, group(GROUPS["own"]))
    written = [says(STRANGER, text, place) for text in words for place in (places if " " not in text else places[:1])]
    others = [{"message": message(STRANGER, place, **body)} for body in KINDS.values() for place in places]
    edited = [{"edited_message": {**message(STRANGER, text="№ 1"), "edit_date": 1}}]
    query = {"id": "1", "from": user(STRANGER), "query": "№ 1", "offset": ""}
    return [*written, *others, *edited, {"inline_query": query}, member(STRANGER, FOREIGN), member(STRANGER, FOREIGN)]


@pytest.mark.attack(1)
async def test_a_stranger_changes_nothing_and_learns_nothing(house: House, tried: Tried) -> None:
    """Every command, link and kind of message: no table changes, and nothing is told that only an office knows."""
    before = await house.state("chats")
    all_of_them = attempts()
    for raw in all_of_them:
        await house.feed(raw)
    tried.count(len(all_of_them))
    assert changed(before, await house.state("chats")) == {}
    told = [one.text for one in house.judge.heard] + house.judge.toasts
    assert [text for text in told if any(word in text for word in WORDS)] == []
    assert {one.chat for one in house.judge.heard} <= {STRANGER, FOREIGN["id"], GROUPS["own"], 0}
    assert len([one for one in house.judge.heard if one.chat == GROUPS["own"]]) <= 2
    await house.sound()


@pytest.mark.attack(1, 4)
async def test_a_stranger_who_writes_sixty_times_has_one_answer_waiting(house: House, tried: Tried) -> None:
    """Guessed links and plain words alike: whatever he sends, no more than one line waits to be sent to him."""
    guesses = [says(STRANGER, f"/start join_{number:032}") for number in range(60)]
    await house.store([{"update_id": 50_000 + n, **raw} for n, raw in enumerate([*guesses, says(STRANGER, "x")])])
    await house.works()
    tried.count(len(guesses))
    waiting = await rows(house.work, "SELECT lane FROM outbox WHERE status = 'new'")
    assert waiting == [(f"telegram:{STRANGER}",)]
    assert await rows(house.work, "SELECT count(*) FROM invitations WHERE used_at IS NOT NULL") == [(0,)]
