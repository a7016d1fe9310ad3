"""A card as one person sees it: text that fits one screen, and the buttons that are his now."""

from handlers.bars import bar_line
from handlers.changes import changes_line
from handlers.headline import headline
from handlers.keys import card_rows
from handlers.labels import importance_label
from handlers.safe import attribute, html, quote, short
from handlers.shown import Shown
from handlers.turn import Reply
from workflow.access import manages, owners, owns
from workflow.card import Card, Remark
from workflow.deadlines import Clock, rules_of, running
from workflow.words import Importance

POST_LENGTH = 1500
DRAFT_LENGTH = 1700
"""Together they leave room for the rest within Telegram's 4096."""

_WHOLE_ANSWER = frozenset({"published", "interim_published"})


def card_message(shown: Shown, *, all_buttons: bool = False) -> Reply:
    """The card as the reader sees it now."""
    clocks = concerning(shown)
    text = "\n".join(line for line in _lines(shown, clocks) if line)
    rows = card_rows(shown, everything=all_buttons)
    return Reply(text=text, rows=rows, card=shown.card.id, view=True, version=shown.card.version)


def collapsed_message(shown: Shown) -> Reply:
    """What is left of an older showing of a card when a newer one stands below."""
    text = shown.texts.say("№ {number} · карточка ниже", number=shown.card.number)
    return Reply(text=text, card=shown.card.id, view=True, version=shown.card.version)


def concerning(shown: Shown) -> tuple[Clock, ...]:
    """The deadlines this reader needs: his own first, and the whole answer's for those who manage cards."""
    step = shown.procedure.at(shown.card.step)
    if step is None:
        return ()
    clocks = running(shown.card, rules_of(shown.office, shown.procedure))
    mine = [clock for clock in clocks if clock.deadline.blames in {step.by, None}]
    whole = [clock for clock in clocks if _WHOLE_ANSWER & set(clock.deadline.met_by)]
    if shown.reader and owns(shown.reader, shown.card, shown.office, shown.procedure) and not manages(shown.reader):
        return tuple((mine or whole)[:1])
    return tuple(dict.fromkeys((*mine[:1], *whole[:1])))


def _lines(shown: Shown, clocks: tuple[Clock, ...]) -> list[str]:
    return [
        headline(shown, next(iter(clocks), None)),
        *_post(shown),
        *_reasons(shown),
        *_draft(shown),
        *_times(shown, clocks),
        _hint(shown),
    ]


def _post(shown: Shown) -> list[str]:
    card, texts = shown.card, shown.texts
    edited = texts.say("автор карточки изменил сообщение") if card.edited_at else ""
    return [
        quote(card.post.text, POST_LENGTH),
        _media(len(card.post.media), shown),
        _author(shown),
        edited,
        _facts(shown),
    ]


def _media(count: int, shown: Shown) -> str:
    return shown.texts.many("📎 {n} вложение", "📎 {n} вложений", count) if count else ""


def _author(shown: Shown) -> str:
    post, texts = shown.card.post, shown.texts
    link = f'<a href="{attribute(post.link)}">{texts.say("пост")}</a>' if post.link else ""
    name = post.author or post.source
    author = texts.say("Автор: {name}", name=html(short(name, 80))) if name else ""
    return " · ".join(part for part in (author, link) if part)


def _facts(shown: Shown) -> str:
    card, texts = shown.card, shown.texts
    if not (shown.reader and manages(shown.reader)) and card.importance is Importance.NORMAL:
        return ""
    topic = html(card.topic[:1].upper() + card.topic[1:])
    importance = importance_label(card.importance, texts)
    significant = texts.say("значимое") if card.significant else ""
    department = shown.office.department(card.department)
    unit = html(department.name) if department else ""
    return " · ".join(part for part in (unit or topic, importance[:1].lower() + importance[1:], significant) if part)


def _reasons(shown: Shown) -> list[str]:
    """What somebody wrote to explain why the card is here."""
    remark = _standing_remark(shown.card)
    if remark is None:
        return []
    person = shown.office.person(remark.by)
    name = person.name if person else ""
    return [f"{html(short(name, 60))}: {quote(remark.text, 600)}"]


def _standing_remark(card: Card) -> Remark | None:
    """The newest reason or remarks, till the next move is made."""
    last = card.remarks[-1] if card.remarks else None
    return last if last and last.at == card.last.at and card.open else None


def _draft(shown: Shown) -> list[str]:
    card, texts = shown.card, shown.texts
    step = shown.procedure.at(card.step)
    draft = card.draft
    if draft is None or step is None or not {"approve", "hand_over", "publish", "submit"} & set(step.actions):
        return []
    if "submit" in step.actions and card.last.action != "send_back":
        return []
    title = texts.say("Ответ:")
    return [
        title + " " + quote(draft.text, DRAFT_LENGTH),
        _media(len(draft.media), shown),
        changes_line(card, texts) if "approve" in step.actions else "",
    ]


def _times(shown: Shown, clocks: tuple[Clock, ...]) -> list[str]:
    rules = rules_of(shown.office, shown.procedure)
    clause = not (shown.reader and manages(shown.reader))
    return [
        bar_line(clock, rules, shown.now, shown.texts, first=index == 0, clause=clause)
        for index, clock in enumerate(clocks)
    ]


def _hint(shown: Shown) -> str:
    step = shown.procedure.at(shown.card.step)
    if step is None or shown.reader is None or "submit" not in step.actions:
        return ""
    if shown.reader not in owners(shown.card, shown.office, shown.procedure):
        return ""
    return shown.texts.say("Чтобы отправить проект, ответьте на это сообщение текстом, можно с фото.")
