"""What people are told when somebody goes, comes back or leaves: one message each, with buttons that open the cards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from handlers.absence.words import away_words, day_words
from handlers.buttons import Button, Rows
from handlers.callbacks import Show
from handlers.safe import html, short
from handlers.texts import Texts
from handlers.turn import Reply
from workflow.card import Card
from workflow.office import Office, Person
from workflow.staffing.news import News, StaffNotice
from workflow.steads import substitute_of
from workflow.words import PersonId

_GLIMPSE = 60
_LINES = 20
_BUTTONS = 8
_A_ROW = 4


@dataclass(frozen=True, slots=True)
class Told:
    """A notice with everything that its message is made from, as it is at the moment it goes out."""

    notice: StaffNotice
    office: Office
    reader: Person
    names: Mapping[PersonId, str]
    cards: tuple[Card, ...]
    now: datetime
    texts: Texts


def staff_message(told: Told) -> Reply:
    """The message of a notice."""
    lines = [*_FIRST[told.notice.what](told), *_cards(told)]
    return Reply(text="\n".join(line for line in lines if line), rows=_buttons(told.cards))


def _away(told: Told) -> list[str]:
    person, texts = told.reader, told.texts
    if person.away is None:
        return [texts.say("Ваше отсутствие началось.")]
    away = away_words(person.away, told.office, told.now, texts, own=True)
    first = texts.say("Ваше отсутствие началось: {away}.", away=away)
    substitute = substitute_of(person, told.office)
    if substitute is not None:
        return [first, texts.say("Вас замещает: {who}.", who=html(substitute.name))]
    if told.notice.receiver is not None:
        knowing = told.notice.knowing or (told.notice.receiver,)
        who = html(", ".join(told.names[one] for one in knowing))
        return [first, texts.say("Замещать вас некому. Сообщено: {who}.", who=who)]
    return [first, texts.say("Работу продолжат остальные.")]


def _back(told: Told) -> list[str]:
    texts = told.texts
    came = texts.many("К вам вернулась {n} карточка:", "К вам вернулись {n} карточек:", len(told.cards))
    return [texts.say("Ваше отсутствие закончилось."), came if told.cards else ""]


def _stead(told: Told) -> list[str]:
    texts = told.texts
    return [texts.say("Вы замещаете: {who}.", who=_all_away(told)), _came(told)]


def _given(told: Told) -> list[str]:
    return [told.texts.say("Больше не работает: {who}.", who=_all(told)), _came(told)]


def _over(told: Told) -> list[str]:
    texts = told.texts
    gone = texts.many("Вернулась {n} карточка:", "Вернулись {n} карточек:", len(told.cards))
    return [texts.say("Замещение закончилось: {who} снова на месте.", who=_all(told)), gone if told.cards else ""]


def _left(told: Told) -> list[str]:
    notice, texts = told.notice, told.texts
    day = day_words(notice.ordered, told.office, told.now, texts) if notice.ordered else ""
    late = texts.many(
        "❗ Сообщено на {n} день позже срока (п. {clause}).",
        "❗ Сообщено на {n} дней позже срока (п. {clause}).",
        notice.late,
        clause=html(notice.clause),
    )
    to = told.names.get(notice.receiver) if notice.receiver else None
    return [
        texts.say("Больше не работает: {who}, приказ от {day}.", who=_all(told), day=day),
        late if notice.late else "",
        texts.say("Карточки теперь у: {who}.", who=html(to)) if to else "",
    ]


def _nobody(told: Told) -> list[str]:
    texts = told.texts
    first = texts.say("❗ Замещать некому: {who}.", who=_all_away(told))
    if not told.cards:
        return [first]
    return [first, texts.many("Ждёт {n} карточка, передайте её:", "Ждут {n} карточек, передайте их:", len(told.cards))]


_FIRST: Mapping[News, Callable[[Told], list[str]]] = {
    News.AWAY: _away,
    News.BACK: _back,
    News.STEAD: _stead,
    News.OVER: _over,
    News.GIVEN: _given,
    News.LEFT: _left,
    News.NOBODY: _nobody,
}


def _came(told: Told) -> str:
    if not told.cards:
        return told.texts.say("Открытых карточек нет, новые придут к вам.")
    return told.texts.many("К вам перешла {n} карточка:", "К вам перешли {n} карточек:", len(told.cards))


def _all(told: Told) -> str:
    return html(", ".join(told.names[who] for who in told.notice.about))


def _all_away(told: Told) -> str:
    """Everybody whom it is about, each with why and till when he is away."""
    return "; ".join(_one_away(who, told) for who in told.notice.about)


def _one_away(who: PersonId, told: Told) -> str:
    name, person = html(told.names[who]), told.office.person(who)
    if person is None or person.away is None:
        return name
    return f"{name}, {away_words(person.away, told.office, told.now, told.texts)}"


def _cards(told: Told) -> list[str]:
    lines = [f"№ {card.number} · {html(short(card.post.text, _GLIMPSE))}" for card in told.cards[:_LINES]]
    rest = len(told.cards) - len(lines)
    return [*lines, told.texts.many("и ещё {n}", "и ещё {n}", rest)] if rest > 0 else lines


def _buttons(cards: tuple[Card, ...]) -> Rows:
    found = [Button(text=f"№ {card.number}", data=Show(card=card.id).pack()) for card in cards[:_BUTTONS]]
    return tuple(tuple(found[index : index + _A_ROW]) for index in range(0, len(found), _A_ROW))
