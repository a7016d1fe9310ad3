"""What holds for all tests: how random cases are chosen.

The suite takes the same random cases each time, so that a change is judged by itself alone.
`make explore` takes new ones.
"""

import os

from hypothesis import settings

settings.register_profile("steady", derandomize=True, database=None)
settings.register_profile("explore", derandomize=False, database=None)
settings.load_profile(os.environ.get("OTKLIK_CASES", "steady"))
