"""The chats of the sandbox as a page: phones side by side, and behind them whoever runs the show."""
