"""A small office on paper: cards are made and moved by the core itself, and every message can be looked at."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from html import unescape
from pathlib import Path
from textwrap import dedent
from typing import Any, Self

from handlers.render import notice_message
from handlers.shown import Shown
from handlers.texts import texts_for
from handlers.turn import Reply
from handlers.view import card_message
from tests.workflow.memory import MemoryBooks
from workflow import desk
from workflow.card import Card
from workflow.commands import Act, Command, MarkSignificant, Open, SetImportance, Wake
from workflow.desk import Done, Outcome
from workflow.notices import Notice
from workflow.office import Department, Office, Person, Timetable
from workflow.post import Draft, Media, Part, Post
from workflow.procedure import Procedure
from workflow.procedure_file import parse_procedure
from workflow.refusals import Refusal
from workflow.words import CardId, DraftKind, Importance, MediaKind, OfficeId, PersonId, Role

PROCEDURE = Path(__file__).parents[2] / "procedures" / "sobolevo.toml"
ZONE = "Asia/Kamchatka"
DAY = (("09:00", "13:00"), ("14:00", "18:00"))
WEEK = (DAY, DAY, DAY, DAY, (("09:00", "13:00"), ("14:00", "17:00")), (), ())
MORNING = datetime.fromisoformat("2026-03-04T10:00+12:00")
"""A Wednesday, an hour after the office opens."""

LAMPS = "На улице Лесной третий день не горят фонари, дети идут из школы в темноте"
LINK = "https://vk.com/wall-1_12"
ANSWER = "Фонари на Лесной включим сегодня до 18:00, бригада уже на месте."
PHOTO = Media(kind=MediaKind.PHOTO, ref="photo")

CURATOR = Person(PersonId(1), "curator", "Куратор", frozenset({Role.CURATOR}), address="1001")
EXECUTOR = Person(PersonId(2), "roads", "Исполнитель дорог", frozenset({Role.EXECUTOR}), "roads", "1002")
SECOND = Person(PersonId(3), "roads-2", "Второй исполнитель", frozenset({Role.EXECUTOR}), "roads", "1004")
HEAD = Person(PersonId(4), "head", "Глава района", frozenset({Role.HEAD}), address="1003")
COORDINATOR = Person(PersonId(5), "coordinator", "Координатор", frozenset({Role.COORDINATOR}), address="1005")
PLUMBER = Person(PersonId(6), "utilities", "Исполнитель ЖКХ", frozenset({Role.EXECUTOR}), "utilities", "1006")

OFFICE = Office(
    id=OfficeId(1),
    key="example",
    name="Администрация района",
    timetable=Timetable(ZONE, WEEK),
    procedures=("sobolevo",),
    group="-1001",
    departments=(
        Department("utilities", "ЖКХ", ("вода", "отопление")),
        Department("roads", "Благоустройство", ("дороги", "фонари")),
    ),
    people=(CURATOR, EXECUTOR, SECOND, HEAD, COORDINATOR, PLUMBER),
)


@cache
def sobolevo() -> Procedure:
    """The procedure that the product ships."""
    return parse_procedure(PROCEDURE.read_text("utf-8"))


class Numbered(MemoryBooks):
    """Books whose first card is № 12, as in the examples of how the bot speaks."""

    def new_number(self, office: OfficeId) -> tuple[CardId, int]:
        card, number = super().new_number(office)
        return card, number + 11

    def children(self, office: object) -> Sequence[Office]:
        """No office stands below."""
        return ()


class World:
    """One office, one card at a time, and a clock that is moved by hand."""

    def __init__(self, now: datetime = MORNING, office: Office = OFFICE, rules: Procedure | None = None) -> None:
        self.now = now
        self.office = office
        self.books = Numbered([office], [rules or sobolevo()])
        self.id = CardId(0)
        self.told: list[Notice] = []

    @property
    def card(self) -> Card:
        """The card that was opened last."""
        return self.books.cards[self.id]

    def later(self, **amount: float) -> Self:
        """Let time pass, by the clock on the wall."""
        self.now += timedelta(**amount)
        return self

    def at(self, text: str) -> Self:
        """Move to a moment of the office's own time: "14:30", "2026-03-05 10:00"."""
        day = f"{MORNING.date()} {text}" if len(text) == len("00:00") else text
        self.now = datetime.fromisoformat(f"{day}+12:00")
        return self

    def post(self, text: str = LAMPS, *media: Media, **about: Any) -> Self:
        """A post comes in, from the curator."""
        told = {"network": "vk", "author": "Житель", "link": LINK, **about}
        post = Post.model_validate({**told, "parts": (Part(text=text, media=media),)})
        self.id = self.do(Open(self.office.id, CURATOR.id, post)).card.id
        return self

    def do(self, command: Command) -> Done:
        """Carry out a command that must be possible."""
        outcome = self._tried(command)
        assert isinstance(outcome, Done), outcome
        return outcome

    def _tried(self, command: Command) -> Outcome:
        before = set(self.books.notices)
        outcome = desk.do(command, self.books, self.now)
        self.told = [notice for key, notice in self.books.notices.items() if key not in before]
        return outcome

    def refusal(self, by: Person, action: str, turn: int | None = None, **given: Any) -> Refusal:
        """Try an action that must be refused."""
        outcome = self._tried(Act(self.id, by.id, action, turn, **given))
        assert isinstance(outcome, Refusal), outcome
        return outcome

    def act(self, by: Person, action: str, **given: Any) -> Self:
        """Take an action."""
        self.do(Act(self.id, by.id, action, **given))
        return self

    def routed(self) -> Self:
        """A post that has come to the executor."""
        return self.post().act(CURATOR, "route", department="roads")

    def submitted(self, text: str = ANSWER, *media: Media, kind: DraftKind = DraftKind.ANSWER) -> Self:
        """Submit a draft of the card that there is, or of a new one."""
        if not self.id:
            self.routed()
        draft = Draft(kind=kind, by=EXECUTOR.id, at=self.now, parts=(Part(text=text, media=media),))
        return self.act(EXECUTOR, "submit", draft=draft)

    def to_publish(self, kind: DraftKind = DraftKind.ANSWER) -> Self:
        """A card whose agreed answer the curator holds."""
        return self.submitted(kind=kind).act(HEAD, "approve").act(EXECUTOR, "hand_over")

    def urgent(self) -> Self:
        """Make the card one of high importance."""
        self.do(SetImportance(self.id, CURATOR.id, Importance.HIGH))
        return self

    def significant(self) -> Self:
        """Mark the card."""
        self.do(MarkSignificant(self.id, CURATOR.id))
        return self

    def rung(self) -> list[Notice]:
        """What the clock tells now."""
        self.do(Wake(self.id))
        return self.told

    def shown(self, reader: Person | None, locale: str = "ru") -> Shown:
        """The card as material for a message."""
        procedure = self.books.procedure(self.card.procedure)
        return Shown(self.card, self.office, procedure, reader, self.now, texts_for(locale), bot="otklik_bot")

    def hears(self, kind: str, to: Person | None, locale: str = "ru") -> Reply | None:
        """What the latest command tells a reader by a notice of this kind."""
        wanted = next(one for one in self.told if one.kind == kind and one.to == (to.id if to else None))
        return notice_message(wanted, self.shown(to, locale))

    def sees(self, reader: Person | None, locale: str = "ru", *, all_buttons: bool = False) -> Reply:
        """The card as a message."""
        return card_message(self.shown(reader, locale), all_buttons=all_buttons)


def renamed(person: Person, **changes: Any) -> Office:
    """The office with one of its people changed."""
    other = replace(person, **changes)
    return replace(OFFICE, people=tuple(other if one.id == person.id else one for one in OFFICE.people))


def as_read(reply: Reply | None) -> str:
    """The message as a person reads it: quotations in ❝ ❞, rows of buttons in brackets, the main one starred."""
    assert reply is not None
    text = re.sub("<blockquote expandable>(.*?)</blockquote>", r"❝ \1 ❞", reply.text, flags=re.DOTALL)
    marks = {"success": "*", "danger": "!"}
    rows = [" ".join(f"[{marks.get(one.style, '')}{one.text}]" for one in row) for row in reply.rows]
    return "\n".join([unescape(re.sub("<[^>]*>", "", text)), *rows])


def lines_of(reply: Reply | None) -> list[str]:
    """The lines of the message as a person reads them, without its buttons."""
    assert reply is not None
    return as_read(reply.model_copy(update={"rows": ()})).splitlines()


def message(text: str) -> str:
    """A message written out in a test, without the margin it has there."""
    return dedent(text).strip("\n")
