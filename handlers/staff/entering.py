"""Somebody opens the link of an invitation."""

from typing import Any

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import Message

from handlers.effects import CommandsShown
from handlers.filters import is_private
from handlers.staff.errands import Joining
from handlers.staff.greeting import here_already, joined, must_wait, welcome
from handlers.staff.inviting import PREFIX
from handlers.staff.told import administrators, tell_all
from handlers.staff.values import clean_name
from handlers.start import for_stranger
from handlers.texts import Texts, texts_for
from handlers.turn import Turn
from workflow.staffing.joining import Accept, HereAlready, Joined

router = Router(name="staff-entering")

CHANNEL = "telegram"


@router.message(CommandStart(deep_link=True, magic=F.args.startswith(PREFIX)), is_private)
async def opened(message: Message, command: CommandObject, turn: Turn, texts: Texts) -> None:
    """Let in whoever has the word. A link that does not is answered as a stranger is, whatever is wrong with it."""
    user = message.from_user
    name = clean_name(user.full_name if user else "") or texts.say("Без имени")
    known = (command.args or "").removeprefix(PREFIX)

    def show(outcomes: list[Any]) -> None:
        match outcomes[0]:
            case Joined() as found:
                _came(turn, found)
            case HereAlready(office, person, waits):
                turn.say(here_already(person, office, texts_for(person.locale), waits=waits))
            case _:
                turn.say(for_stranger(turn, texts))

    await turn.run(Joining(command=Accept(known, CHANNEL, turn.address, name)), then=show)


def _came(turn: Turn, found: Joined) -> None:
    """He is greeted, and administrators are told."""
    person, office, texts = found.person, found.office, texts_for(found.person.locale)
    if found.waits:
        turn.say(must_wait(person, office, texts))
    else:
        turn.say(welcome(person, office, texts))
        turn.note(CommandsShown(lane=turn.lane, locale=texts.locale))
    others = administrators(office, but=person.id)
    tell_all(turn, others, office, lambda his: joined(person, office, his, waits=found.waits))
