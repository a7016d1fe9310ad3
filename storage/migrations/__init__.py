"""Migrations: the steps that lead from any older database to the present tables."""

from storage.migrations.upgrade import NewerDatabaseError, TablesChangedError, upgrade

__all__ = ["NewerDatabaseError", "TablesChangedError", "upgrade"]
