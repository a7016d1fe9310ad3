"""Media that came from elsewhere than a messenger, and acts through the intake interface.

Revision: 0002. After: 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables, that of the bytes first."""
    _blobs()
    _blob_files()
    _intake_acts()


def downgrade() -> None:
    """Take them away, with every picture in them."""
    for table in ("intake_acts", "blob_files", "blobs"):
        op.drop_table(table)


def _blobs() -> None:
    op.create_table(
        "blobs",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("mime", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blobs")),
    )


def _blob_files() -> None:
    op.create_table(
        "blob_files",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sent_as", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["blobs.sha256"], name=op.f("fk_blob_files_sha256")),
        sa.PrimaryKeyConstraint("sha256", "channel", "kind", name=op.f("pk_blob_files")),
    )


def _intake_acts() -> None:
    op.create_table(
        "intake_acts",
        sa.Column("card", _ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["card"], ["cards.id"], name=op.f("fk_intake_acts_card")),
        sa.PrimaryKeyConstraint("card", "key", name=op.f("pk_intake_acts")),
    )
