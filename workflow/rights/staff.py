"""Who may change an office, its departments and its people: the rows of the table that speak of no card."""

from workflow.rights.row import Relation, Row, What
from workflow.words import Role

_EVERYBODY = frozenset(Role) - {Role.CITIZEN}
_ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
_CHIEF = frozenset({Role.CHIEF})
_OVER_ALL = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})

OWN_FIELDS = frozenset({"locale", "comfort", "settings", "digest", "quiet", "mail"})
"""Fields of a person that are nobody's but his own: how things come to him."""

_OFFICE_IS_HIS = "the office is set up by its administrator"

STAFF: tuple[Row, ...] = (
    Row(What.EDIT, _ADMINISTRATOR, Relation.ANY, _OFFICE_IS_HIS),
    Row(What.EDIT_OWN, _EVERYBODY, Relation.HIMSELF, "how things come to a person is his own choice"),
    Row(What.EDIT_OWN, _ADMINISTRATOR, Relation.ANY, _OFFICE_IS_HIS),
    Row(What.ADD, _ADMINISTRATOR, Relation.ANY, _OFFICE_IS_HIS),
    Row(What.REMOVE, _ADMINISTRATOR, Relation.ANY, _OFFICE_IS_HIS),
    Row(What.INVITE, _ADMINISTRATOR, Relation.ANY, _OFFICE_IS_HIS),
    Row(What.REVOKE, _ADMINISTRATOR, Relation.ANY, _OFFICE_IS_HIS),
    Row(What.CONFIRM, _ADMINISTRATOR, Relation.ANY, _OFFICE_IS_HIS),
    Row(What.ABSENT, _EVERYBODY, Relation.HIMSELF, "who goes on leave says so himself"),
    Row(What.ABSENT, _CHIEF, Relation.UNIT, "SOB-9a"),
    Row(What.ABSENT, _OVER_ALL, Relation.ANY, "who fell ill is told of by others"),
    Row(What.BACK, _EVERYBODY, Relation.HIMSELF, "who is back says so himself"),
    Row(What.BACK, _CHIEF, Relation.UNIT, "SOB-9a"),
    Row(What.BACK, _OVER_ALL, Relation.ANY, "who fell ill is told of by others"),
    Row(What.DISMISS, _CHIEF, Relation.UNIT, "SOB-9b"),
    Row(What.DISMISS, _OVER_ALL, Relation.ANY, "SOB-9b"),
)
