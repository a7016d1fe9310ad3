"""What Telegram remembers: people, bots, chats, messages, files and queues of updates."""
