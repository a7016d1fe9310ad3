"""The office itself, changed by its own people: staff, departments, times. One door, as for cards."""
