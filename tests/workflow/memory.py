"""Books kept in memory, as strict as a database with unique keys."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from workflow.card import Card
from workflow.counters import Tally
from workflow.events import Event, dump, load
from workflow.history import replay
from workflow.notices import Notice
from workflow.office import Office
from workflow.ports import Books
from workflow.procedure import Procedure
from workflow.words import CardId, OfficeId


class MemoryBooks(Books):
    """A journal of JSON lines, the cards, their timers and the notices; breaks loudly where a table would."""

    def __init__(self, offices: Sequence[Office], procedures: Sequence[Procedure]) -> None:
        self.offices = {office.id: office for office in offices}
        self.versions: dict[str, list[Procedure]] = defaultdict(list)
        for procedure in procedures:
            self.versions[procedure.name].append(procedure)
        self.cards: dict[CardId, Card] = {}
        self.journal: dict[CardId, list[str]] = defaultdict(list)
        self.keys: dict[tuple[OfficeId, str], CardId] = {}
        self.timers: dict[CardId, dict[str, datetime]] = {}
        self.fired: dict[CardId, set[str]] = defaultdict(set)
        self.notices: dict[str, Notice] = {}
        self.due: dict[CardId, datetime | None] = {}
        self.tallies: dict[tuple[CardId, str, str], Tally] = {}

    def office(self, office: OfficeId) -> Office:
        return self.offices[office]

    def procedure(self, name: str, digest: str | None = None) -> Procedure:
        versions = self.versions[name]
        if digest is None and versions:
            return versions[-1]
        return next(known for known in versions if known.digest == digest)

    def card(self, card: CardId) -> Card | None:
        return self.cards.get(card)

    def joined_to(self, card: CardId) -> Sequence[CardId]:
        return sorted(one.id for one in self.cards.values() if one.open and one.joined_to == card)

    def card_under(self, office: OfficeId, key: str) -> CardId | None:
        return self.keys.get((office, key))

    def new_number(self, office: OfficeId) -> tuple[CardId, int]:
        number = 1 + sum(card.office == office for card in self.cards.values())
        return CardId(len(self.cards) + 1), number

    def write(self, card: Card, happened: Sequence[Event], key: str = "", due: datetime | None = None) -> None:
        lines = self.journal[card.id]
        wanted = list(range(len(lines) + 1, len(lines) + len(happened) + 1))
        assert [event.seq for event in happened] == wanted, "events of a card are numbered one after another"
        assert happened, "nothing is written where nothing has happened"
        lines += [dump(event) for event in happened]
        self.cards[card.id], self.due[card.id] = card, due
        if key:
            assert (card.office, key) not in self.keys, "a key opens one card"
            self.keys[card.office, key] = card.id

    def set_timers(self, card: CardId, rings: Mapping[str, datetime], fired: Sequence[str]) -> None:
        assert not self.fired[card] & set(fired), "a ping rings once"
        assert len(set(fired)) == len(fired), "a ping rings once"
        self.fired[card] |= set(fired)
        assert not self.fired[card] & set(rings), "a ping that has rung never comes again"
        self.timers[card] = dict(rings)

    def set_due(self, card: CardId, due: datetime | None) -> None:
        self.due[card] = due

    def tally_count(self, tally: Tally, since: datetime, until: datetime) -> int:
        return sum(
            _of_one_subject(known, tally) and since <= known.at < until
            for identity, known in self.tallies.items()
            if identity != _identity(tally)
        )

    def note_tally(self, tally: Tally) -> bool:
        assert tally.card in self.cards, "what is counted is a card's, and that is written first"
        known = _identity(tally) in self.tallies
        self.tallies.setdefault(_identity(tally), tally)
        return not known

    def tell(self, notices: Sequence[Notice]) -> None:
        for notice in notices:
            if notice.once and notice.key in self.notices:
                continue
            assert notice.key not in self.notices, f"told twice: {notice.key}"
            self.notices[notice.key] = notice

    def history(self, card: CardId) -> list[Event]:
        """The journal of one card, read back from what was written."""
        return [load(line) for line in self.journal[card]]

    def replayed(self, card: CardId) -> Card:
        """The card as the journal alone tells it."""
        return replay(self.history(card))

    def everything(self) -> tuple[object, ...]:
        """All that a refusal must leave as it was."""
        journal = {card: tuple(lines) for card, lines in self.journal.items() if lines}
        fired = {card: frozenset(pings) for card, pings in self.fired.items() if pings}
        timers = {card: dict(rings) for card, rings in self.timers.items()}
        return dict(self.cards), journal, dict(self.keys), timers, fired, tuple(self.notices), tuple(self.tallies)


def _identity(tally: Tally) -> tuple[CardId, str, str]:
    return tally.card, tally.counter, tally.what


def _of_one_subject(one: Tally, other: Tally) -> bool:
    names = ("office", "procedure", "counter", "subject")
    return all(getattr(one, name) == getattr(other, name) for name in names)
