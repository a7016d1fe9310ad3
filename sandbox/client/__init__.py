"""The parts of the Python client for tests; import them from sandbox.people."""
