"""Buttons under a card that an office below may answer, or is to answer."""

from handlers.below.data import Lower, PassTo, TakeBack
from handlers.buttons import Button
from handlers.safe import short
from handlers.several.names import brief_name
from handlers.shown import Shown
from workflow.downward import may_withdraw
from workflow.office import Office, Person
from workflow.rights.ask import may
from workflow.rights.asked import Asked
from workflow.rights.row import What

_LONGEST = 25


def sees_below(person: Person, office: Office) -> bool:
    """Whether boards and figures of the offices below are for him."""
    return may(person, What.SEE_BELOW, Asked(office=office))


def passing_buttons(shown: Shown) -> list[Button]:
    """«Передать» where the card is still to be routed and an office stands below; «Забрать» where it has it."""
    if shown.card.awaits_below:
        return _of_waiting(shown)
    if not shown.below:
        return []
    card, texts = shown.card, shown.texts
    if len(shown.below) == 1:
        only = shown.below[0]
        text = texts.say("Передать: {office}", office=short(brief_name(only), _LONGEST))
        return [Button(text=text, data=PassTo(card=card.id, turn=card.turn, to=only.id).pack())]
    return [Button(text=texts.say("Передать ниже…"), data=PassTo(card=card.id, turn=card.turn).pack())]


def _of_waiting(shown: Shown) -> list[Button]:
    card, reader, passed = shown.card, shown.reader, shown.card.passed
    if reader is None or passed is None:
        return []
    found = []
    if sees_below(reader, shown.office):
        words = f"{short(passed.name, _LONGEST)} · № {passed.number}"
        found.append(Button(text=words, data=Lower(lower=passed.card).pack()))
    if may_withdraw(reader, card, shown.office, shown.procedure):
        found.append(Button(text=shown.texts.say("Забрать обратно"), data=TakeBack(card=card.id).pack()))
    return found
