"""Which rows of the table are asked for a command: those that bear its name, unless they are several."""

import re
from collections.abc import Mapping

from workflow.rights.row import What

_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")

_SEVERAL: Mapping[str, tuple[What, ...]] = {
    "Act": (What.STEP, What.BESIDE, What.RECALL),
    "SetImportance": (What.SET_IMPORTANCE, What.FAST_TRACK),
    "Edit": (What.EDIT, What.EDIT_OWN),
}


def rows_for(command: type) -> tuple[What, ...]:
    """The rows of this class of commands. Raises ValueError where the table has none for it."""
    name = command.__name__
    return _SEVERAL.get(name) or (What(_CAPITAL.sub("_", name).lower()),)
