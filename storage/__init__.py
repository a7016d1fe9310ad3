"""Everything that is kept: one plain function over a Core connection a time, on SQLite and PostgreSQL alike."""
