"""Everything there was at first.

Revision: 0001. After: None.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make all tables, those first that others refer to."""
    _offices()
    _departments()
    _people()
    _procedures()
    _cards()
    _events()
    _timers()
    _views()
    _lanes()
    _inbox()
    _outbox()
    _conversations()
    _held()


def downgrade() -> None:
    """Take all tables away, with everything in them."""
    for table in (
        "held",
        "conversations",
        "outbox",
        "inbox",
        "lanes",
        "views",
        "timers",
        "events",
        "cards",
        "procedures",
        "people",
        "departments",
        "offices",
    ):
        op.drop_table(table)


def _partial(name: str, table: str, columns: list[str], sqlite: str, postgresql: str, unique: bool = False) -> None:
    op.create_index(
        name, table, columns, unique=unique, sqlite_where=sa.text(sqlite), postgresql_where=sa.text(postgresql)
    )


def _offices() -> None:
    op.create_table(
        "offices",
        sa.Column("id", _ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("procedures", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("group_address", sa.Text(), nullable=True),
        sa.Column("group_topic", sa.Integer(), nullable=True),
        sa.Column("bare_hours", sa.Text(), nullable=True),
        sa.Column("day_off", sa.Text(), nullable=True),
        sa.Column("schedule", sa.Text(), nullable=False),
        sa.Column("days_off", sa.Text(), nullable=False),
        sa.Column("working_days", sa.Text(), nullable=False),
        sa.Column("stamp", sa.Text(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("chain_seq", sa.BigInteger(), nullable=False),
        sa.Column("chain_hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offices")),
        sa.UniqueConstraint("key", name=op.f("uq_offices_key")),
    )


def _departments() -> None:
    op.create_table(
        "departments",
        sa.Column("id", _ID, nullable=False),
        sa.Column("office", _ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("places", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office"], ["offices.id"], name=op.f("fk_departments_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_departments")),
        sa.UniqueConstraint("office", "key", name=op.f("uq_departments_office_key")),
    )


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", _ID, nullable=False),
        sa.Column("office", _ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("locale", sa.Text(), nullable=True),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("invitation", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office"], ["offices.id"], name=op.f("fk_people_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("invitation", name=op.f("uq_people_invitation")),
        sa.UniqueConstraint("office", "channel", "address", name=op.f("uq_people_office_channel_address")),
        sa.UniqueConstraint("office", "key", name=op.f("uq_people_office_key")),
    )
    op.create_index("ix_people_channel_address", "people", ["channel", "address"])


def _procedures() -> None:
    op.create_table(
        "procedures",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("loaded_at", sa.BigInteger(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procedures")),
        sa.UniqueConstraint("name", "digest", name=op.f("uq_procedures_name_digest")),
    )
    _partial("uq_procedures_current", "procedures", ["name"], "current = 1", "current", unique=True)


def _cards() -> None:
    op.create_table(
        "cards",
        sa.Column("id", _ID, nullable=False),
        sa.Column("office", _ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("importance", sa.Text(), nullable=False),
        sa.Column("executor", sa.BigInteger(), nullable=True),
        sa.Column("curator", sa.BigInteger(), nullable=True),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("next_due", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["office"], ["offices.id"], name=op.f("fk_cards_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cards")),
        sa.UniqueConstraint("office", "key", name=op.f("uq_cards_office_key")),
        sa.UniqueConstraint("office", "number", name=op.f("uq_cards_office_number")),
    )
    _partial("ix_cards_open", "cards", ["office", "next_due"], "open = 1", "open")


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", _ID, nullable=False),
        sa.Column("office", _ID, nullable=False),
        sa.Column("card", _ID, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("chain_seq", sa.BigInteger(), nullable=False),
        sa.Column("prev_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["card"], ["cards.id"], name=op.f("fk_events_card")),
        sa.ForeignKeyConstraint(["office"], ["offices.id"], name=op.f("fk_events_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("card", "seq", name=op.f("uq_events_card_seq")),
        sa.UniqueConstraint("office", "chain_seq", name=op.f("uq_events_office_chain_seq")),
    )


def _timers() -> None:
    op.create_table(
        "timers",
        sa.Column("card", _ID, nullable=False),
        sa.Column("ping", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("fired_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["card"], ["cards.id"], name=op.f("fk_timers_card")),
        sa.PrimaryKeyConstraint("card", "ping", name=op.f("pk_timers")),
    )
    _partial("ix_timers_due", "timers", ["at", "card"], "fired_at IS NULL", "fired_at IS NULL")


def _views() -> None:
    op.create_table(
        "views",
        sa.Column("id", _ID, nullable=False),
        sa.Column("card", _ID, nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("ticking", sa.Boolean(), nullable=False),
        sa.Column("refreshed_at", sa.BigInteger(), nullable=False),
        sa.Column("not_before", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["card"], ["cards.id"], name=op.f("fk_views_card")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_views")),
        sa.UniqueConstraint("lane", "message_id", name=op.f("uq_views_lane_message_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_views_card", "views", ["card"])
    _partial("ix_views_stale", "views", ["refreshed_at"], "version < wanted", "version < wanted")
    _partial("ix_views_ticking", "views", ["refreshed_at"], "ticking = 1", "ticking")


def _lanes() -> None:
    op.create_table(
        "lanes",
        sa.Column("box", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.Column("worker", sa.Text(), nullable=True),
        sa.Column("leased_until", sa.BigInteger(), nullable=True),
        sa.Column("paused_until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("box", "lane", name=op.f("pk_lanes")),
    )


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", _ID, nullable=False),
        sa.Column("bot", sa.Text(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("bot", "update_id", name=op.f("uq_inbox_bot_update_id")),
        sqlite_autoincrement=True,
    )
    _partial("ix_inbox_new", "inbox", ["lane", "id"], "status IN ('new')", "status IN ('new')")
    _partial("ix_inbox_done", "inbox", ["done_at"], "status IN ('done')", "status IN ('done')")
    _partial("ix_inbox_dead", "inbox", ["id"], "status IN ('dead')", "status IN ('dead')")


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", _ID, nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("supersede", sa.Text(), nullable=True),
        sa.Column("office", sa.BigInteger(), nullable=True),
        sa.Column("card", sa.BigInteger(), nullable=True),
        sa.Column("person", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("not_before", sa.BigInteger(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=True),
        sa.Column("repeated", sa.Boolean(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_message", "outbox", ["lane", "message_id"])
    finished = "status IN ('sent', 'dropped', 'superseded')"
    _partial("ix_outbox_finished", "outbox", ["settled_at"], finished, finished)
    _partial("ix_outbox_stuck", "outbox", ["id"], "status IN ('dead', 'doubt')", "status IN ('dead', 'doubt')")
    _partial("ix_outbox_supersede", "outbox", ["supersede"], "status IN ('new')", "status IN ('new')")
    _partial(
        "ix_outbox_unsent", "outbox", ["lane", "id"], "status IN ('new', 'sending')", "status IN ('new', 'sending')"
    )


def _conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "chat", "person", name=op.f("pk_conversations")),
    )


def _held() -> None:
    op.create_table(
        "held",
        sa.Column("id", _ID, nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("office", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("card", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("detected_at", sa.BigInteger(), nullable=False),
        sa.Column("held_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held")),
        sa.UniqueConstraint("lane", "key", name=op.f("uq_held_lane_key")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_held_due", "held", ["due_at"])
