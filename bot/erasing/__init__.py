"""Erasing: `erase card`, `erase citizen`, `erase person`, and the same when the time to keep something is over."""
