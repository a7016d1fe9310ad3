"""What the page may ask of the show, one file for each matter. Importing this makes all of it known."""

from demo.deeds import cards, forward, outbox, posts, state

__all__ = ["cards", "forward", "outbox", "posts", "state"]
