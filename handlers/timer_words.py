"""The moments at which a card rings, in words: how far from which deadline, and who hears it. Plain text."""

from collections.abc import Iterable
from datetime import timedelta

from handlers.labels import action_label, deadline_label, role_label
from handlers.shown import Shown
from handlers.texts import Texts
from workflow.pings import GROUP, OWNER, Ping
from workflow.procedure import Deadline


def ping_words(deadline: Deadline, ping: Ping, shown: Shown) -> str:
    """«Ответ: за 1 ч до срока»."""
    name = deadline_label(deadline.name, shown.texts, shown.procedure)
    return f"{name}: {_offset(ping.offset, shown.texts)}"


def act_words(deadline: Deadline, shown: Shown) -> str:
    """What the desk does by itself when the deadline is over: «Ответ: в срок само: «Вернуть куратору»»."""
    name = deadline_label(deadline.name, shown.texts, shown.procedure)
    action = action_label(deadline.then or "", shown.texts, shown.procedure)
    return shown.texts.say("{name}: в срок само: «{action}»", name=name, action=action)


def hearers_words(hearers: Iterable[str], texts: Texts) -> str:
    """Who is told: «исполнителю, главе, в группе»."""
    words = {OWNER: texts.say("тому, чей ход"), GROUP: texts.say("в группе")}
    return ", ".join(words.get(one) or role_label(one, texts) for one in hearers)


def _offset(offset: timedelta, texts: Texts) -> str:
    if offset < timedelta():
        return texts.say("за {time} до срока", time=texts.amount(-offset))
    return texts.say("через {time} после срока", time=texts.amount(offset)) if offset else texts.say("в срок")
