"""What is sent: a notice becomes a message for one reader, at the moment it goes out."""

from collections.abc import Callable

from handlers.behalf import behalf
from handlers.counted import counted
from handlers.facts import kind_words, shortened_words
from handlers.labels import deadline_label, importance_word
from handlers.papers import media_line
from handlers.pinging import glimpse, open_button, ping, reported
from handlers.published import unpublished
from handlers.safe import html, plain, quote
from handlers.shares import part_clock, part_named
from handlers.shown import Shown, numbered, zone_of
from handlers.turn import Reply
from handlers.view import card_message, collapsed_message, concerning
from workflow.contributions import Contribution
from workflow.deadlines import rules_of, running
from workflow.notices import Notice, NoticeKind
from workflow.owners import owners
from workflow.post import Media, bundles
from workflow.words import Importance, Role

__all__ = ["Shown", "card_message", "collapsed_message", "notice_message"]

_QUOTE, _PART = 600, 3000


def notice_message(notice: Notice, shown: Shown) -> Reply | None:
    """The message for a notice; None where it has nothing to say any more."""
    return _MESSAGES[notice.kind](notice, shown)


def _card(notice: Notice, shown: Shown) -> Reply:
    return card_message(shown)


def _post_media(notice: Notice, shown: Shown) -> Reply | None:
    return _album(shown, shown.card.post.media, notice, shown.texts.say("вложения поста"))


def _draft_media(notice: Notice, shown: Shown) -> Reply | None:
    media = shown.card.draft.media if shown.card.draft else ()
    return _album(shown, media, notice, shown.texts.say("вложения ответа"))


def _album(shown: Shown, media: tuple[Media, ...], notice: Notice, title: str) -> Reply | None:
    found = bundles(media)
    index = int(notice.about or 0)
    if index >= len(found):
        return None
    return Reply(text=f"{numbered(shown)} · {title}", media=found[index], card=shown.card.id)


def _answer(notice: Notice, shown: Shown) -> Reply | None:
    """The agreed text alone, to be copied whole."""
    draft = shown.card.draft
    if draft is None or not plain(draft.text).strip():
        return None
    return Reply(text=html(draft.text), card=shown.card.id)


def _significant(notice: Notice, shown: Shown) -> Reply:
    return _line(shown, "❗", shown.texts.say("значимое сообщение"), glimpse(shown, _QUOTE))


def _added(notice: Notice, shown: Shown) -> Reply:
    part = shown.card.post.parts[-1]
    below = "\n".join(line for line in (quote(part.text, _QUOTE), media_line(len(part.media), shown.texts)) if line)
    return _line(shown, "📝", shown.texts.say("к посту добавлено"), below)


def _edited(notice: Notice, shown: Shown) -> Reply:
    words = shown.texts.say("исполнитель изменил своё сообщение; согласуется прежний текст")
    return _line(shown, "📝", words, "")


def _ranked(notice: Notice, shown: Shown) -> Reply | None:
    """The importance or the kind was changed: what that makes of the reader's deadline."""
    below = _nearest(shown)
    if not below:
        return None
    card, texts = shown.card, shown.texts
    mark = "📝" if card.importance is Importance.NORMAL else "❗"
    words = importance_word(card.importance, texts, card.fast_days)
    return _line(shown, mark, " · ".join(part for part in (kind_words(shown), words) if part), below)


def _shortened(notice: Notice, shown: Shown) -> Reply | None:
    words = shortened_words(shown)
    return _line(shown, "❗", words, _nearest(shown)) if words else None


def _nearest(shown: Shown) -> str:
    """The deadline that has moved, the reader's own first, and when it is; his own where none has."""
    texts = shown.texts
    found = [*concerning(shown), *running(shown.card, rules_of(shown.office, shown.procedure))]
    if not found:
        return ""
    clock = next((one for one in found if one.hurried and one.part is None), found[0])
    until = texts.say("до {moment}", moment=texts.moment(clock.at, shown.now, zone_of(shown)))
    return f"{html(deadline_label(clock.deadline.name, texts, shown.procedure))}: {until}"


