"""What a card is about: the post, the words that came with it, parts of the answer, the answer."""

from handlers.accounts.shown import own_words
from handlers.changes import changes_line
from handlers.facts import fact_lines
from handlers.labels import done_label, upper_first
from handlers.safe import attribute, html, plain, quote, short, size
from handlers.shares import part_lines, texts_size
from handlers.shown import Shown, zone_of
from handlers.sorts import AGREEING, Sort, finals, shows_answer, sort_of
from handlers.standing import began_anew, entered, later_remark, links, pending_extension, standing_remark
from handlers.texts import Texts
from workflow.card import Remark
from workflow.links import is_link
from workflow.post import Draft, joined
from workflow.words import DraftKind

QUOTES = 3600
"""Room for all quotations of a card, in UTF-16 units; where the lines around them need more, it becomes less."""

_POST, _REMARK, _DRAFT = 1500, 500, 1500
_LEAST_POST = 200
_LONGEST_LINK = 1000
_REASON = 200


def papers(shown: Shown, room: int) -> list[str]:
    """The lines between the first line and the deadlines. `room` is for the quotations in them."""
    draft = _draft_in_view(shown)
    remark, later = standing_remark(shown.card, shown.procedure), later_remark(shown.card, shown.procedure)
    for_remark, for_later = _wanted(remark), _wanted(later)
    for_parts = texts_size(shown)
    free = room - for_remark - for_later - for_parts
    most = free - _LEAST_POST if _to_be_agreed(shown) else _DRAFT
    for_draft = min(size(draft.text), most, free) if draft else 0
    return [
        *_post(shown, min(_POST, free - for_draft)),
        *_remark(remark, shown, for_remark),
        *_later(later, shown, for_later),
        _asked_days(shown, named=remark),
        *part_lines(shown, min(for_parts, room)),
        *(_answer(shown, draft, for_draft) if draft else []),
    ]


def _wanted(remark: Remark | None) -> int:
    return min(size(remark.text), _REMARK) if remark else 0


def _post(shown: Shown, room: int) -> list[str]:
    card, texts = shown.card, shown.texts
    edited = texts.when(card.edited_at, shown.now, zone_of(shown)) if card.edited_at else ""
    return [
        quote(card.post.text, room),
        media_line(len(card.post.media), texts),
        _author(shown),
        texts.say("Изменён {when}", when=edited) if edited else "",
        *fact_lines(shown),
    ]


def media_line(count: int, texts: Texts) -> str:
    """How many attachments there are; empty where there are none."""
    return texts.many("📎 {n} вложение", "📎 {n} вложений", count) if count else ""


def _author(shown: Shown) -> str:
    """Who wrote the post, with links to it and to what was published."""
    card, texts = shown.card, shown.texts
    name = html(short(card.post.author or card.post.source, 80))
    author = texts.say("Автор: {name}", name=name) if name else ""
    answer = _link(card.link, texts.say("опубликованный ответ"))
    own = html(own_words(card.link, shown.office, texts)) if card.link else ""
    links = [_link(card.post.link, texts.say("пост")), f"{answer}: {own}" if answer and own else answer]
    return " · ".join(part for part in (author, *links) if part)


def _link(address: str, words: str) -> str:
    fits = is_link(address) and len(address) <= _LONGEST_LINK
    return f'<a href="{attribute(address)}">{words}</a>' if fits else ""


def _remark(remark: Remark | None, shown: Shown, room: int) -> list[str]:
    """What somebody wrote to explain why the card is here, under his name."""
    if remark is None:
        return [_no_link(shown)]
    name = _name(remark, shown)
    return [f"{name}:" if name else "", quote(remark.text, room)]


def _later(remark: Remark | None, shown: Shown, room: int) -> list[str]:
    """What came with an action that left the card where it is: the action, who took it, his words."""
    if remark is None:
        return []
    done, name = upper_first(html(done_label(remark.action, shown.texts, shown.procedure))), _name(remark, shown)
    return [f"{done}, {name}:" if name and remark.by is not None else f"{done}:", quote(remark.text, room)]


def _name(remark: Remark, shown: Shown) -> str:
    """Who wrote it; nobody of the office is the citizen."""
    person = shown.office.person(remark.by)
    if person is None:
        return shown.texts.say("Заявитель") if remark.by is None else ""
    return html(short(person.name, 60))


def _asked_days(shown: Shown, named: Remark | None) -> str:
    """That more time is asked for and why; where the card is here because of it, the reason stands above already."""
    asked = pending_extension(shown.card, shown.procedure)
    if asked is None:
        return ""
    texts, days, remark = shown.texts, shown.card.asked_days, shown.card.remark(asked.name)
    words = texts.many("Просит продлить на {n} день", "Просит продлить на {n} дней", days)
    name = _name(remark, shown) if remark else ""
    words = f"{words} ({name})" if name else words
    return words if remark is None or remark is named else f"{words}: {html(short(remark.text, _REASON))}"


def _no_link(shown: Shown) -> str:
    """Why there is no link to what was published."""
    card = shown.card
    remark = card.remark(*links(shown.procedure))
    if card.open or card.link or remark is None:
        return ""
    return shown.texts.say("Без ссылки: {why}", why=html(short(remark.text, 200)))


def _draft_in_view(shown: Shown) -> Draft | None:
    """The draft, where the reader has something to do with it: agreed on, sent back, published."""
    card, sort = shown.card, _sort(shown)
    if sort is None:
        return card.draft if finals(shown.procedure) & entered(card) else None
    if sort is Sort.DRAFT:
        return card.draft if "sent_back" in entered(card) or began_anew(card) else None
    return card.draft if shows_answer(sort) else None


def _to_be_agreed(shown: Shown) -> bool:
    return _sort(shown) in AGREEING


def _sort(shown: Shown) -> Sort | None:
    step = shown.procedure.at(shown.card.step)
    return sort_of(step, shown.procedure, shown.card.kind) if step else None


def _answer(shown: Shown, draft: Draft, room: int) -> list[str]:
    texts, whole = shown.texts, size(plain(draft.text).strip("\n")) <= room
    note = texts.many("Показано начало, в ответе {n} знак", "Показано начало, в ответе {n} знаков", len(draft.text))
    return [
        f"{_sent_back(shown) or _title(draft.kind, texts)}:",
        quote(joined(draft.parts), room),
        "" if whole else note,
        media_line(len(draft.media), texts),
        changes_line(shown.card, texts) if _to_be_agreed(shown) else "",
    ]


def _sent_back(shown: Shown) -> str:
    """What is to be reworked is no answer yet; what the citizen did not agree with was one."""
    if _sort(shown) is not Sort.DRAFT:
        return ""
    return shown.texts.say("Прежний ответ") if began_anew(shown.card) else shown.texts.say("Прежний проект")


def _title(kind: DraftKind, texts: Texts) -> str:
    words = {
        DraftKind.ANSWER: texts.say("Ответ"),
        DraftKind.INTERIM: texts.say("Промежуточный ответ"),
        DraftKind.CLARIFICATION: texts.say("Запрос уточнения"),
    }
    return words[kind]
