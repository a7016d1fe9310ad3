"""What the page may ask of the show, one file for each matter. Importing this makes all of it known."""

from demo.deeds import cards, choosing, clock, faults, forward, keeping, outbox, posts, state

__all__ = ["cards", "choosing", "clock", "faults", "forward", "keeping", "outbox", "posts", "state"]
