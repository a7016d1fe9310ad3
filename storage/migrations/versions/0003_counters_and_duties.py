"""Tallies of counters, and duties on a calendar.

Revision: 0003. After: 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the three tables; nothing that is there changes."""
    _tallies()
    _duties()
    _duties_done()


def downgrade() -> None:
    """Take the tables away, with what was counted and done."""
    for table in ("duties_done", "duties", "tallies"):
        op.drop_table(table)


def _tallies() -> None:
    op.create_table(
        "tallies",
        sa.Column("id", _ID, nullable=False),
        sa.Column("office", _ID, nullable=False),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("counter", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("card", _ID, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["office"], ["offices.id"], name=op.f("fk_tallies_office")),
        sa.ForeignKeyConstraint(["card"], ["cards.id"], name=op.f("fk_tallies_card")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tallies")),
        sa.UniqueConstraint("card", "counter", "what", name=op.f("uq_tallies_card_counter_what")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_tallies_window", "tallies", ["office", "procedure", "counter", "subject", "at"])


def _duties() -> None:
    op.create_table(
        "duties",
        sa.Column("office", _ID, nullable=False),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("duty", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("looked_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["office"], ["offices.id"], name=op.f("fk_duties_office")),
        sa.PrimaryKeyConstraint("office", "procedure", "duty", name=op.f("pk_duties")),
    )


def _duties_done() -> None:
    op.create_table(
        "duties_done",
        sa.Column("office", _ID, nullable=False),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("duty", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["office"], ["offices.id"], name=op.f("fk_duties_done_office")),
        sa.PrimaryKeyConstraint("office", "procedure", "duty", "period", name=op.f("pk_duties_done")),
    )
