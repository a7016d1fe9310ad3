"""/settings: one message, drawn anew after each tap. A person of several offices sets it for all of them."""

from dataclasses import replace

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.comfort.data import DIGEST, Choice, Choose, ComfortChosen, Setting
from handlers.comfort.screen import Screen, digest_message, has_mail, settings_message
from handlers.effects import CommandsShown, LocaleChosen
from handlers.scene import me
from handlers.texts import LOCALES, Texts, texts_for
from handlers.turn import Turn
from workflow.office import Comfort, Person

router = Router(name="comfort")

_FLAGS = {"on": True, "off": False}


@router.message(Command("settings"))
async def settings(message: Message, turn: Turn, texts: Texts) -> None:
    """/settings: how everything is set."""
    turn.say(settings_message(Screen(me(turn)[0], texts, turn.mail)))


@router.callback_query(Choose.filter())
async def choose(query: CallbackQuery, callback_data: Choose, turn: Turn, texts: Texts) -> None:
    """What has many values shows them in the place of the settings."""
    screen = Screen(me(turn)[0], texts, turn.mail)
    turn.become(digest_message(screen) if callback_data.what is Choice.DIGEST else settings_message(screen))


@router.callback_query(Setting.filter())
async def chosen(query: CallbackQuery, callback_data: Setting, turn: Turn, texts: Texts) -> None:
    """A value was chosen; one that there is none of, or that has no use here, changes nothing."""
    person, (what, value) = me(turn)[0], (callback_data.what, callback_data.value)
    if what is Choice.LANGUAGE and value in LOCALES:
        _speak(value, turn)
        turn.become(settings_message(Screen(person, texts_for(value), turn.mail)))
        return
    field = _field(what, value)
    if field is None or (what is Choice.MAIL and not has_mail(Screen(person, texts, turn.mail))):
        turn.hint(texts.say("Эта кнопка больше не действует. Ничего не изменилось."))
        turn.become(settings_message(Screen(person, texts, turn.mail)))
        return
    for one in _everywhere(turn):
        turn.note(ComfortChosen(person=one.id, field=what, value=field))
    changed = replace(person, comfort=_with(person.comfort, what, field))
    turn.become(settings_message(Screen(changed, texts, turn.mail)))


def _field(what: Choice, value: str) -> str | bool | None:
    """The value as it is kept; None where there is no such value."""
    if what is Choice.DIGEST:
        return value if value in DIGEST else None
    return _FLAGS.get(value) if what in {Choice.QUIET, Choice.MAIL} else None


def _with(comfort: Comfort, what: Choice, value: str | bool) -> Comfort:
    """What he has chosen so far, and this."""
    if what is Choice.DIGEST:
        return replace(comfort, digest=str(value))
    return replace(comfort, quiet=bool(value)) if what is Choice.QUIET else replace(comfort, mail=bool(value))


def _speak(locale: str, turn: Turn) -> None:
    for one in _everywhere(turn):
        turn.note(LocaleChosen(person=one.id, locale=locale))
    turn.note(CommandsShown(lane=turn.lane, locale=locale))


def _everywhere(turn: Turn) -> list[Person]:
    """Who he is in each of his offices: what he chooses for himself is for all of them."""
    return [seat.person for seat in turn.seats] or [me(turn)[0]]
