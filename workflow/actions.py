"""What an action needs from the person and which moment it sets, whatever the procedure."""

from dataclasses import dataclass
from enum import StrEnum


class Need(StrEnum):
    """What an action asks for before it can be taken."""

    NOTHING = "nothing"
    DEPARTMENT = "department"
    REASON = "reason"
    DRAFT = "draft"
    LINK = "link"
    GROUND = "ground"


class Weight(StrEnum):
    """How an action is shown: the main one stands out, the dangerous one is red."""

    MAIN = "main"
    PLAIN = "plain"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Action:
    """One kind of action. `mark` is the moment it sets; a publication's depends on the kind of draft."""

    name: str
    need: Need
    mark: str
    weight: Weight = Weight.PLAIN


ACTIONS = {
    action.name: action
    for action in (
        Action("route", Need.DEPARTMENT, "routed", Weight.MAIN),
        Action("dismiss", Need.GROUND, "dismissed", Weight.DANGER),
        Action("accept", Need.NOTHING, "accepted", Weight.MAIN),
        Action("submit", Need.DRAFT, "submitted"),
        Action("return", Need.REASON, "returned"),
        Action("take_back", Need.NOTHING, "returned", Weight.MAIN),
        Action("insist", Need.NOTHING, "insisted"),
        Action("approve", Need.NOTHING, "approved", Weight.MAIN),
        Action("send_back", Need.REASON, "sent_back", Weight.DANGER),
        Action("hand_over", Need.NOTHING, "handed_over", Weight.MAIN),
        Action("publish", Need.LINK, "published", Weight.MAIN),
    )
}
