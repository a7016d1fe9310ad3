"""How people come, go and stay away, and what the office's own people have changed in it."""

from sqlalchemy import Column, ForeignKey, Index, Table, Text, UniqueConstraint

from storage.tables.base import (
    big,
    flag,
    identity,
    json,
    maybe_json,
    maybe_moment,
    maybe_text,
    metadata,
    moment,
    of,
    text,
)
from storage.tables.types import Id

absences = Table(
    "absences",
    metadata,
    identity(),
    of("offices"),
    of("people"),
    moment("since"),
    maybe_moment("until"),
    text("why"),
    json("substitutes"),
    flag("stays", False),
    text("state"),
    big("by", nullable=True),
    moment("made_at"),
    Index("ix_absences_person", "person", "state"),
    Index("ix_absences_state", "state", "since"),
    sqlite_autoincrement=True,
)
"""An absence is `planned`, then `begun`, then `ended`, or `cancelled` before that.

`substitutes` are people's ids, the first to be asked first. `stays`: open cards stay with the substitute afterwards.
`since` and `until` (exclusive) are the office's clock; without `until` it lasts till somebody says that it is over.
"""

invitations = Table(
    "invitations",
    metadata,
    identity(),
    Column("office", Id, ForeignKey("offices.id")),
    text("hash"),
    json("roles"),
    maybe_text("department"),
    maybe_text("name"),
    big("person", nullable=True),
    big("by", nullable=True),
    moment("made_at"),
    moment("expires_at"),
    maybe_moment("used_at"),
    big("used_by", nullable=True),
    maybe_moment("revoked_at"),
    UniqueConstraint("hash"),
    Index("ix_invitations_office", "office", "made_at"),
    sqlite_autoincrement=True,
)
"""The word of a link is kept only as its hash. Without an office it lets the first administrator set one up.

`person` is the one who is invited to take his place, where the office knows him already. Times are real time.
"""

office_changes = Table(
    "office_changes",
    metadata,
    identity(),
    of("offices"),
    moment("at"),
    big("by", nullable=True),
    text("source"),
    text("what"),
    text("key"),
    text("field"),
    maybe_json("old"),
    maybe_json("new"),
    Index("ix_office_changes_thing", "office", "what", "key", "field"),
    sqlite_autoincrement=True,
)
"""Who changed what in an office, from where (`chat`, `file` or `clock`): rows are only ever added.

`field` is empty where a whole entry came or went. `at` is the office's clock.
"""

callers = Table(
    "callers",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("address", Text, primary_key=True),
    Column("office", Id, ForeignKey("offices.id"), nullable=False),
    moment("at"),
)
"""For which of his offices somebody who works for several is speaking now."""