def _part(notice: Notice, shown: Shown) -> Reply | None:
    """What one executor gave to the common answer."""
    part = _contribution(notice, shown)
    if part is None:
        return None
    name, texts = part_named(part.number, shown), shown.texts
    words = (
        texts.say("часть ответа: {name}", name=name)
        if part.given
        else texts.say("часть ответа, не вся: {name}", name=name)
    )
    below = "\n".join(line for line in (quote(part.text, _PART), media_line(len(part.media), texts)) if line)
    return _line(shown, "📝", words, below)


def _part_media(notice: Notice, shown: Shown) -> Reply | None:
    part = _contribution(notice, shown)
    title = shown.texts.say("вложения части ответа: {name}", name=part_named(notice.part, shown))
    return _album(shown, part.media if part else (), notice, title)


def _warned(notice: Notice, shown: Shown) -> Reply | None:
    """An executor warns that his part will be late: by when it is due, and why."""
    part = _contribution(notice, shown)
    if part is None:
        return None
    texts, clock = shown.texts, part_clock(part.number, shown)
    until = texts.moment(clock.at, shown.now, zone_of(shown)) if clock else ""
    due = texts.say("Срок части: до {moment}", moment=until) if clock else ""
    words = texts.say("часть ответа задержится: {name}", name=part_named(part.number, shown))
    return _line(shown, "⏰", words, "\n".join(line for line in (quote(part.warned, _QUOTE), due) if line))


def _joined(notice: Notice, shown: Shown) -> Reply:
    """Whether the reader still has to write an answer of his own."""
    texts, card = shown.texts, shown.card
    if notice.about == "together" and card.joined_number:
        words = texts.say("ответ общий с № {number}: свой писать не нужно", number=card.joined_number)
    else:
        words = texts.say("теперь отвечаем отдельно: нужен свой ответ")
    return _line(shown, "📝", words, glimpse(shown, _QUOTE))


def _contribution(notice: Notice, shown: Shown) -> Contribution | None:
    return next((one for one in shown.card.contributions if one.number == notice.part), None)


def _handed(notice: Notice, shown: Shown) -> Reply:
    """A card that somebody gave to the reader; where it has gone on since, it stands there all the same."""
    giver = shown.office.person(notice.answers)
    words = (
        shown.texts.say("вам передали карточку: {who}", who=html(giver.name))
        if giver
        else shown.texts.say("передано вам")
    )
    return _line(shown, "📝", words, "\n".join(line for line in (html(shown.why), glimpse(shown, _QUOTE)) if line))


def _taken(notice: Notice, shown: Shown) -> Reply | None:
    """Nothing is awaited of the reader any more; nothing is said where the card has come to him again meanwhile."""
    reader, by = shown.reader, shown.office.person(notice.by)
    if reader is not None and reader in owners(shown.card, shown.office, shown.procedure):
        return None
    words = (
        shown.texts.say("куратор забрал карточку, отвечать не нужно")
        if by and Role.CURATOR in by.plays
        else shown.texts.say("карточку забрали, отвечать не нужно")
    )
    return _line(shown, "↩️", words, glimpse(shown, _QUOTE))


def _line(shown: Shown, mark: str, what: str, below: str) -> Reply:
    text = "\n".join(line for line in (f"{mark} {numbered(shown)} · {what}", below) if line)
    return Reply(text=text, rows=((open_button(shown),),), card=shown.card.id)


_MESSAGES: dict[NoticeKind, Callable[[Notice, Shown], Reply | None]] = {
    NoticeKind.CARD: _card,
    NoticeKind.POST_MEDIA: _post_media,
    NoticeKind.DRAFT_MEDIA: _draft_media,
    NoticeKind.ANSWER_TEXT: _answer,
    NoticeKind.BEHALF: behalf,
    NoticeKind.PING: ping,
    NoticeKind.SIGNIFICANT: _significant,
    NoticeKind.RANKED: _ranked,
    NoticeKind.ADDED: _added,
    NoticeKind.EDITED: _edited,
    NoticeKind.PART: _part,
    NoticeKind.PART_MEDIA: _part_media,
    NoticeKind.WARNED: _warned,
    NoticeKind.SHORTENED: _shortened,
    NoticeKind.REPORTED: reported,
    NoticeKind.JOINED: _joined,
    NoticeKind.COUNTED: counted,
    NoticeKind.UNPUBLISHED: unpublished,
    NoticeKind.HANDED: _handed,
    NoticeKind.TAKEN: _taken,
}
