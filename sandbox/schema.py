"""Validate calls against the published schema of the Bot API: one precompiled converter for every parameter.

Values may come as JSON, or as the strings of a form; both end as the same Python values.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from sandbox.scalars import SIMPLE, Convert, MismatchError
from sandbox.words import ApiError, Json, bad

CLOSED = re.compile(r"^(\w+)\{(.*)\}$")
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@cache
def source() -> Json:
    """Return the compact schema as it stands in the data file."""
    text = files("sandbox").joinpath("data/schema.json").read_text(encoding="utf-8")
    loaded: Json = json.loads(text)
    return loaded


def human(name: str) -> str:
    """Return InlineKeyboardButton as "inline keyboard button"."""
    return CAMEL.sub(" ", name).lower()


def loaded(value: Any) -> Any:
    """Return the value of a JSON text, or the value itself."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


@cache
def converter(kind: str) -> Convert:
    """Return the converter of a type as the schema names it."""
    closed = CLOSED.match(kind)
    if kind in SIMPLE:
        return SIMPLE[kind]
    if closed:
        return _closed(closed[1], frozenset(closed[2].split("|")))
    if kind.startswith("Array of "):
        return _array(kind.removeprefix("Array of "))
    names = re.split(r", | and | or ", kind)
    body = source()["types"].get(kind) if len(names) == 1 else names
    return _union(kind, body) if isinstance(body, list) else _object(kind, body or {})


def _closed(base: str, allowed: frozenset[str]) -> Convert:
    convert = SIMPLE[base]

    def check(value: Any) -> Any:
        if (found := convert(value)) not in allowed:
            raise MismatchError(f"has an unsupported value; expected one of {', '.join(sorted(allowed))}")
        return found

    return check


def _array(kind: str) -> Convert:
    convert = converter(kind)

    def check(value: Any) -> list[Any]:
        items = loaded(value)
        if not isinstance(items, list):
            raise MismatchError("must be of type Array")
        return [convert(item) for item in items]

    return check


def _object(kind: str, body: Mapping[str, str]) -> Convert:
    compiled: list[Fields] = []

    def check(value: Any) -> Any:
        given = loaded(value)
        if kind == "KeyboardButton" and isinstance(given, str):
            return {"text": given}
        if not isinstance(given, dict):
            raise MismatchError(f"can't parse {human(kind)}: expected an Object", of_object=True)
        if not compiled:  # Types may hold themselves, so their fields are compiled when first met.
            compiled.append(Fields.of(body))
        try:
            return compiled[0].take(given)
        except MismatchError as error:
            text = error.text if error.of_object else f"can't parse {human(kind)}: {error.text}"
            raise MismatchError(text, of_object=True) from error

    return check


def _union(kind: str, names: list[str]) -> Convert:
    bodies = {name: source()["types"].get(name, {}) for name in names}

    def check(value: Any) -> Any:
        given = loaded(value)
        if not isinstance(given, dict):
            raise MismatchError(f"can't parse {human(kind)}: expected an Object", of_object=True)
        for name, body in bodies.items():
            if isinstance(body, dict) and _fits(body, given):
                return converter(name)(given)
        raise MismatchError(f"can't parse {human(kind)}: wrong type specified", of_object=True)

    return check


def _fits(body: Mapping[str, str], given: Json) -> bool:
    """Tell whether the object is of this type, by its marks or by the fields it must have."""
    for mark in ("type", "source"):
        if closed := CLOSED.match(body.get(mark, "").rstrip("!")):
            return given.get(mark) in closed[2].split("|")
    return all(name in given for name, kind in body.items() if kind.endswith("!"))


@dataclass(frozen=True)
class Fields:
    """The fields of an object: a converter for each, and the names which must be there."""

    converters: Mapping[str, Convert]
    required: tuple[str, ...]

    @classmethod
    def of(cls, body: Mapping[str, str]) -> "Fields":
        """Compile the fields of a type or the parameters of a method."""
        required = tuple(name for name, kind in body.items() if kind.endswith("!"))
        return cls({name: converter(kind.rstrip("!")) for name, kind in body.items()}, required)

    def take(self, given: Mapping[str, Any]) -> Json:
        """Return the known fields, converted; raise MismatchError when one does not fit or is missing."""
        taken: Json = {}
        for name, value in given.items():
            convert = self.converters.get(name)
            if convert is None or value is None:
                continue
            try:
                taken[name] = convert(value)
            except MismatchError as error:
                raise error if error.of_object else MismatchError(f'Field "{name}" {error.text}') from error
        for name in self.required:
            if name not in taken:
                raise MismatchError(f'Can\'t find field "{name}"')
        return taken


MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "photo": "there is no photo in the request",
    "video": "there is no video in the request",
    "document": "there is no document in the request",
    "audio": "there is no audio in the request",
    "voice": "there is no voice in the request",
    "sticker": "there is no sticker in the request",
    "animation": "there is no animation in the request",
}


class Method:
    """A method of the Bot API: its name as published, and its parameters."""

    def __init__(self, name: str, body: Mapping[str, str]) -> None:
        self.name = name
        self._body = body

    @cached_property
    def fields(self) -> Fields:
        """The compiled parameters; compiled when the method is first called."""
        return Fields.of(self._body)

    def take(self, given: Mapping[str, Any], uploads: Mapping[str, Any]) -> Json:
        """Return the parameters of a call; an uploaded file fills the parameter of its name."""
        named = {**given, **{name: f"attach://{name}" for name in uploads if name in self._body}} if uploads else given
        try:
            return self.fields.take(named)
        except MismatchError as error:
            raise self._refusal(named, error) from error

    def _refusal(self, given: Mapping[str, Any], error: MismatchError) -> ApiError:
        for name in self.fields.required:
            if given.get(name) is None:
                return bad(MISSING.get(name, f'parameter "{name}" is required'))
        return bad(error.text if error.of_object else error.text.replace("Field", "parameter", 1))


@cache
def methods() -> Mapping[str, Method]:
    """Return every method of the schema under its name in lower case."""
    return {name.lower(): Method(name, body) for name, body in source()["methods"].items()}
