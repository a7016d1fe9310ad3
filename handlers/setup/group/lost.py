"""What is said to those in charge when the bot cannot write into the office's group any more."""

from handlers.safe import html
from handlers.texts import Texts


def back_text(title: str, since: str, texts: Texts) -> str:
    """That deadlines are told there again, and since when they were not."""
    name = texts.say("группы «{title}»", title=html(title)) if title else texts.say("группы администрации")
    return texts.say(
        "Бот снова может писать в чат {name}: сроки там снова объявляются. Не объявлялись с: {since}.",
        name=name,
        since=since,
    )


def lost_text(title: str, texts: Texts, *, removed: bool) -> str:
    """What happened, what follows from it, and what to do."""
    name = texts.say("группы «{title}»", title=html(title)) if title else texts.say("группы администрации")
    if removed:
        return texts.say(
            "Бота удалили из {name}: сроки там больше не объявляются. Верните его или выберите другую группу: "
            "добавьте бота в неё и нажмите кнопку.",
            name=name,
        )
    return texts.say(
        "Бот не может писать в чат {name}: сроки там больше не объявляются. Откройте права группы и разрешите ему "
        "отправку сообщений или выберите другую группу.",
        name=name,
    )
