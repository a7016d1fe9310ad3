"""An office with cards at every step, made by the core itself."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from storage import offices, procedures
from storage.books import SqlBooks
from storage.work import Work
from tests.attacks.people import NAMES, office_text
from workflow import desk
from workflow.commands import Act, Command, Open
from workflow.desk import Done
from workflow.office import Office
from workflow.office_file import parse_office
from workflow.post import Draft, Part, Post
from workflow.words import CardId, DraftKind, PersonId

_PROCEDURE = Path(__file__).parents[2] / "procedures" / "sobolevo.toml"
STEPS = ("route", "draft", "approve", "handover", "publish", "closed", "dismissed")


async def furnish(work: Work, key: str, now: datetime) -> dict[str, int]:
    """Load the office and give it a card at each step. Returns the cards' ids by their steps."""

    def load(conn: Connection) -> dict[str, int]:
        procedures.put(conn, _PROCEDURE.read_text("utf-8"), now)
        offices.load_office(conn, parse_office(office_text(key), f"{key}.toml"))
        office = offices.office_named(conn, key)
        assert office is not None
        maker = _Maker(office, SqlBooks(conn, now), now)
        return {step: maker.card(number, step) for number, step in enumerate(STEPS)}

    return await work.run(load)


@dataclass
class _Maker:
    office: Office
    books: SqlBooks
    now: datetime

    def card(self, number: int, until: str) -> int:
        place = "в укромном месте" if self.office.key == "hidden" else "у школы"
        words = f"{POSTS[number]} {place}"
        post = Post(parts=(Part(text=words),), network="vk", author=f"Автор {NAMES[self.office.key]}")
        done = self.do(Open(self.office.id, self.id("curator"), post, key=f"{self.office.key}-{number}"))
        card = done.card.id
        for step, who, action, more in self._way(until):
            if step == until:
                break
            self.do(Act(card, self.id(who), action, **more))
        return card

    def _way(self, until: str) -> list[tuple[str, str, str, dict[str, Any]]]:
        if until == "dismissed":
            return [("route", "curator", "dismiss", {"ground": "abuse"})]
        text = "Сделаем завтра в укромном дворе." if self.office.key == "hidden" else "Сделаем завтра."
        draft = Draft(kind=DraftKind.ANSWER, by=self.id("executor"), at=self.now, parts=(Part(text=text),))
        return [
            ("route", "curator", "route", {"department": f"{self.office.key}-unit"}),
            ("draft", "executor", "submit", {"draft": draft}),
            ("approve", "head", "approve", {}),
            ("handover", "executor", "hand_over", {}),
            ("publish", "curator", "publish", {"link": "https://vk.com/wall-1_2"}),
        ]

    def id(self, role: str) -> PersonId:
        return next(one.id for one in self.office.people if one.key == f"{self.office.key}-{role}")

    def do(self, command: Command) -> Done:
        outcome = desk.do(command, self.books, self.now)
        assert isinstance(outcome, Done), outcome
        return outcome


POSTS = (
    "Яма на дороге",
    "Не горят фонари",
    "Мусор не вывозят",
    "Нет горячей воды",
    "Сломаны качели",
    "Течёт крыша",
    "Лают собаки",
)

__all__ = ["POSTS", "STEPS", "CardId", "furnish"]
