"""A message comes in over HTTP and is a card, once."""

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from storage import blobs, queries
from tests.bot.fakes import rows
from tests.bot.intake.conftest import CARD, Sender
from tests.bot.test_uploads import picture
from workflow.card import Card
from workflow.office import Office
from workflow.words import CardId, MediaKind


async def card_of(sender: Sender, number: int = 1) -> Card:
    found = await sender.work.read(lambda conn: queries.card(conn, CardId(number)))
    assert found is not None
    return found


@pytest.mark.clause("SOB-8")
async def test_a_message_becomes_a_card(sender: Sender) -> None:
    """What a monitoring system found is a new card at the procedure's first step, and the bot is told to go on."""
    answer = await sender.posts(CARD)
    assert (answer.status, answer.body) == (201, {"card": 1, "number": 1, "step": "route"})
    assert await sender.bells.outbox.wait(0)
    card = await card_of(sender)
    assert (card.post.text, card.curator, card.last.by) == (CARD["text"], None, None)


@pytest.mark.clause("SOB-8")
async def test_every_field_reaches_the_card(sender: Sender) -> None:
    """Where from, who, which link, and the three moments stand in the card as they were given, in UTC."""
    more = {
        "procedure": "sobolevo",
        "network": "ok",
        "source": "Подслушано в Лесном",
        "author": "Житель",
        "link": "https://ok.ru/group/1/topic/2",
        "posted_at": "2026-03-03T20:00:00+12:00",
        "detected_at": "2026-03-04T11:30:00+12:00",
        "received_at": "2026-03-04T11:45:00+12:00",
    }
    assert (await sender.posts({**CARD, **more})).status == 201
    card = await card_of(sender)
    post = card.post
    assert (post.network, post.source, post.author, post.link) == ("ok", more["source"], "Житель", more["link"])
    assert post.posted_at == datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
    moments = {one.name: one.at for one in card.moments}
    assert moments["detected"] == datetime(2026, 3, 3, 23, 30, tzinfo=UTC)
    assert moments["received"] == datetime(2026, 3, 3, 23, 45, tzinfo=UTC)


@pytest.mark.clause("SOB-R4.4")
async def test_a_portal_is_a_source_like_the_networks(sender: Sender) -> None:
    """A message from the state services portal is taken under its own name, or known by its link."""
    await sender.posts({**CARD, "network": "portal"})
    await sender.posts({**CARD, "id": "2", "link": "https://www.gosuslugi.ru/feedback/7"})
    assert [(await card_of(sender, number)).post.network for number in (1, 2)] == ["portal", "portal"]


@pytest.mark.clause("KAM-2.1")
async def test_topic_and_place_are_the_citizen_s(sender: Sender) -> None:
    """The topic and the place that the citizen picked stand in the card, whatever its text would suggest."""
    assert (await sender.posts({**CARD, "topic": "Снег", "place": "ул. Лесная, 3"})).status == 201
    card = await card_of(sender)
    assert (card.topic, card.post.place) == ("Снег", "ул. Лесная, 3")


@pytest.mark.clause("SOB-8")
async def test_the_same_message_makes_no_second_card(sender: Sender) -> None:
    """The same id is the same card for ever, in JSON or as a form, and what else is said under it changes nothing."""
    await sender.posts(CARD)
    again = await sender.posts({**CARD, "text": "другое", "topic": "Снег"})
    form = await sender.sends(("photo", "1.png", picture()))
    assert {(one.status, one.body["number"]) for one in (again, form)} == {(200, 1)}
    assert (await sender.cards(), (await card_of(sender)).version) == (1, 1)
    assert await rows(sender.work, "SELECT count(*) FROM blobs") == [(0,)]


async def test_identities_are_told_apart_to_the_letter(sender: Sender) -> None:
    """Two messages whose ids differ in one letter, or in its case, are two cards."""
    statuses = [(await sender.posts({**CARD, "id": one})).status for one in ("a", "A", "а", "a/b", "a%2Fb", "a?b")]
    assert (set(statuses), await sender.cards()) == ({201}, 6)


@pytest.mark.clause("KAM-2.1")
async def test_files_of_a_form(sender: Sender) -> None:
    """Files of a form are kept byte for byte, each as its kind, in their order, under names that are safe."""
    photos = [picture(mark=b"1"), picture(mark=b"2")]
    answer = await sender.sends(
        ("photo", "до.png", photos[0]), ("photo", "после.png", photos[1]), ("document", "акт.pdf", b"%PDF-1.7 x")
    )
    assert answer.status == 201
    media = (await card_of(sender)).post.media
    assert [(one.kind, one.name) for one in media] == [
        (MediaKind.PHOTO, "до.png"),
        (MediaKind.PHOTO, "после.png"),
        (MediaKind.DOCUMENT, "акт.pdf"),
    ]
    kept = [await sender.work.read(lambda conn, one=one: blobs.get(conn, one.ref[5:])) for one in media]
    assert [(one.content, one.mime) for one in kept] == [
        (photos[0], "image/png"),
        (photos[1], "image/png"),
        (b"%PDF-1.7 x", "application/pdf"),
    ]


