"""What the page may ask of the show, one file for each matter. Importing this makes all of it known."""

from demo.deeds import state

__all__ = ["state"]
