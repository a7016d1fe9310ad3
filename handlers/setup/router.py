"""The set-up in the chat: the link that begins it, taps and words that answer, /cancel that leaves it."""

import re

from aiogram import Router
from aiogram.filters import Command, CommandStart, StateFilter
from aiogram.types import CallbackQuery, Message, User

from handlers.filters import is_command, is_forward, is_private
from handlers.safe import html
from handlers.setup import flow
from handlers.setup.asking import Answer, At
from handlers.setup.ending import CREATE
from handlers.setup.errands import LinkTaken, TakeLink
from handlers.setup.kept import Setting, plan_of
from handlers.setup.made import create
from handlers.setup.plan import Plan
from handlers.staff.values import clean_name
from handlers.start import for_stranger
from handlers.texts import Texts
from handlers.turn import Reply, Turn
from workflow.access import manages

router = Router(name="setup")

_LINK = re.compile(r"(?:/start(?:@\w+)?\s+)?setup_([0-9a-f]{64})")
"""A link's word as it comes here: only what is kept of it (bot.veil)."""


async def is_link(message: Message) -> dict[str, str] | bool:
    """A link from the command line, opened or typed."""
    found = _LINK.fullmatch((message.text or "").strip())
    return {"known": found[1]} if found else False


async def is_answer(message: Message, turn: Turn) -> bool:
    """Anything but a command, which may be another's, and a post that somebody who opens cards forwards meanwhile."""
    if await is_forward(message) and turn.person is not None and manages(turn.person):
        return False
    return not await is_command(message)


@router.message(is_private, is_link)
async def opened(message: Message, known: str, turn: Turn, texts: Texts) -> None:
    """The link begins a set-up, or lets an administrator into his office; any other gets a stranger's answer."""
    user, going = message.from_user, plan_of(turn)
    at = await flow.standing(turn, texts, going or Plan(ticket=0))

    def then(outcomes: list[LinkTaken | None]) -> None:
        taken = outcomes[0]
        if taken is None:
            _not_taken(going, at, turn)
        elif taken.office is None:
            flow.go_on(At(Plan(ticket=taken.ticket), texts, at.procedures), turn)
        else:
            name = html(taken.office.name)
            turn.say(Reply(text=texts.say("{name}: вы администратор. Сотрудники и отделы — /staff.", name=name)))

    await turn.run(TakeLink(hash=known, address=turn.address, name=_name(user)), then=then)


def _not_taken(going: Plan | None, at: At, turn: Turn) -> None:
    """Whoever is setting up by it already is shown where he stands; everybody else what a stranger is told."""
    if going is None:
        turn.say(for_stranger(turn, at.texts))
    else:
        flow.go_on(at, turn)


@router.callback_query(Answer.filter())
async def answered(query: CallbackQuery, callback_data: Answer, turn: Turn, texts: Texts) -> None:
    """A button of a question."""
    at = await flow.tapped(callback_data, turn, texts)
    if at is None:
        return
    if callback_data.value == CREATE and at.plan.at == "summary":
        await create(at, query.from_user, turn)
    else:
        turn.hint(texts.say("Эта кнопка больше не действует. Ничего не изменилось."))


@router.message(is_private, StateFilter(Setting.up), Command("cancel"))
async def cancelled(message: Message, turn: Turn, texts: Texts) -> None:
    """/cancel leaves the set-up."""
    if plan := plan_of(turn):
        at = await flow.standing(turn, texts, plan)
        flow.go_on(At(flow.left(at), texts, at.procedures), turn)


@router.message(is_private, StateFilter(Setting.up), CommandStart())
async def shown_again(message: Message, turn: Turn, texts: Texts) -> None:
    """/start shows the question that stands, for whoever has lost it."""
    if plan := plan_of(turn):
        flow.go_on(await flow.standing(turn, texts, plan), turn)


@router.message(is_private, StateFilter(Setting.up), is_answer)
async def worded(message: Message, turn: Turn, texts: Texts) -> None:
    """Words that answer a question; what has no words does not."""
    await flow.written(message.text or "", turn, texts)


def _name(user: User | None) -> str:
    return clean_name(user.full_name) if user else ""
