"""The office's own accounts in the networks.

Revision: 0004. After: 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Offices that are there have named none yet."""
    op.add_column("offices", sa.Column("accounts", sa.Text(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Take them away; the offices' files still have them."""
    op.drop_column("offices", "accounts")
