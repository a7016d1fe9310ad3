"""The buttons under a card: one main button first, the dangerous one last, never more than eight in view."""

from handlers.buttons import Button, Rows
from handlers.callbacks import More, Tap
from handlers.labels import action_label, importance_label
from handlers.safe import short
from handlers.shown import Shown
from workflow.access import IMPORTANCE, Option, options
from workflow.actions import Weight
from workflow.links import network_of
from workflow.topics import fitting_first

MOST_IN_VIEW = 8
_LONGEST_LABEL = 40
_LONGEST_LINK = 1000
_STYLES = {Weight.MAIN: "success", Weight.PLAIN: "", Weight.DANGER: "danger"}


def card_rows(shown: Shown, *, everything: bool = False) -> Rows:
    """The reader's buttons. With `everything`, also those that «Ещё…» stands for."""
    if shown.reader is None:
        return ()
    offered = options(shown.reader, shown.card, shown.office, shown.procedure)
    routes = [option for option in offered if option.action == "route"]
    others = [option for option in offered if option.action != "route"]
    in_view = len(routes) if everything else _room(len(routes), len(others))
    rows = [*_pairs(_departments(shown, routes)[:in_view])]
    if in_view < len(routes):
        rows.append((Button(text=shown.texts.say("Ещё…"), data=More(card=shown.card.id).pack()),))
    return (*rows, *_rest(shown, others, _post_link(shown, others)))


def _room(routes: int, others: int) -> int:
    """How many departments fit; one place is «Ещё…»'s where not all do."""
    free = MOST_IN_VIEW - others
    return routes if routes <= free else max(1, free - 1)


def _departments(shown: Shown, routes: list[Option]) -> list[Button]:
    fitting = fitting_first(shown.card.topic, shown.office.departments)
    by_key = {option.value: option for option in routes}
    found = [by_key[department.key] for department in fitting if department.key in by_key]
    return [_button(option, shown, main=index == 0) for index, option in enumerate(found)]


def _post_link(shown: Shown, others: list[Option]) -> list[Button]:
    """For the publisher: the post, where the answer goes. Only a known network's address is sure to be taken."""
    link = shown.card.post.link
    publishing = any(option.action == "publish" for option in others)
    if not publishing or not network_of(link) or not link.isascii() or len(link) > _LONGEST_LINK:
        return []
    return [Button(text=shown.texts.say("Открыть пост"), url=link)]


def _rest(shown: Shown, others: list[Option], links: list[Button]) -> Rows:
    """The main action alone, then plain ones in pairs, then the dangerous one alone."""
    main = [option for option in others if option.weight is Weight.MAIN]
    plain = [option for option in others if option.weight is Weight.PLAIN]
    danger = [option for option in others if option.weight is Weight.DANGER]
    return (
        *((_button(option, shown, main=True),) for option in main),
        *_pairs([*links, *(_button(option, shown) for option in plain)]),
        *((_button(option, shown),) for option in danger),
    )


def _pairs(buttons: list[Button]) -> Rows:
    return tuple(tuple(buttons[index : index + 2]) for index in range(0, len(buttons), 2))


def _button(option: Option, shown: Shown, *, main: bool = False) -> Button:
    tap = Tap(card=shown.card.id, turn=shown.card.turn, action=option.action, value=option.value)
    style = _STYLES[option.weight] if main or option.weight is Weight.DANGER else ""
    return Button(text=_label(option, shown), data=tap.pack(), style=style)


def _label(option: Option, shown: Shown) -> str:
    if option.action == "route":
        department = shown.office.department(option.value)
        return f"→ {short(department.name, _LONGEST_LABEL)}" if department else option.value
    if option.action == IMPORTANCE:
        return importance_label(option.value, shown.texts)
    return action_label(option.action, shown.texts)
