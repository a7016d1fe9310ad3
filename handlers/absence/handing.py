"""«Передать…»: a card goes from one who has it to another of his department."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.absence.data import HandTo
from handlers.asking.flow import dead, seen, tell
from handlers.buttons import Button, Rows
from handlers.callbacks import Leave
from handlers.safe import html, short
from handlers.scene import first_refusal, my_id
from handlers.shown import Shown
from handlers.texts import Texts
from handlers.turn import Reply, Turn
from workflow.commands import HandOver
from workflow.handing import given_by, may_hand_over, successors
from workflow.refusals import Refusal, Why
from workflow.words import CardId, PersonId

router = Router(name="handing")

_NAME = 40
_MOST = 7
"""People to choose from: with «Отмена» as many buttons as fit."""


@router.callback_query(HandTo.filter())
async def handed(query: CallbackQuery, callback_data: HandTo, turn: Turn, texts: Texts) -> None:
    """The button under a card, then whose part it is, then to whom."""
    tap, shown = callback_data, await seen(turn, CardId(callback_data.card), texts)
    if shown is None or shown.reader is None:
        dead(turn, texts)
    elif not may_hand_over(shown.reader, shown.card, shown.office):
        tell(Refusal(Why.NOT_YOURS, shown.card.number), turn, texts, tapped=True)
    elif tap.to:
        await _hand_over(tap, shown, turn)
    else:
        _ask(tap, shown, turn)


def _ask(tap: HandTo, shown: Shown, turn: Turn) -> None:
    """Whose, where several have something of it; else to whom."""
    had = given_by(shown.card)
    of = PersonId(tap.of) if tap.of in had else had[0] if len(had) == 1 else None
    found = successors(shown.card, of, shown.office) if of else ()
    if of is None and had:
        turn.say(_whose(had, shown))
    elif not found:
        turn.hint(shown.texts.say("Передать некому: на месте нет ни одного исполнителя."), alert=True)
    else:
        rows = tuple((_button(one.name, HandTo(card=shown.card.id, of=of or 0, to=one.id)),) for one in found[:_MOST])
        turn.say(_question(shown.texts.say("кому передать?"), rows, shown))


def _whose(had: tuple[PersonId, ...], shown: Shown) -> Reply:
    rows = tuple(
        (_button(person.name if person else "—", HandTo(card=shown.card.id, of=one)),)
        for one in had[:_MOST]
        for person in (shown.office.person(one),)
    )
    return _question(shown.texts.say("чью часть передать?"), rows, shown)


def _question(words: str, rows: Rows, shown: Shown) -> Reply:
    stop = Button(text=shown.texts.say("Отмена"), data=Leave(card=shown.card.id).pack())
    return Reply(text=f"№ {shown.card.number} · {words}", rows=(*rows, (stop,)), card=shown.card.id)


async def _hand_over(tap: HandTo, shown: Shown, turn: Turn) -> None:
    command = HandOver(shown.card.id, my_id(turn), PersonId(tap.of), PersonId(tap.to))
    outcomes = await turn.do(command)
    if refusal := first_refusal(outcomes):
        tell(refusal, turn, shown.texts, tapped=True)
        return
    person = shown.office.person(PersonId(tap.to))
    words = shown.texts.say(
        "№ {number}: передано, {who}", number=shown.card.number, who=short(person.name if person else "", _NAME)
    )
    turn.hint(words)
    turn.become(Reply(text=html(words), card=shown.card.id))


def _button(name: str, tap: HandTo) -> Button:
    return Button(text=short(name, _NAME) or "—", data=tap.pack())
