"""Every state that a card can come into under a procedure, found by walking all of its actions.

Times are left out: of a moment only counts whether it came after another. That makes the states few,
so all of them are visited, not a sample.
"""

from workflow.proof.anchors import Anchors, every_case
from workflow.proof.state import State
from workflow.proof.walk import Walk, walk

__all__ = ["Anchors", "State", "Walk", "every_case", "walk"]
