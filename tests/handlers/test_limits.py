"""Whatever people write, a message can be sent: not too long, well formed, its buttons within bounds."""

from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from itertools import chain, cycle, islice, product

import pytest

from handlers.begun import EITHER, Begun
from handlers.explaining import why_text
from handlers.keys import MOST_IN_VIEW
from handlers.lists import board_text, list_text
from handlers.preview import preview
from handlers.render import notice_message
from handlers.safe import LONGEST_TEXT, shown_size
from handlers.texts import texts_for
from handlers.turn import Reply
from handlers.view import card_message
from tests.cases import EXPLORING
from tests.handlers.invented import CHIEF, GUEST, Service
from tests.handlers.world import COORDINATOR, CURATOR, EXECUTOR, HEAD, OFFICE, PHOTO, PLUMBER, SECOND, World
from workflow.access import GIVE_PART
from workflow.card import Card
from workflow.commands import AddPart, GivePart, SetImportance, Shorten, Warn
from workflow.notices import NoticeKind
from workflow.office import Department, Office
from workflow.post import Media, Part
from workflow.procedure import Procedure
from workflow.words import CardId, Importance, MediaKind, PersonId

LOCALES = ("ru", "en")

HOSTILE = {
    "tags": "<b>жирно</b> <a href='x'>",
    "unclosed": "<i><b>\"'",
    "ampersands": "&&&&lt;&#x3c;&amp",
    "emoji": "😀👨\u200d👩\u200d👧",
    "bidi": "\u202eоборот\u2066",
    "hidden": "\u200b\u2060",
    "lines": "строка\n\r\n\u2028",
    "words": "слово и ещё ",
}
READERS = (CURATOR, EXECUTOR, SECOND, HEAD, COORDINATOR, PLUMBER, None)
ALBUM = tuple(Media(kind=MediaKind.PHOTO, ref=str(number)) for number in range(30))


