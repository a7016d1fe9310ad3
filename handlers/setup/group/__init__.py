"""The office's group chat: offered where the bot is let into one, set with one button, its faults explained."""
