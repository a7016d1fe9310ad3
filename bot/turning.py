"""An update becomes a turn, and the turn is handled."""

from collections.abc import Callable
from typing import Any

from aiogram.types import Update

from bot import updates
from bot.clock import wall_now
from bot.fsm import handling
from bot.lost_time import refused
from bot.points import point
from bot.speakers import Sender, sender_of
from bot.tools import Tools
from bot.turns import Ticket, TurnCommit
from bot.waiting import came_at
from handlers.turn import Turn
from storage.shelf import SqlShelf
from workflow.ports import Shelf


async def prepared(tools: Tools, ticket: Ticket) -> tuple[TurnCommit, Turn]:
    """The turn of an update, with whoever speaks in it, and the commit that ends it."""
    sender = await tools.work.read(lambda conn: sender_of(conn, ticket.raw))
    commit = TurnCommit(tools.work, ticket, sender.conversation, mail=tools.mail)
    return commit, _turn(tools, ticket, sender, commit)


def _turn(tools: Tools, ticket: Ticket, sender: Sender, commit: TurnCommit) -> Turn:
    origin = updates.origin(ticket.raw)

    async def read(query: Callable[[Shelf], object]) -> object:
        return await tools.work.read(lambda conn: query(SqlShelf(conn)))

    return Turn(
        lane=ticket.lane,
        address=str(origin.sender),
        clock=tools.clock,
        commit=commit,
        read=read,
        person=sender.person,
        office=sender.office,
        private=origin.private,
        settle=tools.settle,
        conversation=sender.conversation,
        seats=sender.seats,
        unsure=sender.unsure,
        came=ticket.came or came_at(ticket.raw, tools.clock.now(), wall_now()),
        mail=tools.mail,
    )


async def handle(tools: Tools, raw: dict[str, Any], turn: Turn) -> None:
    """Have it handled. Raises what the handler raises, and pydantic's ValidationError where it cannot be parsed.

    Parsed here, one by one: an update that cannot be parsed harms nobody but itself.
    """
    if await refused(tools, raw, turn):
        return
    update = Update.model_validate(raw, context={"bot": tools.bot})
    point("handler:begun")
    with handling(turn):
        await tools.feed(tools.bot, update, turn=turn, texts=tools.texts(turn))
