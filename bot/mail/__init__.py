"""Mail: rows of the outbox that go to a mail server instead of a messenger."""
