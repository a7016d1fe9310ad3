"""What somebody sends who presses the button of an option, and brings whatever it asks for."""

from datetime import timedelta

from tests.workflow.story import LINK
from workflow.access import GIVE_PART, IMPORTANCE, KIND, REPEAT, SEPARATE, SHORTEN, SIGNIFICANT, WARN, Option
from workflow.card import Card
from workflow.commands import (
    Act,
    Command,
    DecideRepeat,
    GivePart,
    Join,
    MarkSignificant,
    SetImportance,
    SetKind,
    Shorten,
    Warn,
)
from workflow.post import Draft
from workflow.words import Importance, PersonId

REASON = "потому что"


def command_of(option: Option, who: PersonId, card: Card, paper: Draft, turn: int | None = None) -> Command:
    """The command behind a button; the units that share an answer are always the same two."""
    match option.action:
        case name if name == IMPORTANCE:
            return SetImportance(card.id, who, Importance(option.value), days=1)
        case name if name == SIGNIFICANT:
            return MarkSignificant(card.id, who)
        case name if name == KIND:
            return SetKind(card.id, who, option.value)
        case name if name == SHORTEN:
            return Shorten(card.id, who, option.value)
    return _shared(option, who, card, paper) or _act(option, who, card, paper, turn)


def _shared(option: Option, who: PersonId, card: Card, paper: Draft) -> Command | None:
    """What is done about repeats and about one's part of a common answer."""
    commands: dict[str, Command] = {
        REPEAT: DecideRepeat(card.id, who),
        SEPARATE: Join(card.id, who),
        GIVE_PART: GivePart(card.id, who, paper.parts),
        WARN: Warn(card.id, who, REASON),
    }
    return commands.get(option.action)


def _act(option: Option, who: PersonId, card: Card, paper: Draft, turn: int | None) -> Act:
    chosen = option.value or None
    return Act(
        card.id,
        who,
        option.action,
        turn=turn,
        note=REASON,
        department=chosen,
        person=PersonId(int(chosen)) if chosen and chosen.isdigit() else None,
        people=("utilities", "roads"),
        draft=paper,
        link=LINK,
        ground="abuse",
        date=card.opened_at + timedelta(days=3650),
        days=1,
    )
