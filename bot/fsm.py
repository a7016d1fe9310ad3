"""aiogram's FSM over the conversation of the turn at hand: read with the turn, saved in its commit."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

from handlers.turn import Conversation, Turn

_current: ContextVar[Turn] = ContextVar("turn")


@contextmanager
def handling(turn: Turn) -> Iterator[None]:
    """While inside, aiogram's FSM means this turn's conversation."""
    token = _current.set(turn)
    try:
        yield
    finally:
        _current.reset(token)


class TurnStorage(BaseStorage):
    """One conversation at a time: chats are served in lanes, so the turn at hand is always the right one."""

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Begin to wait for something, or stop."""
        _conversation().state = state.state if isinstance(state, State) else state

    async def get_state(self, key: StorageKey) -> str | None:
        """What is waited for."""
        return _conversation().state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Replace what is remembered."""
        _conversation().data = dict(data)

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """A copy of what is remembered."""
        return dict(_conversation().data)

    async def close(self) -> None:
        """Nothing is held open."""


def _conversation() -> Conversation:
    return _current.get().conversation
