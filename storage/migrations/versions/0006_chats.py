"""Chats in which the bot may write.

Revision: 0006. After: 0005.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; a chat comes into it when the messenger next tells of the bot's place there."""
    op.create_table(
        "chats",
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("public", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("writable", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("lane", name=op.f("pk_chats")),
    )
    op.create_index("ix_chats_public", "chats", ["public"])


def downgrade() -> None:
    """Take it away; what is known of chats is lost."""
    op.drop_table("chats")
