"""What a mail says: the card as plain text for one reader, to be read without the messenger."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from html import unescape

from bot.mail.files import Attachment, Why
from handlers.bars import clause_text, late_text
from handlers.headline import headline
from handlers.labels import deadline_label, importance_word
from handlers.links import card_link
from handlers.safe import plain, short
from handlers.shown import Shown, zone_of
from handlers.texts import Texts, clock_face
from handlers.view import concerning
from workflow.deadlines import Clock, rules_of
from workflow.links import is_link
from workflow.words import Importance

_TAG = re.compile(r"<[^>]*>")
_LONGEST_SUBJECT = 200
_LONGEST_LINK = 1000
_HOUR = timedelta(hours=1)


def subject(shown: Shown, repeated: bool) -> str:
    """The first line of the card on one line; where the mail may have come already it says so."""
    line = short(_first_line(shown), _LONGEST_SUBJECT)
    return shown.texts.repeated(line) if repeated else line


def body(shown: Shown, attachments: Sequence[Attachment]) -> str:
    """The whole post with what is to be known of it, block after block."""
    blocks = [
        [_first_line(shown), short(shown.office.name, _LONGEST_SUBJECT)],
        [plain(shown.card.post.text).strip()],
        _about(shown),
        [_deadline(clock, shown) for clock in concerning(shown)],
        _attached(attachments, shown.texts),
        _where(shown),
    ]
    said = ["\n".join(line for line in block if line) for block in blocks]
    return "\n\n".join(block for block in said if block) + "\n"


def _first_line(shown: Shown) -> str:
    """The card's first line without its markup."""
    return unescape(_TAG.sub("", headline(shown, next(iter(concerning(shown)), None))))


def _about(shown: Shown) -> list[str]:
    card, texts = shown.card, shown.texts
    author, link = short(card.post.author or card.post.source, _LONGEST_SUBJECT), short(card.post.link, _LONGEST_LINK)
    usual = card.importance is Importance.NORMAL
    importance = "" if usual else importance_word(card.importance, texts, card.fast_days)
    return [
        texts.say("Автор: {name}", name=author) if author else "",
        texts.say("Пост: {link}", link=link) if is_link(link) else "",
        importance[:1].upper() + importance[1:],
    ]


def _deadline(clock: Clock, shown: Shown) -> str:
    """Until when, by the office's own time, and by which clause: «Проект: до 4 марта, 14:00 (UTC+12) · п. 13»."""
    texts, zone = shown.texts, zone_of(shown)
    at, now = texts.local(clock.at, zone), texts.local(shown.now, zone)
    until = texts.say("до {moment}", moment=f"{texts.day(at, now)}, {clock_face(at)} ({_offset(at)})")
    late = late_text(clock, rules_of(shown.office, shown.procedure), shown.now, texts) if clock.late(shown.now) else ""
    doubt = texts.say("предварительно") if clock.due.provisional else ""
    what = f"{deadline_label(clock.deadline.name, texts, shown.procedure)}: {until}"
    return " · ".join(part for part in (what, late, clause_text(clock.clause, texts), doubt) if part)


def _offset(at: datetime) -> str:
    """How far the office's time is from UTC, for a reader who is elsewhere: «UTC+12», «UTC+5:30»."""
    offset = at.utcoffset() or timedelta()
    hours, rest = divmod(abs(offset), _HOUR)
    minutes = f":{rest.seconds // 60:02}" if rest else ""
    return f"UTC{'-' if offset < timedelta() else '+'}{hours}{minutes}"


def _attached(attachments: Sequence[Attachment], texts: Texts) -> list[str]:
    if not attachments:
        return []
    return [texts.say("Вложения:"), *(f"- {_file(one, texts)}" for one in attachments)]


def _file(attachment: Attachment, texts: Texts) -> str:
    if attachment.why is None:
        return attachment.name
    if attachment.why is Why.TOO_BIG:
        return texts.say("{name}: не приложено, слишком велико для письма; есть в Telegram", name=attachment.name)
    return texts.say("{name}: не приложено, получить не удалось; есть в Telegram", name=attachment.name)


def _where(shown: Shown) -> list[str]:
    """Where the work goes on; a mail cannot be answered."""
    link = f" {card_link(shown.bot, shown.card.number, shown.office.id)}" if shown.bot else ""
    return [shown.texts.say("Карточка в Telegram, отвечать там:") + link] if link else []
