"""What a card is about: the post, the words that came with it, the answer."""

from handlers.changes import changes_line
from handlers.labels import importance_word
from handlers.safe import attribute, html, quote, short, size
from handlers.shown import Shown, zone_of
from handlers.standing import standing_remark
from handlers.texts import Texts
from workflow.access import manages
from workflow.links import is_link
from workflow.post import Draft, joined
from workflow.words import DraftKind, Importance

QUOTES = 3600
"""Room for all quotations of a card, in UTF-16 units; where the lines around them need more, it becomes less."""

_POST, _REMARK, _DRAFT = 1500, 500, 1500
_LEAST_POST = 200
_LONGEST_LINK = 1000


def papers(shown: Shown, room: int) -> list[str]:
    """The lines between the first line and the deadlines. `room` is for the quotations in them."""
    draft = _draft_in_view(shown)
    remark = standing_remark(shown.card)
    for_remark = min(size(remark.text), _REMARK) if remark else 0
    most = room - _LEAST_POST if _to_be_agreed(shown) else _DRAFT
    for_draft = min(size(draft.text), most, room - for_remark) if draft else 0
    return [
        *_post(shown, min(_POST, room - for_remark - for_draft)),
        *_remark(shown, for_remark),
        *(_answer(shown, draft, for_draft) if draft else []),
    ]


def _post(shown: Shown, room: int) -> list[str]:
    card, texts = shown.card, shown.texts
    edited = texts.when(card.edited_at, shown.now, zone_of(shown)) if card.edited_at else ""
    return [
        quote(card.post.text, room),
        media_line(len(card.post.media), texts),
        _author(shown),
        texts.say("Изменён {when}", when=edited) if edited else "",
        _facts(shown),
    ]


def media_line(count: int, texts: Texts) -> str:
    """How many attachments there are; empty where there are none."""
    return texts.many("📎 {n} вложение", "📎 {n} вложений", count) if count else ""


def _author(shown: Shown) -> str:
    """Who wrote the post, with links to it and to what was published."""
    card, texts = shown.card, shown.texts
    name = html(short(card.post.author or card.post.source, 80))
    author = texts.say("Автор: {name}", name=name) if name else ""
    links = [_link(card.post.link, texts.say("пост")), _link(card.link, texts.say("опубликованный ответ"))]
    return " · ".join(part for part in (author, *links) if part)


def _link(address: str, words: str) -> str:
    fits = is_link(address) and len(address) <= _LONGEST_LINK
    return f'<a href="{attribute(address)}">{words}</a>' if fits else ""


def _facts(shown: Shown) -> str:
    card, texts = shown.card, shown.texts
    managing = shown.reader is not None and manages(shown.reader)
    importance = importance_word(card.importance, texts)
    facts = (
        _subject(shown) if managing else "",
        importance if managing or card.importance is Importance.HIGH else "",
        texts.say("значимое") if card.significant else "",
    )
    line = " · ".join(fact for fact in facts if fact)
    return line[:1].upper() + line[1:]


def _subject(shown: Shown) -> str:
    department = shown.office.department(shown.card.department)
    return html(short(department.name if department else shown.card.topic, 60))


def _remark(shown: Shown, room: int) -> list[str]:
    """What somebody wrote to explain why the card is here, under his name."""
    remark = standing_remark(shown.card)
    if remark is None:
        return [_no_link(shown)]
    person = shown.office.person(remark.by)
    name = html(short(person.name, 60)) if person else ""
    return [f"{name}:" if name else "", quote(remark.text, room)]


def _no_link(shown: Shown) -> str:
    """Why there is no link to what was published."""
    card = shown.card
    remark = card.remark("publish")
    if card.open or card.link or remark is None:
        return ""
    return shown.texts.say("Без ссылки: {why}", why=html(short(remark.text, 200)))


def _draft_in_view(shown: Shown) -> Draft | None:
    """The draft, where the reader has something to do with it: agreed on, sent back, published."""
    card, step = shown.card, shown.procedure.at(shown.card.step)
    if step is None:
        return card.draft if card.last.action == "publish" else None
    if "submit" in step.actions:
        remark = standing_remark(card)
        return card.draft if remark and remark.action == "send_back" else None
    return card.draft if {"approve", "hand_over", "publish"} & set(step.actions) else None


def _to_be_agreed(shown: Shown) -> bool:
    step = shown.procedure.at(shown.card.step)
    return step is not None and "approve" in step.actions


def _answer(shown: Shown, draft: Draft, room: int) -> list[str]:
    texts, whole = shown.texts, size(draft.text) <= room
    note = texts.many("Показано начало, в ответе {n} знак", "Показано начало, в ответе {n} знаков", len(draft.text))
    return [
        f"{_title(draft.kind, texts)}:",
        quote(joined(draft.parts), room),
        "" if whole else note,
        media_line(len(draft.media), texts),
        changes_line(shown.card, texts) if _to_be_agreed(shown) else "",
    ]


def _title(kind: DraftKind, texts: Texts) -> str:
    words = {
        DraftKind.ANSWER: texts.say("Ответ"),
        DraftKind.INTERIM: texts.say("Промежуточный ответ"),
        DraftKind.CLARIFICATION: texts.say("Запрос уточнения"),
    }
    return words[kind]
