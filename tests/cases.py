"""How many random cases a test takes."""

import os

EXPLORING = os.environ.get("OTKLIK_CASES") == "explore"


def cases(many: int) -> int:
    """So many in `make explore`; the everyday suite, which takes the same ones each time, has half of them."""
    return many if EXPLORING else max(many // 2, 1)
