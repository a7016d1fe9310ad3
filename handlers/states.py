"""What the bot may be waiting for from one person in one chat."""

from aiogram.fsm.state import State, StatesGroup

from handlers.turn import Turn


class Ask(StatesGroup):
    """One question at a time; /cancel leaves any of them."""

    reason = State()
    draft = State()
    link = State()
    no_link = State()
    choice = State()
    people = State()
    days = State()
    date = State()
    warning = State()
    number = State()


SETUP = "setup"
"""Where the conversation keeps a set-up under way, which may go on after any other question."""

KEPT = frozenset({"last", "sent", "drafts", "found", SETUP})
"""What the conversation remembers between questions: the latest card opened here, drafts sent and begun, searches."""


def ask(turn: Turn, state: State, /, **data: object) -> None:
    """Begin to wait for something, forgetting what was waited for before."""
    turn.conversation.data = {**_kept(turn), **data}
    turn.conversation.state = state.state


def rest(turn: Turn) -> None:
    """Wait for nothing."""
    turn.conversation.data = _kept(turn)
    turn.conversation.state = None


def _kept(turn: Turn) -> dict[str, object]:
    return {key: value for key, value in turn.conversation.data.items() if key in KEPT}
