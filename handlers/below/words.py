"""What is said of offices below."""

from handlers.buttons import Button, Rows
from handlers.safe import html
from handlers.several.names import brief_name, on_button
from handlers.texts import Texts
from workflow.card import Card
from workflow.figures import Figures
from workflow.office import Office
from workflow.passed import End

PAGE = 7
"""Offices in view at once; the eighth button turns the page."""


def figures_line(office: Office, found: Figures, texts: Texts) -> str:
    """«Поселение: открыто 5, опаздывает 1, за неделю закрыто 3»."""
    return texts.say(
        "{office}: открыто {open}, опаздывает {late}, за неделю закрыто {closed}",
        office=html(brief_name(office)),
        open=found.open,
        late=found.late,
        closed=found.closed,
    )


def passed_words(card: Card, texts: Texts) -> str:
    """Where the answer is waited for from: «передано: Поселение, № 5». HTML; empty for a card of no office below."""
    if card.passed is None:
        return ""
    named = {"office": html(card.passed.name[:60]), "number": card.passed.number}
    return texts.say("передано: {office}, № {number}", **named)


def fact_of(card: Card, texts: Texts) -> str:
    """Where the card came from, or what came of its being passed down. HTML; empty where neither was."""
    if card.passed_from is not None and not card.passed_from.why:
        return texts.say("Передала: {office}", office=html(card.passed_from.name[:60]))
    if card.passed is None or card.passed.end is None:
        return ""
    named = {"office": html(card.passed.name[:60]), "number": card.passed.number, "why": html(card.passed.why[:200])}
    words = {
        End.ANSWERED: texts.say("Ответила: {office}, № {number}", **named),
        End.UNANSWERED: texts.say("Вернулась без ответа: {office}, № {number}", **named),
        End.WITHDRAWN: texts.say("Забрали: {office}, № {number} — {why}", **named),
    }
    return words[card.passed.end]


def paged(buttons: list[Button], page: int, onward: Button) -> Rows:
    """A page of buttons, one in a row; where there are more, the last one leads on to them, or back to the first."""
    if len(buttons) <= PAGE + 1:
        return tuple((one,) for one in buttons)
    first = page * PAGE if page * PAGE < len(buttons) else 0
    return (*((one,) for one in buttons[first : first + PAGE]), (onward,))


def next_page(count: int, page: int) -> int:
    """The page after this one; after the last comes the first."""
    return page + 1 if (page + 1) * PAGE < count else 0


def name_on(office: Office) -> str:
    """The office on a button."""
    return f"→ {on_button(office)}"
