"""What is sent: a notice becomes a message for one reader, at the moment it goes out."""

from collections.abc import Callable

from handlers.bars import left, overdue
from handlers.buttons import Button, Rows
from handlers.callbacks import Show, Tap
from handlers.labels import action_label, deadline_label, importance_label, role_label
from handlers.safe import html, quote, short
from handlers.shown import Shown, zone_of
from handlers.turn import Reply
from handlers.view import card_message, collapsed_message
from workflow.deadlines import Clock, clocks, rules_of, running
from workflow.notices import Notice, NoticeKind
from workflow.office import Person
from workflow.post import Media, bundles

__all__ = ["Shown", "card_message", "collapsed_message", "notice_message"]

_GLIMPSE = 120


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


def _significant(notice: Notice, shown: Shown) -> Reply:
    return _line(shown, "❗", shown.texts.say("значимое сообщение"), _glimpse(shown, 600))


def _added(notice: Notice, shown: Shown) -> Reply:
    return _line(shown, "📝", shown.texts.say("к посту добавлено"), _last_part(shown))


def _edited(notice: Notice, shown: Shown) -> Reply:
    words = shown.texts.say("исполнитель изменил своё сообщение; согласуется прежний текст")
    return _line(shown, "📝", words, "")


def _album(shown: Shown, media: tuple[Media, ...], notice: Notice, title: str) -> Reply | None:
    found = bundles(media)
    index = int(notice.about or 0)
    if index >= len(found):
        return None
    return Reply(text=f"№ {shown.card.number} · {title}", media=found[index], card=shown.card.id)


def _answer(notice: Notice, shown: Shown) -> Reply | None:
    draft = shown.card.draft
    return Reply(text=html(draft.text), card=shown.card.id) if draft else None


def _line(shown: Shown, mark: str, what: str, below: str) -> Reply:
    text = "\n".join(line for line in (f"{mark} № {shown.card.number} · {what}", below) if line)
    return Reply(text=text, rows=((open_button(shown),),), card=shown.card.id)


def _ranked(notice: Notice, shown: Shown) -> Reply | None:
    texts = shown.texts
    label = importance_label(shown.card.importance, texts)
    nearest = next(iter(running(shown.card, rules_of(shown.office, shown.procedure))), None)
    if nearest is None:
        return None
    until = texts.say("до {moment}", moment=texts.moment(nearest.at, shown.now, zone_of(shown)))
    below = f"{deadline_label(nearest.deadline.name, texts)}: {until}"
    return _line(shown, "❗", label[:1].lower() + label[1:], below)


def _last_part(shown: Shown) -> str:
    parts = shown.card.post.parts
    return quote(parts[-1].text, 600) if parts else ""


def _ping(notice: Notice, shown: Shown) -> Reply | None:
    clock = next(
        (one for one in clocks(shown.card, rules_of(shown.office, shown.procedure)) if _same(one, notice)), None
    )
    if clock is None or not shown.card.open or (not clock.running and not notice.missed):
        return None
    text = "\n".join(line for line in (_ping_line(clock, notice, shown), _about(notice, shown)) if line)
    return Reply(text=text, rows=_ping_rows(shown), card=shown.card.id)


def _same(clock: Clock, notice: Notice) -> bool:
    return clock.deadline.name == notice.about


def _ping_line(clock: Clock, notice: Notice, shown: Shown) -> str:
    texts, rules = shown.texts, rules_of(shown.office, shown.procedure)
    name = deadline_label(clock.deadline.name, texts)
    what = name[:1].lower() + name[1:]
    clause = texts.say("п. {clause}", clause=clock.clause)
    if clock.late(shown.now) or notice.missed:
        late = overdue(clock, rules, shown.now)
        words = (
            texts.say("{what}: опоздание {time}", what=what, time=texts.amount(late))
            if late
            else texts.say("{what}: срок наступил", what=what)
        )
        return f"❗ № {shown.card.number} · {words} · {clause}"
    when = texts.moment(clock.at, shown.now, zone_of(shown))
    words = texts.say(
        "{what} через {time}, до {moment}", what=what, time=texts.amount(left(clock, rules, shown.now)), moment=when
    )
    return f"⏰ № {shown.card.number} · {words} · {clause}"


def _about(notice: Notice, shown: Shown) -> str:
    person = shown.office.person(notice.answers)
    named = _named(person, shown) if person else ""
    told = _told(notice, shown) if notice.missed and shown.reader is None else ""
    return "; ".join(part for part in (f"{named} — {_glimpse(shown, _GLIMPSE)}" if named else "", told) if part)


def _named(person: Person, shown: Shown) -> str:
    """The person as the office names him; in the group he is called by a mention, for there he must act."""
    name = html(short(person.name, 60))
    if shown.reader is None and person.address:
        return f'<a href="tg://user?id={person.address}">{name}</a>'
    return name


def _told(notice: Notice, shown: Shown) -> str:
    people = [shown.office.person(person) for person in notice.told if person != notice.answers]
    roles = dict.fromkeys(role_label(min(person.roles), shown.texts) for person in people if person)
    return shown.texts.say("сообщено: {who}", who=", ".join(roles)) if roles else ""


def _glimpse(shown: Shown, length: int) -> str:
    text = short(shown.card.post.text, length)
    return f"«{html(text)}»" if text else shown.texts.say("вложения поста")


def _ping_rows(shown: Shown) -> Rows:
    """The card in one tap; in the group also what can be done there without a word more."""
    step = shown.procedure.at(shown.card.step)
    rows: Rows = ((open_button(shown),),)
    if shown.reader is not None or step is None or "accept" not in step.actions or shown.card.accepted:
        return rows
    tap = Tap(card=shown.card.id, turn=shown.card.turn, action="accept").pack()
    return ((Button(text=action_label("accept", shown.texts), data=tap, style="success"),), *rows)


def open_button(shown: Shown) -> Button:
    """Opens the card: at once in a private chat, through a link from the group."""
    text = shown.texts.say("Открыть")
    if shown.reader is None and shown.bot:
        return Button(text=text, url=f"https://t.me/{shown.bot}?start=card_{shown.card.number}")
    return Button(text=text, data=Show(card=shown.card.id).pack())


_MESSAGES: dict[NoticeKind, Callable[[Notice, Shown], Reply | None]] = {
    NoticeKind.CARD: _card,
    NoticeKind.POST_MEDIA: _post_media,
    NoticeKind.DRAFT_MEDIA: _draft_media,
    NoticeKind.ANSWER_TEXT: _answer,
    NoticeKind.PING: _ping,
    NoticeKind.SIGNIFICANT: _significant,
    NoticeKind.RANKED: _ranked,
    NoticeKind.ADDED: _added,
    NoticeKind.EDITED: _edited,
}
