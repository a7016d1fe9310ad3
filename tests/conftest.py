"""What holds for all tests: how random cases are chosen.

The suite takes the same random cases each time, so that a change is judged by itself alone; more of the same
would show nothing new. `make explore` takes new ones, and more of them.
"""

import os

from hypothesis import settings

settings.register_profile("steady", derandomize=True, database=None, max_examples=30, deadline=None)
settings.register_profile("explore", derandomize=False, database=None, deadline=None)
settings.load_profile(os.environ.get("OTKLIK_CASES", "steady"))
