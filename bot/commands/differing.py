"""`procedure diff`: what a changed file would change, in the file's own terms."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.commands.procedures import find
from workflow.procedure import Procedure

_LISTS = (
    *("step", "action", "deadline", "ground", "outcome", "category", "excluded", "shorter", "counter", "duty"),
    "reading",
)
"""Parts of a file that are lists of things; a reading has a clause for its name."""

_KEEPS = "Карточки, которые уже в работе, идут до конца по прежней версии; новая действует для новых."
_SAME = "Различий нет."


def answer(old: str, new: str) -> str:
    """The differences between two files or shipped procedures, a line each. Raises ValueError for a bad one."""
    lines = list(differences(find(old), find(new)))
    return "\n".join([*lines, "", _KEEPS]) if lines else _SAME


def differences(old: Procedure, new: Procedure) -> Iterator[str]:
    """A line for everything that was added (+), taken out (-) or changed (~)."""
    before, after = _plain(old), _plain(new)
    for key in [*before, *(key for key in after if key not in before)]:
        if key in _LISTS:
            yield from _of_things(key, _by_name(before.get(key, [])), _by_name(after.get(key, [])))
        elif before.get(key) != after.get(key):
            yield from _of_values(key, before.get(key), after.get(key))


def _plain(procedure: Procedure) -> dict[str, Any]:
    return procedure.model_dump(mode="json", exclude_defaults=True, by_alias=True)


def _by_name(things: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The things by their names; several readings of one clause are told apart by their order."""
    found: dict[str, dict[str, Any]] = {}
    for thing in things:
        name = str(thing.get("name") or f"clause {thing.get('clause')}")
        while name in found:
            name += "'"
        found[name] = thing
    return found


def _of_things(what: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"- {what} {name}" for name in before if name not in after)
    yield from (f"+ {what} {name}: {_in_words(after[name])}" for name in after if name not in before)
    for name in before:
        if name in after and before[name] != after[name]:
            yield from _of_values(f"{what} {name}", before[name], after[name])


def _of_values(where: str, before: Any, after: Any) -> Iterator[str]:
    """Tables are gone into; anything else is told whole."""
    if not (isinstance(before, dict) and isinstance(after, dict)):
        yield f"~ {where}: {_in_words(before)} → {_in_words(after)}"
        return
    for key in [*before, *(key for key in after if key not in before)]:
        if before.get(key) != after.get(key):
            yield from _of_values(f"{where}, {key}", before.get(key), after.get(key))


def _in_words(value: Any) -> str:
    if value is None:
        return "нет"
    if isinstance(value, dict):
        return "; ".join(f"{key} = {_in_words(one)}" for key, one in value.items() if key != "name")
    if isinstance(value, list):
        return ", ".join(map(_in_words, value)) or "ничего"
    return str(value)
