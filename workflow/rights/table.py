"""The table of rights: every row of it, in the order in which it is shown."""

from collections.abc import Mapping

from workflow.rights.cards import CARDS
from workflow.rights.lists import LISTS
from workflow.rights.row import Row, What
from workflow.rights.staff import STAFF

TABLE: tuple[Row, ...] = (*CARDS, *LISTS, *STAFF)

ROWS: Mapping[What, tuple[Row, ...]] = {what: tuple(row for row in TABLE if row.what is what) for what in What}
"""The rows of each thing that somebody may want."""
