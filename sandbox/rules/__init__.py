"""What Telegram accepts: texts, keyboards, media, edits and rights."""
