"""Conversations in Telegram: an update becomes a command, a card becomes text and buttons."""
