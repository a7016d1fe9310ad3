"""Steps as a procedure gives them: where a card stands, whose move it is, and where each action leads."""

from collections.abc import Collection, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from workflow.bilingual import Words
from workflow.cases import IN_TIME, LATE, OTHERWISE
from workflow.model import Model
from workflow.words import DraftKind, Role

Target = str | Mapping[str, str]


def _roles(value: Any) -> Any:
    """A role, or roles by kind of card. Raises ValueError that lists the roles."""
    for name in value.values() if isinstance(value, dict) else (value,):
        if name not in frozenset(Role):
            raise ValueError(f"nobody is called {name!r}; known are: {', '.join(Role)}")
    return value


class Step(Model):
    """Where a card stands, whose move it is, and where each action leads.

    `by` is a role, or a table of roles by the kind of card. `recorded_by` may put down the word of those whose move it
    is, who need not sit at the bot themselves (Petrovsky 10). `auto` is the action that the desk tries by itself as the
    card comes here (Kamchatka 2.2). A target is a step's name, or a table of them by case: the kind of draft,
    the kind of card, an outcome, a category, `in_time` and `late` for an action that a deadline limits, `otherwise`.
    `recall` is where the card may be taken back to while the move is somebody else's.
    """

    name: str = Field(max_length=20, pattern=r"^[a-z][a-z0-9_]*$")
    by: Annotated[Role | Mapping[str, Role], BeforeValidator(_roles)]
    recorded_by: Role | None = None
    recall: str | None = None
    auto: str | None = None
    words: Words | None = None
    doing: Words | None = None
    ask: Words | None = None
    actions: Mapping[str, Target]

    def role(self, kind: str = "") -> Role:
        """Whose move it is for a card of this kind."""
        if isinstance(self.by, Role):
            return self.by
        return self.by[kind] if kind in self.by else next(iter(self.by.values()))

    @property
    def roles(self) -> frozenset[Role]:
        """Everybody whose move it may be."""
        return frozenset({self.by} if isinstance(self.by, Role) else self.by.values())

    def target(self, action: str, facts: Collection[str] = ()) -> str:
        """The step that the action leads to. Raises KeyError where its table has none of these facts."""
        target = self.actions[action]
        if isinstance(target, str):
            return target
        found = next((key for key in target if key in facts), OTHERWISE)
        if found == OTHERWISE and OTHERWISE not in target:
            raise KeyError(_missing(target, facts))
        return target[found]

    def limited(self, action: str) -> bool:
        """Whether the action leads elsewhere when it comes too late."""
        target = self.actions.get(action)
        return not isinstance(target, str) and target is not None and bool({IN_TIME, LATE} & set(target))

    def targets(self) -> set[str]:
        """Every step that can follow this one."""
        found: set[str] = {self.recall} if self.recall else set()
        for target in self.actions.values():
            found |= {target} if isinstance(target, str) else set(target.values())
        return found


def _missing(target: Mapping[str, str], facts: Collection[str]) -> str:
    """The fact that the table should have told of: one of the same sort as those it has."""
    kinds = set(DraftKind)
    same = [fact for fact in facts if (fact in kinds) == bool(kinds & set(target)) and fact not in (IN_TIME, LATE)]
    return (same or [OTHERWISE])[0]
