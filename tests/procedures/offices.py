"""The invented offices in which cards of three procedures are walked."""

from tests.procedures.walking import UNITS, office_of
from workflow.office import Department

KLEPECHIKHA = office_of(
    "klepechikha",
    "Asia/Barnaul",
    {
        "responsible": "responsible",
        "roads": "executor, roads",
        "roads-2": "executor, roads",
        "utilities": "executor, utilities",
        "head": "head",
    },
)

PETROVSKY = office_of(
    "petrovsky",
    "Europe/Moscow",
    {
        "desk": "curator",
        "desk-2": "curator",
        "chief": "chief, roads",
        "roads": "executor, roads",
        "roads-2": "executor, roads",
        "chief-2": "chief, utilities",
        "utilities": "executor, utilities",
        "region": "outside",
        "head": "head",
    },
)

SOBOLEVO = office_of(
    "sobolevo",
    "Asia/Kamchatka",
    {
        "curator": "curator",
        "roads": "executor, roads",
        "roads-2": "executor, roads",
        "utilities": "executor, utilities",
        "parks": "executor, parks",
        "head": "head",
        "coordinator": "coordinator",
    },
    (*UNITS, Department("parks", "Благоустройство")),
)
