"""What the walks of Anapa, Kozhevnikovo and Kamchatka share: usual moves in a row, what runs, and the `due` command."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.commands.due import answer
from tests.procedures.walking import Walk
from workflow.card import Card
from workflow.desk import Outcome
from workflow.office import Office
from workflow.refusals import Refusal, Why

Usual = Mapping[str, tuple[str, dict[str, Any]]]
"""Who usually takes an action, by name, and what he gives with it."""

CITIZEN = "citizen"


class Steps(Walk):
    """A walk whose people have usual moves."""

    def __init__(self, office: Office, usual: Usual) -> None:
        self.usually = usual
        super().__init__(office)

    def go(self, *actions: str) -> Card:
        """Each action in turn, by whoever usually takes it."""
        for action in actions:
            who, given = self.usually[action]
            if who == CITIZEN:
                self.citizen(action, **given)
            else:
                self.does(who, action, **given)
        return self.card

    def why_not(self, who: str, action: str, **what: Any) -> Why:
        """Why somebody may not take an action; nothing may change by his try."""
        return self.cannot(who, action, **what).why

    def dues(self) -> dict[str, str]:
        """What runs, with its local time: "03-04 18:00"."""
        return {name: self.due(name)[5:] for name in self.owed}


def why(outcome: Outcome) -> Why:
    """Why a command was refused, as it must have been."""
    assert isinstance(outcome, Refusal), outcome
    return outcome.why


def due(name: str, zone: str, moments: str, **options: Any) -> dict[str, str]:
    """What `python -m bot due` answers: deadlines with their local times, from "routed=2026-03-04T10:00 …"."""
    known = dict(pair.split("=") for pair in moments.split())
    given = {name: datetime.fromisoformat(at) for name, at in known.items()}
    importance = options.pop("importance", "normal")
    found = json.loads(answer(name, given, zone, importance, True, **options))
    return {one["name"]: f"{datetime.fromisoformat(one['due']):%Y-%m-%d %H:%M}" for one in found["deadlines"]}


def every_moment(at: str) -> str:
    """All the moments that the documents name, at one time."""
    names = "detected received posted routed submitted sent_back approved interim_published interim_sent"
    return " ".join(f"{name}={at}" for name in names.split())
