"""Taps are answered at once, best effort: nobody waits for it, and nothing hangs on it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram.methods import AnswerCallbackQuery

from bot import updates
from bot.logs import log
from bot.methods import Call, editing
from bot.outcomes import Outcome
from handlers.turn import Turn

_LONGEST = 200
"""Characters that Telegram takes as the answer to a tap."""


class Answering:
    """Answers taps beside the work, in the worker's own group of tasks."""

    def __init__(self, call: Callable[[Call], Awaitable[Outcome]]) -> None:
        self._call = call
        self._log = log("bot.answering")

    def answer(self, raw: dict[str, Any], turn: Turn, group: asyncio.TaskGroup) -> None:
        """Answer the tap, if it was one, as the turn says, and draw the tapped message anew where it says so."""
        self.toast(raw, turn.toast, group, turn.alert)
        message = updates.tapped(raw)
        if turn.redraw and message and message[1]:
            group.create_task(self._try(editing(turn.redraw, message[0], str(message[1]))))

    def toast(self, raw: dict[str, Any], text: str, group: asyncio.TaskGroup, alert: bool = False) -> None:
        """Answer the tap, if it was one, with these words; an alert has to be closed by hand."""
        if tap := updates.tap_of(raw):
            words = text[:_LONGEST] or None
            group.create_task(self._try(AnswerCallbackQuery(callback_query_id=tap, text=words, show_alert=alert)))

    async def _try(self, call: Call) -> None:
        try:
            await self._call(call)
        except Exception as error:
            self._log.warning("a tap was not answered", exc_info=error)
