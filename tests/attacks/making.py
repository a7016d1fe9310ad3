"""Raw updates made at random from the types of the Bot API, as aiogram has them: whole ones, and some broken ones."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from aiogram.types import TelegramObject, Update

from tests.attacks.raw import DATE, Raw

_LIKELY = (0.08, 0.05, 0.02, 0.0)
"""How likely something that need not be there is there, level by level."""

ODD: tuple[Any, ...] = (None, True, -1, 0, 2**70, 1e999, "", "x", "\ud800", "a\u0000b", [], {}, [[]], {"id": "1"})
_TEXTS = (
    "Яма на Лесной https://vk.com/wall-1_2",
    "№ 1",
    "1",
    "<b>",
    "\u202eабв\u2066",
    "🧑‍🚒" * 300,
    "{0} %s ${x} {{x}}",
    "' OR 1=1 --",
    "a" * 5000,
    "\n" * 50,
)
_TELEGRAMS_OWN = frozenset({"migrate_to_chat_id", "migrate_from_chat_id"})
"""What nobody but the messenger itself can put into a message."""


@dataclass
class Making:
    """Makes updates of whoever is in the pools."""

    dice: random.Random
    people: Sequence[int]
    groups: Sequence[int]
    commands: Sequence[str]
    buttons: Sequence[str]
    broken: float = 0.1
    messages: int = 30
    kinds: Sequence[str] = field(default_factory=lambda: [name for name in Update.model_fields if name != "update_id"])

    def update(self) -> tuple[int, Raw]:
        """One update, and who sent it."""
        kind = self.dice.choice(("message", "callback_query", "callback_query", self.dice.choice(self.kinds)))
        sender = self.dice.choice(self.people)
        body = self._object(_type_of(Update, kind), sender, 0)
        if kind in ("message", "edited_message", "callback_query"):
            self._lifelike(kind, body, sender)
        if self.dice.random() < self.broken:
            self._break(body)
        return sender, {kind: body}

    def _lifelike(self, kind: str, body: Raw, sender: int) -> None:
        """What a conversation would look at: who, where, and words or a button that mean something."""
        body["from"] = self._user(sender)
        place = body.get("message") if kind == "callback_query" else body
        if isinstance(place, dict):
            alone = self.dice.random() < 0.8
            place["chat"] = self._chat(sender, alone=alone)
            place.setdefault("message_id", self.dice.randint(1, self.messages))
        if kind == "callback_query":
            body["data"] = self.dice.choice(self.buttons)
        else:
            body.pop("sender_chat", None)
            body["text"] = self._words()

    def _words(self) -> str:
        words = self.dice.choice(_TEXTS)
        if self.dice.random() < 0.6:
            return f"/{self.dice.choice(self.commands)} {self.dice.choice(('', '1', '8', words))}".strip()
        return words

    def _user(self, number: int) -> Raw:
        return {"id": number, "is_bot": False, "first_name": self.dice.choice(_TEXTS)[:64] or "X"}

    def _chat(self, sender: int, *, alone: bool) -> Raw:
        if alone:
            return {"id": sender, "type": "private", "first_name": "X"}
        return {"id": self.dice.choice(self.groups), "type": "supergroup", "title": self.dice.choice(_TEXTS)}

    def _object(self, kind: type[TelegramObject], sender: int, deep: int) -> Raw:
        made = {}
        for name, info in kind.model_fields.items():
            named = info.is_required() or get_origin(info.annotation) is Literal
            wanted = named or self.dice.random() < _LIKELY[min(deep, len(_LIKELY) - 1)]
            if wanted and name not in _TELEGRAMS_OWN:
                made[info.alias or name] = self._value(name, info.annotation, sender, deep)
        return {name: value for name, value in made.items() if value is not None}

    def _value(self, name: str, kind: Any, sender: int, deep: int) -> Any:
        if isinstance(kind, type) and issubclass(kind, TelegramObject):
            return self._of(kind, sender, deep)
        if make := _SIMPLE.get(kind):
            return make(self, name)
        origin, options = get_origin(kind), get_args(kind)
        if origin is Literal:
            return self.dice.choice(options)
        if origin is Annotated:
            return self._value(name, options[0], sender, deep)
        if origin is list:
            return [self._value(name, options[0], sender, deep + 1) for _ in range(self.dice.randint(0, 2))]
        if origin in (Union, UnionType):
            return self._value(name, self.dice.choice([one for one in options if one is not NoneType]), sender, deep)
        return None

    def _of(self, kind: type[TelegramObject], sender: int, deep: int) -> Raw:
        if kind.__name__ == "User":
            return self._user(sender if self.dice.random() < 0.7 else self.dice.choice(self.people))
        if kind.__name__ == "Chat":
            return self._chat(sender, alone=self.dice.random() < 0.5)
        return self._object(kind, sender, deep + 1)

    def _break(self, body: Any) -> None:
        """One thing in it is not as it should be."""
        while isinstance(body, dict) and body:
            name = self.dice.choice(sorted(body))
            if not isinstance(body[name], dict) or self.dice.random() < 0.5:
                if name in ("from", "chat"):
                    return
                if self.dice.random() < 0.3:
                    del body[name]
                else:
                    body[name] = self.dice.choice(ODD)
                return
            body = body[name]


def _type_of(kind: type[TelegramObject], name: str) -> Any:
    options = get_args(kind.model_fields[name].annotation)
    return next(one for one in options if one is not NoneType)


_SIMPLE: dict[Any, Callable[[Making, str], Any]] = {
    int: lambda made, name: made.dice.randint(1, made.messages) if name.endswith("id") else made.dice.randint(0, 9),
    float: lambda made, name: made.dice.choice((0.0, 1.5, -3.25)),
    bool: lambda made, name: made.dice.random() < 0.5,
    str: lambda made, name: made.dice.choice(_TEXTS),
    datetime: lambda made, name: DATE + made.dice.randint(-1000, 1000),
}
