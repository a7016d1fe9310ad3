"""Absences, invitations, changes of an office, and for whom somebody of several offices speaks.

Revision: 0007. After: 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Offices that are there have no parent, confirm nobody; invitations kept in the clear are void."""
    op.add_column("offices", sa.Column("parent", sa.BigInteger(), nullable=True))
    op.add_column("offices", sa.Column("confirms", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("cards", sa.Column("words", sa.Text(), nullable=False, server_default=""))
    op.add_column("inbox", sa.Column("came_at", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("people") as people:
        people.drop_constraint("uq_people_invitation", type_="unique")
        people.drop_column("invitation")
        people.add_column(sa.Column("confirmed", sa.Boolean(), nullable=False, server_default=sa.true()))
        people.add_column(sa.Column("left_on", sa.Text(), nullable=True))
        people.add_column(sa.Column("substitutes", sa.Text(), nullable=False, server_default="[]"))
        people.add_column(sa.Column("settings", sa.Text(), nullable=False, server_default="{}"))
    _absences()
    _invitations()
    _office_changes()
    _callers()
    _menus()


def downgrade() -> None:
    """Take all of it away; who is absent is present again."""
    for table in ("menus", "callers", "office_changes", "invitations", "absences"):
        op.drop_table(table)
    with op.batch_alter_table("people") as people:
        for column in ("settings", "substitutes", "left_on", "confirmed"):
            people.drop_column(column)
        people.add_column(sa.Column("invitation", sa.Text(), nullable=True))
        people.create_unique_constraint("uq_people_invitation", ["invitation"])
    op.drop_column("inbox", "came_at")
    op.drop_column("cards", "words")
    op.drop_column("offices", "confirms")
    op.drop_column("offices", "parent")


def _absences() -> None:
    op.create_table(
        "absences",
        sa.Column("id", _ID, nullable=False),
        sa.Column("office", _ID, nullable=False),
        sa.Column("person", _ID, nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("substitutes", sa.Text(), nullable=False),
        sa.Column("stays", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["office"], ["offices.id"], name=op.f("fk_absences_office")),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_absences_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_absences_person", "absences", ["person", "state"])
    op.create_index("ix_absences_state", "absences", ["state", "since"])


def _invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", _ID, nullable=False),
        sa.Column("office", _ID, nullable=True),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("person", sa.BigInteger(), nullable=True),
        sa.Column("by", sa.BigInteger(), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.Column("used_by", sa.BigInteger(), nullable=True),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["office"], ["offices.id"], name=op.f("fk_invitations_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("hash", name=op.f("uq_invitations_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_invitations_office", "invitations", ["office", "made_at"])


def _office_changes() -> None:
    op.create_table(
        "office_changes",
        sa.Column("id", _ID, nullable=False),
        sa.Column("office", _ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["office"], ["offices.id"], name=op.f("fk_office_changes_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_changes")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_office_changes_thing", "office_changes", ["office", "what", "key", "field"])


def _callers() -> None:
    op.create_table(
        "callers",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("office", _ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["office"], ["offices.id"], name=op.f("fk_callers_office")),
        sa.PrimaryKeyConstraint("channel", "address", name=op.f("pk_callers")),
    )


def _menus() -> None:
    """Chats in which somebody was shown a card have a menu of an earlier version: it is to be set anew."""
    op.create_table(
        "menus",
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("lane", name=op.f("pk_menus")),
    )
    op.execute(
        "INSERT INTO menus (lane, shown) SELECT DISTINCT views.lane, '' FROM views"
        " JOIN people ON people.channel || ':' || people.address = views.lane"
    )
