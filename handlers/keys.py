"""The buttons under a card: one main button first, the dangerous one last, never more than eight in view."""

from dataclasses import dataclass

from handlers.absence.under_card import hand_over_button
from handlers.below.keys import passing_buttons
from handlers.buttons import Button, Rows
from handlers.callbacks import More, Tap, brief
from handlers.extras import helping_buttons
from handlers.labels import action_label, importance_label, kind_label, lower_first, short_time_label
from handlers.published import here_button
from handlers.safe import short
from handlers.shown import Shown
from workflow.access import GIVE_PART, IMPORTANCE, KIND, REPEAT, SHORTEN, SIGNIFICANT, Option, options
from workflow.actions import Need, Weight
from workflow.card import CLOSED
from workflow.links import network_of
from workflow.publication import PUBLISH
from workflow.topics import fitting_first
from workflow.words import DraftKind, PersonId

MOST_IN_VIEW = 8
_UNITS_FIRST = 4
"""So many departments or people stand in view before anything that may wait behind «Ещё…»."""

_LONGEST_LABEL = 40
_LONGEST_LINK = 1000
_STYLES = {Weight.MAIN: "success", Weight.PLAIN: "", Weight.DANGER: "danger"}
_LAST = 5
_RANKING = frozenset({IMPORTANCE, SIGNIFICANT})
_SELDOM = frozenset({KIND, SHORTEN, REPEAT})
_DRAFTS = frozenset(DraftKind)
_PLAINLY_UNITS = frozenset({"route", "assign"})
_CHOSEN = frozenset({Need.DEPARTMENT, Need.PERSON})


@dataclass(frozen=True, slots=True)
class _Offer:
    """An option with its place: the lower the rank, the longer it stays in view. `unit` is one of many alike."""

    option: Option
    rank: int
    unit: bool = False


def card_rows(shown: Shown, *, everything: bool = False) -> Rows:
    """The reader's buttons. With `everything`, also those that «Ещё…» stands for."""
    if shown.reader is None:
        return ()
    offers = _offers(shown)
    links = [*helping_buttons(shown), *_post_link(shown, offers), *_here(shown, offers), *passing_buttons(shown)]
    last = hand_over_button(shown, seldom=everything and _hides(offers, links), alone=not offers)
    kept = offers if everything else _in_view(offers, MOST_IN_VIEW - len(links) - len(last))
    more = [*([] if len(kept) == len(offers) else [_more(shown)]), *last]
    units_left = sum(one.unit for one in kept) < sum(one.unit for one in offers)
    return _rows(kept, links, more, shown, apart=units_left)


def _hides(offers: list[_Offer], links: list[Button]) -> bool:
    """Whether «Ещё…» stands in the short view."""
    return len(_in_view(offers, MOST_IN_VIEW - len(links))) < len(offers)


def _offers(shown: Shown) -> list[_Offer]:
    """Everything that the reader may do: departments in their order of fitness, the rest as the core gives it."""
    assert shown.reader is not None  # noqa: S101 - told by the caller
    every = options(shown.reader, shown.card, shown.office, shown.procedure)
    found = [one for one in every if not _idle(one.action, shown)]
    units = _fitting([one for one in found if _is_unit(one, shown)], shown)
    others = [one for one in found if not _is_unit(one, shown)]
    standing = {one.name for one in shown.procedure.standing}
    seldom = _SELDOM | _also_after_the_end(shown)
    return [
        *(_Offer(one, 1 if index < _UNITS_FIRST else 4, unit=True) for index, one in enumerate(units)),
        *(_Offer(one, _rank(one, standing, seldom)) for one in others),
    ]


def _idle(action: str, shown: Shown) -> bool:
    """Whether nothing waits for what it prepares: an earlier answer is analysed once, if there was one (KAM-2.10).

    A date is another matter: it may be named anew.
    """
    known = shown.procedure.actions.get(action)
    if known is None or known.asks(Need.DATE):
        return False
    marks = frozenset(known.mark)
    after = {
        moment for one in shown.procedure.actions.values() for moment, needed in one.first.items() if needed in marks
    }
    if not after or after & _DRAFTS:
        return False
    asked, done = shown.card.latest(*after), shown.card.latest(*marks)
    return asked is None or (done is not None and done.seq > asked.seq)


def _also_after_the_end(shown: Shown) -> frozenset[str]:
    """What can be done at any time, even when the card is closed, is no part of the way that it goes."""
    standing = shown.procedure.standing if shown.card.open else ()
    return frozenset(one.name for one in standing if CLOSED in one.at)


def _rank(option: Option, standing: set[str], seldom: frozenset[str]) -> int:
    """The main thing and the dangerous one stay, then what belongs to the step, then what stands beside it."""
    if option.action in seldom:
        return _LAST
    if option.action in _RANKING:
        return 3
    if option.weight is not Weight.PLAIN or option.action == GIVE_PART:
        return 0
    return 3 if option.action in standing else 2


