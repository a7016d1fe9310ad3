"""A ping: what comes due or is late, by which clause, whose it is."""

import re
from collections.abc import Sequence

from handlers.bars import clause_text, late_sentence, left_text
from handlers.buttons import Button, Rows
from handlers.callbacks import Show, Tap, TellHead, Why
from handlers.labels import action_label, deadline_noun, role_label
from handlers.links import card_link
from handlers.safe import attribute, html, short
from handlers.shares import part_named
from handlers.shown import Shown, numbered, zone_of
from handlers.turn import Reply
from workflow.deadlines import Clock, clocks, rules_of
from workflow.notices import Notice
from workflow.office import Person
from workflow.words import Role

_GLIMPSE = 120
_LINK = re.compile(r"https?://\S+")
MOST_LINES = 20
MOST_BUTTONS = 8


def ping(notice: Notice, shown: Shown) -> Reply | None:
    """The ping; None where it came to nothing before it was sent."""
    clock = _standing(notice, shown)
    if clock is None:
        return None
    tell = _tell(clock, notice, shown)
    demand = _demand(clock, shown) if tell else ""
    lines = (_line(clock, notice, shown), _about(notice, shown), _earlier(notice, shown), demand)
    text = "\n".join(line for line in lines if line)
    return Reply(text=text, rows=(*tell, *_rows(shown)), card=shown.card.id)


def reported(notice: Notice, shown: Shown) -> Reply | None:
    """A miss that somebody had to tell of: what is late and how much, by which clause, whose it is (Anapa 3.2)."""
    clock = _clock(notice, shown)
    if clock is None:
        return None
    by = clock.deadline.reports
    told = shown.texts.say("Сообщено по п. {clause}", clause=html(by.clause)) if by else ""
    lines = (_line(clock, notice, shown), _about(notice, shown), told)
    return Reply(text="\n".join(line for line in lines if line), rows=_rows(shown), card=shown.card.id)


def pings(found: Sequence[tuple[Notice, Shown]]) -> Reply | None:
    """Many pings for one hearer as one message; None where all of them came to nothing."""
    lines = [(line, shown) for notice, shown in found if (line := _one_of_many(notice, shown))]
    if not lines:
        return None
    texts = lines[0][1].texts
    cards = {shown.card.id: shown for _, shown in lines}
    title = texts.many("Напоминания: {n} карточка", "Напоминания: {n} карточек", len(cards))
    rest = len(lines) - MOST_LINES
    more = [texts.many("и ещё {n}", "и ещё {n}", rest)] if rest > 0 else []
    buttons = [_opening(shown) for shown in list(cards.values())[:MOST_BUTTONS]]
    rows = tuple(tuple(buttons[index : index + 4]) for index in range(0, len(buttons), 4))
    return Reply(text="\n".join([title, *(line for line, _ in lines[:MOST_LINES]), *more]), rows=rows)


def _one_of_many(notice: Notice, shown: Shown) -> str:
    """A ping in one line; in the group with whose it is. Empty where it came to nothing."""
    clock = _standing(notice, shown)
    if clock is None:
        return ""
    named = _whose(notice, shown)
    return " · ".join(part for part in (_line(clock, notice, shown), named) if part)


def _standing(notice: Notice, shown: Shown) -> Clock | None:
    """The deadline that the ping is about; None where it was met before the ping was sent."""
    clock = _clock(notice, shown)
    if clock is None or not shown.card.open or (not clock.running and not notice.missed):
        return None
    return clock


def _clock(notice: Notice, shown: Shown) -> Clock | None:
    """The deadline that the notice names, of the card or of the part of its answer."""
    found = clocks(shown.card, rules_of(shown.office, shown.procedure))
    return next((one for one in found if (one.deadline.name, one.part) == (notice.about, notice.part)), None)


def _opening(shown: Shown) -> Button:
    return open_button(shown).model_copy(update={"text": f"№ {shown.card.number}"})


def _line(clock: Clock, notice: Notice, shown: Shown) -> str:
    late = clock.late(shown.now) or notice.missed
    rules = rules_of(shown.office, shown.procedure)
    words = late_sentence(clock, rules, shown.now, shown.texts) if late else _ahead(clock, shown)
    clause = clause_text(html(clock.clause), shown.texts)
    return f"{'❗' if late else '⏰'} {numbered(shown)} · {words} · {clause}"


