"""/staff: the list of people, and the way through its screens."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.scene import me
from handlers.staff.data import Go, Stop
from handlers.staff.errands import JoiningShown, SeeJoining
from handlers.staff.inviting import joining
from handlers.staff.showing import dead, drawn, sight_of
from handlers.staff.states import BACK, waits_here
from handlers.states import rest
from handlers.texts import Texts
from handlers.turn import Reply, Turn

router = Router(name="staff-looking")


@router.message(Command("staff"))
async def staff(message: Message, turn: Turn, texts: Texts) -> None:
    """/staff: departments with the number of their people."""
    shown = drawn("home", sight_of(turn, texts))
    refused = texts.say("Список сотрудников видят администратор, координатор и начальник отдела.")
    turn.say(shown or Reply(text=refused))


@router.callback_query(Go.filter())
async def gone(query: CallbackQuery, callback_data: Go, turn: Turn, texts: Texts) -> None:
    """Another screen, in the place of the one whose button was pressed; a question that was asked there is over."""
    if waits_here(turn):
        rest(turn)
    sight = sight_of(turn, texts, callback_data.key, callback_data.page)
    if callback_data.screen == "joining" and sight.changes:
        await _joining(turn, texts, callback_data.page)
    elif shown := drawn(callback_data.screen, sight):
        turn.become(shown)
    else:
        dead(turn, texts)


@router.callback_query(Stop.filter())
async def stopped(query: CallbackQuery, turn: Turn, texts: Texts) -> None:
    """«Отмена»: the question is over, and what was shown before comes back."""
    screen, key = "home", ""
    if waits_here(turn):
        back = turn.conversation.data.get(BACK)
        screen, key = back if isinstance(back, list) and len(back) == 2 else (screen, key)
        rest(turn)
    turn.hint(texts.say("Отменено. Ничего не изменилось."))
    turn.become(drawn(str(screen), sight_of(turn, texts, str(key))) or Reply(text=texts.say("Отменено.")))


async def _joining(turn: Turn, texts: Texts, page: int) -> None:
    """Invitations and those who wait; what has become of them is known only in the transaction."""
    sight = sight_of(turn, texts, page=page)

    def show(outcomes: list[JoiningShown]) -> None:
        turn.become(joining(sight, outcomes[0]))

    await turn.run(SeeJoining(office=me(turn)[1].id), then=show)
