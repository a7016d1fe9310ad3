"""Who may look at what beside single cards: the board, what is found, accounts, duties, who is away."""

from workflow.rights.cards import MANAGERS
from workflow.rights.row import Named, Relation, Row, What
from workflow.words import Role

_STAFF = frozenset(Role) - {Role.CITIZEN}
_WATCHERS = _STAFF - {Role.EXECUTOR, Role.OUTSIDE}
_OVERSEERS = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR, Role.HEAD})
_IN_CHARGE = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR, Role.CHIEF})

LISTS: tuple[Row, ...] = (
    Row(What.BOARD, _WATCHERS, Relation.ANY, "those who have more in view than their own cards"),
    Row(What.SEE_BELOW, _OVERSEERS, Relation.ANY, "SOB-R5"),
    Row(What.SEE_STAFF, _IN_CHARGE, Relation.ANY, "SOB-R3, SOB-9a"),
    Row(What.SEE_AWAY, _OVERSEERS, Relation.ANY, "SOB-R3, SOB-9a"),
    Row(What.DIGEST, MANAGERS | {Role.EXECUTOR, Role.CHIEF, Role.HEAD}, Relation.ANY, "those who have cards to do"),
    Row(What.FIND, _STAFF, Relation.ANY, "everybody, among the cards that he may see"),
    Row(What.ACCOUNTS, _STAFF, Relation.ANY, "KLP-3"),
    Row(What.SEE_DUTY, _STAFF, Relation.ANY, "those whose duty it is", Named.DUTY),
    Row(What.SEE_DUTY, frozenset({Role.COORDINATOR, Role.HEAD}), Relation.ANY, "SOB-R3"),
    Row(What.FINISH_DUTY, _STAFF, Relation.ANY, "those whose duty it is", Named.DUTY),
    Row(What.FINISH_DUTY, frozenset({Role.COORDINATOR}), Relation.ANY, "SOB-R3"),
)
