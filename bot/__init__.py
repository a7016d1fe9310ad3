"""The bot: everything between Telegram, the database and the rules."""

__version__ = "0.1.0"