def _in_view(offers: list[_Offer], room: int) -> list[_Offer]:
    """As many as there is room for; one place is «Ещё…»'s where not all fit, or several are seldom of use."""
    seldom = sum(one.rank == _LAST for one in offers)
    if len(offers) <= room and seldom <= 1:
        return offers
    most = min(room - 1, len(offers) - (seldom if seldom > 1 else 0))
    first = sorted(range(len(offers)), key=lambda index: (offers[index].rank, index))[:most]
    return [offers[index] for index in sorted(first)]


def _rows(offers: list[_Offer], links: list[Button], more: list[Button], shown: Shown, *, apart: bool) -> Rows:
    """Departments in pairs, the main action alone, plain ones in pairs, the dangerous one alone.

    «Ещё…» stands among the plain ones; `apart`, right below the departments of which it hides others.
    """
    units = [one.option for one in offers if one.unit]
    others = [one.option for one in offers if not one.unit]
    main = [option for option in others if option.weight is Weight.MAIN]
    plain = [option for option in others if option.weight is Weight.PLAIN]
    danger = [option for option in others if option.weight is Weight.DANGER]
    return (
        *_pairs([_button(option, shown, main=index == 0 and not main) for index, option in enumerate(units)]),
        *((tuple(more),) if apart else ()),
        *((_button(option, shown, main=True),) for option in main),
        *_pairs([*links, *(_button(option, shown) for option in plain), *([] if apart else more)]),
        *((_button(option, shown),) for option in danger),
    )


def _is_unit(option: Option, shown: Shown) -> bool:
    """Whether it is one of many buttons of the same action: a department, a person."""
    action = shown.procedure.actions.get(option.action)
    return bool(option.value) and action is not None and action.need in _CHOSEN


def _fitting(found: list[Option], shown: Shown) -> list[Option]:
    fitting = [unit.key for unit in fitting_first(shown.card.topic, shown.office.departments)]
    place = {key: index for index, key in enumerate(fitting)}
    return sorted(found, key=lambda option: place.get(option.value, 0))


def _post_link(shown: Shown, offers: list[_Offer]) -> list[Button]:
    """For the publisher: the post, where the answer goes. Only a known network's address is sure to be taken."""
    link, actions = shown.card.post.link, shown.procedure.actions
    publishing = any(one.option.action in actions and actions[one.option.action].asks(Need.LINK) for one in offers)
    if not publishing or not network_of(link) or not link.isascii() or len(link) > _LONGEST_LINK:
        return []
    return [Button(text=shown.texts.say("Открыть пост"), url=link)]


def _here(shown: Shown, offers: list[_Offer]) -> list[Button]:
    """Beside «Опубликовано», that the bot does it itself."""
    return here_button(shown, publishing=any(one.option.action == PUBLISH for one in offers))


def _more(shown: Shown) -> Button:
    return Button(text=shown.texts.say("Ещё…"), data=More(card=shown.card.id).pack())


def _pairs(buttons: list[Button]) -> Rows:
    return tuple(tuple(buttons[index : index + 2]) for index in range(0, len(buttons), 2))


def _button(option: Option, shown: Shown, *, main: bool = False) -> Button:
    tap = Tap(card=shown.card.id, turn=shown.card.turn, action=option.action, value=brief(option.value))
    style = _STYLES[option.weight] if main or option.weight is Weight.DANGER else ""
    return Button(text=_label(option, shown), data=tap.pack(), style=style)


def _label(option: Option, shown: Shown) -> str:
    texts, procedure = shown.texts, shown.procedure
    if _is_unit(option, shown):
        return _unit_label(option, shown)
    if option.action == IMPORTANCE:
        return importance_label(option.value, texts)
    if option.action == KIND:
        kind = lower_first(kind_label(procedure, option.value, texts))
        return short(texts.say("Вид: {kind}", kind=kind), _LONGEST_LABEL)
    if option.action == SHORTEN and (known := procedure.short_time(option.value)):
        return short(texts.say("Срок: {time}", time=short_time_label(known, texts)), _LONGEST_LABEL)
    return short(action_label(option.action, texts, procedure), _LONGEST_LABEL)


def _unit_label(option: Option, shown: Shown) -> str:
    """Where the card goes; an action that does not plainly route says first what it is."""
    department = shown.office.department(option.value)
    person = shown.office.person(PersonId(int(option.value))) if option.value.isdecimal() else None
    found = department or person
    name = f"→ {short(found.name if found else option.value, _LONGEST_LABEL)}"
    if option.action in _PLAINLY_UNITS:
        return name
    return f"{short(action_label(option.action, shown.texts, shown.procedure), _LONGEST_LABEL)} {name}"