async def test_files_within_json(sender: Sender) -> None:
    """Files may stand in the JSON as base64."""
    file = {"kind": "photo", "name": "яма.png", "content": base64.b64encode(picture()).decode()}
    assert (await sender.posts({**CARD, "text": "", "media": [file]})).status == 201
    (media,) = (await card_of(sender)).post.media
    assert (media.kind, media.name, media.ref) == (MediaKind.PHOTO, "яма.png", f"blob:{blobs.sha256_of(picture())}")


BAD: list[tuple[dict[str, Any], int, str, str]] = [
    ({"office": "nowhere"}, 404, "office", "no such office"),
    ({"office": ""}, 422, "office", "at least 1"),
    ({"office": None}, 422, "office", "write it as text"),
    ({"id": "x" * 201}, 422, "id", "at most 200"),
    ({"id": "a\nb"}, 422, "id", "line breaks"),
    ({"id": "a\u202eb"}, 422, "id", "control characters"),
    ({"id": 7}, 422, "id", "write it as text"),
    ({"procedure": "anapa"}, 422, "procedure", "sobolevo"),
    ({"author_phone": "1"}, 422, "author_phone", "no such field"),
    ({"text": ""}, 422, "text", "nothing was said"),
    ({"text": " \n"}, 422, "text", "nothing was said"),
    ({"text": "x" * 20_001}, 422, "text", "at most 20000"),
    ({"network": "x" * 41}, 422, "network", "at most 40"),
    ({"place": "x" * 301}, 422, "place", "at most 300"),
    ({"link": "javascript:alert(1)"}, 422, "link", "whole web address"),
    ({"link": "https://ok.ru/a b"}, 422, "link", "whole web address"),
    ({"posted_at": "2026-03-04T10:00:00"}, 422, "posted_at", "offset"),
    ({"posted_at": "2026-03-04"}, 422, "posted_at", "offset"),
    ({"posted_at": "yesterday"}, 422, "posted_at", "ISO 8601"),
    ({"posted_at": 1772600000}, 422, "posted_at", "ISO 8601"),
    ({"posted_at": "0001-01-01T00:00:00+12:00"}, 422, "posted_at", "ISO 8601"),
    ({"posted_at": "9999-12-31T23:59:59-12:00"}, 422, "posted_at", "ISO 8601"),
    ({"posted_at": "1999-03-04T10:00:00+12:00"}, 422, "posted_at", "check the year"),
    ({"detected_at": "2026-03-04T12:06:00+12:00"}, 422, "detected_at", "in the future"),
    ({"received_at": "2025-03-02T12:00:00+12:00"}, 422, "received_at", "check the year"),
    ({"media": [{"kind": "photo", "content": "%%%"}]}, 422, "media.0.content", "base64"),
    ({"media": [{"kind": "photo", "content": ""}]}, 422, "media", "empty"),
    ({"media": [{"kind": "virus", "content": "AAAA"}]}, 422, "media.0.kind", "photo"),
    (
        {"media": [{"kind": "photo", "content": "AAAA", "url": "http://127.0.0.1/"}]},
        422,
        "media.0.url",
        "no such field",
    ),
    ({"media": [{"kind": "document", "content": "AAAA"}] * 21}, 422, "media", "at most 20"),
]


@pytest.mark.parametrize(("change", "status", "field", "mend"), BAD, ids=[f"{one[2]}: {one[3]}" for one in BAD])
async def test_a_fault_names_its_field(
    sender: Sender, change: dict[str, Any], status: int, field: str, mend: str
) -> None:
    """Whatever cannot be used is refused under its field, with how to mend it, and no card is made."""
    answer = await sender.posts({**CARD, **change})
    assert (answer.status, answer.body["field"]) == (status, field)
    assert mend in answer.body["mend"]
    assert await sender.cards() == 0
    assert await rows(sender.work, "SELECT count(*) FROM blobs") == [(0,)]


async def test_all_faults_come_at_once(sender: Sender) -> None:
    """Whoever builds the sender hears of every fault in one go, and of no value that he gave."""
    answer = await sender.posts({"office": "lesnoe", "posted_at": "secret-words", "text": 5})
    told = [answer.body["field"], *(one["field"] for one in answer.body["others"])]
    assert (answer.status, sorted(told)) == (422, ["id", "posted_at", "text"])
    assert "secret-words" not in json.dumps(answer.body)


async def test_text_is_kept_to_the_letter(sender: Sender) -> None:
    """Line breaks and signs stay; only what no database can hold is left out."""
    await sender.posts({**CARD, "text": "<b>раз</b>\n\n  два & \x00три 👨‍👩‍👧"})
    assert (await card_of(sender)).post.text == "<b>раз</b>\n\n  два & три 👨‍👩‍👧"


@pytest.mark.clause("SOB-8")
async def test_the_owners_of_the_first_step_are_told(sender: Sender, office: Office) -> None:
    """A card that nobody of the office opened is put before those whose move it is, with its number of files."""
    await sender.sends(("photo", "1.png", picture()))
    curator = next(one.id for one in office.people if one.key == "curator")
    told = await rows(sender.work, "SELECT person, lane FROM outbox WHERE kind = 'card'")
    assert told == [(curator, "telegram:101")]
