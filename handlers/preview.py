"""How a draft looks before it goes for agreement."""

from handlers.buttons import Button, Rows
from handlers.callbacks import Change, Submit
from handlers.labels import draft_label
from handlers.safe import plain, quote
from handlers.texts import Texts
from handlers.turn import Reply
from workflow.decide import LONGEST_DRAFT
from workflow.post import Media, Part, attached, joined
from workflow.words import CardId, DraftKind, MediaKind

_SHOWN = 3500


def preview(
    parts: tuple[Part, ...], *, card: int, turn: int, revision: int, number: int, texts: Texts, delay: float
) -> Reply:
    """The draft as it stands, with the kinds it may go as. An unsent older preview is taken back."""
    text, media = joined(parts), attached(parts)
    title = ", ".join([texts.say("Проект к № {number}", number=number), *_sizes(text, media, texts)])
    fit = bool(plain(text).strip()) and len(text) <= LONGEST_DRAFT
    rows = _rows(card, turn, revision, texts) if fit else ((_change(card, texts),),)
    lines = [title, quote(text, _SHOWN), "" if fit else _unfit(text, texts)]
    return Reply(
        text="\n".join(line for line in lines if line),
        rows=rows,
        supersede=f"preview:{card}",
        delay=delay,
        card=CardId(card),
    )


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


def _unfit(text: str, texts: Texts) -> str:
    if not plain(text).strip():
        return texts.say("Текста ещё нет: пришлите его следующим сообщением. /cancel — отмена")
    return texts.many(
        "Лишний {n} знак: можно до {limit}. Сократите: измените своё сообщение или пришлите заново.",
        "Лишних знаков: {n}, можно до {limit}. Сократите: измените своё сообщение или пришлите заново.",
        len(text) - LONGEST_DRAFT,
        limit=LONGEST_DRAFT,
    )


def _rows(card: int, turn: int, revision: int, texts: Texts) -> Rows:
    def button(kind: DraftKind, style: str = "") -> Button:
        data = Submit(card=card, turn=turn, revision=revision, kind=kind).pack()
        return Button(text=draft_label(kind, texts), data=data, style=style)

    return (
        (button(DraftKind.ANSWER, "success"),),
        (button(DraftKind.INTERIM), button(DraftKind.CLARIFICATION)),
        (_change(card, texts),),
    )


def _change(card: int, texts: Texts) -> Button:
    return Button(text=texts.say("Исправить"), data=Change(card=card).pack())
