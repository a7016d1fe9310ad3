"""A conversation with one person at the level of handlers: updates go in as Telegram sends them, replies come out.

The conversation is written down as JSON and read again between any two updates, as it is when the bot is started anew.
"""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import count
from typing import Any

from aiogram import Bot
from aiogram.types import Update

from bot.bootstrap import dispatcher
from bot.fsm import handling
from handlers.buttons import Button
from handlers.callbacks import Tap
from handlers.texts import texts_for
from handlers.turn import Conversation, Reply, Then, Turn, Wish
from tests.fixtures.tokens import token
from tests.handlers.world import World, as_read
from workflow import desk
from workflow.desk import Outcome
from workflow.office import Person

_BOT = Bot(token(1))
_NUMBERS = count(1)


class _Clock:
    """The clock of a world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def now(self) -> datetime:
        return self._world.now


class Talk:
    """What one person says to the bot, and what he hears: `said`, over the chat (`toast`), or in the message tapped."""

    def __init__(self, world: World, person: Person, locale: str = "ru") -> None:
        self.world, self.person, self.locale = world, person, locale
        self.kept = json.dumps({"state": None, "data": {}})
        self.said: list[Reply] = []
        self.seen: list[Button] = []
        self.toast, self.alert = "", False
        self.redrawn: Reply | None = None

    async def opens(self) -> "Talk":
        """The card as he sees it now, with all its buttons."""
        self._see([self.world.sees(self.person, self.locale, all_buttons=True)])
        return self

    async def taps(self, label: str) -> "Talk":
        """Tap the newest button with this label."""
        button = next((one for one in reversed(self.seen) if one.text == label), None)
        assert button is not None, f"no {label!r} among {[one.text for one in self.seen]}"
        return await self.sends(button.data)

    async def sends(self, data: str) -> "Talk":
        """Any client can send any callback data."""
        message = {"message_id": next(_NUMBERS), "date": 0, "chat": self._chat, "text": "…"}
        tap = {"id": "1", "from": self._user, "chat_instance": "1", "data": data, "message": message}
        return await self._update({"callback_query": tap})

    async def acts(self, action: str, value: str = "", turn: int | None = None) -> "Talk":
        """Tap the button of an action."""
        card = self.world.card
        return await self.sends(Tap(card=card.id, turn=turn or card.turn, action=action, value=value).pack())

    async def writes(self, text: str) -> "Talk":
        """Write a message."""
        message = {"message_id": next(_NUMBERS), "date": 0, "chat": self._chat, "from": self._user, "text": text}
        return await self._update({"message": message})

    async def shows(self, **content: Any) -> "Talk":
        """Send something that is no text, as Telegram puts it into a message."""
        message = {"message_id": next(_NUMBERS), "date": 0, "chat": self._chat, "from": self._user, **content}
        return await self._update({"message": message})

    @property
    def read(self) -> str:
        """The last message that he got."""
        return as_read(self.said[-1])

    @property
    def changed(self) -> str:
        """What the message under whose button he tapped has become."""
        return as_read(self.redrawn)

    @property
    def waits(self) -> str | None:
        """What the bot waits for."""
        state = json.loads(self.kept)["state"]
        return str(state).removeprefix("Ask:") if state else None

    async def _update(self, content: dict[str, Any]) -> "Talk":
        turn, texts = self._turn(), texts_for(self.locale)
        update = Update.model_validate({"update_id": next(_NUMBERS), **content}, context={"bot": _BOT})
        with handling(turn):
            await dispatcher().feed_update(_BOT, update, turn=turn, texts=texts)
        if not turn.over:
            await turn.do()
        self.kept = json.dumps({"state": turn.conversation.state, "data": turn.conversation.data})
        self.said, self.toast, self.alert, self.redrawn = turn.replies, turn.toast, turn.alert, turn.redraw
        self._see([*([turn.redraw] if turn.redraw else []), *turn.replies])
        return self

    def _see(self, replies: Sequence[Reply]) -> None:
        self.seen += [button for reply in replies for row in reply.rows for button in row]

    def _turn(self) -> Turn:
        async def commit(turn: Turn, commands: Sequence[Wish], then: Then | None) -> list[Outcome]:
            outcomes = [desk.do(command, self.world.books, self.world.now) for command in commands]
            if then:
                then(outcomes)
            return outcomes

        async def read(query: Callable[[Any], object]) -> object:
            return query(self.world.books)

        return Turn(
            lane="1",
            address=self.person.address or "",
            clock=_Clock(self.world),
            commit=commit,
            read=read,
            person=self.person,
            office=self.world.office,
            conversation=Conversation(**json.loads(self.kept)),
        )

    @property
    def _chat(self) -> dict[str, Any]:
        return {"id": int(self.person.address or 1), "type": "private"}

    @property
    def _user(self) -> dict[str, Any]:
        return {"id": int(self.person.address or 1), "is_bot": False, "first_name": self.person.name}
