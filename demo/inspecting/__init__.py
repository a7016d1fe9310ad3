"""Looking into the bot's database while it works: read only, beside the page, never in the bot's way."""
