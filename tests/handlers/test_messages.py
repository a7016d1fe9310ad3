"""What Telegram brings, as the core's values: origins, links, attachments, keys."""

from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram.types import Message

from handlers.messages import card_key, media_of, part_of, post_of

SENT = 1772582400
POSTED = 1772500000


def brought(**fields: Any) -> Message:
    """A message in the curator's private chat."""
    return Message.model_validate(
        {
            "message_id": 7,
            "date": SENT,
            "chat": {"id": 1001, "type": "private"},
            "from": {"id": 1001, "is_bot": False, "first_name": "Куратор"},
            **fields,
        }
    )


def origin(kind: str, **fields: Any) -> dict[str, Any]:
    return {"type": kind, "date": POSTED, **fields}


CHANNEL = {"id": -1005, "type": "channel", "title": "Подслушано", "username": "podslushano"}
USER = {"id": 5, "is_bot": False, "first_name": "Анна", "last_name": "Петрова"}
ORIGINS = {
    "user": (origin("user", sender_user=USER), ("Анна Петрова", "", "")),
    "hidden user": (origin("hidden_user", sender_user_name="Житель"), ("Житель", "", "")),
    "chat": (
        origin("chat", sender_chat={"id": -1006, "type": "supergroup", "title": "Двор"}, author_signature="Админ"),
        ("Админ", "Двор", ""),
    ),
    "chat without a name": (
        origin("chat", sender_chat={"id": -1006, "type": "supergroup", "title": "Двор"}),
        ("", "Двор", ""),
    ),
    "channel": (
        origin("channel", chat=CHANNEL, message_id=34),
        ("", "Подслушано", "https://t.me/podslushano/34"),
    ),
    "closed channel": (
        origin("channel", chat={**CHANNEL, "username": None}, message_id=34, author_signature="Ред."),
        ("Ред.", "Подслушано", ""),
    ),
}


@pytest.mark.parametrize(("came", "told"), ORIGINS.values(), ids=ORIGINS.keys())
def test_a_forward_of_every_origin(came: dict[str, Any], told: tuple[str, str, str]) -> None:
    """Author, source and link are taken from the origin, as far as it tells them."""
    post = post_of(brought(text="Яма на дороге", forward_origin=came))
    assert (post.author, post.source, post.link) == told
    assert post.network == "telegram"
    assert post.posted_at == datetime.fromtimestamp(POSTED, UTC)
    assert post.text == "Яма на дороге"


def entity(kind: str, offset: int, length: int, **fields: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **fields}


LINKS = {
    "pasted with text": ({"text": "Яма https://vk.com/wall-1_2, смотрите"}, ("vk", "https://vk.com/wall-1_2")),
    "a mobile address": ({"text": "https://m.ok.ru/group/5"}, ("ok", "https://m.ok.ru/group/5")),
    "without https": (
        {"text": "😀 vk.com/wall-1_2 яма", "entities": [entity("url", 3, 15)]},
        ("vk", "https://vk.com/wall-1_2"),
    ),
    "behind words": (
        {"text": "яма", "entities": [entity("text_link", 0, 3, url="https://ok.ru/topic/1")]},
        ("ok", "https://ok.ru/topic/1"),
    ),
    "under a photo": (
        {
            "caption": "https://vk.com/wall-1_2",
            "photo": [{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}],
        },
        ("vk", "https://vk.com/wall-1_2"),
    ),
    "a mention of a person": (
        {"text": "Анна", "entities": [entity("text_link", 0, 4, url="tg://user?id=5")]},
        ("", ""),
    ),
    "an unknown site": ({"text": "https://example.org/1"}, ("", "https://example.org/1")),
    "no link": ({"text": "Яма на дороге"}, ("", "")),
    "a network beats the channel it was forwarded from": (
        {"text": "https://vk.com/wall-1_2", "forward_origin": origin("channel", chat=CHANNEL, message_id=34)},
        ("vk", "https://vk.com/wall-1_2"),
    ),
    "a network beats an earlier link to Telegram": (
        {
            "text": "https://t.me/a/1 и vk.com/w",
            "entities": [entity("url", 0, 16), entity("url", 19, 8)],
        },
        ("vk", "https://vk.com/w"),
    ),
    "a broken address": ({"text": "http://[ и всё"}, ("", "http://[")),
}


