"""How the bot is: whether its loops turn, whether it can do its work, and figures of it for those who watch."""
