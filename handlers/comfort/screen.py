"""The message of /settings: a line for each thing that can be set, and below it the buttons that change it."""

from dataclasses import dataclass

from handlers.buttons import Button, Rows
from handlers.comfort.data import AT_OPENING, DIGEST, OFF, Choice, Choose, Setting
from handlers.labels import lower_first
from handlers.safe import html
from handlers.texts import LOCALES, Texts, texts_for
from handlers.turn import Reply
from workflow.office import Person
from workflow.rights.ask import may
from workflow.rights.asked import Asked
from workflow.rights.row import What


@dataclass(frozen=True, slots=True)
class Screen:
    """Whose settings they are, in his words, and whether the server sends mail."""

    person: Person
    texts: Texts
    mail: bool


def settings_message(screen: Screen) -> Reply:
    """Everything as it is set."""
    digest = (_digest(screen),) if has_digest(screen) else ()
    lines = (_language(screen), *digest, _quiet(screen), _mail(screen))
    title = f"<b>{screen.texts.say('Мои настройки')}</b>"
    return Reply(text="\n\n".join([title, *lines]), rows=_rows(screen))


def digest_message(screen: Screen) -> Reply:
    """When the digest may come; each of the buttons leads back."""
    texts, now = screen.texts, screen.person.comfort.digest
    buttons = [_set(_marked(digest_words(one, screen.texts), one == now), Choice.DIGEST, one) for one in DIGEST]
    first, *hours, last = buttons
    return Reply(
        text=texts.say("Когда присылать сводку дня: что сегодня к сроку, что опаздывает, кого нет?"),
        rows=((first,), tuple(hours[:3]), tuple(hours[3:]), (last,)),
    )


def digest_words(value: str, texts: Texts) -> str:
    """When the digest comes, as a button says it."""
    if value == AT_OPENING:
        return texts.say("В начале рабочего дня")
    return texts.say("Не присылать") if value == OFF else texts.say("В {time}", time=value.lstrip("0"))


def has_digest(screen: Screen) -> bool:
    """Whether a digest comes to people of his roles."""
    return may(screen.person, What.DIGEST, Asked())


def has_mail(screen: Screen) -> bool:
    """Whether mail can come to him at all."""
    return screen.mail and bool(screen.person.email)


def _language(screen: Screen) -> str:
    return screen.texts.say("Язык: {name}", name=LOCALES[screen.texts.locale])


def _digest(screen: Screen) -> str:
    chosen = screen.person.comfort.digest
    if chosen == OFF:
        return screen.texts.say("Сводка дня: не приходит")
    return screen.texts.say("Сводка дня: {when}", when=lower_first(digest_words(chosen, screen.texts)))


def _quiet(screen: Screen) -> str:
    texts = screen.texts
    if not screen.person.comfort.quiet:
        return texts.say("Тишина вне рабочего времени: выключена. Всё приходит со звуком.")
    return texts.say(
        "Тишина вне рабочего времени: включена. Что может подождать, приходит без звука; "
        "ваши сроки и карточки высокой важности — со звуком."
    )


def _mail(screen: Screen) -> str:
    texts, email = screen.texts, screen.person.email
    if not screen.mail:
        return texts.say("Письма: недоступны, на сервере бота почта не настроена.")
    if not email:
        return texts.say("Письма: недоступны, вашего адреса почты бот не знает. Его вписывает администратор.")
    if screen.person.comfort.mail:
        return texts.say("Письма: новые карточки приходят и на {email}.", email=html(email))
    return texts.say("Письма: выключены, карточки приходят только сюда.")


def _rows(screen: Screen) -> Rows:
    texts, comfort = screen.texts, screen.person.comfort
    others = [(locale, name) for locale, name in LOCALES.items() if locale != screen.texts.locale]
    languages = tuple(_set(_language_words(locale, name), Choice.LANGUAGE, locale) for locale, name in others)
    quiet = texts.say("Выключить тишину") if comfort.quiet else texts.say("Включить тишину")
    mail = texts.say("Не присылать письма") if comfort.mail else texts.say("Присылать письма")
    return (
        languages,
        *(((_digest_button(texts),),) if has_digest(screen) else ()),
        (_set(quiet, Choice.QUIET, _flag(not comfort.quiet)),),
        *(((_set(mail, Choice.MAIL, _flag(not comfort.mail)),),) if has_mail(screen) else ()),
    )


def _digest_button(texts: Texts) -> Button:
    return Button(text=texts.say("Час сводки…"), data=Choose(what=Choice.DIGEST).pack())


def _language_words(locale: str, name: str) -> str:
    """The button that leads to a language, in that language: nobody need read the other one to leave it."""
    return texts_for(locale).say("Язык: {name}", name=name)


def _set(text: str, what: Choice, value: str) -> Button:
    return Button(text=text, data=Setting(what=what, value=value).pack())


def _marked(text: str, chosen: bool) -> str:
    return f"✅ {text}" if chosen else text


def _flag(value: bool) -> str:
    return "on" if value else "off"
