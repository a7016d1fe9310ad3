"""A card on which much was said by several people, and the words that were said: none of them may be left."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, MetaData, insert, select

from storage import blobs, views
from storage.blobs import Blob, Known
from storage.tables import conversations, held, inbox, intake_acts, outbox
from storage.work import Work
from tests.fixtures.cards import carried_out
from tests.fixtures.offices import NOW, person
from workflow import desk
from workflow.card import Card
from workflow.commands import Act, AddPart, ChangePart, Open
from workflow.office import Office
from workflow.post import Draft, Media, Part, Post
from workflow.words import DraftKind, MediaKind, PersonId

PICTURE = b"\xff\xd8\xff\x00the only picture"
SHA = blobs.sha256_of(PICTURE)
FILE_ID = "AgACAgIAAxkBAAIBQ2ZqEiphotoOfTheYard"
POST = "На Ольховой улице у дома Пелагеи Кузьминичны третью неделю течёт водопровод"
DRAFT = "Уважаемая Пелагея Кузьминична, течь устранит бригада Водоканала"
WORDS = (
    "Пелаге", "пелаге", "Кузьминичн", "кузьминичн", "водопровод", "Ольхов", "ольхов", "wall-71",
    "Водоканал", "бригада", "перезвоните", "протекает", "затопило", "сирень", FILE_ID, SHA, "яма.jpg",
)  # fmt: skip
"""What must not be found anywhere afterwards; word for word, so that a part of a text is found as well."""


def _post() -> Post:
    photo = Media(kind=MediaKind.PHOTO, ref=FILE_ID)
    ours = Media(kind=MediaKind.PHOTO, ref=f"blob:{SHA}", name="яма.jpg")
    return Post(
        network="vk", source="Подслушано у Пелагеи", author="Пелагея Кузьминична", link="https://vk.com/wall-71_8",
        chat="-100777", message="8", place="ул. Ольховая", parts=(Part(key="101:7", text=POST, media=(photo, ours)),),
    )  # fmt: skip


async def told_card(work: Work, office: Office, *, closed: bool = True) -> Card:
    """A card with a post that was added to and changed, a draft sent back with a note, and an agreed one."""
    curator, roads, head = (PersonId(person(office, key)) for key in ("curator", "roads-1", "head"))
    await work.run(_keep_picture)
    done = await carried_out(work, Open(office.id, curator, _post(), key="101:7", topic="просьба Пелагеи"))
    assert isinstance(done, desk.Done)
    card = done.card.id
    draft = Draft(kind=DraftKind.ANSWER, by=roads, at=NOW, parts=(Part(key="102:3", text=DRAFT),))
    for command in (
        AddPart(card, curator, Part(key="101:9", text="Соседей тоже затопило")),
        ChangePart(card, curator, Part(key="101:9", text="Соседей тоже затопило, и сирень")),
        Act(card, curator, "route", department="roads"),
        Act(card, roads, "submit", draft=draft),
        Act(card, head, "send_back", note="Пелагее Кузьминичне перезвоните, у неё ещё протекает"),
        Act(card, roads, "submit", draft=draft),
        Act(card, head, "approve"),
        Act(card, roads, "hand_over"),
        *((Act(card, curator, "publish", link="https://vk.com/wall-71_8?reply=9"),) if closed else ()),
    ):
        done = await carried_out(work, command)
        assert isinstance(done, desk.Done), done
    await work.run(lambda conn: _around(conn, office, done.card))
    return done.card


def _keep_picture(conn: Connection) -> None:
    blobs.put(conn, Blob(SHA, PICTURE, "image/jpeg", "яма.jpg"), NOW)
    blobs.note(conn, "telegram:bot", Known(SHA, "photo", "photo", FILE_ID), NOW)


def _around(conn: Connection, office: Office, card: Card) -> None:
    """What else holds the same words: messages, updates, a talk, a post that waits, an act of the citizen."""
    update = {"update_id": 5, "message": {"from": {"id": 101}, "text": POST, "photo": [{"file_id": FILE_ID}]}}
    tap = {"update_id": 6, "callback_query": {"message": {"text": f"№ 1\n«{POST[:60]}…»"}}}
    for raw in (update, tap):
        _into(conn, inbox, bot="b", update_id=raw["update_id"], lane="telegram:101", body=json.dumps(raw), done_at=NOW)
    preview = json.dumps({"text": f"<b>Проект</b>: <i>{DRAFT}</i>"}, ensure_ascii=False)
    for number, about in enumerate((card.id, None)):
        _into(conn, outbox, lane="telegram:102", kind="reply", body=preview, card=about, key=f"k{number}")
    _into(conn, outbox, lane="telegram:102", kind="reply", body=preview, card=card.id, key="dead", status="dead")
    post = _post().model_dump_json()
    conn.execute(
        insert(held).values(
            lane="telegram:101", office=office.id, key="h", card=99, body=post, detected_at=NOW, held_at=NOW
        )
    )
    begun = {"turn": 3, "revision": 2, "parts": [{"key": "102:3", "text": DRAFT}]}
    data = {"card": card.id, "given": {"note": DRAFT}, "drafts": {str(card.id): begun}}
    asked = {"office": office.id, "at": NOW.isoformat(), "upto": 9, "without": []}
    data["found"] = {"1": {**asked, "text": "Пелагею Кузьминичну затопило вчера?"}}
    conn.execute(
        insert(conversations).values(channel="telegram", chat="102", person="102", state="x", data=data, changed_at=NOW)
    )
    answer = {"text": DRAFT}
    conn.execute(insert(intake_acts).values(card=card.id, key="a1", digest="d", answer=answer, at=NOW))
    views.shown(conn, card.id, "telegram:101", "70", PersonId(person(office, "curator")), card.version, "d", NOW)


def _into(conn: Connection, table: Any, **values: Any) -> None:
    status = values.pop("status", "done" if table is inbox else "sent")
    times: dict[str, datetime] = {"received_at": NOW} if table is inbox else {"created_at": NOW, "settled_at": NOW}
    more = {"urgency": 2} if table is outbox else {}
    conn.execute(insert(table).values(status=status, attempts=1, **times, **more, **values))


def everything(conn: Connection) -> Iterator[str]:
    """Every text and every byte of every table of the database, whatever the code thinks of it."""
    found = MetaData()
    found.reflect(conn)
    for table in found.sorted_tables:
        for row in conn.execute(select(table)):
            yield from (_text(value, table.name) for value in row if isinstance(value, str | bytes))


def _text(value: str | bytes, table: str) -> str:
    text = value.decode("latin-1") if isinstance(value, bytes) else value
    try:
        return f"{table}: {json.dumps(json.loads(text), ensure_ascii=False)}"  # \u0435 is a letter too
    except ValueError:
        return f"{table}: {text}"


def left_of(texts: Iterator[str], words: tuple[str, ...] = WORDS) -> list[str]:
    """The places at which one of the words is left."""
    return [f"{word} in {text[:200]}" for text in texts for word in words if word in text]
