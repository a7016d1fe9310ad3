"""Who holds which phone at first, and who takes posts in."""

from functools import lru_cache

from bot.commands.procedures import find
from demo.environment import by_platform
from demo.show import Show
from sandbox.words import Json
from workflow.words import Role

TAKES_IN = ("curator", "officer", "responsible", "coordinator", "moderator")
"""Roles that take posts in, or are the first to see them; of several in one office the first here."""

Person = Json


@lru_cache
def agreeing(procedure: str) -> tuple[str, ...]:
    """The roles that agree an answer, in the order of the procedure's file."""
    found = [step.by for step in find(procedure).step if "approve" in step.actions]
    return tuple(role for by in found for role in ([by] if isinstance(by, Role) else by.values()))


@lru_cache
def acting(procedure: str) -> frozenset[str]:
    """The roles for which a card may wait at a step."""
    by = [step.by for step in find(procedure).step]
    return frozenset(role for one in by for role in ([one] if isinstance(one, Role) else one.values()))


def taker(show: Show) -> Person:
    """Whoever takes posts in, or is the first of the office to see them; the first person where nobody does."""
    return _first(show, _taking(show), []) or show.people[0]


def _taking(show: Show) -> tuple[str, ...]:
    return ("moderator", *TAKES_IN) if by_platform(show.procedure) else TAKES_IN


def seats(show: Show) -> list[Json]:
    """Four phones: whoever takes posts in, an executor, whoever agrees, and one more.

    The last of them for whom no card can wait shows the group: in another's phone nobody would see cards come.
    """
    chosen = [taker(show)]
    for wanted in (("executor",), (*agreeing(show.procedure), "head"), ("coordinator", "chief", "head", "responsible")):
        chosen.append(_first(show, wanted, chosen) or _first(show, ("executor", "outside"), chosen) or chosen[0])
    idle = [one for one in chosen if not acting(show.procedure) & set(one["roles"])]
    return [_seat(show, one, one in idle[-1:]) for one in chosen]


def _seat(show: Show, person: Person, in_group: bool) -> Json:
    group = show.office["office"].get("group_chat")
    return {"person": person["telegram_id"], **({"chat": str(group)} if group and in_group else {})}


def _first(show: Show, roles: tuple[str, ...], taken: list[Person]) -> Person | None:
    free = [one for one in show.people if one not in taken]
    return next((one for role in roles for one in free if role in one["roles"]), None)
