"""The unit of work: one plain function over a Core connection, run whole in one transaction."""

from storage.work.base import BadUrlError, ClosedError, CommitInDoubtError, Point, UnreachableError, Work, quiet

__all__ = ["BadUrlError", "ClosedError", "CommitInDoubtError", "Point", "UnreachableError", "Work", "quiet"]
