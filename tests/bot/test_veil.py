"""The word of a link from the command line comes no further than the door."""

from typing import Any

import pytest

from bot.veil import veiled
from storage.invitations import LENGTH, hashed


def message(text: Any) -> dict[str, Any]:
    return {"update_id": 1, "message": {"message_id": 2, "text": text}}


WORD = "ab-C_9" * 5 + "xy"


@pytest.mark.parametrize("before", ["", "/start ", "/start@bot ", "мой код: ", "https://t.me/bot?start="])
@pytest.mark.attack(4)
def test_the_word_is_hashed(before: str) -> None:
    """Wherever it stands in the text, the hash of it takes its place, and all else stays."""
    assert len(WORD) == LENGTH
    assert veiled(message(f"{before}setup_{WORD}")) == message(f"{before}setup_{hashed(WORD)}")


@pytest.mark.parametrize("text", ["https://vk.com/setup_team", "https://example.ru/setup_" + "v" * 40, "setup_v2.exe"])
def test_the_like_in_a_post_stays(text: str) -> None:
    """A citizen's link or word that begins as a code does comes through as he wrote it."""
    assert veiled(message(text)) == message(text)


@pytest.mark.attack(4)
def test_a_hash_is_hashed_too() -> None:
    """Whoever has seen the database cannot use what he saw there: what he sends is hashed once more."""
    known = hashed("word")
    assert known not in str(veiled(message(f"setup_{known}")))


@pytest.mark.parametrize(
    "raw",
    [message("Добрый день"), message(None), message(["setup_a"]), {"update_id": 1}, {"update_id": 1, "message": None}],
)
def test_all_else_is_left_alone(raw: dict[str, Any]) -> None:
    """Other updates, and those of an unknown form, come through as they are."""
    assert veiled(raw) is raw


@pytest.mark.parametrize("command", ["/start ", "/start@bot ", "/start  "])
def test_the_word_of_an_invitation(command: str) -> None:
    """The word of an invitation that is opened is hashed; the same letters within a post are the citizen's own."""
    assert veiled(message(f"{command}join_ab-C_9")) == message(f"{command}join_{hashed('ab-C_9')}")
    post = message("Пишите нам: https://vk.com/join_us и join_us")
    assert veiled(post) is post
