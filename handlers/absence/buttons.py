"""Buttons of other conversations that lead here."""

from handlers.absence.data import AbsenceOf, DismissOf
from handlers.buttons import Button
from handlers.texts import Texts, texts_for
from workflow.words import PersonId


def absence_button(person: PersonId, texts: Texts | None = None) -> Button:
    """«Отсутствие»: when this person is away, and who stands in for him."""
    return Button(text=_in(texts).say("Отсутствие"), data=AbsenceOf(person=person).pack())


def dismiss_button(person: PersonId, texts: Texts | None = None) -> Button:
    """«Уволен…»: this person leaves, his cards go to somebody else."""
    return Button(text=_in(texts).say("Уволен…"), data=DismissOf(person=person).pack(), style="danger")


def _in(texts: Texts | None) -> Texts:
    return texts or texts_for("ru")
