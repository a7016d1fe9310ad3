"""The set-up in the conversation: kept beside what else is asked, so that another question does not lose it."""

from aiogram.fsm.state import State, StatesGroup
from pydantic import ValidationError

from handlers.setup.plan import Plan
from handlers.states import SETUP, rest
from handlers.turn import Turn


class Setting(StatesGroup):
    """An answer to the question that stands is waited for."""

    up = State()


def plan_of(turn: Turn) -> Plan | None:
    """The set-up under way here, or None. One that an older version kept in another form is none."""
    kept = turn.conversation.data.get(SETUP)
    try:
        return Plan.model_validate(kept) if kept else None
    except ValidationError:
        return None


def keep(plan: Plan, turn: Turn) -> None:
    """Keep the set-up; written answers are for it, unless it was left."""
    turn.conversation.data = {**turn.conversation.data, SETUP: plan.model_dump(mode="json")}
    turn.conversation.state = None if plan.at == "over" else Setting.up.state


def forget(turn: Turn) -> None:
    """The set-up is over."""
    rest(turn)
    turn.conversation.data = {key: value for key, value in turn.conversation.data.items() if key != SETUP}
