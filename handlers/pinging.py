"""A ping: what comes due or is late, by which clause, whose it is."""

from collections.abc import Sequence

from handlers.bars import clause_text, late_sentence, left
from handlers.buttons import Button, Rows
from handlers.callbacks import Show, Tap, Why
from handlers.labels import action_label, deadline_noun, role_label
from handlers.safe import attribute, html, short
from handlers.shown import Shown, zone_of
from handlers.turn import Reply
from workflow.deadlines import Clock, clocks, rules_of
from workflow.notices import Notice
from workflow.office import Person

_GLIMPSE = 120
MOST_LINES = 20
MOST_BUTTONS = 8


def ping(notice: Notice, shown: Shown) -> Reply | None:
    """The ping; None where it came to nothing before it was sent."""
    clock = _standing(notice, shown)
    if clock is None:
        return None
    text = "\n".join(line for line in (_line(clock, notice, shown), _about(notice, shown)) if line)
    return Reply(text=text, rows=_rows(shown), card=shown.card.id)


def pings(found: Sequence[tuple[Notice, Shown]]) -> Reply | None:
    """Many pings for one hearer as one message; None where all of them came to nothing."""
    lines = [(line, shown) for notice, shown in found if (line := _one_of_many(notice, shown))]
    if not lines:
        return None
    texts = lines[0][1].texts
    title = texts.many("Напоминания: {n} карточка", "Напоминания: {n} карточек", len(lines))
    rest = len(lines) - MOST_LINES
    more = [texts.many("и ещё {n}", "и ещё {n}", rest)] if rest > 0 else []
    buttons = [_numbered(shown) for _, shown in lines[:MOST_BUTTONS]]
    rows = tuple(tuple(buttons[index : index + 4]) for index in range(0, len(buttons), 4))
    return Reply(text="\n".join([title, *(line for line, _ in lines[:MOST_LINES]), *more]), rows=rows)


def _one_of_many(notice: Notice, shown: Shown) -> str:
    """A ping in one line; in the group with whose it is. Empty where it came to nothing."""
    clock = _standing(notice, shown)
    if clock is None:
        return ""
    person = shown.office.person(notice.answers)
    named = _named(person, shown) if person and person != shown.reader else ""
    return " · ".join(part for part in (_line(clock, notice, shown), named) if part)


def _standing(notice: Notice, shown: Shown) -> Clock | None:
    """The deadline that the ping is about; None where it was met before the ping was sent."""
    found = clocks(shown.card, rules_of(shown.office, shown.procedure))
    clock = next((clock for clock in found if clock.deadline.name == notice.about), None)
    if clock is None or not shown.card.open or (not clock.running and not notice.missed):
        return None
    return clock


def _numbered(shown: Shown) -> Button:
    return open_button(shown).model_copy(update={"text": f"№ {shown.card.number}"})


def _line(clock: Clock, notice: Notice, shown: Shown) -> str:
    late = clock.late(shown.now) or notice.missed
    rules = rules_of(shown.office, shown.procedure)
    words = late_sentence(clock, rules, shown.now, shown.texts) if late else _ahead(clock, shown)
    clause = clause_text(html(clock.clause), shown.texts)
    return f"{'❗' if late else '⏰'} № {shown.card.number} · {words} · {clause}"


def _ahead(clock: Clock, shown: Shown) -> str:
    texts, rules = shown.texts, rules_of(shown.office, shown.procedure)
    return texts.say(
        "{what} через {time}, до {moment}",
        what=deadline_noun(clock.deadline.name, texts),
        time=texts.amount(left(clock, rules, shown.now)),
        moment=texts.moment(clock.at, shown.now, zone_of(shown)),
    )


def _about(notice: Notice, shown: Shown) -> str:
    """Whose it is and how the post begins; the group also learns who else was told of a miss."""
    person = shown.office.person(notice.answers)
    named = _named(person, shown) if person and person != shown.reader else ""
    told = _told(notice, shown) if notice.missed and shown.reader is None else ""
    about = " — ".join(part for part in (named, glimpse(shown, _GLIMPSE)) if part)
    return "; ".join(part for part in (about, told) if part)


def _named(person: Person, shown: Shown) -> str:
    """The person as the office names him; in the group he is called by a mention, for there he must act."""
    name = html(short(person.name, 60))
    if shown.reader is None and person.address:
        return f'<a href="tg://user?id={attribute(person.address)}">{name}</a>'
    return name


def _told(notice: Notice, shown: Shown) -> str:
    people = [shown.office.person(person) for person in notice.told if person != notice.answers]
    roles = dict.fromkeys(role_label(min(person.roles), shown.texts) for person in people if person)
    return shown.texts.say("сообщено: {who}", who=", ".join(roles)) if roles else ""


def glimpse(shown: Shown, length: int) -> str:
    """How the post begins, in quotation marks."""
    text = short(shown.card.post.text, length)
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
    accept = Button(text=action_label("accept", shown.texts), data=tap, style="success")
    return ((accept,), (open_button(shown),))


def open_button(shown: Shown) -> Button:
    """Opens the card: at once in a private chat, through a link from the group."""
    text = shown.texts.say("Открыть")
    if shown.reader is None and shown.bot:
        return Button(text=text, url=f"https://t.me/{shown.bot}?start=card_{shown.card.number}")
    return Button(text=text, data=Show(card=shown.card.id).pack())
