"""What somebody did in another's place: told to that one, and said on the card (Sobolevo, the order's 3)."""

from datetime import datetime

from handlers.labels import done_label
from handlers.pinging import open_button
from handlers.safe import html, short
from handlers.shown import Shown, numbered, zone_of
from handlers.turn import Reply
from workflow.access import manages
from workflow.notices import Notice
from workflow.words import PersonId

_NAME, _DONE = 60, 80


def behalf(notice: Notice, shown: Shown) -> Reply | None:
    """The message to the one in whose place it was done; None where nobody knows who did it."""
    if notice.by is None or notice.at is None:
        return None
    done = _done(notice.about, notice.at, shown)
    words = shown.texts.say("за вас {done}: {who}", done=done, who=_name(notice.by, shown))
    text = f"📝 {numbered(shown)} · {words}"
    return Reply(text=text, rows=((open_button(shown),),), card=shown.card.id)


def behalf_line(shown: Shown) -> str:
    """The latest action, where it was taken in another's place; for that one and for those who route cards."""
    last, reader = shown.card.last, shown.reader
    if last.on_behalf is None or reader is None or not (manages(reader) or reader.id == last.on_behalf):
        return ""
    return shown.texts.say(
        "{who} вместо: {whom} · {done}",
        who=_name(last.by, shown),
        whom=_name(last.on_behalf, shown),
        done=_done(last.action, last.at, shown),
    )


def _done(action: str, at: datetime, shown: Shown) -> str:
    """«направили исполнителю в 10:02»."""
    texts = shown.texts
    own = {
        "part_given": texts.say("дали часть ответа"),
        "part_warned": texts.say("предупредили об опоздании"),
        "publication_ordered": texts.say("поручили боту опубликовать"),
    }
    words = own.get(action) or done_label(action, texts, shown.procedure)
    return f"{html(short(words, _DONE))} {texts.when(at, shown.now, zone_of(shown))}"


def _name(who: PersonId | None, shown: Shown) -> str:
    person = shown.office.person(who)
    return html(short(person.name, _NAME)) if person else "—"
