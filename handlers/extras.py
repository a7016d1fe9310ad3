"""Buttons of a card that stand for no action of its procedure: they only help to write the answer."""

from handlers.begun import COMPOSED
from handlers.buttons import Button
from handlers.callbacks import Compose, Earlier
from handlers.preview import drafting
from handlers.shown import Shown
from workflow.card import Card
from workflow.post import Part


def helping_buttons(shown: Shown) -> list[Button]:
    """What the reader may want at hand while he works on the card."""
    return [*_compose(shown), *_earlier(shown)]


def pieces(card: Card) -> list[Part]:
    """The parts that have been given, as parts of an answer."""
    return [
        Part(key=f"{COMPOSED}{one.number}", text=one.text, media=one.media)
        for one in card.contributions
        if one.text or one.media
    ]


def _compose(shown: Shown) -> list[Button]:
    """For whoever writes the common answer, once there is something to put together."""
    if not pieces(shown.card) or not drafting(shown):
        return []
    data = Compose(card=shown.card.id, turn=shown.card.turn)
    return [Button(text=shown.texts.say("Собрать из частей"), data=data.pack())]


def _earlier(shown: Shown) -> list[Button]:
    """What was answered to the post that this one repeats (Klepechikha 13)."""
    if shown.card.repeat_of is None or not shown.card.open:
        return []
    return [Button(text=shown.texts.say("Прежний ответ"), data=Earlier(card=shown.card.id).pack())]
