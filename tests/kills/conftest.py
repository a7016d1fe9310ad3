"""Where the runs take place."""

from tests.kills.ground import ground

__all__ = ["ground"]
