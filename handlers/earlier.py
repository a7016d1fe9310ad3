"""An earlier card as somebody sees it who works on its repeat: how it ended, and what was answered."""

from handlers.buttons import Button
from handlers.callbacks import Together
from handlers.ends import ending
from handlers.safe import attribute, html, quote, short
from handlers.shown import Shown
from handlers.sorts import finals
from handlers.stages import stage_of
from handlers.texts import Texts
from handlers.turn import Reply
from workflow.access import may_decide_repeat, sees
from workflow.card import Card
from workflow.joining import joinable
from workflow.links import is_link
from workflow.post import Draft
from workflow.repeats import Likeness, Reason

_ANSWER, _GLIMPSE, _LONGEST_LINK = 3000, 150, 1000


def earlier_message(card: Card, earlier: Shown) -> Reply:
    """The earlier answer at hand; while that card is open, the offer to answer both together."""
    texts, draft = earlier.texts, answered(earlier)
    lines = [
        standing(earlier),
        texts.say("Прежний ответ:") if draft else texts.say("Ответа пока нет.") if earlier.card.open else "",
        quote(draft.text, _ANSWER) if draft else "",
        _link(earlier),
    ]
    return Reply(text="\n".join(line for line in lines if line), rows=_rows(card, earlier), card=card.id)


def standing(earlier: Shown) -> str:
    """How the earlier card ended, or where it is now."""
    if not earlier.card.open:
        return ending(earlier)
    return f"№ {earlier.card.number} · {html(stage_of(earlier.card, earlier.procedure, earlier.texts))}"


def evidence(like: Likeness, earlier: Shown) -> list[str]:
    """Why the post may be a repeat of it, and what that post said to whoever may read it."""
    texts, reader = earlier.texts, earlier.reader
    open_to_him = reader is not None and sees(reader, earlier.card)
    glimpse = html(short(earlier.card.post.text, _GLIMPSE)) if open_to_him else ""
    return [
        " · ".join(part for part in (standing(earlier), why_words(like, texts)) if part),
        f"«{glimpse}»" if glimpse else "",
    ]


def answered(earlier: Shown) -> Draft | None:
    """The newest answer that has gone out."""
    out = earlier.card.latest(*finals(earlier.procedure))
    if out is None or out.name == "dismissed":
        return None
    return next((draft for draft in reversed(earlier.card.drafts) if draft.at <= out.at), None)


def why_words(like: Likeness, texts: Texts) -> str:
    """The evidence in a few words."""
    return ", ".join(_reasons(texts)[reason] for reason in like.why)


def _reasons(texts: Texts) -> dict[Reason, str]:
    return {
        Reason.SAME_LINK: texts.say("та же ссылка"),
        Reason.SAME_AUTHOR: texts.say("тот же автор"),
        Reason.SIMILAR_TEXT: texts.say("похожий текст"),
        Reason.SAME_PLACE: texts.say("тот же адрес"),
    }


def _link(earlier: Shown) -> str:
    address = earlier.card.link
    if not is_link(address) or len(address) > _LONGEST_LINK:
        return ""
    return f'<a href="{attribute(address)}">{earlier.texts.say("опубликованный ответ")}</a>'


def _rows(card: Card, earlier: Shown) -> tuple[tuple[Button, ...], ...]:
    reader, texts = earlier.reader, earlier.texts
    if (
        reader is None
        or card.joined_to is not None
        or not may_decide_repeat(reader, card, earlier.office, earlier.procedure)
    ):
        return ()
    if not joinable(card, earlier.card, earlier.procedure):
        return ()
    words = texts.say("Ответить вместе с № {number}", number=earlier.card.number)
    return ((Button(text=words, data=Together(card=card.id).pack(), style="success"),),)
