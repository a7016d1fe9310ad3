"""What is known of a card besides its post: place, kind, importance, shortened time, earlier cards."""

from handlers.bars import clause_text
from handlers.below.words import fact_of
from handlers.labels import (
    category_label,
    importance_word,
    kind_label,
    lower_first,
    outcome_label,
    short_time_label,
    upper_first,
)
from handlers.links import card_link
from handlers.safe import attribute, html, short
from handlers.shown import Shown
from workflow.access import manages
from workflow.words import Importance

_LONGEST = 60


def fact_lines(shown: Shown) -> list[str]:
    """The facts on one line, and below it what has a clause or a link of its own."""
    return [_facts(shown), _outcome(shown), _shortened(shown), _repeat(shown), fact_of(shown.card, shown.texts)]


def _facts(shown: Shown) -> str:
    card, texts = shown.card, shown.texts
    managing = shown.reader is not None and manages(shown.reader)
    importance = importance_word(card.importance, texts, card.fast_days)
    facts = (
        _subject(shown) if managing else "",
        html(short(card.post.place, _LONGEST)),
        kind_words(shown),
        _category(shown),
        importance if managing or card.importance is not Importance.NORMAL else "",
        texts.say("значимое") if card.significant else "",
    )
    return upper_first(" · ".join(fact for fact in facts if fact))


def _subject(shown: Shown) -> str:
    """The department that has it; before it has one, the topic."""
    department = shown.office.department(shown.card.department)
    return html(short(department.name if department else shown.card.topic, _LONGEST))


def kind_words(shown: Shown) -> str:
    """The kind of card, where there are several."""
    if len(shown.procedure.kinds) < 2 or not shown.card.kind:
        return ""
    return _own(kind_label(shown.procedure, shown.card.kind, shown.texts))


def _category(shown: Shown) -> str:
    category = shown.card.category
    if not category:
        return ""
    return shown.texts.say("категория: {what}", what=_own(category_label(shown.procedure, category, shown.texts)))


def _own(words: str) -> str:
    """Words of the file, inside a line."""
    return html(short(lower_first(words), _LONGEST))


def _outcome(shown: Shown) -> str:
    """How the matter ended; a closed card says so in its first line."""
    card = shown.card
    if not card.outcome or not card.open:
        return ""
    return shown.texts.say("Итог: {how}", how=_own(outcome_label(shown.procedure, card.outcome, shown.texts)))


def _shortened(shown: Shown) -> str:
    line = shortened_words(shown)
    return upper_first(line)


def shortened_words(shown: Shown) -> str:
    """«срок сокращён: 6 рабочих часов, п. 18»; empty where it was not."""
    texts, short_time = shown.texts, shown.procedure.short_time(shown.card.shorter)
    if short_time is None:
        return ""
    words = texts.say("срок сокращён: {what}", what=html(short(short_time_label(short_time, texts), _LONGEST)))
    return f"{words}, {clause_text(html(short_time.clause), texts)}" if short_time.clause else words


def _repeat(shown: Shown) -> str:
    """The earlier card, to be opened in one tap where the bot's name is known."""
    number = shown.card.repeat_number
    if shown.card.repeat_of is None or number is None:
        return ""
    words = shown.texts.say("Повтор № {number}", number=number)
    linked = f'<a href="{attribute(card_link(shown.bot, number, shown.office.id))}">{words}</a>' if shown.bot else words
    return f"{linked} · {shown.texts.say('ответ общий')}" if shown.card.joined_to is not None else linked
