"""The Bot API methods which the sandbox really performs."""
