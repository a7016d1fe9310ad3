"""How an answer, or somebody's part of one, looks before it goes."""

from handlers.begun import EITHER, Begun, Purpose, purpose_of
from handlers.buttons import Button, Rows
from handlers.callbacks import Aim, Change, Give, Submit
from handlers.labels import action_label, draft_label
from handlers.safe import html, plain, quote, short
from handlers.shown import Shown
from handlers.texts import Texts
from handlers.turn import Reply
from workflow.access import GIVE_PART, options
from workflow.actions import Need
from workflow.decide import LONGEST_DRAFT
from workflow.possible import longest_draft
from workflow.post import Media, attached, joined
from workflow.words import DraftKind, MediaKind

_SHOWN = 3500
_LONGEST_LABEL = 40


def drafting(shown: Shown) -> tuple[str, ...]:
    """The actions of the step that ask the reader for a draft and for nothing else."""
    step = shown.procedure.at(shown.card.step)
    if step is None or shown.reader is None:
        return ()
    offered = {one.action for one in options(shown.reader, shown.card, shown.office, shown.procedure)}
    return tuple(one for one in step.actions if one in offered and shown.procedure.actions[one].needs == (Need.DRAFT,))


def may_give_part(shown: Shown) -> bool:
    """Whether a part of the answer is asked of the reader."""
    reader = shown.reader
    return reader is not None and any(
        one.action == GIVE_PART for one in options(reader, shown.card, shown.office, shown.procedure)
    )


def preview(draft: Begun, shown: Shown, delay: float = 0.0) -> Reply:
    """The text as it stands, with what may be done with it. An unsent older preview is taken back."""
    purpose, texts = purpose_of(draft.action), shown.texts
    text, media = joined(draft.parts), attached(draft.parts)
    limit = longest_draft(shown.card, shown.procedure)
    lines = [
        ", ".join([_title(purpose, shown), *_sizes(text, media, texts)]),
        quote(text, _SHOWN),
        _note(draft, text, limit, shown),
        _of_repeat(purpose, shown),
    ]
    return Reply(
        text="\n".join(line for line in lines if line),
        rows=_rows(draft, shown, fit=_fits(text, limit)),
        supersede=preview_word(shown.card.id, purpose),
        delay=delay,
        card=shown.card.id,
    )


def preview_word(card: int, purpose: Purpose) -> str:
    """By which a preview takes the place of an older one of the same text."""
    return f"preview:{card}{purpose}"


def _title(purpose: Purpose, shown: Shown) -> str:
    texts, number = shown.texts, shown.card.number
    words = {
        Purpose.ANSWER: texts.say("Проект к № {number}", number=number),
        Purpose.PART: texts.say("Часть ответа к № {number}", number=number),
        Purpose.EITHER: texts.say("К № {number}: это ваша часть или общий ответ?", number=number),
    }
    return words[purpose]


def _fits(text: str, limit: int) -> bool:
    return bool(plain(text).strip()) and len(text) <= limit


def _sizes(text: str, media: tuple[Media, ...], texts: Texts) -> list[str]:
    photos = sum(one.kind is MediaKind.PHOTO for one in media)
    videos = sum(one.kind is MediaKind.VIDEO for one in media)
    files = len(media) - photos - videos
    return [
        *([texts.many("{n} знак", "{n} знаков", len(text))] if text else []),
        *([texts.many("{n} фото", "{n} фото", photos)] if photos else []),
        *([texts.many("{n} видео", "{n} видео", videos)] if videos else []),
        *([texts.many("{n} файл", "{n} файлов", files)] if files else []),
    ]


def _note(draft: Begun, text: str, limit: int, shown: Shown) -> str:
    """What is wrong with the answer, or how long it may be; of a part nothing is asked."""
    if purpose_of(draft.action) is not Purpose.ANSWER:
        return ""
    if not _fits(text, limit):
        return _unfit(text, limit, shown.texts)
    return shown.texts.say("Можно до {limit} знаков.", limit=limit) if limit < LONGEST_DRAFT else ""


def _of_repeat(purpose: Purpose, shown: Shown) -> str:
    """What the answer to a repeated message must tell of (Klepechikha 13, Sobolevo 20, Kozhevnikovo 12)."""
    card, repeats = shown.card, shown.procedure.repeats
    if purpose is not Purpose.ANSWER or card.repeat_number is None or repeats is None:
        return ""
    return shown.texts.say(
        "Повтор № {number}: напишите о мерах или ходе работ (п. {clause}).",
        number=card.repeat_number,
        clause=html(repeats.clause),
    )


def _unfit(text: str, limit: int, texts: Texts) -> str:
    if not plain(text).strip():
        return texts.say("Текста ещё нет: пришлите его следующим сообщением. /cancel — отмена")
    return texts.many(
        "Лишний {n} знак: можно до {limit}. Сократите: измените своё сообщение или пришлите заново.",
        "Лишних знаков: {n}, можно до {limit}. Сократите: измените своё сообщение или пришлите заново.",
        len(text) - limit,
        limit=limit,
    )


def _rows(draft: Begun, shown: Shown, *, fit: bool) -> Rows:
    if draft.action == EITHER:
        return _either(shown)
    change = Change(card=shown.card.id, part=draft.action == GIVE_PART)
    below = (Button(text=shown.texts.say("Исправить"), data=change.pack()),)
    if draft.action == GIVE_PART:
        return (*_of_part(draft, shown), below)
    return (*_kinds(draft, shown), below) if fit else (below,)


def _either(shown: Shown) -> Rows:
    texts, card = shown.texts, shown.card.id
    return (
        (Button(text=texts.say("Моя часть"), data=Aim(card=card, part=True).pack()),),
        (Button(text=texts.say("Общий ответ"), data=Aim(card=card, part=False).pack()),),
    )


def _of_part(draft: Begun, shown: Shown) -> Rows:
    def button(words: str, style: str, *, whole: bool) -> Button:
        data = Give(card=shown.card.id, revision=draft.revision, whole=whole)
        return Button(text=words, data=data.pack(), style=style)

    return (
        (button(shown.texts.say("Отправить часть"), "success", whole=True),),
        (button(shown.texts.say("Это ещё не всё"), "", whole=False),),
    )


def _kinds(draft: Begun, shown: Shown) -> Rows:
    """A main button for each action, and the other kinds of drafts that the procedure knows in pairs."""
    actions = (draft.action,) if draft.action else drafting(shown)
    first, *others = shown.procedure.drafts
    plain_ones = [_button(actions[0], kind, "", draft, shown) for kind in others] if actions else []
    return (
        *((_button(action, first, "success", draft, shown),) for action in actions),
        *(tuple(plain_ones[index : index + 2]) for index in range(0, len(plain_ones), 2)),
    )


def _button(action: str, kind: DraftKind, style: str, draft: Begun, shown: Shown) -> Button:
    data = Submit(card=shown.card.id, turn=draft.turn, revision=draft.revision, kind=kind, action=action)
    return Button(text=_label(action, kind, shown), data=data.pack(), style=style)


def _label(action: str, kind: DraftKind, shown: Shown) -> str:
    """An answer's button says what is done with it; the others, what kind of draft it is."""
    own = shown.procedure.actions[action].words is not None or action != "submit"
    if own and kind is DraftKind.ANSWER:
        return short(action_label(action, shown.texts, shown.procedure), _LONGEST_LABEL)
    return draft_label(kind, shown.texts)
