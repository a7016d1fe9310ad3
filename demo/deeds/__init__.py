"""What the page may ask of the show, one file for each matter. Importing this makes all of it known."""

from demo.deeds import forward, posts, state

__all__ = ["forward", "posts", "state"]
