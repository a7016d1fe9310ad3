"""The unit of work: one plain function over a Core connection, run whole in one transaction."""

from storage.work.base import BadUrlError, CommitInDoubtError, Point, Work, quiet

__all__ = ["BadUrlError", "CommitInDoubtError", "Point", "Work", "quiet"]
