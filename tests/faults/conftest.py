"""Where the bot of a test lives."""

from tests.faults.homes import housed

__all__ = ["housed"]
