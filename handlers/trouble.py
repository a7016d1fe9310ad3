"""What is said where an update could not be handled."""

from handlers.texts import Texts


def given_up(texts: Texts, *, tap: bool, number: int | None = None) -> str:
    """The update was given up: nothing has changed, and it may be tried again by hand. `number` is the tap's card."""
    if not tap:
        return texts.say(
            "Не получилось обработать сообщение. Ничего не изменилось: пришлите его ещё раз. "
            "Если снова не получится, скажите администратору."
        )
    if number is None:
        return texts.say(
            "Не получилось выполнить нажатие. Ничего не изменилось: нажмите ещё раз. "
            "Если снова не получится, скажите администратору."
        )
    return texts.say(
        "№ {number}: не получилось выполнить нажатие. Ничего не изменилось: нажмите ещё раз. "
        "Если снова не получится, скажите администратору.",
        number=number,
    )


def lost_time(texts: Texts) -> str:
    """The tapped message is of a time that the database does not remember. Fits the answer to a tap."""
    return texts.say(
        "Записи за то время, когда пришло это сообщение, не сохранились. Ничего не изменилось. Ваши карточки: /my. "
        "Если нужной там нет, пост надо переслать заново."
    )


def lost_reply(texts: Texts) -> str:
    """The message that was replied to is of such a time."""
    return texts.say(
        "Записи за то время, когда пришло то сообщение, не сохранились: ваш ответ не принят, ничего не изменилось.\n"
        "Ваши карточки: /my. Если нужной там нет, перешлите пост заново или попросите об этом куратора."
    )


def tried_again(texts: Texts) -> str:
    """The tap will be tried again by itself."""
    return texts.say("Не получилось, попробую ещё раз.")
