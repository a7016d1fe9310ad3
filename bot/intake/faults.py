"""What a sender is told when his request is not taken: which field, and how to mend it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from pydantic import ValidationError

MOST_TOLD = 10
"""Faults told at once; a request may have a million."""

BAD_FORM, NOT_KNOWN, NOT_THERE, REFUSED, TOO_MUCH, UNFIT = 400, 401, 404, 409, 413, 422


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. `field` is empty where it is none in particular."""

    field: str
    mend: str


class IntakeError(Exception):
    """The request is not taken, and nothing was changed by it."""

    def __init__(self, status: int, *faults: Fault, more: Mapping[str, Any] | None = None) -> None:
        super().__init__(", ".join(fault.field for fault in faults))
        self.status, self.faults, self.more = status, faults, dict(more or {})


def one_fault(status: int, field: str, mend: str) -> IntakeError:
    """The error for a single fault."""
    return IntakeError(status, Fault(field, mend))


def refusing(error: IntakeError) -> web.Response:
    """The answer: the first fault, and the others under `others`."""
    first, *others = error.faults
    body = {"field": first.field, "mend": first.mend, **error.more}
    if others:
        body["others"] = [{"field": one.field, "mend": one.mend} for one in others]
    headers = {"WWW-Authenticate": "Bearer"} if error.status == NOT_KNOWN else None
    return web.json_response(body, status=error.status, headers=headers)


_MENDS = {
    "extra_forbidden": "no such field; take it out or mend its spelling",
    "missing": "missing; add it",
    "string_type": "write it as text",
    "string_unicode": "write it as UTF-8",
    "model_type": "write it as an object",
    "tuple_type": "write it as a list",
    "bool_type": "write true or false",
}


def unfit(error: ValidationError, within: str) -> IntakeError:
    """The error for what does not fit the model; values are never repeated. `within` names where the JSON stood."""
    if error.error_count() > 100 * MOST_TOLD:  # to list them would take as long as the sender wants
        return one_fault(UNFIT, within, "too many faults; compare it with the description of the interface")
    found: Sequence[Any] = error.errors(include_url=False, include_input=False, include_context=False)
    if found[0]["type"] == "json_invalid":
        return one_fault(BAD_FORM, within, f"not JSON that can be read: {_place(found[0]['msg'])}")
    return IntakeError(UNFIT, *(_fault(one, within) for one in found[:MOST_TOLD]))


def _fault(found: Any, within: str) -> Fault:
    field = ".".join(str(part)[:60] for part in found["loc"]) or within
    return Fault(field, _MENDS.get(found["type"]) or str(found["msg"]).removeprefix("Value error, "))


def _place(message: str) -> str:
    return message.removeprefix("Invalid JSON: ")
