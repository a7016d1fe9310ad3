"""TOML that somebody wrote: read whole, or refused with words that tell why; never a fault of ours."""

import tomllib
from typing import Any

LONGEST_FILE = 1_000_000
LONGEST_LINE = 8_000
"""Characters. A line longer than that holds a key of thousands of parts, which takes seconds to read."""


def read_toml(text: str) -> dict[str, Any]:
    """What the text says. Raises ValueError with the reason for one that is no TOML, or none that a person wrote."""
    if len(text) > LONGEST_FILE:
        raise ValueError(f"longer than {LONGEST_FILE} characters; this is no such file")
    if any(len(line) > LONGEST_LINE for line in text.splitlines()):
        raise ValueError(f"a line is longer than {LONGEST_LINE} characters; break it")
    try:
        return tomllib.loads(text)
    except ValueError as error:  # also for a number of thousands of digits
        raise ValueError(f"not TOML: {error}") from error
    except RecursionError:
        raise ValueError("not TOML: nested too deep") from None
