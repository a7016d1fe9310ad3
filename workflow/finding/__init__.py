"""Finding cards: what people write is understood as words, links, days and states; cards keep the words they have."""

from workflow.finding.days import Days
from workflow.finding.looking import FindingShelf, Found, Looking
from workflow.finding.parse import parse_query
from workflow.finding.query import Part, Query, State, Word
from workflow.finding.reach import Reach, reach_of
from workflow.finding.words import card_words, names

__all__ = [
    "Days",
    "FindingShelf",
    "Found",
    "Looking",
    "Part",
    "Query",
    "Reach",
    "State",
    "Word",
    "card_words",
    "names",
    "parse_query",
    "reach_of",
]
