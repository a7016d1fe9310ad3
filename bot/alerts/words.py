"""What is said of the bot's own trouble: what, what follows from it, what to do. Nobody is named."""

from collections.abc import Callable, Sequence

from bot.alerts.time_words import apart_words, jump_words
from bot.alerts.troubles import Kind, Trouble
from handlers.texts import Texts


def alert_text(found: Sequence[Trouble], texts: Texts, *, last: bool = False, private: bool = False) -> str:
    """The message of all that was found at one look (HTML).

    `last`: no further one goes today. `private`: its reader may not be who mends it.
    """
    blocks, ends = [f"❗ {_WORDS[trouble.kind](trouble, texts)}" for trouble in found], []
    if last:
        ends.append(texts.say("Сегодня о неполадках больше сообщений не будет, дальше — в журнале работы бота."))
    if private:
        ends.append(_pass_on(texts))
    between = "\n\n" if len(blocks) > 1 else "\n"
    return between.join([*blocks, *(["\n".join(ends)] if ends else [])])


def over_text(kinds: Sequence[Kind], texts: Texts) -> str:
    """The message that trouble has ended."""
    return "\n".join(f"✅ {_over(kind, texts)}" for kind in kinds)


def undelivered_text(said: str, texts: Texts) -> str:
    """What is told in private in place of a message that the chat of ALERTS_CHAT could not get."""
    where = texts.say(
        "В чат из ALERTS_CHAT это доставить не удалось, поэтому оно пришло лично вам. Проверьте, верен ли номер чата и "
        "может ли бот в нём писать.\nПосмотреть: {look}",
        look=_code("doctor"),
    )
    return f"{said}\n\n{where}\n{_pass_on(texts)}"


def _pass_on(texts: Texts) -> str:
    return texts.say("Если сервером занимаетесь не вы, перешлите это тому, кто занимается.")


def _code(command: str) -> str:
    return f"<code>python -m bot {command}</code>"


def _dead(trouble: Trouble, texts: Texts) -> str:
    return texts.say(
        "Не доставлено сообщений: {n}\nОтправлять больше не пробуем: адресат заблокировал бота, группа закрыта или "
        "текст не принят.\nПосмотреть: {look}\nОтправить снова: {retry}, убрать: {drop}",
        n=trouble.count,
        look=_code("outbox list"),
        retry=_code("outbox retry N"),
        drop=_code("outbox drop N --reason …"),
    )


def _doubt(trouble: Trouble, texts: Texts) -> str:
    return texts.say(
        "Неизвестно, дошли ли сообщения: {n}\nСвязь оборвалась во время отправки, и повтор тоже остался без ответа. "
        "Проверьте в чате.\nПосмотреть: {look}\nНе дошло: {retry}, дошло: {drop}",
        n=trouble.count,
        look=_code("outbox list"),
        retry=_code("outbox retry N"),
        drop=_code("outbox drop N --reason …"),
    )


def _updates(trouble: Trouble, texts: Texts) -> str:
    return texts.say(
        "Сообщений и нажатий, которые бот не смог обработать: {n}\nПо ним ничего не изменилось. Причина — в "
        "журнале работы бота.\nПосмотреть: {look}\nПосле исправления: {again}\n"
        "Отправителя просили повторить самому: сначала спросите его, иначе выйдет дважды.",
        n=trouble.count,
        look=_code("inbox dead"),
        again=_code("inbox requeue N"),
    )


def _outbox(trouble: Trouble, texts: Texts) -> str:
    return texts.say(
        "Сообщения не уходят: самое старое ждёт {time}\nНичего не потеряно, бот пробует дальше. Проверьте связь с "
        "Telegram и прокси.\nПосмотреть: {look}",
        time=texts.amount(trouble.time),
        look=_code("doctor"),
    )


