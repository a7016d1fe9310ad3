"""Asking for what is written or sent: a reason, a link, a draft."""

from handlers.asking.asked import Asked, Question
from handlers.asking.wording import ended, headed, own_words, reason_words
from handlers.buttons import Button
from handlers.callbacks import NoLink
from handlers.safe import LONGEST_TEXT, html, plain, shown_size
from handlers.shown import Shown
from handlers.turn import Reply
from workflow.actions import Action


def reason(action: Action, asked: Asked, shown: Shown) -> Reply:
    """Why, what to mend, what to ask."""
    return Reply(text=headed(shown, reason_words(action, shown)), ask=True)


def link(action: Action, asked: Asked, shown: Shown) -> Reply:
    """Where it was published; there may be no link to give."""
    texts = shown.texts
    words = own_words(action, Question.LINK, shown)
    text = (
        texts.say("{question} Пришлите ссылку. /cancel — отмена", question=ended(words))
        if words
        else texts.say("пришлите ссылку на опубликованный ответ. /cancel — отмена")
    )
    button = Button(text=texts.say("Без ссылки"), data=NoLink(card=asked.card).pack())
    return Reply(text=headed(shown, text), rows=((button,),))


def no_link(action: Action, asked: Asked, shown: Shown) -> Reply:
    """Why there is no link."""
    words = shown.texts.say("почему ссылки нет? Напишите одним сообщением. /cancel — отмена")
    return Reply(text=headed(shown, words), ask=True)


def draft(action: Action, asked: Asked, shown: Shown) -> Reply:
    """The text of an answer, with attachments."""
    words = own_words(action, Question.DRAFT, shown)
    if not words:
        return any_draft(shown)
    text = shown.texts.say(
        "{question} Текст, можно с фото, видео и документами. /cancel — отмена", question=ended(words)
    )
    return Reply(text=headed(shown, text), ask=True)


def any_draft(shown: Shown) -> Reply:
    """The text of an answer, in common words."""
    text = shown.texts.say("пришлите проект ответа: текст, можно с фото, видео и документами. /cancel — отмена")
    return Reply(text=headed(shown, text), ask=True)


def part(shown: Shown) -> Reply:
    """One's part of a common answer."""
    words = shown.texts.say(
        "№ {number} · пришлите свою часть ответа: текст, можно с фото, видео и документами. /cancel — отмена",
        number=shown.card.number,
    )
    return Reply(text=words, ask=True)


def to_publish(shown: Shown) -> list[Reply]:
    """The agreed text with the author's mention in front, alone and ready to copy (Klepechikha 11)."""
    agreed, author = shown.card.draft, " ".join(plain(shown.card.post.author).split())
    if agreed is None or not plain(agreed.text).strip():
        return []
    whole = html(f"{author}, {agreed.text}") if author else html(agreed.text)
    apart = [whole] if shown_size(whole) <= LONGEST_TEXT else [html(f"{author},"), html(agreed.text)]
    return [Reply(text=text, card=shown.card.id) for text in apart]
