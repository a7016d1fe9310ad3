"""The first words, help, the language, and leaving a question."""

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message

from handlers.buttons import Button
from handlers.callbacks import Language
from handlers.drafting import call_off
from handlers.effects import CommandsShown, LocaleChosen
from handlers.filters import is_stranger
from handlers.groups import group_start
from handlers.helping import help_text
from handlers.links import linked
from handlers.menu import commands_for
from handlers.safe import html
from handlers.scene import me, show
from handlers.states import Ask, rest
from handlers.texts import LOCALES, Texts, texts_for
from handlers.turn import Reply, Seat, Turn

router = Router(name="start")


@router.message(CommandStart())
async def start(message: Message, command: CommandObject, turn: Turn, texts: Texts) -> None:
    """/start: a greeting, or the card that a link asks for."""
    if not turn.private:
        await _in_group(turn, texts)
        return
    person, office = me(turn)
    rest(turn)
    turn.note(CommandsShown(lane=turn.lane, locale=texts.locale, names=commands_for(person)))
    if found := linked(command.args or ""):
        number, named = found
        here = named in (None, office.id)
        await show(turn, await turn.look(lambda shelf: shelf.numbered(office.id, number)) if here else None, texts)
        return
    greeting = "\n".join(_greeting(seat, texts) for seat in turn.seats or (Seat(person, office),))
    turn.say(Reply(text=f"{greeting}\n\n{help_text(person, texts)}"))


async def _in_group(turn: Turn, texts: Texts) -> None:
    """However often it is asked, no more than one answer waits to be sent."""
    if said := await group_start(turn, texts):
        turn.say(Reply(text=said, supersede="group"))


def _greeting(seat: Seat, texts: Texts) -> str:
    """One of his offices, and who he is there."""
    return texts.say("{office} · вы: {name}", office=html(seat.office.name), name=html(seat.person.name))


@router.message(Command("help"))
async def help_(message: Message, turn: Turn, texts: Texts) -> None:
    """/help: what this person can do here."""
    turn.say(Reply(text=help_text(me(turn)[0], texts)))


@router.message(Command("cancel"))
async def cancel(message: Message, turn: Turn, texts: Texts) -> None:
    """/cancel: leaves the question."""
    asked = turn.conversation.state is not None
    if turn.conversation.state == Ask.draft.state:
        call_off(turn)
    rest(turn)
    turn.say(Reply(text=texts.say("Отменено. Ничего не изменилось.") if asked else texts.say("Отменять нечего.")))


@router.message(Command("language"))
async def language(message: Message, turn: Turn, texts: Texts) -> None:
    """/language: offers the languages, each by its own name."""
    row = tuple(Button(text=name, data=Language(locale=locale).pack()) for locale, name in LOCALES.items())
    turn.say(Reply(text=texts.say("На каком языке говорить?"), rows=(row,)))


@router.callback_query(Language.filter())
async def chosen(query: CallbackQuery, callback_data: Language, turn: Turn, texts: Texts) -> None:
    """A language was chosen; it is the person's own, whatever the office's is."""
    if callback_data.locale not in LOCALES:
        turn.hint(texts.say("Эта кнопка больше не действует. Ничего не изменилось."))
        return
    person = me(turn)[0]
    new = texts_for(callback_data.locale)
    for seat in turn.seats or (Seat(person, me(turn)[1]),):
        turn.note(LocaleChosen(person=seat.person.id, locale=new.locale))
    turn.note(CommandsShown(lane=turn.lane, locale=new.locale, names=commands_for(person)))
    turn.become(Reply(text=new.say("Теперь по-русски.")))


strangers = Router(name="strangers")


@strangers.message(is_stranger)
async def stranger(message: Message, bot: Bot, turn: Turn, texts: Texts) -> None:
    """One neutral line and the person's own id; in groups silence, but to /start before there is an administrator."""
    if turn.private:
        turn.say(for_stranger(turn, texts))
    elif await CommandStart()(message, bot):
        await _in_group(turn, texts)


@strangers.edited_message(is_stranger)
async def stranger_edits(message: Message, turn: Turn) -> None:
    """Nothing to say."""


@strangers.callback_query(is_stranger)
async def stranger_taps(query: CallbackQuery, turn: Turn, texts: Texts) -> None:
    """The same line over the chat."""
    turn.hint(stranger_text(str(query.from_user.id), texts), alert=True)


def for_stranger(turn: Turn, texts: Texts) -> Reply:
    """The line for somebody of no office. However often he writes, no more than one waits to be sent to him."""
    return Reply(text=stranger_text(turn.address, texts), supersede="stranger")


def stranger_text(address: str, texts: Texts) -> str:
    """The line for somebody of no office."""
    return texts.say(
        "Это рабочий бот администрации. Ваш Telegram ID: {id} — передайте его администратору, если вам нужен доступ.",
        id=address,
    )