def _mail(trouble: Trouble, texts: Texts) -> str:
    return texts.say(
        "Письма не уходят: самое старое ждёт {time}\nСообщения в Telegram от этого не зависят. Проверьте почтовый "
        "сервер и SMTP_… в настройках.\nПосмотреть: {look}",
        time=texts.amount(trouble.time),
        look=_code("outbox list"),
    )


def _timers(trouble: Trouble, texts: Texts) -> str:
    return texts.say(
        "Напоминания о сроках опаздывают: уже {time}\nБот не успевает или не может их разослать, следите за сроками "
        "сами. Причина — в журнале работы бота.\nПосмотреть: {look}",
        time=texts.amount(trouble.time),
        look=_code("doctor"),
    )


def _backup(trouble: Trouble, texts: Texts) -> str:
    return texts.say(
        "Последней копии базы данных {hours} ч\nЕсли диск сломается, всё, что было после неё, пропадёт.\n"
        "Сделать сейчас: {make}",
        hours=int(trouble.time.total_seconds() // 3600),
        make=_code("backup FILE"),
    )


def _disk(trouble: Trouble, texts: Texts) -> str:
    left = texts.many("На диске остался {n} МБ", "На диске осталось {n} МБ", trouble.count)
    what = texts.say("Когда место кончится, бот не сможет ничего записать и перестанет отвечать. Освободите место.")
    return f"{left}\n{what}"


def _journal(trouble: Trouble, texts: Texts) -> str:
    if not trouble.count:
        return texts.say(
            "Журнал событий не удалось проверить: {office}\nНе изменён ли он, неизвестно; возможно, база данных "
            "повреждена. Причина — в журнале работы бота.\nПосмотреть: {look}",
            office=trouble.name,
            look=_code("audit verify"),
        )
    return texts.say(
        "Журнал событий изменён не ботом: {office}\nКто-то правил базу данных или она повреждена. Сохраните её копию и "
        "ничего в ней не меняйте.\nПосмотреть: {look}",
        office=trouble.name,
        look=_code("audit verify"),
    )


def _database(trouble: Trouble, texts: Texts) -> str:
    return texts.say(
        "База данных не отвечала {time}\nСейчас отвечает; что пришло за это время, бот заберёт сам. Проверьте сервер "
        "и диск.",
        time=texts.amount(trouble.time),
    )


def _clock(trouble: Trouble, texts: Texts) -> str:
    return jump_words(trouble.time, texts)


def _clocks(trouble: Trouble, texts: Texts) -> str:
    return apart_words(trouble.clocks, texts)


_WORDS: dict[Kind, Callable[[Trouble, Texts], str]] = {
    Kind.DEAD: _dead,
    Kind.DOUBT: _doubt,
    Kind.UPDATES: _updates,
    Kind.OUTBOX: _outbox,
    Kind.MAIL: _mail,
    Kind.TIMERS: _timers,
    Kind.BACKUP: _backup,
    Kind.DISK: _disk,
    Kind.JOURNAL: _journal,
    Kind.DATABASE: _database,
    Kind.CLOCK: _clock,
    Kind.CLOCKS: _clocks,
}


def _over(kind: Kind, texts: Texts) -> str:
    words = {
        Kind.DEAD: texts.say("Недоставленных сообщений больше нет"),
        Kind.DOUBT: texts.say("Сообщений, о которых неизвестно, дошли ли они, больше нет"),
        Kind.UPDATES: texts.say("Сообщений и нажатий, которые бот не смог обработать, больше нет"),
        Kind.OUTBOX: texts.say("Сообщения снова уходят"),
        Kind.MAIL: texts.say("Письма снова уходят"),
        Kind.TIMERS: texts.say("Напоминания о сроках снова приходят вовремя"),
        Kind.BACKUP: texts.say("Копия базы данных сделана"),
        Kind.DISK: texts.say("Места на диске снова достаточно"),
        Kind.JOURNAL: texts.say("Журнал событий снова сходится"),
        Kind.CLOCKS: texts.say("Часы серверов снова идут как часы базы данных"),
    }
    return words[kind]
