"""Setting an office up in the chat: a question after another, each answered with a tap or a line."""
