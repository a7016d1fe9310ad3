"""What is sent: a notice becomes a message for one reader, at the moment it goes out."""

from collections.abc import Callable

from handlers.labels import deadline_label, importance_word
from handlers.papers import media_line
from handlers.pinging import glimpse, open_button, ping
from handlers.safe import html, plain, quote
from handlers.shown import Shown, zone_of
from handlers.turn import Reply
from handlers.view import card_message, collapsed_message, concerning
from workflow.deadlines import rules_of, running
from workflow.notices import Notice, NoticeKind
from workflow.post import Media, bundles
from workflow.words import Importance

__all__ = ["Shown", "card_message", "collapsed_message", "notice_message"]

_QUOTE = 600


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
    return Reply(text=f"№ {shown.card.number} · {title}", media=found[index], card=shown.card.id)


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
    """The importance was changed: what that makes of the reader's deadline."""
    texts = shown.texts
    clocks = concerning(shown) or running(shown.card, rules_of(shown.office, shown.procedure))
    if not clocks:
        return None
    until = texts.say("до {moment}", moment=texts.moment(clocks[0].at, shown.now, zone_of(shown)))
    below = f"{deadline_label(clocks[0].deadline.name, texts)}: {until}"
    mark = "❗" if shown.card.importance is Importance.HIGH else "📝"
    return _line(shown, mark, importance_word(shown.card.importance, texts), below)


def _line(shown: Shown, mark: str, what: str, below: str) -> Reply:
    text = "\n".join(line for line in (f"{mark} № {shown.card.number} · {what}", below) if line)
    return Reply(text=text, rows=((open_button(shown),),), card=shown.card.id)


_MESSAGES: dict[NoticeKind, Callable[[Notice, Shown], Reply | None]] = {
    NoticeKind.CARD: _card,
    NoticeKind.POST_MEDIA: _post_media,
    NoticeKind.DRAFT_MEDIA: _draft_media,
    NoticeKind.ANSWER_TEXT: _answer,
    NoticeKind.PING: ping,
    NoticeKind.SIGNIFICANT: _significant,
    NoticeKind.RANKED: _ranked,
    NoticeKind.ADDED: _added,
    NoticeKind.EDITED: _edited,
}
