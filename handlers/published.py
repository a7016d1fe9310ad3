"""Publication by the bot itself, as it is seen: the button, the question, what is published, why it was not."""

from handlers.buttons import Button, Rows
from handlers.callbacks import Here, Tap
from handlers.labels import action_label
from handlers.papers import media_line
from handlers.safe import LONGEST_TEXT, html, plain, quote, short, size
from handlers.shown import Shown
from handlers.turn import Reply
from workflow.notices import Notice
from workflow.post import Draft, bundles
from workflow.publication import PUBLISH, under_way

_LONGEST_CAPTION = 1024
_SEEN = 3000
_TITLE = 80
_WHY = 200


def here_button(shown: Shown, *, publishing: bool) -> list[Button]:
    """«Опубликовать ботом» for whoever may publish now, where the bot may write in the post's own chat."""
    card = shown.card
    if not publishing or shown.place is None or card.draft is None or under_way(card):
        return []
    again = card.publication is not None and card.publication.doubt
    words = shown.texts.say("Отправить ещё раз") if again else shown.texts.say("Опубликовать ботом")
    return [Button(text=words, data=_tap(shown, "ask"))]


def question(shown: Shown, title: str) -> Reply:
    """The answer once more, with what is about to be done with it."""
    card, texts = shown.card, shown.texts
    draft = card.draft
    lines = [
        texts.say("№ {number} · опубликовать этот ответ в чате «{chat}»?", number=card.number, chat=_named(title)),
        quote(draft.text, _SEEN) if draft else "",
        media_line(len(draft.media), texts) if draft else "",
        texts.say("Прошлый раз мог дойти: сначала посмотрите в чат.") if _in_doubt(shown) else "",
    ]
    yes = Button(text=texts.say("Опубликовать"), data=_tap(shown, "yes"), style="success")
    no = Button(text=texts.say("Отмена"), data=_tap(shown, "no"))
    return Reply(text="\n".join(line for line in lines if line), rows=((yes,), (no,)), card=card.id)


def pieces(draft: Draft) -> tuple[Reply, ...]:
    """The messages that the answer is published as: attachments first, the text with them where it fits."""
    albums, texts = bundles(draft.media), split(plain(draft.text).strip())
    if len(albums) == 1 and len(texts) == 1 and size(texts[0]) <= _LONGEST_CAPTION:
        return (Reply(text=html(texts[0]), media=albums[0]),)
    return (*(Reply(text="", media=album) for album in albums), *(Reply(text=html(text)) for text in texts))


def split(text: str) -> list[str]:
    """The text in messages that are not too long, parted between lines or words where that is possible."""
    found = []
    while size(text) > LONGEST_TEXT:
        most = len(text.encode("utf-16-le")[: 2 * LONGEST_TEXT].decode("utf-16-le", "ignore"))
        at = max(text.rfind("\n", 0, most), 0) or max(text.rfind(" ", 0, most), 0) or most
        found.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return [*found, text] if text else found


def unpublished(notice: Notice, shown: Shown) -> Reply | None:
    """Why the bot has not published, or that it may have; None where that is over."""
    known, card, texts = shown.card.publication, shown.card, shown.texts
    if known is None or known.waits or known.order >= notice.seq:
        return None
    if known.doubt:
        first = texts.say("❗ № {number} · неизвестно, опубликован ли ответ целиком: проверьте чат", number=card.number)
        then = texts.say("Если он там, нажмите «Опубликовано». Сам бот его не повторит.")
    else:
        first = texts.say("❗ № {number} · бот не смог опубликовать ответ", number=card.number)
        then = _reason(shown, known.why)
    return Reply(text=f"{first}\n{then}", rows=_ways_on(shown), card=card.id)


def _reason(shown: Shown, why: str) -> str:
    """What people can understand of it; what the messenger said stands only where that is all there is."""
    if shown.place is None:
        return shown.texts.say("Бот не может писать в этом чате. Опубликуйте сами.")
    said = html(short(why, _WHY))
    return shown.texts.say("Чат не принял ответ: {why}. Опубликуйте сами.", why=said)


def _ways_on(shown: Shown) -> Rows:
    card = shown.card
    tap = Tap(card=card.id, turn=card.turn, action=PUBLISH).pack()
    done = Button(text=action_label(PUBLISH, shown.texts, shown.procedure), data=tap, style="success")
    again = here_button(shown, publishing=True) if _in_doubt(shown) else []
    return ((done,), *((one,) for one in again))


def _in_doubt(shown: Shown) -> bool:
    return shown.card.publication is not None and shown.card.publication.doubt


def _named(title: str) -> str:
    return html(short(title, _TITLE))


def _tap(shown: Shown, what: str) -> str:
    card = shown.card
    return Here(card=card.id, turn=card.turn, draft=len(card.drafts), what=what).pack()
