"""What an action asks for, which moments it sets, and who takes it. The common ones are known to every procedure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, field_validator

from workflow.bilingual import Words
from workflow.model import Model
from workflow.words import Role


class Need(StrEnum):
    """What an action asks for before it can be taken."""

    NOTHING = "nothing"
    DEPARTMENT = "department"
    PERSON = "person"
    PEOPLE = "people"
    REASON = "reason"
    DRAFT = "draft"
    LINK = "link"
    GROUND = "ground"
    OUTCOME = "outcome"
    CATEGORY = "category"
    DATE = "date"
    DAYS = "days"
    RATING = "rating"
    """A mark from 1 to 5, which the note begins with (Kamchatka 2.7)."""


class Weight(StrEnum):
    """How an action is shown: the main one stands out, the dangerous one is red."""

    MAIN = "main"
    PLAIN = "plain"
    DANGER = "danger"


def _several(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_several)]
"""One name, or a list of them."""


class Action(Model):
    """One kind of action.

    `mark` are the moments it sets, where the procedure's `marks` tell no cases apart. An action with `by` stands
    beside the steps: those roles may take it at the steps named in `at` (every open one where none is named), and the
    card stays where it is unless `to` says otherwise. `tells` are roles that hear of it.

    `answers` names a moment that must be waiting for an answer (facts were asked for: facts came). `first` says: once
    the moment on the left has happened, the one on the right must have happened after it; with a kind of draft on the
    left it must have happened before such a draft is given (Anapa 2.9). `proof` names the moment that
    excuses a draft without a photo or a document. `cycle` begins the card's times anew (Kamchatka 2.8).
    `papers` tells that the agreed answer must be at hand. `kinds` are the kinds of card it is for; none means all.
    """

    name: str = Field(max_length=20, pattern=r"^[a-z][a-z0-9_]*$")
    needs: Names = ()
    mark: Names = ()
    weight: Weight = Weight.PLAIN
    papers: bool = False
    words: Words | None = None
    done: Words | None = None
    question: Words | None = None
    clause: str = ""
    by: Annotated[tuple[Role, ...], BeforeValidator(_several)] = ()
    at: Names = ()
    to: str | None = None
    tells: Annotated[tuple[Role, ...], BeforeValidator(_several)] = ()
    answers: str | None = None
    first: Mapping[str, str] = Field(default_factory=dict)
    proof: str | None = None
    cycle: bool = False
    kinds: Names = ()

    @field_validator("needs")
    @classmethod
    def _known(cls, needs: tuple[str, ...]) -> tuple[Need, ...]:
        if unknown := [need for need in needs if need not in frozenset(Need)]:
            raise ValueError(f"unknown need {unknown[0]!r}; known are: {', '.join(Need)}")
        return tuple(Need(need) for need in needs if need != Need.NOTHING)

    @property
    def need(self) -> Need:
        """The first thing it asks for."""
        return Need(self.needs[0]) if self.needs else Need.NOTHING

    @property
    def gives_out(self) -> bool:
        """Whether an agreed answer leaves the office by it: it is published, or sent to those who publish it."""
        return (self.papers and self.asks(Need.LINK)) or self.name == "dispatch"

    def asks(self, need: Need) -> bool:
        """Whether this is among what it asks for."""
        return need in self.needs

    @property
    def standing(self) -> bool:
        """Whether it stands beside the steps."""
        return bool(self.by)

    def over(self, known: "Action | None") -> "Action":
        """This action as a file gives it, laid over the common one of that name."""
        if known is None:
            return self if self.mark else self.model_copy(update={"mark": (self.name,)})
        return known.model_copy(update={name: getattr(self, name) for name in self.model_fields_set})


def _common(name: str, needs: str, mark: str, weight: Weight = Weight.PLAIN, **more: Any) -> Action:
    return Action(name=name, needs=tuple(needs.split()), mark=tuple(mark.split()), weight=weight, **more)


ACTIONS: Mapping[str, Action] = {
    action.name: action
    for action in (
        _common("route", "department", "routed", Weight.MAIN),
        _common("dismiss", "ground", "dismissed", Weight.DANGER),
        _common("accept", "", "accepted", Weight.MAIN),
        _common("submit", "draft", "submitted"),
        _common("return", "reason", "returned"),
        _common("take_back", "", "returned", Weight.MAIN),
        _common("insist", "", "insisted"),
        _common("approve", "", "approved", Weight.MAIN, papers=True),
        _common("send_back", "reason", "sent_back", Weight.DANGER),
        _common("hand_over", "", "handed_over", Weight.MAIN),
        _common("publish", "link", "published", Weight.MAIN, papers=True),
        _common("publish_own", "reason link", "published", papers=True),
        _common("assign", "person", "assigned", Weight.MAIN),
        _common("pass_on", "", "passed_on", Weight.MAIN, papers=True),
        _common("dispatch", "", "dispatched", Weight.MAIN, papers=True),
        _common("confirm", "link", "publication_confirmed", Weight.MAIN),
        _common("place", "draft", "submitted published"),
        _common("return_up", "reason", "returned_up", Weight.DANGER),
        _common("clarify", "reason", "clarify_asked"),
        _common("clarified", "reason", "clarified", Weight.MAIN, answers="clarify_asked"),
        _common("admit", "", "moderated", Weight.MAIN),
        _common("decline", "ground", "declined", Weight.DANGER),
        _common("share", "people", "shared"),
        _common("extend", "days reason", "extension_asked"),
        _common("grant", "", "extension_granted", Weight.MAIN, answers="extension_asked"),
        _common("deny", "reason", "extension_denied", Weight.DANGER, answers="extension_asked"),
        _common("give_date", "date", "date_given"),
        _common("finish", "outcome", "finished", Weight.MAIN),
        _common("sort_out", "category", "category_set", Weight.MAIN),
        _common("reopen", "reason", "reopened", cycle=True),
    )
}
