"""Migrations: the steps that lead from any older database to the present tables."""

from storage.migrations.upgrade import NewerDatabaseError, upgrade

__all__ = ["NewerDatabaseError", "upgrade"]
