"""A card as one person sees it: text that fits one screen, and the buttons that are his now."""

from handlers.absence.under_card import stead_lines
from handlers.bars import bar_line
from handlers.behalf import behalf_line
from handlers.headline import headline
from handlers.keys import card_rows
from handlers.labels import action_label
from handlers.papers import QUOTES, papers
from handlers.preview import drafting
from handlers.safe import LONGEST_TEXT, html, shown_size
from handlers.shares import part_clock, part_of
from handlers.shown import Shown
from handlers.sorts import AGREEING, finals, sort_of
from handlers.texts import Texts
from handlers.turn import Reply
from workflow.access import manages, owns
from workflow.actions import ACTIONS
from workflow.deadlines import Clock, rules_of, running
from workflow.owners import owners
from workflow.publication import under_way

_BESIDE = frozenset({"repeat_checked"})
"""What is decided beside the work of a step (Kamchatka 2.9)."""


def card_message(shown: Shown, *, all_buttons: bool = False) -> Reply:
    """The card as the reader sees it now."""
    clocks = concerning(shown)
    rows = card_rows(shown, everything=all_buttons)
    return Reply(text=_fitting(shown, clocks), rows=rows, card=shown.card.id, view=True, version=shown.card.version)


def collapsed_message(shown: Shown) -> Reply:
    """What is left of an older showing of a card when a newer one stands below."""
    text = shown.texts.say("№ {number} · карточка ниже", number=shown.card.number)
    return Reply(text=text, card=shown.card.id, view=True, version=shown.card.version)


def concerning(shown: Shown) -> tuple[Clock, ...]:
    """The deadlines this reader needs: the step's own first, and the whole answer's for those who watch over cards.

    Whoever has only to take his step, or to give his part, sees his own earliest one alone.
    """
    step = shown.procedure.at(shown.card.step)
    if step is None:
        return ()
    part = part_of(shown)
    if part and (own := part_clock(part.number, shown)):
        return (own,)
    clocks = [clock for clock in running(shown.card, rules_of(shown.office, shown.procedure)) if clock.part is None]
    mine = _own([clock for clock in clocks if clock.deadline.blames in {step.role(shown.card.kind), None}])
    whole = _whole([clock for clock in clocks if clock not in mine], shown)
    return tuple((mine or whole) if _only_takes_his_step(shown) else (*mine, *whole))


def _own(clocks: list[Clock]) -> list[Clock]:
    """The earliest of those that the step's owner answers for; a question beside the work does not hide the work's."""
    beside = bool(clocks) and _BESIDE & set(clocks[0].deadline.met_by)
    return clocks[:2] if beside else clocks[:1]


def _whole(clocks: list[Clock], shown: Shown) -> list[Clock]:
    """By when the citizen has his answer; where no deadline says that, the last of them."""
    met = finals(shown.procedure)
    answers = [clock for clock in clocks if met & set(clock.deadline.met_by)]
    return answers[:1] or clocks[-1:]


def _only_takes_his_step(shown: Shown) -> bool:
    reader = shown.reader
    return reader is not None and not manages(reader) and owns(reader, shown.card, shown.office, shown.procedure)


def _fitting(shown: Shown, clocks: tuple[Clock, ...]) -> str:
    """The text with as much of the quotations as Telegram takes."""
    room = QUOTES
    text = _text(shown, clocks, room)
    while (over := shown_size(text) - LONGEST_TEXT) > 0 and room > 0:
        room -= over
        text = _text(shown, clocks, room)
    return text


def _text(shown: Shown, clocks: tuple[Clock, ...], room: int) -> str:
    lines = [
        headline(shown, next(iter(clocks), None)),
        *papers(shown, room),
        behalf_line(shown),
        *stead_lines(shown),
        *_times(shown, clocks),
        _hint(shown),
    ]
    return "\n".join(line for line in lines if line)


def _times(shown: Shown, clocks: tuple[Clock, ...]) -> list[str]:
    """A bar for each deadline; the head's only one stands in the first line already."""
    if _decides_at_once(shown):
        return []
    rules = rules_of(shown.office, shown.procedure)
    clause = not (shown.reader and manages(shown.reader))
    own = shown.texts.say("Ваша часть")
    return [
        bar_line(
            clock,
            rules,
            shown.now,
            shown.texts,
            first=index == 0,
            clause=clause,
            name=own if clock.part is not None else "",
        )
        for index, clock in enumerate(clocks)
    ]


def _decides_at_once(shown: Shown) -> bool:
    step = shown.procedure.at(shown.card.step)
    if step is None or not _only_takes_his_step(shown):
        return False
    return sort_of(step, shown.procedure, shown.card.kind) in AGREEING


def _hint(shown: Shown) -> str:
    """How to give the text that is asked for."""
    step, texts = shown.procedure.at(shown.card.step), shown.texts
    if step is None or shown.reader is None:
        return ""
    if under_way(shown.card):
        return texts.say("Публикует бот.")
    if part_of(shown):
        return texts.say("Чтобы дать свою часть, ответьте на это сообщение текстом, можно с фото.")
    asking = [shown.procedure.actions[name] for name in drafting(shown)]
    if not asking or shown.reader not in owners(shown.card, shown.office, shown.procedure):
        return ""
    proof = any(one.proof for one in asking)
    if asking[0].name not in ACTIONS:
        return _own_hint(html(action_label(asking[0].name, texts, shown.procedure)), texts, proof=proof)
    return _hints(texts)[all("published" in one.mark for one in asking), proof]


def _own_hint(what: str, texts: Texts, *, proof: bool) -> str:
    """How to take an action of the file's own that asks for a text."""
    if proof:
        return texts.say("«{what}»: ответьте на это сообщение текстом с фото или документом.", what=what)
    return texts.say("«{what}»: ответьте на это сообщение текстом, можно с фото.", what=what)


def _hints(texts: Texts) -> dict[tuple[bool, bool], str]:
    """How to give an answer: whether it is placed at once, and whether a photo or a document must be with it."""
    return {
        (False, False): texts.say("Чтобы отправить проект, ответьте на это сообщение текстом, можно с фото."),
        (False, True): texts.say("Чтобы отправить проект, ответьте на это сообщение текстом с фото или документом."),
        (True, False): texts.say("Чтобы разместить ответ, ответьте на это сообщение текстом, можно с фото."),
        (True, True): texts.say("Чтобы разместить ответ, ответьте на это сообщение текстом с фото или документом."),
    }
