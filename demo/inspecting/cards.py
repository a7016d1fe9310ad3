"""The cards of the office as a list, and one card as a whole."""

from demo.inspecting.deadlines import deadlines
from demo.inspecting.journal import journal
from demo.inspecting.looking import Look, bare
from demo.inspecting.timers import timers
from handlers.headline import headline
from handlers.labels import upper_first
from handlers.safe import short
from handlers.stages import stage_of
from sandbox.words import Json
from storage import journal as chain
from storage import offices, queries
from workflow.card import Card
from workflow.deadlines import rules_of, running
from workflow.words import CardId

MOST = 50
_TEXT = 200


def cards(look: Look) -> Json:
    """The cards to which something has happened last, the latest first."""
    found = [card for one in offices.all_offices(look.conn) for card in queries.changed(look.conn, one.office.id, MOST)]
    return {"cards": [_line(card, look) for card in found[:MOST]]}


def card(look: Look, card: int) -> Json:
    """One card with its journal, deadlines and timers; `missing` where there is none with this id."""
    found = queries.card(look.conn, CardId(card))
    if found is None:
        return {"missing": True}
    shown, events = look.shown(found), chain.history(look.conn, found.id)
    return {
        **_line(found, look),
        "text": short(found.post.text, _TEXT),
        "journal": journal(look.conn, events, shown),
        "deadlines": deadlines(shown),
        "timers": timers(look.conn, events, shown),
    }


def _line(card: Card, look: Look) -> Json:
    shown = look.shown(card)
    owed = running(card, rules_of(shown.office, shown.procedure))
    return {
        "id": card.id,
        "number": card.number,
        "version": card.version,
        "title": bare(headline(shown, next(iter(owed), None))),
        "open": card.open,
        "step": upper_first(stage_of(card, shown.procedure, shown.texts)),
        "importance": card.importance.value,
        "late": any(clock.late(look.now) for clock in owed),
    }