class Strict(HTMLParser):
    """Knows only the tags that we use, and wants each of them closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"blockquote", "a", "b"}
        assert {name for name, _ in attrs} <= ({"href"} if tag == "a" else {"expandable"})
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_entityref(self, name: str) -> None:
        assert name in {"lt", "gt", "amp", "quot"}


def well_formed(text: str) -> bool:
    parser = Strict()
    parser.feed(text)
    parser.close()
    return not parser.open and text.count("<") == text.count(">")


def sendable(reply: Reply, *, to_the_letter: bool = False) -> None:
    """What Telegram would say of it. What is to be copied to the letter is as long as a draft may be: in characters."""
    size = len(unescape(reply.text)) if to_the_letter else shown_size(reply.text)
    assert 0 < size <= (1024 if reply.media else LONGEST_TEXT)
    assert well_formed(reply.text)
    for button in (button for row in reply.rows for button in row):
        assert bool(button.data) != bool(button.url)
        assert len(button.data.encode()) <= 64
        assert button.text.strip()


def office_of(text: str) -> Office:
    """An office whose every name is this text, many times over."""
    name = text * 40
    departments = tuple(
        Department(key.ljust(24, "x"), name, topics=(text,)) for key in ("utilities", "roads", *map(str, range(30)))
    )
    people = tuple(
        replace(one, name=name, department=one.department.ljust(24, "x") if one.department else None)
        for one in OFFICE.people
    )
    staff = tuple(
        replace(EXECUTOR, id=PersonId(1000 + number), name=name, department=unit.key)
        for number, unit in enumerate(departments)
    )
    return replace(OFFICE, name=name, departments=departments, people=(*people, *staff))


def stages(text: str) -> Iterator[World]:
    """A card at every stage of its life, with everything in it as long as it may be."""
    long = text * (4096 // len(text))
    world = World(office=office_of(text))
    world.post(long, *ALBUM, network=text, author=text * 50, source=text, link="https://vk.com/a'b&lt;c&d" * 9)
    yield world
    world.urgent().significant()
    yield world
    world.act(CURATOR, "route", department="roads".ljust(24, "x"))
    yield world
    world.do(AddPart(world.id, CURATOR.id, Part(key="late", text=long, media=(PHOTO,))))
    yield world
    world.submitted(long, *ALBUM)
    yield world
    world.act(HEAD, "send_back", note=long)
    yield world
    world.submitted("".join(f"{text}{index} " for index in range(200))[:4096])
    yield world
    world.act(HEAD, "approve")
    yield world
    world.act(EXECUTOR, "hand_over")
    yield world
    world.act(CURATOR, "publish", note=long)
    yield world


def disputes(text: str) -> Iterator[World]:
    """The way of a late return."""
    world = World(office=office_of(text)).post(text * 300).act(CURATOR, "route", department="roads".ljust(24, "x"))
    yield world.at("11:00").act(EXECUTOR, "return", note=text * 300)
    yield world.act(CURATOR, "insist")
    yield world.at("17:00")


def shares(text: str) -> Iterator[World]:
    """An answer of many parts: asked for, warned of, given at length, and a card with every fact there is."""
    long = text * (3000 // len(text))
    world = Service()
    office = office_of(text)
    unit = "roads".ljust(24, "x")
    staff = tuple(replace(one, name=text * 40, department=unit) for one in (CHIEF, GUEST))
    world.office = replace(office, people=(*office.people, *staff), procedures=("potholes",))
    world.books.offices[world.office.id] = world.office
    world.post(long, *ALBUM, network=text, author=text * 50, place=text * 90, link="")
    world.act(CURATOR, "route", department="roads".ljust(24, "x"))
    world.act(EXECUTOR, "inspect")
    world.act(CHIEF, "sort_out", category="danger")
    yield world.act(CURATOR, "share", people=tuple(unit.key for unit in world.office.departments))
    for part in world.card.contributions:
        world.do(Warn(world.id, part.executor or PersonId(0), long))
    yield world
    for part in world.card.contributions:
        world.do(GivePart(world.id, part.executor or PersonId(0), (Part(text=long, media=ALBUM),)))
    yield world
    world.act(EXECUTOR, "extend", days=3, note=long).act(CURATOR, "note", note=long)
    world.do(SetImportance(world.id, COORDINATOR.id, Importance.FAST, 3))
    world.do(Shorten(world.id, HEAD.id, "two"))
    yield world
    yield world.at("2026-03-20 12:00")
    yield world.act(EXECUTOR, "refuse", note=long)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_every_card_can_be_sent(text: str) -> None:
    """At every stage, to every reader, in both languages, the longest and most hostile card is a valid message.

    The everyday suite gives each reader one of the languages, make explore both.
    """
    readers = (*READERS, CHIEF, GUEST)
    everybody = list(product(readers, LOCALES) if EXPLORING else zip(readers, cycle(LOCALES), strict=False))
    for world in chain(stages(text), disputes(text), shares(text)):
        for reader, locale in everybody:
            sendable(world.sees(reader, locale))
            sendable(world.sees(reader, locale, all_buttons=True))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_every_notice_can_be_sent(text: str) -> None:
    """Whatever is told of such cards is a valid message too; an answer of nothing visible is not sent at all."""
    for world in chain(stages(text), shares(text)):
        for notice in world.told:
            reader = world.office.person(notice.to)
            if reply := notice_message(notice, world.shown(reader)):
                sendable(reply, to_the_letter=notice.kind is NoticeKind.ANSWER_TEXT)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_every_ping_can_be_sent(text: str) -> None:
    """Pings of every deadline of a hostile card are valid messages."""
    for world in chain(disputes(text), islice(shares(text), 3)):
        world.at("2026-03-06 12:00")
        for notice in world.rung():
            reply = notice_message(notice, world.shown(world.office.person(notice.to)))
            assert reply is not None
            sendable(reply)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_lists_and_reasons_can_be_sent(text: str) -> None:
    """A hundred long cards make one message, and the reasons of a deadline do too."""
    office = office_of(text)
    pairs: list[tuple[Card, Procedure]] = []
    for world in chain(stages(text), shares(text)):
        sendable(Reply(text=why_text(world.shown(CURATOR))))
        card = world.card
        pairs += [
            (
                card.model_copy(update={"id": CardId(10**9 + number), "number": 10**9 + number}),
                world.shown(None).procedure,
            )
            for number in range(10)
            if card.open
        ]
    for locale in ("ru", "en"):
        texts = texts_for(locale)
        sendable(Reply(text=board_text(pairs, office, world.now, texts)))
        sendable(Reply(text=list_text("У вас 90 карточек", pairs, office, world.now, texts)))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_every_preview_can_be_sent(text: str) -> None:
    """A draft longer than a message is shown as far as it fits."""
    parts = tuple(Part(key=str(number), text=text * 300, media=ALBUM) for number in range(5))
    world = World().routed()
    card = world.card.model_copy(update={"id": CardId(2**31), "number": 10**9})
    shown = replace(world.shown(EXECUTOR), card=card)
    for action in ("submit", "place", GIVE_PART, EITHER):
        sendable(preview(Begun(turn=99999, revision=9999, action=action, parts=parts), shown))


def test_the_longest_button_data_fits() -> None:
    """A card with an id of ten digits and a department's key of 24 characters still fits in 64 bytes."""
    world = World(office=office_of("x")).post()
    card = world.card.model_copy(update={"id": CardId(9_999_999_999), "turn": 99_999})
    shown = replace(world.shown(CURATOR), card=card)

    sendable(card_message(shown, all_buttons=True))


def test_no_more_than_eight_buttons_are_in_view() -> None:
    """Thirty departments show four and «Ещё…»; all of them come when asked for, in their order of fitness."""
    world = World(office=office_of("отдел ")).post()
    few = [button for row in world.sees(CURATOR).rows for button in row]
    assert len(few) == MOST_IN_VIEW
    assert few[4].text == "Ещё…"
    every = [button for row in world.sees(CURATOR, all_buttons=True).rows for button in row]
    assert len([button for button in every if button.text.startswith("→")]) == 32
    assert "Ещё…" not in [button.text for button in every]


def test_a_long_answer_is_shown_to_the_head_as_far_as_it_goes() -> None:
    """The head sees as much of a long answer as a message holds, and is told how long the whole of it is."""
    text = World().submitted("слово " * 680).sees(HEAD).text
    assert shown_size(text) > 3000
    assert "Показано начало, в ответе 4080 знаков" in text
    assert "Показано" not in World().submitted("слово " * 450).sees(HEAD).text