def _ahead(clock: Clock, shown: Shown) -> str:
    texts, rules = shown.texts, rules_of(shown.office, shown.procedure)
    return texts.say(
        "{what} через {time}, до {moment}",
        what=html(deadline_noun(clock.deadline.name, texts, shown.procedure)),
        time=left_text(clock, rules, shown.now, texts),
        moment=texts.moment(clock.at, shown.now, zone_of(shown)),
    )


def _about(notice: Notice, shown: Shown) -> str:
    """Whose it is and how the post begins; the group also learns who else was told of a miss."""
    named = _whose(notice, shown)
    told = _told(notice, shown) if notice.missed and shown.reader is None else ""
    about = " — ".join(part for part in (named, glimpse(shown, _GLIMPSE)) if part)
    return "; ".join(part for part in (about, told) if part)


def _earlier(notice: Notice, shown: Shown) -> str:
    """After an outage: how often this was to be said before, and could not be."""
    if not notice.earlier:
        return ""
    return shown.texts.say("раньше не доставлено напоминаний: {n}", n=notice.earlier)


def _whose(notice: Notice, shown: Shown) -> str:
    """Who answers for it, unless he reads it himself; a part that nobody gives by name is its department's."""
    person = shown.office.person(notice.answers)
    if person is None:
        return part_named(notice.part, shown)
    return _named(person, shown) if person != shown.reader else ""


def _named(person: Person, shown: Shown) -> str:
    """The person as the office names him; in the group he is called by a mention, for there he must act."""
    name = html(short(person.name, 60))
    if shown.reader is None and person.address:
        return f'<a href="tg://user?id={attribute(person.address)}">{name}</a>'
    return name


def _told(notice: Notice, shown: Shown) -> str:
    people = [shown.office.person(person) for person in notice.told if person != notice.answers]
    roles = dict.fromkeys(role_label(_foremost(person), shown.texts) for person in people if person)
    return shown.texts.say("сообщено: {who}", who=", ".join(roles)) if roles else ""


def _foremost(person: Person) -> str:
    """The role by which he is told; that he also keeps the bot says nothing to anybody."""
    return min(person.plays - {Role.ADMINISTRATOR} or person.plays)


def _tell(clock: Clock, notice: Notice, shown: Shown) -> Rows:
    """For the one who must tell of a miss: his button, till he has done it."""
    reports, reader, card = clock.deadline.reports, shown.reader, shown.card
    if reports is None or reader is None or reports.by not in reader.plays:
        return ()
    if not (notice.missed or clock.late(shown.now)) or clock.deadline.name in card.reported:
        return ()
    words = shown.texts.say("Сообщить {whom}", whom=role_label(reports.to, shown.texts))
    data = TellHead(card=card.id, deadline=clock.deadline.name).pack()
    return ((Button(text=words, data=data, style="success"),),)


def _demand(clock: Clock, shown: Shown) -> str:
    """Whom the reader must tell, and by which clause."""
    reports, texts = clock.deadline.reports, shown.texts
    if reports is None:
        return ""
    whom = role_label(reports.to, texts)
    return texts.say("Сообщите об этом {whom} (п. {clause})", whom=whom, clause=html(reports.clause))


def glimpse(shown: Shown, length: int) -> str:
    """How the post begins, in quotation marks; addresses in it tell nothing."""
    text = short(" ".join(_LINK.sub("", shown.card.post.text).split()) or shown.card.post.text, length)
    return f"«{html(text)}»" if text else shown.texts.say("вложения поста")


def _rows(shown: Shown) -> Rows:
    """The card in one tap; in the group also what can be done there without a word more."""
    step = shown.procedure.at(shown.card.step)
    if shown.reader is not None:
        why = Button(text=shown.texts.say("Почему такой срок?"), data=Why(card=shown.card.id).pack())
        return ((open_button(shown), why),)
    if step is None or "accept" not in step.actions or shown.card.accepted:
        return ((open_button(shown),),)
    tap = Tap(card=shown.card.id, turn=shown.card.turn, action="accept").pack()
    accept = Button(text=action_label("accept", shown.texts, shown.procedure), data=tap, style="success")
    return ((accept,), (open_button(shown),))


def open_button(shown: Shown) -> Button:
    """Opens the card: at once in a private chat, through a link from the group."""
    text = shown.texts.say("Открыть")
    if shown.reader is None and shown.bot:
        return Button(text=text, url=card_link(shown.bot, shown.card.number, shown.office.id))
    return Button(text=text, data=Show(card=shown.card.id).pack())
