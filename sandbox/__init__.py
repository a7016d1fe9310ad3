"""A local Telegram: a Bot API server for bots, and a driving interface for the people who talk to them."""
