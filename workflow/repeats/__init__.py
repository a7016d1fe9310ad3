"""Earlier cards that a post may repeat: the same link, the same author, similar text and place."""

from workflow.repeats.likeness import ENOUGH, LOOK_BACK, Likeness, Reason, like
from workflow.repeats.sketch import Sketch, sketch_of
from workflow.repeats.words import lemmas

__all__ = ["ENOUGH", "LOOK_BACK", "Likeness", "Reason", "Sketch", "lemmas", "like", "sketch_of"]
