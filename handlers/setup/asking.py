"""What a question of the set-up is: its words, its buttons, how an answer is read, and what comes after it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.buttons import Button, Rows
from handlers.carried import Carried
from handlers.safe import short
from handlers.setup.plan import Plan
from handlers.texts import Texts
from workflow.procedure import Procedure

BACK, CANCEL, PAGE = "back", "cancel", "page"
IN_VIEW = 6
"""Answers on one page; «Назад» and «Отмена» make eight buttons."""

LONGEST = 40


class Answer(Carried, prefix="su"):
    """An answer to the question with this number."""

    number: int
    value: str


@dataclass(frozen=True, slots=True)
class At:
    """Where the set-up stands: what is known, in which language, and which procedures there are."""

    plan: Plan
    texts: Texts
    procedures: Sequence[Procedure] = ()


class Question(ABC):
    """One question. Each kind says its own words; without buttons it is answered by text, and the other way round."""

    name = ""

    @abstractmethod
    def words(self, at: At) -> str:
        """What is asked, as HTML."""

    @abstractmethod
    def told(self, at: At) -> str:
        """What was answered, in a line, as HTML; stands where the question stood."""

    def rows(self, at: At) -> Rows:
        """The answers to tap."""
        return ()

    def tapped(self, value: str, at: At) -> Plan | None:
        """What the tap makes of the plan; None where there is no such answer."""
        return None

    def written(self, text: str, at: At) -> Plan | str:
        """What the text makes of the plan, or what is wrong with it."""
        return at.texts.say("Ответьте кнопкой под вопросом.")


def button(at: At, value: str, label: str, style: str = "") -> Button:
    """A button of the question that stands."""
    data = Answer(number=at.plan.number, value=value).pack()
    return Button(text=short(label, LONGEST) or "—", data=data, style=style)


def paged(at: At, answers: Mapping[str, str], size: int = IN_VIEW, marked: Sequence[str] = ()) -> Rows:
    """A page of answers, each in a row of its own, and «Ещё…» where not all fit; those `marked` are ticked."""
    values = list(answers)
    shown, more = values, False
    if len(values) > size:
        pages = -(-len(values) // (size - 1))
        first = at.plan.page % pages * (size - 1)
        shown, more = values[first : first + size - 1], True
    rows = tuple((_answer(at, value, answers[value], value in marked),) for value in shown)
    return (*rows, (button(at, PAGE, at.texts.say("Ещё…")),)) if more else rows


def on_page(at: At, count: int, size: int = IN_VIEW) -> slice:
    """Which of so many answers stand on the page."""
    if count <= size:
        return slice(0, count)
    first = at.plan.page % -(-count // (size - 1)) * (size - 1)
    return slice(first, first + size - 1)


def _answer(at: At, value: str, label: str, marked: bool) -> Button:
    return button(at, value, f"✓ {label}" if marked else label, "primary" if marked else "")
