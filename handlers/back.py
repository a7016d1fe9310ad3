"""Whoever could not be written to, and can be again, is shown what waits for him."""

from datetime import datetime

from handlers.lists import list_text, urgent_first
from handlers.queue import card_buttons, is_his
from handlers.safe import html
from handlers.several.names import brief_name
from handlers.texts import texts_for
from handlers.turn import Reply
from workflow.office import Office, Person
from workflow.ports import Shelf


def back_again(person: Person, office: Office, shelf: Shelf, now: datetime, *, several: bool) -> Reply | None:
    """His cards as /my would show them; None where none waits for him. `several`: he works for other offices, too."""
    texts = texts_for(person.locale)
    known = [(card, shelf.procedure(card.procedure, card.digest)) for card in shelf.open_cards(office.id)]
    mine = urgent_first([pair for pair in known if is_his(person, pair, office)])
    if not mine:
        return None
    name = [f"<b>{html(brief_name(office))}</b>"] if several else []
    why = texts.say("Вы снова на связи. Пока бот был у вас заблокирован, сообщения не доходили.")
    title = texts.many("У вас {n} карточка", "У вас {n} карточек", len(mine))
    text = "\n".join([*name, why, list_text(title, mine, office, now, texts)])
    return Reply(text=text, rows=card_buttons([card for card, _ in mine]))