@pytest.mark.parametrize(("fields", "told"), LINKS.values(), ids=LINKS.keys())
def test_the_network_and_link_of_a_post(fields: dict[str, Any], told: tuple[str, str]) -> None:
    """The post's own address is found wherever the curator put it, and the network follows from it."""
    post = post_of(brought(**fields))
    assert (post.network, post.link) == told


SITE = "https://example.org/a"
FILE = {"file_id": "big", "file_unique_id": "u"}
SMALL = {"file_id": "small", "file_unique_id": "s", "width": 1, "height": 1}
MEDIA = {
    "photo": ({"photo": [SMALL, {**FILE, "width": 9, "height": 9}]}, ("photo", "big", "")),
    "video": (
        {"video": {**FILE, "width": 1, "height": 1, "duration": 1, "file_name": "a.mp4"}},
        ("video", "big", "a.mp4"),
    ),
    "document": ({"document": {**FILE, "file_name": "акт.pdf"}}, ("document", "big", "акт.pdf")),
    "audio": ({"audio": {**FILE, "duration": 1}}, ("audio", "big", "")),
    "animation": (
        {
            "animation": {**FILE, "width": 1, "height": 1, "duration": 1},
            "document": {"file_id": "d", "file_unique_id": "d"},
        },
        ("animation", "big", ""),
    ),
}


@pytest.mark.parametrize(("fields", "told"), MEDIA.values(), ids=MEDIA.keys())
def test_attachments_that_can_be_passed_on(fields: dict[str, Any], told: tuple[str, str, str]) -> None:
    """The largest photo is taken, and an animation is not taken for the document that it also is."""
    media = media_of(brought(**fields))
    assert [(one.kind, one.ref, one.name) for one in media] == [told]


@pytest.mark.parametrize(
    "fields", [{"text": "слова"}, {"voice": {**FILE, "duration": 1}}, {"dice": {"emoji": "🎲", "value": 1}}]
)
def test_the_rest_has_no_attachment(fields: dict[str, Any]) -> None:
    """Words and kinds that cannot be passed on bring none."""
    assert media_of(brought(**fields)) == ()


HIDDEN = {
    "after its words": (
        "😀 запись здесь, ждём",
        [entity("text_link", 3, 6, url=SITE)],
        f"😀 запись ({SITE}) здесь, ждём",
    ),
    "once": (
        "тут и тут",
        [entity("text_link", 0, 3, url=SITE), entity("text_link", 6, 3, url=SITE)],
        f"тут ({SITE}) и тут",
    ),
    "two": (
        "раз два",
        [entity("text_link", 0, 3, url=SITE), entity("text_link", 4, 3, url=f"{SITE}2")],
        f"раз ({SITE}) два ({SITE}2)",
    ),
    "inside bold words": (
        "срочно тут",
        [entity("bold", 0, 10), entity("text_link", 7, 3, url=SITE)],
        f"срочно тут ({SITE})",
    ),
    "written out already": (f"тут {SITE}", [entity("text_link", 0, 3, url=SITE)], f"тут {SITE}"),
    "a mention": ("Анна", [entity("text_link", 0, 4, url="tg://user?id=5")], "Анна"),
}


@pytest.mark.parametrize(("text", "entities", "told"), HIDDEN.values(), ids=HIDDEN.keys())
def test_an_address_behind_words_is_not_lost(text: str, entities: list[dict[str, Any]], told: str) -> None:
    """What a reader of the answer could press in the draft he can read in the answer; offsets count UTF-16 units."""
    assert part_of(brought(text=text, entities=entities)).text == told
    assert part_of(brought(caption=text, caption_entities=entities, photo=[SMALL])).text == told


def test_a_part_keeps_the_identity_of_its_message() -> None:
    """An edit of the same message finds the same part; parts of an album open one card together."""
    assert part_of(brought(caption="подпись", photo=[SMALL])).key == "1001:7"
    assert part_of(brought(caption="подпись", photo=[SMALL])).text == "подпись"
    album = [card_key(brought(message_id=number, photo=[SMALL], media_group_id="5")) for number in (7, 8)]
    assert album == ["1001:album:5"] * 2
    assert card_key(brought(text="а")) == "1001:7"
