"""Cards that are answered together with another one.

Revision: 0005. After: 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Cards that are there are answered by themselves."""
    op.add_column("cards", sa.Column("joined", sa.BigInteger(), nullable=True))
    named = sa.text("joined IS NOT NULL")
    op.create_index("ix_cards_joined", "cards", ["joined"], sqlite_where=named, postgresql_where=named)


def downgrade() -> None:
    """Take it away; the cards' own bodies still have it."""
    op.drop_index("ix_cards_joined", "cards")
    op.drop_column("cards", "joined")
